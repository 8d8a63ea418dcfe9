"""Customers' answers in memory."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.survey import Feedback, Mood, MoodCounts, Unclaimed
from bot.ports import Lease
from bot.ports.surveys import Result, Taken, Taking
from tests.fakes.store import FakeDeadlines


class FakeSurveys:
    """The port `Surveys`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._once: dict[str, Result] = {}
        self._counts: Counter[tuple[date, str, Mood]] = Counter()
        self._unclaimed: dict[str, Unclaimed] = {}
        self.kept: dict[str, Feedback] = {}

    async def take(self, taking: Taking) -> Taken:
        """Store, count and schedule it."""
        if taking.once in self._once:
            return Taken(result=self._once[taking.once], before=True)
        self._once[taking.once] = taking.result
        if taking.counts:
            self._counts[taking.counts] += 1
        if taking.feedback:
            self.kept[taking.feedback.id] = taking.feedback
            self._deadlines.schedule(f"survey:{taking.feedback.id}", taking.due)
        if taking.unclaimed:
            day, told_at = taking.unclaimed
            if day not in self._unclaimed:
                self._unclaimed[day] = Unclaimed(day=day)
                self._deadlines.schedule(f"unclaimed:{day}", told_at)
            self._unclaimed[day] = self._counted(day, 1)
        return Taken(result=taking.result)

    async def get(self, feedback_id: str) -> Feedback | None:
        """One of them."""
        return self.kept.get(feedback_id)

    async def save(self, feedback: Feedback, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the one at `revision - 1`."""
        if not self._stands(feedback.id, feedback.revision - 1, lease):
            return False
        self.kept[feedback.id] = feedback
        self._deadlines.schedule(f"survey:{feedback.id}", due)
        return True

    async def erase(self, feedback: Feedback, *, lease: Lease | None = None) -> bool:
        """Erase the one at `revision`."""
        if not self._stands(feedback.id, feedback.revision, lease):
            return False
        del self.kept[feedback.id]
        self._deadlines.schedule(f"survey:{feedback.id}", None)
        return True

    async def of_person(self, user: str) -> Sequence[Feedback]:
        """Everything that is kept for somebody."""
        found = [f for f in self.kept.values() if f.agent.user == user]
        return sorted(found, key=lambda f: (f.received, f.id))

    async def open_loops(self, team: str) -> int:
        """How many of a team are open."""
        return sum(f.team == team and f.loop_is_open for f in self.kept.values())

    async def counts(self, first: date, last: date) -> Mapping[date, Mapping[str, MoodCounts]]:
        """By month and team."""
        found: dict[date, dict[str, MoodCounts]] = defaultdict(dict)
        for (month, team, mood), count in self._counts.items():
            if first.replace(day=1) <= month <= last:
                before = found[month].get(team, MoodCounts())
                found[month][team] = before.model_copy(update={mood.value: count})
        return found

    async def unclaimed(self, day: str) -> Unclaimed | None:
        """Those of a day."""
        return self._unclaimed.get(day)

    async def save_unclaimed(self, what: Unclaimed, *, due: datetime | None, lease: Lease) -> bool:
        """Replace it; what was counted meanwhile stays counted."""
        if what.day not in self._unclaimed or not self._deadlines.holds(lease):
            return False
        self._unclaimed[what.day] = what.model_copy(update={"count": self._unclaimed[what.day].count})
        self._deadlines.schedule(f"unclaimed:{what.day}", due)
        return True

    def _counted(self, day: str, more: int) -> Unclaimed:
        found = self._unclaimed[day]
        return found.model_copy(update={"count": found.count + more})

    def _stands(self, feedback_id: str, revision: int, lease: Lease | None) -> bool:
        stored = self.kept.get(feedback_id)
        held = lease is None or self._deadlines.holds(lease)
        return stored is not None and stored.revision == revision and held
