"""How far reviews are, and a lead's direct messages, in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.review import Review
from bot.domain.review_course import Course
from bot.ports import Lease
from tests.fakes.store import FakeDeadlines
from tests.fakes.voice import FakeVoice


class FakeReviews:
    """The port `ReviewBook`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self.courses: dict[str, Course] = {}

    async def plan(self, course: Course, due: datetime) -> None:
        """Begin it where there is none."""
        self.courses.setdefault(course.team, course)
        self._deadlines.schedule(f"team_review:{course.team}", due)

    async def get(self, team: str) -> Course | None:
        """How far it is."""
        return self.courses.get(team)

    async def save(self, course: Course, *, lease: Lease, due: datetime) -> bool:
        """Replace it."""
        if course.team not in self.courses or not self._deadlines.holds(lease):
            return False
        self.courses[course.team] = course
        self._deadlines.schedule(lease.item, due)
        return True


@dataclass
class FakeReviewVoice(FakeVoice[Review]):
    """The port `ReviewVoice`."""

    shown: list[tuple[str, Review]] = field(default_factory=list)

    async def show(self, user: str, review: Review) -> None:
        """Its picture."""
        self.shown.append((user, review))

    def periods(self) -> list[tuple[str, str]]:
        """To whom, and which period."""
        return [(user, review.period.name) for user, review in self.said()]
