"""Improvement lists in memory, and a voice that tells one lead at a time, as it is told to."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.correction import ProcessItem
from bot.domain.escalation import Posted
from bot.domain.improving import Weekly
from bot.ports import Clock, Lease, Refused, Unclear
from bot.ports.improvements import ImprovementNews
from tests.fakes.store import FakeDeadlines


class FakeImprovements:
    """The port `Improvements`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._items: dict[str, ProcessItem] = {}
        self._weekly: dict[str, Weekly] = {}

    async def add(self, item: ProcessItem) -> None:
        """Put it on the list."""
        self._items.setdefault(item.id, item)

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


@dataclass
class FakeImprovementVoice:
    """The port `ImprovementVoice`. `faults` befall the next tellings: `refuse:<reason>`, `lost`, `lost reply`."""

    clock: Clock
    told: list[tuple[str, str, ImprovementNews, datetime]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)

    async def tell(self, user: str, what: ImprovementNews, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        fault = self.faults.popleft() if self.faults else ""
        if fault.startswith("refuse:"):
            raise Refused(fault.removeprefix("refuse:"))
        if fault == "lost":
            raise Unclear("no connection")
        self.told.append((key, user, what, self.clock()))
        if fault == "lost reply":
            raise Unclear("no answer")
        return Posted(channel=user, ts=str(len(self.told)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key."""
        for number, (told, to, _, at) in enumerate(self.told, 1):
            if (told, to) == (key, user) and at >= since:
                return Posted(channel=user, ts=str(number))
        return None
