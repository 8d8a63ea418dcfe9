"""What is counted of how answers are used, and the questions a team chose to keep."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.domain.learning import Asked, Counts, KeptQuestion, Mark, MonthCounts, Wording


class LearningBook(Protocol):
    """Counts by month and entry. Who pressed what is known by a digest, for two days at most."""

    async def cast(
        self, user: str, mark: Mark, text: str, *, day: date, words: Wording | None = None
    ) -> bool:
        """Count it, in place of what they pressed last in the same slot; False if that was the same.

        `text` is the question the card was about, and `day` the date (UTC) of the bot's clock. `words` are kept if
        they typed that text to Baton within a day.
        """

    async def shown(self, asked: Sequence[Asked], *, day: date) -> None:
        """Count what became of many questions at once; each mark is one that replaces nothing, and keeps no words."""

    async def typed(self, *asked: Asked) -> None:
        """They typed this to Baton: what they press on its answer may keep the words."""

    async def month(self, month: date) -> Counts:
        """What was counted in a month, by any of its days; empty where nothing was."""

    async def months(self) -> Sequence[MonthCounts]:
        """What was counted, the latest month first."""

    async def questions(self) -> Sequence[KeptQuestion]:
        """The questions that are kept."""

    async def keep_at_most(self, length: timedelta | None) -> None:
        """The file allows less than before: what is kept ends so soon; None ends it now."""
