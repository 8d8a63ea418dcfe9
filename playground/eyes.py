"""What one person sees, and waiting for it: every wait is a request the server answers when something changed."""

import time
from collections.abc import Callable
from typing import TypeVar

import aiohttp

from playground.people import User
from playground.readable import Read
from playground.seen import NotSeen, Opened, SharedFile, Shown
from playground.state import World
from playground.texts import as_read
from playground.wire import Json

Found = TypeVar("Found")
WITHIN = 20.0
"""Seconds a test waits for something before it fails: far more than a busy machine needs; what is there ends it at once."""


class Eyes:
    """One person's view of the workspace."""

    def __init__(self, world: World, session: aiohttp.ClientSession, user: User) -> None:
        self._world = world
        self._session = session
        self.user = user
        self.id = user.id
        self.key = user.key

    def __repr__(self) -> str:
        return f"<{self.key} {self.id}>"

    def read(self, text: str) -> str:
        """Stored text as people read it."""
        return as_read(text, self._world.names())

    async def messages(self, where: str) -> list[Shown]:
        """The messages they see there, oldest first, threads and their ephemerals included."""
        return await self._messages(self._place(where))

    async def reads(self, where: str) -> list[str]:
        """The messages they see there, as words."""
        return [message.text for message in await self.messages(where)]

    async def sees(
        self,
        where: str,
        text: str,
        *,
        within: float = WITHIN,
        matching: Callable[[Shown], bool] = lambda _: True,
    ) -> Shown:
        """Wait for the newest message there that contains the text.

        Raises:
            NotSeen: none came.
        """
        channel = self._place(where)

        def there(state: Json) -> Shown | None:
            for message in reversed(state["messages"]):
                shown = self._shown(channel, message)
                if text in shown.text and matching(shown):
                    return shown
            return None

        return await self._until(there, f"{text!r} is not in {where}", channel=channel, within=within)

    async def files(self, where: str) -> list[SharedFile]:
        """Every file they see there, oldest first, as they would open it."""
        shared = [file for message in await self.messages(where) for file in message.raw.get("files") or []]
        return [await self._file(file) for file in shared]

    async def _file(self, file: Json) -> SharedFile:
        async with self._session.get(f"/page/file/{file['id']}", params={"as": self.id}) as answer:
            answer.raise_for_status()
            content = await answer.read()
        return SharedFile(file["name"], file["title"], file["alt_txt"], file["mimetype"], content)

    async def sees_again(self, shown: Shown) -> Shown:
        """The same message as it is now.

        Raises:
            NotSeen: it is gone.
        """
        return await self._message(shown.channel, shown.ts)

    async def sees_change(
        self, shown: Shown, until: str | Callable[[Shown], bool], *, within: float = WITHIN
    ) -> Shown:
        """Wait until a message has changed so that it contains a text or satisfies a condition."""
        ready = (lambda s: until in s.text) if isinstance(until, str) else until

        def changed(state: Json) -> Shown | None:
            found = [m for m in state["messages"] if m["ts"] == shown.ts]
            now = self._shown(shown.channel, found[0]) if found else None
            return now if now and ready(now) else None

        wanted = (
            f"the message did not come to say {until!r}"
            if isinstance(until, str)
            else "the message did not change"
        )
        return await self._until(changed, wanted, channel=shown.channel, within=within)

    async def modal(
        self, text: str = "", *, other_than: Opened | None = None, within: float = WITHIN
    ) -> Opened:
        """Wait until a modal is open that contains the text; ``other_than``: a new one or a new version."""

        def there(state: Json) -> Opened | None:
            top = self._opened(state["modals"][-1]) if state["modals"] else None
            stale = top is None or (other_than is not None and top.hash == other_than.hash)
            return None if top is None or stale or text not in f"{top.title}\n{top.text}" else top

        return await self._until(there, f"no modal{f' with {text!r}' if text else ''}", within=within)

    async def no_modal(self, *, within: float = WITHIN) -> None:
        """Wait until no modal is open."""
        await self._until(lambda state: not state["modals"] or None, "a modal is still open", within=within)

    async def home(self, text: str = "", *, within: float = WITHIN) -> Opened:
        """Wait until the Home tab contains the text."""

        def there(state: Json) -> Opened | None:
            home = self._opened(state["home"]) if state["home"] else None
            return home if home and text in home.text else None

        return await self._until(there, f"the Home tab does not say {text!r}", within=within)

    async def state(self, where: str) -> Json:
        """Everything ``/page/state`` answers, while they look at that place."""
        return await self._state(self._place(where))

    async def toasts(self) -> list[str]:
        """What Slack itself told them."""
        return [toast["text"] for toast in (await self._state())["toasts"]]

    def could_ever_read(self) -> list[Read]:
        """Everything they could ever have read, from the server's own record."""
        return self._world.readable.of(self.id)

    def _someone(self, ref: str) -> User:
        user = self._world.person(ref.removeprefix("@"))
        if user is None:
            raise NotSeen(
                f"there is no {ref}; there are: {', '.join(u.key for u in self._world.users.values())}"
            )
        return user

    def _place(self, where: str) -> str:
        """The id of ``#name``, or of the conversation with ``@somebody``."""
        if where.startswith("@"):
            return self._world.dm(self.id, self._someone(where).id).id
        channel = self._world.place(where)
        if channel is None:
            names = ", ".join(f"#{c.name}" for c in self._world.channels.values() if c.name)
            raise NotSeen(f"there is no {where}; there are: {names}")
        return channel.id

    async def _state(self, channel: str = "", **more: str) -> Json:
        params = {"as": self.id, "channel": channel, "peek": "1", **more}
        async with self._session.get("/page/state", params=params) as answer:
            state: Json = await answer.json()
        return state

    async def _messages(self, channel: str) -> list[Shown]:
        return [self._shown(channel, message) for message in (await self._state(channel))["messages"]]

    async def _message(self, channel: str, ts: str) -> Shown:
        for message in await self._messages(channel):
            if message.ts == ts:
                return message
        raise NotSeen(f"{self.key} does not see the message {ts}")

    def _shown(self, channel: str, raw: Json) -> Shown:
        return Shown(self.key, raw.get("blocks") or [], raw, self.read, channel, raw["ts"])

    def _opened(self, raw: Json) -> Opened:
        return Opened(self.key, raw["blocks"], raw, self.read, raw["id"])

    async def _until(
        self, found: Callable[[Json], Found | None], failing: str, *, channel: str = "", within: float
    ) -> Found:
        """Look, and look again whenever something this person may see has changed."""
        deadline = time.monotonic() + within
        state = await self._state(channel)
        while (seen := found(state)) is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise NotSeen(f"{self.key}: {failing} within {within} s.\n{self._describe(channel, state)}")
            state = await self._state(channel, after=str(state["version"]), within=f"{left:.3f}")
        return seen

    def _describe(self, channel: str, state: Json) -> str:
        lines = [f"What {self.key} sees:"]
        for message in state["messages"]:
            shown = self._shown(channel, message)
            marks = " (only you)" if shown.ephemeral else ""
            lines += [f"- {shown.author}{marks}: {shown.text!r} {shown.buttons or ''}"]
        lines += [f"- modal {m.title!r}: {m.text!r}" for m in map(self._opened, state["modals"])]
        lines += [f"- toast: {toast['text']}" for toast in state["toasts"]]
        return "\n".join(lines if len(lines) > 1 else [*lines, "- nothing"])
