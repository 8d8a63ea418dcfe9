"""Promises in memory."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.domain.tracked import KEEP_AFTER_DONE, Tracked
from bot.ports import Clock, Lease
from bot.ports.promises import PromiseFigures
from tests.fakes.store import FakeDeadlines


class FakePromises:
    """The port `Promises`. `real` is the server's clock."""

    def __init__(self, deadlines: FakeDeadlines, real: Clock) -> None:
        self._deadlines = deadlines
        self._real = real
        self._records: dict[str, Tracked] = {}
        self._expire: dict[str, datetime] = {}
        self._opened: dict[str, str] = {}
        self._ops: dict[str, list[str]] = {}
        self._figures: dict[str, PromiseFigures] = {}

    async def open(self, tracked: Tracked, *, once: str, due: datetime | None) -> Tracked:
        """Store a new one."""
        if once in self._opened:
            return self._records[self._opened[once]]
        self._opened[once] = tracked.id
        self._records[tracked.id] = tracked
        self._deadlines.schedule(f"promise:{tracked.id}", due)
        return tracked

    async def get(self, promise_id: str) -> Tracked | None:
        """One of them."""
        ends = self._expire.get(promise_id)
        return None if ends is not None and ends <= self._real() else self._records.get(promise_id)

    async def save(
        self, tracked: Tracked, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace the stored one."""
        stored, ops = await self.get(tracked.id), self._ops.setdefault(tracked.id, [])
        if stored is not None and op in ops:
            return True
        if stored is None or stored.revision != tracked.revision - 1:
            return False
        if lease is not None and not self._deadlines.holds(lease):
            return False
        ops[:] = [*ops, op][-16:]
        self._records[tracked.id] = tracked
        self._deadlines.schedule(f"promise:{tracked.id}", due)
        if not tracked.is_open:
            self._expire.setdefault(tracked.id, self._real() + KEEP_AFTER_DONE)
            self._figures[tracked.id] = PromiseFigures.of(tracked)
        return True

    async def open_of_person(self, user: str) -> Sequence[Tracked]:
        """The open ones somebody keeps."""
        mine = [t for t in self._records.values() if t.is_open and t.keeper.user == user]
        return sorted(mine, key=lambda t: (t.promise.by, t.id))

    async def figures(self, first: date, last: date) -> Sequence[PromiseFigures]:
        """Those of the ones that are done."""
        found = [one for one in self._figures.values() if first <= one.opened.astimezone(UTC).date() <= last]
        return sorted(found, key=lambda one: (one.opened, one.id))
