"""The loop that does what is due: exactly then, whatever fails, and nobody waits for the slowest."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest

from bot.adapters.background import Background
from bot.errors import StoreUnavailable
from bot.ports import Lease
from bot.services.keep_time import KeepTime
from bot.services.owed_leases import OwedLeases
from tests.domain.carried import MONDAY
from tests.fakes.store import FakeDeadlines

SECOND = timedelta(seconds=1)


class Moody(FakeDeadlines):
    """A store that goes away when it is told to; something may happen while its answer is on the way."""

    away: BaseException | None = None
    looked: int = 0
    before_answering: Callable[[], None] = staticmethod(lambda: None)

    async def next_due(self) -> datetime | None:
        """The earliest when it was asked."""
        found = await super().next_due()
        self.before_answering()
        return found

    async def claim(self, now: datetime, limit: int) -> Sequence[Lease]:
        """Lease what is due, unless it is away."""
        self.looked += 1
        if self.away:
            raise self.away
        return await super().claim(now, limit)


@dataclass
class Loop:
    """The loop on kinds of items.

    `good` ones are done, `bad` ones fail, `slow` ones wait to be let go; `behind` is followed by another an hour later.
    """

    deadlines: Moody
    now: list[datetime]
    done: list[str] = field(default_factory=list)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    background: Background = field(default_factory=Background)

    def keeping(self, *, at_once: int = 50) -> KeepTime:
        """The loop itself."""
        verbs = {
            "good": self._good, "bad": self._bad, "slow": self._slow, "gone": self._store_gone,
            "behind": self._behind,
        }  # fmt: skip
        owed = OwedLeases(self.deadlines, self.background, real=self._real, first_pause=0)
        return KeepTime(
            self.deadlines, lambda: self.now[0], verbs, self.background, at_once=at_once, owed=owed
        )

    def due(self, *items: str, at: datetime = MONDAY) -> None:
        """Put items into the index."""
        for item in items:
            self.deadlines.schedule(item, at)

    def _real(self) -> float:
        return self.now[0].timestamp()

    async def _good(self, key: str, lease: Lease) -> None:
        self.done.append(key)
        self.deadlines.schedule(lease.item, None)
        await self.deadlines.release(lease)

    async def _behind(self, key: str, lease: Lease) -> None:
        await self._good(key, lease)
        if int(key) > 1:
            self.due(f"behind:{int(key) - 1}", at=MONDAY - timedelta(hours=int(key) - 1))

    async def _bad(self, key: str, _lease: Lease) -> None:
        raise RuntimeError(key)

    async def _slow(self, key: str, lease: Lease) -> None:
        await self.let_go.wait()
        await self._good(key, lease)

    async def _store_gone(self, key: str, _lease: Lease) -> None:
        raise StoreUnavailable(key)


async def until(holds: Callable[[], bool]) -> None:
    """Let the others have their turns until something holds; no time passes."""
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


@pytest.fixture
async def loop() -> AsyncIterator[Loop]:
    """On a Monday noon."""
    number, now = count(1), [MONDAY]
    made = Loop(Moody(lambda: f"t{next(number)}", lambda: now[0]), now)
    yield made
    made.let_go.set()
    await made.background.finish(1)


async def test_what_is_due_is_done(loop: Loop) -> None:
    """Each by the verb of its kind."""
    loop.due("good:a", "good:b")
    await loop.keeping().once()
    await loop.background.idle()
    assert sorted(loop.done) == ["a", "b"]


async def test_it_sleeps_exactly_until_the_next_is_due(loop: Loop) -> None:
    """A deadline is met to the millisecond, not to the second."""
    loop.due("good:a", at=MONDAY + timedelta(milliseconds=300))
    assert await loop.keeping().once() == pytest.approx(0.3)


async def test_what_is_put_nearer_is_met_then(loop: Loop) -> None:
    """Whoever puts it tells when it is due: the loop neither looks before nor sleeps past it."""
    loop.due("good:far", at=MONDAY + timedelta(hours=1))
    keeping = loop.keeping()
    running = asyncio.create_task(keeping.run())
    await until(lambda: loop.deadlines.looked == 1)
    near = MONDAY + timedelta(milliseconds=20)
    loop.due("good:near", at=near)
    keeping.wake(near)
    for _ in range(20):
        await asyncio.sleep(0)
    assert loop.deadlines.looked == 1
    loop.now[0] = near
    async with asyncio.timeout(0.9):  # less than the second after which it looks anyway
        while not loop.done:  # noqa: ASYNC110 - the loop tells nobody
            await asyncio.sleep(0.005)
    assert (loop.done, loop.deadlines.looked) == (["near"], 2)
    running.cancel()


async def test_what_is_told_while_it_looks_is_not_slept_past(loop: Loop) -> None:
    """The answer on its way may be older than what was put meanwhile."""
    keeping = loop.keeping()

    def put() -> None:
        if loop.deadlines.looked == 1:
            loop.due("good:near")
            keeping.wake(MONDAY)

    loop.deadlines.before_answering = put
    running = asyncio.create_task(keeping.run())
    await until(lambda: loop.done == ["near"])
    running.cancel()


async def test_what_fell_behind_catches_up_at_once(loop: Loop) -> None:
    """After the clock jumped or everybody was away, an item's next deadline may have passed, too: no second between."""
    loop.due("behind:3", at=MONDAY - timedelta(hours=3))
    running = asyncio.create_task(loop.keeping().run())
    await until(lambda: loop.done == ["3", "2", "1"])
    running.cancel()


