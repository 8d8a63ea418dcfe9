"""What customers' answers need from the outside: a place that seals them, and a voice that speaks to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from bot.domain.language import Frozen
from bot.domain.survey import Feedback, Mood, MoodCounts, Unclaimed
from bot.ports import Lease
from bot.ports.voice import Voice

Result = Literal["draft", "note", "counted", "nobody"]
"""What became of an answer: thanks for its agent to decide on, a private note, only counted, or nobody was found."""


@dataclass(frozen=True)
class Taking:
    """An answer to store. `once` is its id in the survey tool; the same one changes nothing.

    `counts` is where it is counted: the month (its first day, UTC), the team and the mood; None for one that was
    counted before. `unclaimed` is the day (UTC) on whose list of answers without anybody it stands, and when keepers
    are told of those.
    """

    once: str
    result: Result
    counts: tuple[date, str, Mood] | None
    feedback: Feedback | None = None
    due: datetime | None = None
    unclaimed: tuple[str, datetime] | None = None


class Taken(Frozen):
    """What became of an answer; `before`: it had been taken in already, and nothing changed."""

    result: Result
    before: bool = False


class Surveys(Protocol):
    """Customers' answers, sealed; items `survey:<id>` and `unclaimed:<day>`."""

    async def take(self, taking: Taking) -> Taken:
        """Store, count and schedule it in one step; an id that was taken before answers what became of it then."""

    async def get(self, feedback_id: str) -> Feedback | None:
        """One of them; None once nothing is kept of it."""

    async def save(self, feedback: Feedback, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the one at `revision - 1`; False if it moved on, is gone, or the lease is lost."""

    async def erase(self, feedback: Feedback, *, lease: Lease | None = None) -> bool:
        """Erase the one at `revision`, its words, its deadline and its loop; False if it moved on or the lease is lost."""

    async def of_person(self, user: str) -> Sequence[Feedback]:
        """Everything that is kept for somebody, oldest first."""

    async def open_loops(self, team: str) -> int:
        """How many customers of a team still wait to hear what changed; whose they are is not told."""

    async def counts(self, first: date, last: date) -> Mapping[date, Mapping[str, MoodCounts]]:
        """By month (its first day) and team those of the months from `first` to `last`; small teams are `-`."""

    async def unclaimed(self, day: str) -> Unclaimed | None:
        """The answers of a day that named nobody we know."""

    async def save_unclaimed(self, what: Unclaimed, *, due: datetime | None, lease: Lease) -> bool:
        """Note how telling the keepers went; False once the lease is lost."""


class WordsWait(Frozen):
    """A customer left words; which ones, and of what mood, is not said."""

    id: str


class LoopsWait(Frozen):
    """So many customers wait to hear what changed; `id` is the oldest."""

    id: str
    count: int


class NobodyFound(Frozen):
    """So many answers of a day named nobody we know."""

    day: str
    count: int


SurveyNews = WordsWait | LoopsWait | NobodyFound
"""What one person is told, without a customer's words."""

SurveyVoice = Voice[SurveyNews]
"""Tells an agent that something waits, or a keeper that nobody was found."""
