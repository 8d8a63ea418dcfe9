"""Bulletins in memory, and a board that remembers what it was asked to tell."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Clock, Lease
from bot.ports.bulletins import Leaf, Standing
from tests.fakes.faults import befalling
from tests.fakes.store import FakeDeadlines


class FakeBulletins:
    """The port `BulletinBook`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._looked: datetime | None = None
        self.leaves: dict[str, Leaf] = {}

    async def begin(self, now: datetime) -> None:
        """Look from now on, or go on."""
        if self._looked is None:
            self._looked = now
            self._deadlines.schedule("round:all", now)
        else:
            self._deadlines.due.setdefault("round:all", now)

    async def looked(self) -> datetime | None:
        """Up to when it was looked."""
        return self._looked

    async def open(self, looked: datetime, leaves: Sequence[Leaf], *, lease: Lease, due: datetime) -> bool:
        """Open what is new."""
        if not self._deadlines.holds(lease):
            return False
        self._looked = looked
        self._deadlines.schedule("round:all", due)
        for leaf in leaves:
            if leaf.id not in self.leaves:
                self.leaves[leaf.id] = leaf
                self._deadlines.schedule(f"bulletin:{leaf.id}", looked)
        return True

    async def get(self, leaf_id: str) -> Leaf | None:
        """One of them."""
        return self.leaves.get(leaf_id)

    async def save(self, leaf: Leaf, *, lease: Lease) -> bool:
        """Replace it."""
        if leaf.id not in self.leaves or not self._deadlines.holds(lease):
            return False
        self.leaves[leaf.id] = leaf
        self._deadlines.schedule(f"bulletin:{leaf.id}", None if leaf.told else leaf.bulletin.at)
        return True


@dataclass
class FakeBulletinBoard:
    """The port `BulletinBoard`. `faults` befall the next tellings."""

    clock: Clock
    told: list[tuple[str, str, Standing]] = field(default_factory=list)
    at: list[datetime] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)

    async def tell(self, leaf: Leaf, standing: Standing, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        with befalling(self.faults):
            self.told.append((leaf.user, key, standing))
            self.at.append(self.clock())
        return Posted(channel=leaf.user, ts=str(len(self.told)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told since."""
        for number, ((to, said, _), at) in enumerate(zip(self.told, self.at, strict=True)):
            if (to, said) == (user, key) and at >= since:
                return Posted(channel=user, ts=str(number))
        return None
