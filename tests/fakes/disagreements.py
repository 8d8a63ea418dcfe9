"""Disagreements in memory."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.disagreement import Disagreement
from bot.ports import Lease
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
