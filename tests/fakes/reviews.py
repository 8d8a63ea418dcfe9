"""How far reviews are, and a lead's direct messages, in memory."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.review import Review
from bot.domain.review_course import Course
from bot.ports import Clock, Lease, Refused, Unclear
from tests.fakes.store import FakeDeadlines


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
class FakeReviewVoice:
    """The port `ReviewVoice`. `faults` befall the next tellings: `refuse:<reason>`, `lost`, `lost reply`."""

    clock: Clock
    told: list[tuple[str, str, Review, datetime]] = field(default_factory=list)
    shown: list[tuple[str, Review]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)

    async def tell(self, user: str, review: Review, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        fault = self.faults.popleft() if self.faults else ""
        if fault.startswith("refuse:"):
            raise Refused(fault.removeprefix("refuse:"))
        if fault == "lost":
            raise Unclear("no connection")
        self.told.append((key, user, review, self.clock()))
        if fault == "lost reply":
            raise Unclear("no answer")
        return Posted(channel=user, ts=str(len(self.told)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key."""
        for number, (told, to, _, at) in enumerate(self.told, 1):
            if (told, to) == (key, user) and at >= since:
                return Posted(channel=user, ts=str(number))
        return None

    async def show(self, user: str, review: Review) -> None:
        """Its picture."""
        self.shown.append((user, review))

    def said(self) -> list[tuple[str, str]]:
        """To whom, and which period."""
        return [(user, review.period.name) for _, user, review, _ in self.told]
