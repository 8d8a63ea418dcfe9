"""The library in memory: a team, two approvers, a board that can fail, and lives that can end anywhere."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.domain.language import Language
from bot.domain.practice import Practice
from bot.domain.practice_acts import Words
from bot.services.handbook import Handbook
from bot.services.practice_tools import LibraryTools
from bot.services.practices import propose
from bot.services.review_library import ensure_reviews, tick_review
from bot.services.tell_library import tick_practice
from tests.domain.carried import MONDAY, crew, party
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feedback_slack import FakeDirectory
from tests.fakes.practices import FakeLibrary, FakeLibraryBoard, FakeReviews
from tests.fakes.store import FakeDeadlines
from tests.services.escalation_scene import Life, Mortal, Restarting
from tests.services.feedback_scene import philosophy

WORDS = Words(text="I call back today.", situation="fast", kind="phrase", language=Language.EN)


@dataclass
class LibraryScene(Restarting):
    """`now` is the bot's clock, `real` Slack's and the store's; they move together."""

    now: datetime
    real: datetime
    deadlines: FakeDeadlines
    book: FakeLibrary
    reviews: FakeReviews
    board: FakeLibraryBoard
    directory: FakeDirectory
    life: Life
    tools: LibraryTools

    async def proposed(
        self, *, author: str = "bob", saver: str = "cho", text: str = WORDS.text, once: str = ""
    ) -> Practice:
        """Somebody proposes somebody's words."""
        words = Words(text=text, situation="fast", kind="phrase", language=Language.EN)
        made = await propose(self.tools, words, party(author), party(saver), once=once or text)
        assert isinstance(made, Practice)
        return made

    async def newest(self, p: Practice) -> Practice:
        """As it is stored now."""
        found = await self.book.get(p.id)
        assert found
        return found

    async def tick_due(self) -> int:
        """Everything due now, as the loop does it; how many items that was."""
        leases = await self.deadlines.claim(self.now, 50)
        for lease in leases:
            kind, _, key = lease.item.partition(":")
            verb = tick_practice if kind == "practice" else tick_review
            await verb(self.tools, key, lease)
        return len(leases)

    async def settle(self) -> list[tuple[str, str]]:
        """Everything due, until nothing is; what has been told by then."""
        for _ in range(20):
            if not await self.tick_due():
                break
            self.real += timedelta(minutes=6)
        return self.board.said()

    async def at(self, moment: datetime) -> None:
        """Time has come to there; what is due is done."""
        self.now = moment.astimezone(UTC)
        self.real += timedelta(hours=1)
        await self.settle()


async def practice_scene(**rules: Any) -> LibraryScene:  # noqa: ANN401 - of values.yaml
    """Ann and Dan approve; Bob and Cho share."""
    file = crew()
    book = Handbook.of(file, philosophy(**{"approvers": ["ann", "dan"]} | rules), FakeCalendars())
    number, begin = count(1), MONDAY.astimezone(UTC)
    directory, life = FakeDirectory(), Life()
    directory.enlist(*file.people)
    made: list[LibraryScene] = []

    def new_id() -> str:
        return f"id{next(number)}"

    def real() -> datetime:
        return made[0].real

    deadlines = FakeDeadlines(new_id, real)
    library, reviews = FakeLibrary(deadlines, real), FakeReviews(deadlines)
    board = FakeLibraryBoard(real)
    tools = LibraryTools(
        handbook=lambda: book,
        book=Mortal(library, life),
        reviews=Mortal(reviews, life),
        board=Mortal(board, life),
        directory=directory,
        deadlines=Mortal(deadlines, life),
        clock=lambda: made[0].now,
        wall_clock=real,
        new_id=new_id,
        follow=lambda _: None,
    )
    made.append(LibraryScene(begin, begin, deadlines, library, reviews, board, directory, life, tools))
    await ensure_reviews(tools)
    return made[0]
