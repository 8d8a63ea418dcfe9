"""Pinned facts in memory."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.facts import Facts, nearest_first
from bot.errors import StoreUnavailable
from bot.ports import Lease
from tests.fakes.store import FakeDeadlines


class FakeFacts:
    """The port `FactBook`, on a `FakeDeadlines`. While `away` the store does not answer."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._records: dict[str, Facts] = {}
        self._ops: dict[str, str] = {}
        self.away = False

    def known(self) -> Sequence[Facts] | None:
        """Nothing: it is asked each time."""
        return None

    async def kept(self) -> Sequence[Facts]:
        """Every one."""
        if self.away:
            raise StoreUnavailable("away")
        return nearest_first(self._records.values())

    async def get(self, facts_id: str) -> Facts | None:
        """One of them."""
        return self._records.get(facts_id)

    async def save(self, facts: Facts, *, now: datetime, op: str, lease: Lease | None = None) -> bool:
        """Replace it, unless it moved on."""
        del now
        if self._ops.get(facts.id) == op:
            return True
        before = self._records.get(facts.id)
        stale = (before.revision if before else 0) != facts.revision - 1
        if stale or (lease is not None and not self._deadlines.holds(lease)):
            return False
        self._records[facts.id], self._ops[facts.id] = facts, op
        self._deadlines.schedule(f"facts:{facts.id}", facts.warning_due)
        return True
