"""One person's hands and eyes, by action and block ids: what stands in front of them, and what they do with it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playground.blocks import all_elements
from playground.people import BOT_USER_ID, Message
from playground.person import Person
from playground.seen import NotSeen
from playground.surfaces import View
from playground.wire import Json
from tests.privacy.stage import Stage


@dataclass(frozen=True)
class Pressable:
    """A button or menu in front of somebody; `around` is everything that stands with it, as JSON."""

    where: Json
    block: Json
    element: Json
    around: str

    @property
    def name(self) -> str:
        """Its action id."""
        return str(self.element["action_id"])

    @property
    def value(self) -> str:
        """What a button carries."""
        return str(self.element.get("value") or "")


class Hands:
    """Somebody of the workspace at work."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self._stage = stage
        self._playground = stage.slack.playground
        self.person = person
        self.id, self.key = person.id, person.key

    @property
    def gone(self) -> bool:
        """They left."""
        return self.person.user.deleted

    # --- seeing ---

    def top(self) -> View | None:
        """The modal on top."""
        stack = self._playground.surfaces.stack(self.id)
        return stack[-1] if stack else None

    def window(self) -> str:
        """Everything in it, as JSON; empty where none is open."""
        top = self.top()
        return json.dumps(top.content, ensure_ascii=False) if top else ""

    def form(self, callback_id: str) -> View | None:
        """The modal on top, if it is that form."""
        top = self.top()
        return top if top and top.content.get("callback_id") == callback_id else None

    def messages(self) -> Iterator[Message]:
        """The bot's messages that they may read, oldest first."""
        world = self._playground.world
        for channel in list(world.channels.values()):
            for message in list(channel.messages.values()):
                if message.user == BOT_USER_ID and self.id in world.readers(message):
                    yield message

    def pressables(self, *names: str) -> list[Pressable]:
        """Everything they could press with one of these action ids (or that begins with one and a colon)."""
        found = []
        top, home = self.top(), self._playground.surfaces.homes.get(self.id)
        for view in (top, home):
            if view is not None:
                found += _in(view.blocks, {"view": view.id}, json.dumps(view.content, ensure_ascii=False))
        for message in self.messages():
            if message.blocks:
                where = {"channel": message.channel, "ts": message.ts}
                found += _in(message.blocks, where, json.dumps(message.blocks, ensure_ascii=False))
        return [one for one in found if not names or one.name in names or one.name.partition(":")[0] in names]

    # --- doing ---

    async def acts(self, do: str, **facts: object) -> Json | None:
        """An act of the page; None where Slack's client would not let them, or the bot did not answer."""
        try:
            done = await self.person.act(do, **facts)
        except NotSeen:
            done = None
        await self._stage.idle()
        return done

    async def says(self, where: str, text: str) -> Json | None:
        """A command or a message."""
        try:
            place = self.person._place(where)
        except NotSeen:
            return None
        do = "command" if text.startswith("/") else "post"
        return await self.acts(do, channel=place, text=text)

    async def presses(self, what: Pressable, value: object = None) -> bool:
        """Press it, confirmed."""
        done = await self.acts(
            "press",
            where=what.where,
            block_id=what.block["block_id"],
            action_id=what.name,
            value=value,
            confirmed=True,
        )
        return done is not None

    async def presses_first(self, *names: str, else_says: str = "") -> bool:
        """Press the latest of these buttons; where there is none, say something that may bring one."""
        if else_says and not self.pressables(*names):
            await self.says("@bot", else_says)
        found = self.pressables(*names)
        return bool(found) and await self.presses(found[-1])

    async def submits(self, view: View, values: Mapping[str, object]) -> bool:
        """Fill fields by their action ids and submit; whether nothing stands to be mended."""
        filled: dict[str, dict[str, object]] = {}
        for block, element in all_elements(view.blocks):
            name = element["action_id"]
            if name in values and block["type"] == "input":
                filled.setdefault(block["block_id"], {})[name] = values[name]
        done = await self.acts("submit", view=view.id, values=filled)
        return done is not None and bool(done["ok"])

    async def closes(self) -> None:
        """Close whatever is open."""
        top = self.top()
        if top is not None:
            self._playground.surfaces.close(top, whole_stack=True)


def _in(blocks: list[Json], where: Json, around: str) -> list[Pressable]:
    return [
        Pressable(where, block, element, around)
        for block, element in all_elements(blocks)
        if block["type"] != "input"
    ]