async def test_it_looks_again_every_second(loop: Loop) -> None:
    """Another replica may have stored something that is due sooner."""
    loop.due("good:a", at=MONDAY + timedelta(hours=1))
    assert await loop.keeping().once() == 1.0


async def test_a_failing_item_pauses_and_stops_no_other(loop: Loop) -> None:
    """It is not taken again at once."""
    loop.due("bad:a", "good:b", "unknown:c")
    keeping = loop.keeping()
    await keeping.once()
    await loop.background.idle()
    assert loop.done == ["b"]
    assert await keeping.once() == 1.0
    loop.now[0] += 6 * SECOND
    [again] = [lease for lease in await loop.deadlines.claim(loop.now[0], 9) if lease.item == "bad:a"]
    assert again.failures == 1


async def test_a_slow_item_holds_up_no_other(loop: Loop) -> None:
    """Slack lets one channel wait; the others are done meanwhile."""
    keeping = loop.keeping()
    loop.due("slow:a")
    await keeping.once()
    loop.due("good:b")
    await keeping.once()
    for _ in range(5):
        await asyncio.sleep(0)
    assert loop.done == ["b"]


async def test_what_a_stop_breaks_off_is_soon_another_s(loop: Loop) -> None:
    """Not before a call to Slack that was on its way has ended, and long before its lease would."""
    loop.due("slow:a")
    await loop.keeping().once()
    await asyncio.sleep(0)
    await loop.background.finish(0)
    loop.now[0] += 19 * SECOND
    assert await loop.deadlines.claim(loop.now[0], 9) == []
    loop.now[0] += 2 * SECOND
    [again] = await loop.deadlines.claim(loop.now[0], 9)
    assert again.item == "slow:a"


async def test_no_more_is_taken_than_can_be_done_at_once(loop: Loop) -> None:
    """What waits is left to other replicas, and its lease does not run out in a queue."""
    keeping = loop.keeping(at_once=2)
    loop.due("slow:a", "slow:b", "slow:c")
    await keeping.once()
    assert await keeping.once() == 1.0
    assert [lease.item for lease in await loop.deadlines.claim(MONDAY, 9)] == ["slow:c"]


async def test_room_that_comes_free_is_used_at_once(loop: Loop) -> None:
    """The running loop takes the next without waiting for its second."""
    loop.due("slow:a", "slow:b", "slow:c")
    running = asyncio.create_task(loop.keeping(at_once=1).run())
    loop.let_go.set()
    await until(lambda: len(loop.done) == 3)
    running.cancel()


async def test_much_that_is_due_is_taken_in_few_looks(loop: Loop) -> None:
    """Many at a time: a look for each that ends would cost more than the work."""
    loop.due(*(f"good:{number}" for number in range(40)))
    running = asyncio.create_task(loop.keeping(at_once=10).run())
    async with asyncio.timeout(30):
        while len(loop.done) < 40:
            await loop.background.idle()
            await asyncio.sleep(0)
    running.cancel()
    assert loop.deadlines.looked <= 6


@pytest.mark.parametrize("failure", [StoreUnavailable("down"), RuntimeError("a bug")])
async def test_it_outlives_a_store_that_fails(loop: Loop, failure: BaseException) -> None:
    """Nothing may end the loop: without it no deadline is ever met."""
    loop.deadlines.away = failure
    keeping = loop.keeping()
    running = asyncio.create_task(keeping.run())
    await until(lambda: loop.deadlines.looked > 0)
    loop.deadlines.away = None
    loop.due("good:a")
    keeping.wake()
    await until(lambda: loop.done == ["a"])
    running.cancel()


async def test_an_item_whose_store_went_away_is_another_s_once_a_call_would_have_ended(loop: Loop) -> None:
    """A call to Slack may be on its way: twenty seconds, and not the ninety of the lease."""
    loop.due("gone:a")
    await loop.keeping().once()
    await loop.background.idle()
    loop.now[0] += 19 * SECOND
    assert await loop.deadlines.claim(loop.now[0], 9) == []
    loop.now[0] += 2 * SECOND
    assert len(await loop.deadlines.claim(loop.now[0], 9)) == 1


async def test_what_has_begun_is_finished_at_a_stop(loop: Loop) -> None:
    """The loop ends at once; its work ends within the grace."""
    loop.due("slow:a")
    keeping = loop.keeping()
    running = asyncio.create_task(keeping.run())
    await until(lambda: loop.deadlines.looked > 0)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    loop.let_go.set()
    await loop.background.finish(1)
    assert loop.done == ["a"]


async def test_a_stop_is_heard_in_the_very_instant_something_wakes_it(loop: Loop) -> None:
    """Some work ends just as the bot is told to stop."""
    keeping = loop.keeping()
    running = asyncio.create_task(keeping.run())
    for _ in range(9):
        await asyncio.sleep(0)
    keeping.wake()
    running.cancel()
    await until(running.done)
