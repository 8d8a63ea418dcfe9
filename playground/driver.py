"""Tests act as people through the page's own HTTP API, and wait for what they should see.

Nothing here sleeps: every wait is a request the server answers when something changed.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from playground.deliveries import Delivery
from playground.faults import Fault, Logged
from playground.fields import options_of
from playground.people import BOT_USER_ID, User
from playground.readable import Read
from playground.seen import NotSeen, Opened, Shown, Surface
from playground.server import Options, Playground
from playground.socket_mode import Disconnect
from playground.surfaces import value_key
from playground.texts import as_read
from playground.wire import Json

__all__ = ["LocalSlack", "NotSeen", "Opened", "Person", "Shown"]

Found = TypeVar("Found")
WITHIN = 5.0
"""Seconds a test waits for something before it fails."""


class LocalSlack:
    """A playground running in this process, and the people in it."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self._session = session

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        escalation: Path,
        manifest: Path,
        events_url: str | None = None,
        **options: Any,  # noqa: ANN401  Options
    ) -> AsyncIterator["LocalSlack"]:
        """Serve on an ephemeral port until the context ends. ``options`` are those of Options."""
        playground = Playground(Options(escalation, manifest, events_url=events_url, **options))
        async with playground.listening(), aiohttp.ClientSession(playground.address) as session:
            yield cls(playground, session)

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.playground.address

    @property
    def api_url(self) -> str:
        """What the bot's SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def clock_url(self) -> str:
        """What the bot's BATON_CLOCK_URL is set to."""
        return f"{self.url}/clock"

    @property
    def bot_token(self) -> str:
        """The bot token, with the manifest's scopes."""
        return self.playground.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.playground.tokens.app

    @property
    def signing_secret(self) -> str:
        """What HTTP requests are signed with."""
        return self.playground.tokens.signing_secret

    @property
    def deliveries(self) -> list[Delivery]:
        """Every try to hand something to the bot."""
        return self.playground.deliveries.record

    def use_http(self, events_url: str) -> None:
        """Send everything as signed HTTP to this address."""
        self.playground.use_http(events_url)

    async def bot_connected(self, *, within: float = WITHIN) -> None:
        """Wait until the bot can be reached.

        Raises:
            NotSeen: it cannot.
        """
        if not await self.playground.transport.ready(within=within):
            raise NotSeen(f"the bot did not connect within {within} s")

    async def bot_reconnected(self, *, connections: int, within: float = WITHIN) -> None:
        """Wait until Socket Mode connections have been opened more often than that (see ``connections``)."""
        if not await self.playground.socket_mode.opened_more_than(connections, within=within):
            raise NotSeen(f"no new connection within {within} s")

    @property
    def connections(self) -> int:
        """How many Socket Mode connections have been opened so far."""
        return self.playground.socket_mode.opened

    def person(self, ref: str) -> "Person":
        """By the file's key, an id or a name.

        Raises:
            NotSeen: there is nobody like that.
        """
        user = self.playground.world.person(ref)
        if user is None:
            keys = ", ".join(u.key for u in self.playground.world.users.values())
            raise NotSeen(f"there is no {ref}; there are: {keys}")
        return Person(self, user)

    async def forward(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> datetime:
        """Move the clock and wait until the bot, if it follows the clock, knows. Answers the new time, UTC."""
        by = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        return await self._move({"forward_seconds": by.total_seconds()})

    async def forward_to(self, moment: datetime | str) -> datetime:
        """Move to a moment with an offset, or to ``"tonight"``."""
        return await self._move({"to": moment.isoformat() if isinstance(moment, datetime) else moment})

    async def _move(self, wish: Json) -> datetime:
        moved = await self.ask("POST", "/page/clock", json={**wish, "settle": True})
        if "now" not in moved:
            raise ValueError(moved.get("error"))
        return datetime.fromisoformat(moved["now"])

    def now(self) -> datetime:
        """The moved time, UTC."""
        return self.playground.clock.now()

    def calls(self, method: str | None = None) -> list[Logged]:
        """The bot's calls so far."""
        return [call for call in self.playground.faults.log if method in {None, call.method}]

    def fault(self, method: str, kind: str, *, times: int = 1, retry_after: int = 1) -> None:
        """Let the next calls of a method (``*``: any) go wrong; the kinds are in faults.py."""
        self.playground.faults.plan(Fault(method, kind, times, retry_after))

    async def disconnect(self, how: Disconnect, *, only: int | None = None) -> None:
        """Let Socket Mode connections go wrong."""
        await self.playground.socket_mode.disconnect(how, only=only)

    async def quiet(self, *, within: float = WITHIN) -> None:
        """Wait until nothing is on its way to the bot."""
        if not await self.playground.deliveries.quiet(within=within):
            raise NotSeen(f"the bot still owes an answer after {within} s")

    async def called(self, method: str, times: int = 1, *, within: float = WITHIN) -> list[Logged]:
        """Wait until a method has been called that often."""
        if not await self.playground.faults.until(lambda: len(self.calls(method)) >= times, within=within):
            raise NotSeen(
                f"{method} was called {len(self.calls(method))} times, not {times}, within {within} s"
            )
        return self.calls(method)

    async def ask(self, verb: str, path: str, **more: Any) -> Any:  # noqa: ANN401  JSON
        """A request to the page's API."""
        async with self._session.request(verb, path, **more) as answer:
            return await answer.json()

    def read(self, text: str) -> str:
        """Stored text as people read it."""
        return as_read(text, self.playground.world.names())


class Person:
    """Somebody of the workspace, at their screen."""

    def __init__(self, slack: LocalSlack, user: User) -> None:
        self._slack = slack
        self.user = user
        self.id = user.id
        self.key = user.key

    def __repr__(self) -> str:
        return f"<{self.key} {self.id}>"

    # --- doing ---

    async def act(self, do: str, **facts: object) -> Json:
        """Any act of the page's API.

        Raises:
            NotSeen: Slack's client would not let them; the message says why.
        """
        answer: Json = await self._slack.ask("POST", "/page/act", json={"as": self.id, "do": do, **facts})
        if not answer["ok"] and answer["error"] != "validation_errors":
            raise NotSeen(f"{self.key} cannot {do}: {answer['error']}")
        return answer

    async def types(
        self,
        where: str,
        text: str,
        *,
        thread: Shown | None = None,
        answered: bool = True,
        within: float = WITHIN,
    ) -> Shown:
        """Type into a channel (``#name``), to a person (``@key``) or to the bot (``@bot``).

        For a slash command the answer is returned: the message it made the bot show this person there. A command
        that opens a modal, or is answered elsewhere, wants ``answered=False`` (what is returned then is empty). For
        anything else the person's own message is returned.

        Raises:
            NotSeen: no answer came; it says what they see.
        """
        channel = await self._open(where)
        if not text.startswith("/"):
            posted = await self.act(
                "post", channel=channel, text=text, thread_ts=thread.ts if thread else None
            )
            return await self._message(channel, posted["ts"])
        before = {message.ts for message in await self._messages(channel)}
        done = await self.act(
            "command", channel=channel, text=text, **({"thread_ts": thread.ts} if thread else {})
        )
        if done.get("failed"):
            raise NotSeen(f"{text!r} failed with the error {done['failed']}")
        if done["answer"]:
            return await self._message(channel, done["answer"]["ts"])
        if not answered:
            return self._shown(
                channel, {"ts": "", "text": "", "name": "", "ephemeral": False, "edited": False}
            )

        def new(state: Json) -> Shown | None:
            found = [m for m in state["messages"] if m["ts"] not in before and m["user"] == BOT_USER_ID]
            return self._shown(channel, found[0]) if found else None

        return await self._until(new, f"no answer to {text!r}", channel=channel, within=within)

    async def presses(
        self,
        label: str | None = None,
        *,
        in_: Surface,
        action_id: str | None = None,
        confirmed: bool = True,
    ) -> Json:
        """Press a button or choose an entry of a menu by what is written on it, or by its action id."""
        block, element, value = in_.find(label, action_id)
        return await self._press(in_, block, element, value, confirmed=confirmed)

    async def chooses(self, value: str | list[str] | None, *, in_: Surface, action_id: str) -> Json:
        """Choose in a select, a picker or checkboxes outside input blocks: by visible text, name, date or time."""
        block, element = in_.element(action_id)
        chosen = await self._value(in_, block, element, value)
        return await self._press(in_, block, element, chosen, confirmed=True)

    async def _press(
        self, on: Surface, block: Json, element: Json, value: object, *, confirmed: bool
    ) -> Json:
        return await self.act(
            "press",
            where=on.where,
            block_id=block["block_id"],
            action_id=element["action_id"],
            value=value,
            confirmed=confirmed,
        )

    async def fills(
        self, modal: Opened, values: dict[str, str | list[str] | None], *, submit: bool = True
    ) -> dict[str, str] | None:
        """Fill fields by their labels and submit. Answers the errors by label, or None when it was accepted."""
        filled: dict[str, dict[str, object]] = {}
        for label, value in values.items():
            block, element = modal.field(label)
            chosen = await self._value(modal, block, element, value)
            filled.setdefault(block["block_id"], {})[element["action_id"]] = chosen
        if not submit:
            await self.act("fill", view=modal.id, values=filled)
            return None
        done = await self.act("submit", view=modal.id, values=filled)
        if done["ok"]:
            return None
        labels = {
            b["block_id"]: self._slack.read(b["label"]["text"]) for b in modal.blocks if b["type"] == "input"
        }
        return {labels.get(block_id, block_id): sentence for block_id, sentence in done["errors"].items()}

    async def submits(self, modal: Opened) -> dict[str, str] | None:
        """Submit as it stands."""
        return await self.fills(modal, {})

    async def closes(self, modal: Opened) -> None:
        """Close the modal without submitting."""
        await self.act("close", view=modal.id)

    async def uses(self, shortcut: str, *, on: Shown | None = None) -> None:
        """A shortcut by its name: on a message, or a global one."""
        found = [s for s in self._slack.playground.world.manifest.shortcuts if s.name == shortcut]
        if not found:
            names = [s.name for s in self._slack.playground.world.manifest.shortcuts]
            raise NotSeen(f"there is no shortcut {shortcut!r}; there are: {names}")
        await self.act("shortcut", callback_id=found[0].callback_id, **(on.where if on else {}))

    async def reacts(self, name: str, *, to: Shown, on: bool = True) -> None:
        """Add or take back a reaction."""
        await self.act("react", **to.where, name=name, on=on)

    async def invites(self, where: str, *people: str) -> None:
        """Invite people by key (``bot`` is the bot) to a channel."""
        for person in people:
            await self.act("invite", channel=where, user=person)

    async def joins(self, where: str) -> None:
        """Join a public channel."""
        await self.act("join", channel=where)

    async def is_now(self, **changes: object) -> None:
        """Change the profile: name, tz, locale, title, away, snoozed, deleted, email."""
        await self.act("profile", changes=changes)

    # --- seeing ---

    async def messages(self, where: str) -> list[Shown]:
        """The messages they see there, oldest first, threads and their ephemerals included."""
        return await self._messages(await self._open(where, make=False))

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
        channel = await self._open(where, make=False)

        def there(state: Json) -> Shown | None:
            for message in reversed(state["messages"]):
                shown = self._shown(channel, message)
                if text in shown.text and matching(shown):
                    return shown
            return None

        return await self._until(there, f"{text!r} is not in {where}", channel=channel, within=within)

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

    async def opens_home(self, text: str = "", *, within: float = WITHIN) -> Opened:
        """Open the app's Home tab and wait for it to contain the text."""
        await self.act("open_home")
        return await self.home(text, within=within)

    async def home(self, text: str = "", *, within: float = WITHIN) -> Opened:
        """Wait until the Home tab contains the text."""

        def there(state: Json) -> Opened | None:
            home = self._opened(state["home"]) if state["home"] else None
            return home if home and text in home.text else None

        return await self._until(there, f"the Home tab does not say {text!r}", within=within)

    async def toasts(self) -> list[str]:
        """What Slack itself told them."""
        return [toast["text"] for toast in (await self._state())["toasts"]]

    def could_ever_read(self) -> list[Read]:
        """Everything they could ever have read, from the server's own record."""
        return self._slack.playground.world.readable.of(self.id)

    # --- inside ---

    async def _value(self, on: Surface, block: Json, element: Json, value: object) -> object:
        """What to send for what a person would choose by eye."""
        if value is None:
            return None
        if isinstance(value, list):
            return [await self._value(on, block, element, item) for item in value]
        kind, text = element["type"], str(value)
        if value_key(kind) in {"selected_option", "selected_options"}:
            return await self._option(on, block, element, text)
        if kind.endswith("users_select"):
            return self._slack.person(text.removeprefix("@")).id
        if kind.endswith(("channels_select", "conversations_select")):
            channel = self._slack.playground.world.place(text)
            return channel.id if channel else text
        return text

    async def _option(self, on: Surface, block: Json, element: Json, text: str) -> str:
        options = options_of(element)
        if "external" in element["type"]:
            facts = {"where": on.where, "block_id": block["block_id"], "action_id": element["action_id"]}
            options = (await self.act("suggest", **facts, query=text))["options"]
        shown = {self._slack.read(option["text"]["text"]): str(option["value"]) for option in options}
        partly = [value for label, value in shown.items() if text.casefold() in label.casefold()]
        if text in shown or text in shown.values():
            return shown.get(text, text)
        if len(partly) == 1:
            return partly[0]
        raise NotSeen(f"{self.key} sees no option {text!r}; options: {list(shown)}")

    async def _open(self, where: str, *, make: bool = True) -> str:
        world = self._slack.playground.world
        if not where.startswith("@"):
            channel = world.place(where)
            if channel is None:
                names = ", ".join(f"#{c.name}" for c in world.channels.values() if c.name)
                raise NotSeen(f"there is no {where}; there are: {names}")
            return channel.id
        other = self._slack.person(where.removeprefix("@"))
        if make:
            return str((await self.act("open_dm", **{"with": other.id}))["channel"])
        return world.dm(self.id, other.id).id

    async def _state(self, channel: str = "", **more: str) -> Json:
        params = {"as": self.id, "channel": channel, "peek": "1", **more}
        state: Json = await self._slack.ask("GET", "/page/state", params=params)
        return state

    async def _messages(self, channel: str) -> list[Shown]:
        return [self._shown(channel, message) for message in (await self._state(channel))["messages"]]

    async def _message(self, channel: str, ts: str) -> Shown:
        for message in await self._messages(channel):
            if message.ts == ts:
                return message
        raise NotSeen(f"{self.key} does not see the message {ts}")

    def _shown(self, channel: str, raw: Json) -> Shown:
        return Shown(self.key, raw.get("blocks") or [], raw, self._slack.read, channel, raw["ts"])

    def _opened(self, raw: Json) -> Opened:
        return Opened(self.key, raw["blocks"], raw, self._slack.read, raw["id"])

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
            await asyncio.sleep(0)
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
