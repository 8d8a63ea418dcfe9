"""People who never tire: they type commands, press whatever is in front of them, and fill the forms that open."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from playground.blocks import all_elements
from playground.driver import LocalSlack, NotSeen, Person
from playground.fields import options_of
from playground.people import BOT_USER_ID, Message
from playground.surfaces import View, value_key
from playground.wire import Json

SAID = (
    "/escalate", "/escalate refund", "/escalate 환불 승인은 누가 하나요?", "/escalate the customer was charged twice",
    "/escalate everything is down since ten", "/escalate open", "/escalate mine", "/escalate cover",
    "/escalate promise 15m call Mrs Kim back", "/escalate cover {one} tomorrow 09:00-18:00", "/escalate map refund",
    "/escalate help", "/values", "/values the customer is really upset", "/values 고객님이 많이 화나셨어요",
    "/values rewrite We will call you soon", "/values today", "/values library", "/values quiet 2h", "/values quiet off",
    "/values check swap the terminal for free", "/values for sales", "/values share “I stay with this until it is solved”",
    "/values pin list", "/kudos {one} thank you for staying late with refund number {number}", "/kudos",
    "/kudos tonight", "/kudos mine", "/correct {one}", "/correct list", "/correct process the form {number} asks twice",
    "/correct help", "my order {number} never came and nobody answers", "누구에게 넘기면 될까요? 주문 {number}",
    "@Baton who can approve a refund?", "@Baton thanks {one} for order {number}, you saved my day",
)  # fmt: skip
PLACES = ("@bot", "#support", "#support-chat", "#billing")
WORDS = (
    "The customer of order {number} waits for an answer since noon",
    "주문 {number} 고객님께 다시 전화드렸습니다",
)
SHORTCUTS_ON_MESSAGES = "message"
_IN_SIGHT = 40
"""Only so many of the bot's latest messages in a conversation are still looked at by anybody."""


