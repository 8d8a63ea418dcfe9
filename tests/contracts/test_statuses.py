"""The statuses that say away, in memory and in Redis."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_statuses import StoredStatuses
from bot.ports import Status
from bot.ports.statuses import StatusBook
from tests.fakes.statuses import FakeStatuses

SICK = Status(emoji=":face_with_thermometer:", text="병가", until=datetime(2026, 3, 4, tzinfo=UTC))


@dataclass
class Kept:
    """One implementation, and how long it keeps somebody's."""

    book: StatusBook
    kept_for: Callable[[str], Awaitable[timedelta | None]]


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest) -> Kept:
    """Empty."""
    if kind == "memory":
        now = datetime(2026, 3, 2, tzinfo=UTC)
        fake = FakeStatuses(lambda: now)

        async def fake_ends(user: str) -> timedelta | None:
            return fake.ends(user) - now

        return Kept(fake, fake_ends)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")

    async def ends(user: str) -> timedelta | None:
        return (await store.kind_and_ttl(keys.status(user)))[1]

    return Kept(StoredStatuses(store, keys), ends)


async def test_what_one_replica_heard_the_others_know(kept: Kept) -> None:
    """Of those asked about, and of nobody else."""
    await kept.book.put("UBOB", SICK, keep=timedelta(hours=1))
    await kept.book.put("UCHO", Status(text="휴가"), keep=timedelta(hours=1))
    assert await kept.book.of(["UBOB", "UDAN"]) == {"UBOB": SICK}
    assert await kept.book.of([]) == {}


async def test_who_is_back_is_forgotten(kept: Kept) -> None:
    """At once, and once more does no harm."""
    await kept.book.put("UBOB", SICK, keep=timedelta(hours=1))
    await kept.book.drop("UBOB")
    await kept.book.drop("UBOB")
    assert await kept.book.of(["UBOB"]) == {}


@pytest.mark.parametrize(
    ("keep", "longest"), [(timedelta(hours=1), timedelta(hours=1)), (timedelta(days=9), timedelta(days=1))]
)
async def test_a_status_is_kept_as_long_as_it_stands_and_a_day_at_most(
    kept: Kept, keep: timedelta, longest: timedelta
) -> None:
    """It may speak of somebody's health."""
    await kept.book.put("UBOB", SICK, keep=keep)
    left = await kept.kept_for("UBOB")
    assert left is not None
    assert longest - timedelta(minutes=1) < left <= longest
