"""What people do at such a company, and what they were told about it: the other side of the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from bot.views import ids, kudos_ids, note_ids, note_life_ids, published_ids, survey_ids
from playground.driver import NotSeen, Person
from playground.surfaces import View
from playground.wire import Json
from tests.faults.company import Company
from tests.faults.soak_people import Crowd
from tests.privacy.hands import Hands
from tests.privacy.story import Note, Story

CHANGING = frozenset(
    {
        *(kudos_ids.KUDOS_EDIT, kudos_ids.KUDOS_TAKE_BACK, published_ids.PUBLISHED_WITHDRAW),
        *(survey_ids.SURVEY_TAKE_BACK, note_ids.NOTE_CHANGE, note_ids.NOTE_WITHDRAW),
        *(note_life_ids.NOTE_BLOCK, note_life_ids.NOTE_AGAIN),
    }
)
"""Presses after which what was told before need not hold any more."""
QUESTIONS = (
    "/escalate refund",
    "/escalate the customer was charged twice",
    "/escalate 환불 승인은 누가 하나요?",
)

TRY_AGAIN = ("다시 시도해 주세요", "다시 눌러 주세요", "Please try again", "Please press again")
"""How `bot.views.failures` says that nothing was taken, or that nobody knows yet."""


@dataclass
class Told:
    """What people were told. `opened`: the mark of a customer's need -> who handed them over."""

    opened: dict[str, str] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    noted: dict[str, str] = field(default_factory=dict)
    """The first mark of a note -> its id in the store."""
    shown: dict[str, set[str]] = field(default_factory=dict)
    """The first mark of a note -> whom it was ever shown to."""

    def touched(self, thing: str) -> bool:
        """Somebody pressed something that may change it."""
        return any(thing in value for value in self.pressed)

    def looks(self, act: str, facts: Json) -> None:
        """Remember presses that change what was promised."""
        if act == "press" and str(facts["action_id"]).partition(":")[0] in CHANGING:
            self.pressed.add(str(facts.get("_carried")))


class Fingers(Hands):
    """Hands whose presses are remembered, and which notes were meant for whom."""

    told: Told
    meant: str = ""

    async def says(self, where: str, text: str) -> Json | None:
        """`/correct @somebody` names whom the words that follow are for."""
        if text.startswith("/correct @"):
            found = self._stage.slack.playground.world.person(text.split()[1].removeprefix("@"))
            self.meant = found.id if found else ""
        return await super().says(where, text)

    async def acts(self, do: str, **facts: object) -> Json | None:
        """Remembered before it is done: an answer that is lost may have been a yes."""
        if do == "press":
            where = {"where": facts["where"], "block_id": facts["block_id"], "action_id": facts["action_id"]}
            carried = [
                one.value for one in self.pressables(str(facts["action_id"])) if one.where == where["where"]
            ]
            self.told.looks(do, {**where, "_carried": carried})
        view = self.form(note_ids.NOTE_FORM)
        if do == "submit" and view is not None:
            for mark in self._stage.marks.within(str(facts["values"])):
                mark.may.add(self.meant)
        return await super().acts(do, **facts)

    async def submits(self, view: View, values: Mapping[str, object]) -> bool:
        """Not taken, too, where Baton asks in the form's place to try again: the store is away, say."""
        taken = await super().submits(view, values)
        return taken and not any(words in self.window() for words in TRY_AGAIN)


class Passers(Crowd):
    """Everybody else, who press and type whatever there is."""

    told: Told

    async def _press(self, person: Person, where: Json, block: Json, element: Json) -> None:
        facts = {"where": where, "block_id": block["block_id"], "action_id": element["action_id"]}
        self.told.looks("press", {**facts, "_carried": element.get("value")})
        await super()._press(person, where, block, element)

    async def goes_on(self, person: Person) -> None:
        """Whatever the window in front of them asks for, a few windows deep."""
        for _ in range(3):
            top = self._top(person)
            if top is None:
                return
            try:
                await self._with_a_window(person, top)
            except NotSeen:
                return


class Work(Story):
    """The privacy script's account, and what was told beside it."""

    def __init__(self, company: Company, dice: Random) -> None:
        super().__init__(company, dice)
        self.began = monotonic()
        self.company = company
        self.told = Told()
        for key, hands in self.cast.items():
            fingers = Fingers(company, hands.person)
            fingers.told = self.told
            self.cast[key] = fingers
        self.passers = Passers(company.slack, dice)
        self.passers.told = self.told

    def tells(self, line: str) -> None:
        """With the real seconds since it began."""
        super().tells(f"{monotonic() - self.began:6.1f} {line}")

    async def books_agree(self) -> list[str]:
        """What was promised since, and is not in the store."""
        found = []
        written = await self._written()
        for note in self.notes:
            first = note.marks[0].word
            if first in written:
                self.told.noted.setdefault(first, written[first])
            elif first not in self.told.noted and not self._given_up(note):
                found.append(f"the note {first} of {note.author} was accepted and is nowhere")
        return found

    def _given_up(self, note: Note) -> bool:
        """Its reader has left, so its words were erased; its author was told."""
        keys = (
            str(message.metadata["event_payload"]["key"])
            for message in self.hands(note.author).messages()
            if message.metadata
        )
        told = any(key.startswith("note-") and key.endswith("-returned") for key in keys)
        return self.hands(note.to).gone and told

    async def _written(self) -> dict[str, str]:
        """Every note in the store by the marks in its words."""
        keys, written = self.company.books.notes.keys, {}
        async for key in self.company.books.store.scan(keys, keys.note("*")):
            note_id = key.removeprefix(keys.note(""))
            note = await self.company.books.notes.get(note_id)
            for mark in self.company.marks.within(note.words.model_dump_json() if note else ""):
                written[mark.word] = note_id
        return written

    def keep_to_lanes(self) -> None:
        """Whoever a note is for may read it, however far the script's own account of its delivery is."""
        for note in self.notes:
            ever = self.told.shown.setdefault(note.marks[0].word, set())
            ever |= note.shown
            for mark in note.all_marks:
                mark.may |= {note.author, note.to, *ever}


async def hands_over(story: Story, person: Hands) -> None:
    """`/escalate …`, *Hand over*, the form; what the form took is remembered."""
    assert isinstance(story, Work)
    mark = story.mark("unkept", person.id)
    mark.anybody = True
    await person.says(story.dice.choice(["#support", "@bot"]), story.dice.choice(QUESTIONS))
    if not await person.presses_first(ids.HAND_OVER):
        return
    form = person.form(ids.HAND_OVER_FORM)
    if form is None:
        return
    typed = f"The customer of {mark.word} waits for her money since Monday"
    if await person.submits(form, {ids.NEED: typed}) and person.top() is None:
        story.told.opened[mark.word] = person.id
        story.tells(f"{person.key} hands {mark.word} over")
    await person.closes()


async def carries(story: Story, person: Hands) -> None:
    """Somebody presses one of the buttons of an escalation, and fills what opens."""
    assert isinstance(story, Work)
    names = [ids.TAKE, ids.TAKE, ids.HAND_ON, ids.RESOLVE, ids.HAND_BACK, ids.DECLINE, ids.STILL_ON_IT]
    await person.presses_first(story.dice.choice(names))
    if person.top() is not None:
        await story.passers.goes_on(person.person)
    await person.closes()


async def anything(story: Story, _person: Hands) -> None:
    """Whoever it is does whatever comes to their mind."""
    assert isinstance(story, Work)
    await story.passers.somebody_does_something()
    await story.stage.idle()
