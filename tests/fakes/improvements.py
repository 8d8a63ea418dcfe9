"""Improvement lists in memory."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.correction import ProcessItem
from bot.domain.improving import Weekly
from bot.ports import Lease
from tests.fakes.store import FakeDeadlines


class FakeImprovements:
    """The port `Improvements`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._items: dict[str, ProcessItem] = {}
        self._forms: set[str] = set()
        self._weekly: dict[str, Weekly] = {}

    async def add(self, item: ProcessItem, *, once: str = "") -> None:
        """Put it on the list."""
        if once not in self._forms:
            self._items.setdefault(item.id, item)
        self._forms |= {once} - {""}

    async def listed(self, team: str) -> Sequence[ProcessItem]:
        """The list."""
        found = [item for item in self._items.values() if item.team == team]
        return sorted(found, key=lambda item: (item.written, item.id), reverse=True)

    async def get(self, team: str, item_id: str) -> ProcessItem | None:
        """One of them."""
        item = self._items.get(item_id)
        return item if item and item.team == team else None

    async def change(self, item: ProcessItem) -> bool:
        """Replace it."""
        stored = await self.get(item.team, item.id)
        if stored is None or stored.revision != item.revision - 1:
            return False
        self._items[item.id] = item
        return True

    async def remove(self, item: ProcessItem) -> bool:
        """Take it off."""
        stored = await self.get(item.team, item.id)
        if stored is not None and stored.revision != item.revision:
            return False
        self._items.pop(item.id, None)
        return True

    async def plan(self, weekly: Weekly, due: datetime | None) -> None:
        """Begin telling its lead."""
        if due is not None:
            self._weekly.setdefault(weekly.team, weekly)
        self._deadlines.schedule(f"improvements:{weekly.team}", due)

    async def weekly(self, team: str) -> Weekly | None:
        """What its lead was told."""
        return self._weekly.get(team)

    async def save(self, weekly: Weekly, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it."""
        if weekly.team not in self._weekly or not self._deadlines.holds(lease):
            return False
        self._weekly[weekly.team] = weekly
        self._deadlines.schedule(f"improvements:{weekly.team}", due)
        return True
