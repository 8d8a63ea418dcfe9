"""How many deadlines one process drains when 10,000 fall due in one second, and how late they are at rest.

    python -m benchmarks.deadlines [--quick]

The bot's loop (`KeepTime`) on the first core, an embedded server on the second. Drained means claimed, handed to its
verb, and its outcome written; the verb does nothing else, so that what is measured is the loop and the index. What an
escalation adds, reading, deciding, saving and asking, is told by benchmarks/calls.py. The baseline writes as many
outcomes, from as many tasks, without the loop: what the store and its client allow. Lateness stands beside that of
timers in memory which ask the store one thing each before they count: what the machine allows while it does other things.
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

import uvloop

from benchmarks.measuring import Figure, Goal, options, percentile, ratios, record
from benchmarks.serving_alone import KEYS, numbered, own_store
from bot.adapters.background import Background, broken_off
from bot.adapters.held import Hearing, Held
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.times import at_ms, ms_due
from bot.ports import Lease
from bot.services.keep_time import Due, KeepTime

_PUT = Script.load("deadlines", "put_due")
_TASKS = 50
SPREAD = timedelta(seconds=1)
_SOON = timedelta(seconds=0.5)


def now() -> datetime:
    """The bot's clock."""
    return datetime.now(UTC)


async def put(store: Store, items: Sequence[tuple[str, datetime]]) -> None:
    """Have items fall due, by the script that every store's writes end in."""

    async def some(part: Sequence[tuple[str, datetime]]) -> None:
        for item, due in part:
            await store.run(_PUT, keys=KEYS.deadlines, args=[item, ms_due(due), ""])

    await asyncio.gather(*(some(items[first::_TASKS]) for first in range(_TASKS)))


async def drained(store: Store, verbs: dict[str, Due], left: list[int]) -> tuple[float, float]:
    """Items a second, and microseconds of ours an item, until `left` (counted down by the verbs) is empty."""
    number, background = left[0], Background()
    deadlines = StoredDeadlines(store, KEYS, numbered("d"))
    keeping = asyncio.create_task(KeepTime(deadlines, now, verbs, background).run())
    began, used = time.perf_counter(), time.process_time()
    while left[0]:  # noqa: ASYNC110 - looking now and then costs less than telling each time
        await asyncio.sleep(0.005)
    took, used = time.perf_counter() - began, time.process_time() - used
    await broken_off([keeping])
    await background.finish(5)
    return number / took, used / number * 1e6


async def bare(store: Store, number: int) -> tuple[float, float]:
    """The loop alone: each item's verb takes it out of the index."""
    over = now() - SPREAD
    await put(store, [(f"bench:{one}", over + SPREAD * (one / number)) for one in range(number)])
    left, deadlines = [number], StoredDeadlines(store, KEYS, numbered("v"))

    async def done(_key: str, lease: Lease) -> None:
        await deadlines.forget(lease)
        left[0] -= 1

    return await drained(store, {"bench": done}, left)


async def baseline(store: Store, number: int) -> float:
    """As many outcomes written by as many tasks at once, of leases that nobody had to claim."""
    deadlines = StoredDeadlines(store, KEYS, numbered("b"))
    leases = [Lease(item=f"bench:{one}", token="") for one in range(number)]

    async def some(part: Sequence[Lease]) -> None:
        for lease in part:
            await deadlines.forget(lease)

    began = time.perf_counter()
    await asyncio.gather(*(some(leases[first::_TASKS]) for first in range(_TASKS)))
    return number / (time.perf_counter() - began)


async def timers(store: Store, seconds: float, *, ahead: timedelta, seed: int) -> list[float]:
    """The same lateness without an index: each has a timer in this process, and asks the store one thing when it rings."""
    random = Random(seed)  # noqa: S311 - the same deadlines every time, not a secret
    late: list[float] = []

    async def ring(due: datetime) -> None:
        await asyncio.sleep((due - now()).total_seconds())
        await store.how_many(KEYS.due, upto=0)
        late.append((now() - due) / timedelta(milliseconds=1))

    async with asyncio.TaskGroup() as ringing:
        for _ in range(int(seconds * 30)):
            ringing.create_task(ring(now() + ahead * random.random()))
            await asyncio.sleep(1 / 30)
    return late


async def lateness(store: Store, seconds: float, *, ahead: timedelta, seed: int) -> list[float]:
    """Milliseconds each of thirty a second began late, put up to `ahead` before they fell due, on a bot that is at rest."""
    random = Random(seed)  # noqa: S311 - the same deadlines every time, not a secret
    late: list[float] = []
    deadlines, background = StoredDeadlines(store, KEYS, numbered("r")), Background()

    async def done(_key: str, lease: Lease) -> None:
        if lease.due is not None:
            late.append((now() - lease.due) / timedelta(milliseconds=1))
        await deadlines.forget(lease)

    time = KeepTime(deadlines, now, {"bench": done}, background)
    held, stands = Held(), asyncio.Event()
    held.when_changed(KEYS.covers, stands.set)
    hearing = Hearing(store, held, [KEYS.covers], {KEYS.due: lambda ms: time.wake(at_ms(ms))})
    loops = [asyncio.create_task(loop) for loop in (time.run(), hearing.run())]
    await stands.wait()
    number = int(seconds * 30)
    for one in range(number):
        await put(store, [(f"bench:rest-{one}", now() + ahead * random.random())])
        await asyncio.sleep(1 / 30)
    while len(late) < number:  # noqa: ASYNC110 - the same
        await asyncio.sleep(0.01)
    await broken_off(loops)
    await background.finish(5)
    return late


async def main() -> None:
    """Measure and record."""
    chosen = options(__doc__)
    number, runs, seconds = (10_000, 3, 8.0) if chosen.quick else (10_000, 7, 30.0)
    async with own_store() as (_, store):
        await bare(store, 500)
        rates, spent, limits, p50, p99, soon, beside = [], [], [], [], [], [], []
        for run in range(runs):
            limits.append(await baseline(store, number))
            rate, each = await bare(store, number)
            rates.append(rate)
            spent.append(each)
            late = await lateness(store, seconds / 2, ahead=timedelta(seconds=4), seed=run)
            p50.append(percentile(late, 0.5))
            p99.append(percentile(late, 0.99))
            late = await lateness(store, seconds / 2, ahead=_SOON, seed=run)
            soon.append(percentile(late, 0.99))
            beside.append(percentile(await timers(store, seconds / 2, ahead=_SOON, seed=run), 0.99))
    record(
        "deadlines",
        f"{number:,} deadlines due in one second; lateness at rest",
        [
            Figure("drained by one process", "/s", rates, Goal.at_least(2_500)),
            Figure("the same, processor of the bot an item", "µs", spent),
            Figure(
                "the same over the baseline",
                "×",
                ratios(rates, limits),
                beside="as many writes without the loop",
            ),
            Figure("lateness at rest, median", "ms", p50),
            Figure("lateness at rest, 99 of 100 within", "ms", p99, Goal.at_most(50)),
            Figure("the same, put at most half a second ahead", "ms", soon, Goal.at_most(50)),
            Figure("timers in memory that ask the store, 99 of 100 within", "ms", beside),
        ],
        quick=chosen.quick,
    )


if __name__ == "__main__":
    uvloop.run(main())
