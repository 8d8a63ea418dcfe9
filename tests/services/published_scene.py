"""The scene of thanks and nights, with what follows a night and who is asked how they like to be thanked."""

import asyncio
from dataclasses import dataclass, field
from datetime import date

from bot.domain.digest import NightPage
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightKey
from bot.domain.published import PlusOnes
from bot.services.ask_choice import AskTools, ask_those_thanked, tick_question
from bot.services.edit_night import tick_edits
from bot.services.editing import EditTools
from bot.services.published import PlusOneOutcome, PublishedTools, add_plus_one
from tests.fakes.published import FakePublished, FakePublishedVoice
from tests.fakes.thanks_choice import FakeAsker, FakeThanksQuestions
from tests.services.feedback_scene import TEXT, Scene

OTHER = "for the quiet patience on the phone today"
FAULTS = ["lost", "lost reply", "killed", "killed after"]


@dataclass
class Asking:
    """Who is asked, on a scene."""

    scene: Scene
    questions: FakeThanksQuestions = field(init=False)
    asker: FakeAsker = field(init=False)
    tools: AskTools = field(init=False)

    def __post_init__(self) -> None:
        at = self.scene
        self.questions = FakeThanksQuestions(at.deadlines)
        self.asker = FakeAsker(lambda: at.real)
        self.tools = AskTools(
            handbook=lambda: at.book,
            questions=self.questions,
            asker=self.asker,
            preferences=at.preferences,
            ledger=at.nights,
            directory=at.directory,
            deadlines=at.deadlines,
            clock=lambda: at.now,
            wall_clock=lambda: at.real,
        )

    async def thank(self, *people: str, text: str = "for staying late with that customer") -> Kudos:
        """Thanks, of which Baton takes note."""
        kept = await self.scene.give(*people, text=text)
        await ask_those_thanked(self.tools, kept.kudos)
        return kept.kudos

    async def tick(self, bots: int = 1) -> None:
        """What the loops of so many bots do for those who are due."""
        await asyncio.gather(*(self._one() for _ in range(bots)))

    async def _one(self) -> None:
        for lease in await self.scene.deadlines.claim(self.scene.now, 50):
            kind, _, user = lease.item.partition(":")
            if kind == "thanks-question":
                await tick_question(self.tools, user, lease)


NIGHT = NightKey(team="support", date=date(2026, 11, 20))
"""The night of the scene's Friday."""


@dataclass
class After:
    """A night that was posted, on a scene, and what follows it."""

    scene: Scene
    book: FakePublished = field(init=False)
    voice: FakePublishedVoice = field(init=False)
    tools: PublishedTools = field(init=False)
    editing: EditTools = field(init=False)

    def __post_init__(self) -> None:
        at = self.scene
        self.book = FakePublished(at.deadlines, at.kudos_book)
        self.voice = FakePublishedVoice(lambda: at.real)
        self.tools = PublishedTools(at.thanks, self.book, at.thanks.new_id)
        self.editing = EditTools(at.night, self.book, self.voice)

    async def post(self) -> None:
        """The night comes and is posted."""
        self.scene.until("2026-11-20T10:00")
        await self.scene.tick()
        self.scene.slack.edits.clear()

    async def tick(self, *, after: int = 3, bots: int = 1) -> None:
        """Some seconds later, what the loops of so many bots do about what is due of posted nights."""
        self.scene.later(seconds=after)
        await asyncio.gather(*(self._one() for _ in range(bots)))

    async def _one(self) -> None:
        for lease in await self.scene.deadlines.claim(self.scene.now, 50):
            kind, _, night = lease.item.partition(":")
            if kind == "night-edit":
                await tick_edits(self.editing, night, lease)

    async def plus(self, to: Kudos, by: str, text: str = "I saw it too") -> PlusOneOutcome:
        """Somebody joins."""
        return await add_plus_one(self.tools, to.id, text, by=by)

    def words(self) -> list[str]:
        """What the post says, in its order."""
        pages = [one for one in self.scene.said_in("CKUDOS") if isinstance(one, NightPage)]
        return [words.text for page in pages for card in page.cards for words in card.words]

    def replied(self) -> list[list[str]]:
        """What each reply says."""
        found = [one.what for one in self.voice.replies if isinstance(one.what, PlusOnes)]
        return [[words.text for card in what.thanks for words in card.words] for what in found]

    def due(self) -> list[str]:
        """The nights that are still to be edited."""
        return [item for item in self.scene.deadlines.due if item.startswith("night-edit:")]


async def posted(at: After, *people: str, text: str = TEXT) -> Kudos:
    """Thanks of Ann's that were posted, beside others of Bob's."""
    kept = await at.scene.give(*(people or ("UCHO",)), text=text)
    await at.scene.give("UANN", by="UBOB", text=OTHER)
    await at.post()
    return kept.kudos