@dataclass
class Crowd:
    """Everybody of the workspace who may act, and what they have done so far."""

    slack: LocalSlack
    dice: Random
    did: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Members alone: guests and strangers are refused, which tests elsewhere prove."""
        users = self.slack.playground.world.users.values()
        self._people = [user.id for user in users if user.kind == "member" and not user.deleted]

    async def somebody_does_something(self) -> None:
        """One deed. What Slack's client or an answer refuses is counted, not raised."""
        person = self.slack.person(self.dice.choice(self._people))
        top = self._top(person)
        chance = self.dice.random()
        try:
            if top is not None:
                await self._with_a_window(person, top)
            elif chance < 0.45:
                await self._says(person)
            elif chance < 0.85:
                await self._presses(person)
            else:
                await self._else(person)
        except NotSeen as refusal:
            self.refused[str(refusal).splitlines()[0][:60]] += 1

    async def _says(self, person: Person) -> None:
        text = self._words(self.dice.choice(SAID))
        await self._act(
            person, "command" if text.startswith("/") else "post", text=text, channel=self._place(person)
        )

    async def _presses(self, person: Person) -> None:
        found = list(self._in_sight(person))
        if not found:
            await self._act(person, "open_home")
            return
        where, block, element = self.dice.choice(found)
        await self._press(person, where, block, element)

    async def _press(self, person: Person, where: Json, block: Json, element: Json) -> None:
        await self._act(
            person, "press", where=where, block_id=block["block_id"], action_id=element["action_id"],
            value=await self._value(person, where, block, element), confirmed=True,
        )  # fmt: skip

    async def _with_a_window(self, person: Person, view: View) -> None:
        chance = self.dice.random()
        buttons = [(b, e) for b, e in all_elements(view.blocks) if b["type"] != "input"]
        if chance < 0.15 or not (view.content.get("submit") or buttons):
            await self._act(person, "close", view=view.id)
        elif buttons and (chance < 0.4 or not view.content.get("submit")):
            await self._press(person, {"view": view.id}, *self.dice.choice(buttons))
        else:
            await self._act(person, "submit", view=view.id, values=await self._filled(person, view))

    async def _else(self, person: Person) -> None:
        shortcuts = self.slack.playground.world.manifest.shortcuts
        shortcut = self.dice.choice(shortcuts)
        messages = list(self._messages(person))
        match self.dice.randrange(4):
            case 0 if messages and shortcut.type == SHORTCUTS_ON_MESSAGES:
                on = self.dice.choice(messages)
                await self._act(
                    person, "shortcut", callback_id=shortcut.callback_id, channel=on.channel, ts=on.ts
                )
            case 1 if messages:
                on = self.dice.choice(messages)
                await self._act(
                    person,
                    "react",
                    channel=on.channel,
                    ts=on.ts,
                    name=self.dice.choice(("raised_hands", "eyes")),
                )
            case 2:
                text = self.dice.choice(("", "On a train", "Vacationing"))
                await self._act(person, "profile", changes={"status_text": text, "status_expiration": 0})
            case _:
                await self._act(person, "open_home")

    async def _act(self, person: Person, do: str, **facts: object) -> None:
        self.did[do] += 1
        await person.act(do, **facts)

    def _words(self, text: str) -> str:
        return text.format(
            one=f"@{self.slack.playground.world.users[self.dice.choice(self._people)].handle}",
            number=self.dice.randrange(10**6),
        )

    def _place(self, person: Person) -> str:
        rooms = self.slack.playground.world.channels.values()
        joined = [room.id for room in rooms if f"#{room.name}" in PLACES and person.id in room.members]
        return self.dice.choice([self.slack.playground.world.dm(person.id, BOT_USER_ID).id, *joined])

    def _top(self, person: Person) -> View | None:
        stack = self.slack.playground.surfaces.stack(person.id)
        return stack[-1] if stack else None

    def _messages(self, person: Person) -> Iterator[Message]:
        world = self.slack.playground.world
        for channel in list(world.channels.values()):
            if person.id in channel.members:
                yield from (
                    message
                    for message in list(channel.messages.values())[-_IN_SIGHT:]
                    if message.only_for in {None, person.id}
                )

    def _in_sight(self, person: Person) -> Iterator[tuple[Json, Json, Json]]:
        home = self.slack.playground.surfaces.homes.get(person.id)
        for block, element in all_elements(home.blocks) if home else ():
            yield {"view": home.id if home else ""}, block, element
        for message in self._messages(person):
            if message.user == BOT_USER_ID:
                for block, element in all_elements(message.blocks):
                    yield {"channel": message.channel, "ts": message.ts}, block, element

    async def _filled(self, person: Person, view: View) -> dict[str, dict[str, object]]:
        filled: dict[str, dict[str, object]] = {}
        for block, element in all_elements(view.blocks):
            kept = any(key.startswith("initial") for key in element) and self.dice.random() < 0.7
            if block["type"] == "input" and not kept:
                value = await self._value(person, {"view": view.id}, block, element)
                filled.setdefault(block["block_id"], {})[element["action_id"]] = value
        return filled

    async def _value(self, person: Person, where: Json, block: Json, element: Json) -> object:
        kind = str(element["type"])
        key = value_key(kind)
        if key in {"selected_option", "selected_options"}:
            options = options_of(element)
            if "external" in kind:
                facts = {"where": where, "block_id": block["block_id"], "action_id": element["action_id"]}
                options = (await person.act("suggest", **facts, query=""))["options"]
            chosen = self.dice.choice(options)["value"] if options else None
            return [chosen] if key == "selected_options" and chosen else chosen
        if kind.endswith("users_select"):
            return self.dice.choice(self._people)
        if kind.endswith(("channels_select", "conversations_select")):
            return self.slack.playground.world.place("#support").id  # type: ignore[union-attr]  # it is in the example
        if "picker" in kind:
            return self._time(kind)
        return self._text(element) if kind.endswith("_input") else None

    def _time(self, kind: str) -> str:
        then = self.slack.now() + timedelta(hours=self.dice.randrange(1, 72))
        if kind == "datetimepicker":
            return str(int(then.timestamp()))
        return then.strftime("%Y-%m-%d" if kind == "datepicker" else "%H:%M")

    def _text(self, element: Json) -> str:
        text = self._words(self.dice.choice(WORDS))
        if element["type"] == "number_input":
            return str(element.get("min_value", 5))
        least, most = int(element.get("min_length", 0)), int(element.get("max_length", 3000))
        return (text * (1 + least // len(text)))[:most]
