"""Work that lost the store on the way is somebody's again as soon as the store answers, and nobody's twice."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.adapters.background import Background
from bot.errors import StoreUnavailable
from bot.ports import Lease
from bot.services.owed_leases import OwedLeases
from tests.domain.carried import MONDAY
from tests.fakes.store import FakeDeadlines

SECOND = timedelta(seconds=1)


class Leaving(FakeDeadlines):
    """A store that is away for so many tries to give something back."""

    away_for: int = 0
    tries: int = 0

    async def renew(self, lease: Lease, *, lasts: timedelta | None = None) -> bool:
        """Unless it is away."""
        self._answers()
        return await super().renew(lease, lasts=lasts)

    async def release(self, lease: Lease, *, failed: bool = False, park: bool = True) -> None:
        """Unless it is away."""
        self._answers()
        await super().release(lease, failed=failed, park=park)

    def _answers(self) -> None:
        self.tries += 1
        if self.tries <= self.away_for:
            raise StoreUnavailable("down")


@dataclass
class Desk:
    """One holder; `a_try_takes` is how the clock goes on while it looks at it."""

    store: Leaving
    now: list[datetime]
    a_try_takes: timedelta = timedelta(0)
    background: Background = field(default_factory=Background)

    def real(self) -> float:
        """Each look at the clock takes its time."""
        self.now[0] += self.a_try_takes
        return self.now[0].timestamp()

    async def owes(self, *items: str) -> list[Lease]:
        """It held these when the store went away, and has tried until nothing is owed."""
        for item in items:
            self.store.schedule(item, MONDAY)
        leases = [self.store.hold(item) for item in items]
        owed = OwedLeases(self.store, self.background, real=self.real, first_pause=0)
        for lease in leases:
            owed.add(lease)
        async with asyncio.timeout(30):
            await self.background.idle()
        return leases

    async def free(self) -> list[str]:
        """What another may take now."""
        return [lease.item for lease in await self.store.claim(self.now[0], 9)]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """On a Monday."""
    number, now = count(1), [MONDAY]
    made = Desk(Leaving(lambda: f"t{next(number)}", lambda: now[0]), now)
    yield made
    await made.background.finish(0)


async def test_a_store_that_answers_at_once_keeps_it_until_a_call_has_ended(desk: Desk) -> None:
    """Twenty seconds after it broke off, not ninety."""
    await desk.owes("note:a")
    desk.now[0] += 19 * SECOND
    assert await desk.free() == []
    desk.now[0] += 2 * SECOND
    assert await desk.free() == ["note:a"]


async def test_a_store_that_was_away_for_longer_has_it_back_at_once(desk: Desk) -> None:
    """Only the short pause after a failure is between."""
    desk.store.away_for, desk.a_try_takes = 4, 5 * SECOND
    await desk.owes("note:a")
    began = desk.now[0]
    assert timedelta(seconds=20) <= began - MONDAY < timedelta(seconds=60)
    desk.now[0] += 6 * SECOND
    assert await desk.free() == ["note:a"]


async def test_all_that_is_owed_goes_back_by_one_task(desk: Desk) -> None:
    """A hundred items must not ask a store a hundred times whether it is there."""
    desk.store.away_for = 3
    await desk.owes(*(f"note:{number}" for number in range(9)))
    assert desk.store.tries == 3 + 9
    desk.now[0] += 21 * SECOND
    assert len(await desk.free()) == 9


async def test_it_does_not_try_for_ever(desk: Desk) -> None:
    """After ninety seconds the lease has run out by itself."""
    desk.store.away_for, desk.a_try_takes = 10_000, 10 * SECOND
    await desk.owes("note:a")
    assert desk.store.tries < 12
    assert await desk.free() == ["note:a"]


async def test_whoever_followed_is_left_alone(desk: Desk) -> None:
    """The lease ran out while the store was away for us, and another took the item."""
    desk.store.schedule("note:a", MONDAY)
    old = desk.store.hold("note:a")
    new = desk.store.hold("note:a")
    owed = OwedLeases(desk.store, desk.background, real=desk.real, first_pause=0)
    owed.add(old)
    await desk.background.idle()
    assert desk.store.holds(new)
