"""One person at their screen: what they type, press, fill and choose."""

from datetime import datetime

from playground.eyes import WITHIN, Eyes
from playground.fields import options_of
from playground.people import BOT_USER_ID
from playground.seen import NotSeen, Opened, Shown, Surface
from playground.surfaces import value_key
from playground.wire import Json

_NOTHING: Json = {"ts": "", "text": "", "name": "", "ephemeral": False, "edited": False}
"""What is shown of a command that is answered elsewhere."""


class Person(Eyes):
    """Somebody of the workspace."""

    async def act(self, do: str, **facts: object) -> Json:
        """Any act of the page's API.

        Raises:
            NotSeen: Slack's client would not let them; the message says why.
        """
        async with self._session.post("/page/act", json={"as": self.id, "do": do, **facts}) as response:
            answer: Json = await response.json()
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

        For a slash command the answer is returned: the message it made the bot show this person there. A
        command that opens a modal, or is answered elsewhere, wants ``answered=False`` (what is returned then is
        empty). For anything else the person's own message is returned.

        Raises:
            NotSeen: no answer came; it says what they see.
        """
        channel = self._place(where)
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
            return self._shown(channel, _NOTHING)

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
        """Choose in a select, picker or checkboxes outside input blocks: by visible text, name, date, time."""
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
        labels = {b["block_id"]: self.read(b["label"]["text"]) for b in modal.blocks if b["type"] == "input"}
        return {labels.get(block_id, block_id): sentence for block_id, sentence in done["errors"].items()}

    async def submits(self, modal: Opened) -> dict[str, str] | None:
        """Submit as it stands."""
        return await self.fills(modal, {})

    async def closes(self, modal: Opened) -> None:
        """Close the modal without submitting."""
        await self.act("close", view=modal.id)

    async def uses(self, shortcut: str, *, on: Shown | None = None) -> None:
        """A shortcut by its name: on a message, or a global one."""
        found = [s for s in self._world.manifest.shortcuts if s.name == shortcut]
        if not found:
            names = [s.name for s in self._world.manifest.shortcuts]
            raise NotSeen(f"there is no shortcut {shortcut!r}; there are: {names}")
        await self.act("shortcut", callback_id=found[0].callback_id, **(on.where if on else {}))

    async def reacts(self, name: str, *, to: Shown, on: bool = True) -> None:
        """Add or take back a reaction."""
        await self.act("react", **to.where, name=name, on=on)

    async def opens_dm(self, who: str) -> None:
        """Look at the conversation with somebody; with ``@bot`` the bot learns of it."""
        await self.act("open_dm", **{"with": self._someone(who).id})

    async def opens_home(self, text: str = "", *, within: float = WITHIN) -> Opened:
        """Open the app's Home tab and wait for it to contain the text."""
        await self.act("open_home")
        return await self.home(text, within=within)

    async def invites(self, where: str, *people: str) -> None:
        """Invite people by key (``bot`` is the bot) to a channel."""
        for person in people:
            await self.act("invite", channel=where, user=person)

    async def joins(self, where: str) -> None:
        """Join a public channel."""
        await self.act("join", channel=where)

    async def is_now(self, **changes: object) -> None:
        """Change the profile: name, tz, locale, title, away, snoozed, dnd, deleted, email, and the status (see `status`).

        ``snoozed`` pauses notifications; ``dnd`` are hours of Do Not Disturb, (start, end) in seconds of real time.
        """
        await self.act("profile", changes=changes)

    async def status(self, text: str = "", emoji: str = "", *, until: datetime | None = None) -> None:
        """Set the status, or clear it; Slack clears it at ``until``."""
        expiration = int(until.timestamp()) if until else 0
        await self.is_now(status_text=text, status_emoji=emoji, status_expiration=expiration)

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
            return self._someone(text).id
        if kind.endswith(("channels_select", "conversations_select")):
            channel = self._world.place(text)
            return channel.id if channel else text
        return text

    async def _option(self, on: Surface, block: Json, element: Json, text: str) -> str:
        options = options_of(element)
        if "external" in element["type"]:
            facts = {"where": on.where, "block_id": block["block_id"], "action_id": element["action_id"]}
            options = (await self.act("suggest", **facts, query=text))["options"]
        shown = {self.read(option["text"]["text"]): str(option["value"]) for option in options}
        partly = [value for label, value in shown.items() if text.casefold() in label.casefold()]
        if text in shown or text in shown.values():
            return shown.get(text, text)
        if len(partly) == 1:
            return partly[0]
        raise NotSeen(f"{self.key} sees no option {text!r}; options: {list(shown)}")
