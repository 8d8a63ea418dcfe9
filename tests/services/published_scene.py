"""The scene of thanks and nights, with what follows a night and who is asked how they like to be thanked."""

import asyncio
from dataclasses import dataclass, field

from bot.domain.kudos import Kudos
from bot.services.ask_choice import AskTools, ask_those_thanked, tick_question
from tests.fakes.thanks_choice import FakeAsker, FakeThanksQuestions
from tests.services.feedback_scene import Scene


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
