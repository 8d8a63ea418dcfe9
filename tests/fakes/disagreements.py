"""Disagreements in memory, and a voice that tells one person at a time, as it is told to."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Posted
from bot.ports import Clock, Lease, Refused, Unclear
from tests.fakes.feedback_slack import Killed
from tests.fakes.store import FakeDeadlines


class FakeDisagreements:
    """The port `Disagreements`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._once: set[str] = set()
        self.kept: dict[str, Disagreement] = {}

    async def open(self, told: Sequence[Disagreement], *, once: str, due: datetime) -> None:
        """Store all of them at once."""
        if once in self._once:
            return
        self._once.add(once)
        for d in told:
            self.kept[d.id] = d
            self._deadlines.schedule(f"disagreement:{d.id}", due)

    async def get(self, disagreement_id: str) -> Disagreement | None:
        """One of them."""
        return self.kept.get(disagreement_id)

    async def save(self, d: Disagreement, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it; a told one loses its words."""
        if d.id not in self.kept or not self._deadlines.holds(lease):
            return False
        words = {"about": "", "words": ""} if d.told else {}
        self.kept[d.id] = d.model_copy(update=words)
        self._deadlines.schedule(f"disagreement:{d.id}", None if d.told else due)
        return True

    async def rebuild(self) -> int:
        """Nothing is ever out of place in memory."""
        return 0


@dataclass
class FakeQuietVoice:
    """The port `QuietVoice`. `clock` is Slack's, real time.

    `faults` befall the next tellings, `""` is none: `refuse:<reason>`, `lost`, `lost reply`, `killed`,
    `killed after`.
    """

    clock: Clock
    told: list[tuple[str, Disagreement, datetime]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    gone: set[str] = field(default_factory=set)

    async def tell(self, d: Disagreement, *, key: str) -> Posted:
        """Say it, unless something goes wrong; who is gone cannot be told."""
        fault = self.faults.popleft() if self.faults else ""
        if d.to in self.gone or fault.startswith("refuse:"):
            raise Refused(fault.removeprefix("refuse:") or "user_disabled")
        if fault == "lost":
            raise Unclear("no connection")
        if fault == "killed":
            raise Killed
        self.told.append((key, d, self.clock()))
        if fault == "lost reply":
            raise Unclear("no answer")
        if fault == "killed after":
            raise Killed
        return Posted(channel=d.to, ts=str(len(self.told)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key."""
        for number, (told, d, at) in enumerate(self.told, 1):
            if told == key and d.to == user and at >= since:
                return Posted(channel=user, ts=str(number))
        return None

    def said(self) -> list[tuple[str, str]]:
        """Who was told what."""
        return [(d.to, d.words) for _, d, _ in self.told]

    def doubled(self) -> list[str]:
        """The keys that were told more than once."""
        return [key for key, times in Counter(key for key, _, _ in self.told).items() if times > 1]
