"""Bulletins of a shift change, in memory and in Redis: one contract."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_bulletins import StoredBulletins
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_rebuild import rebuild
from bot.domain.bulletin import Bulletin
from bot.ports import Deadlines, Lease, NewId
from bot.ports.bulletins import BulletinBook, Leaf
from tests.fakes.bulletins import FakeBulletins
from tests.fakes.store import FakeDeadlines

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATER = NOON + timedelta(minutes=15)
LEAF = Leaf(id="1-U1", user="U1", bulletin=Bulletin(at=NOON, person="ann", leads=("support",)))


@dataclass
class Bulletins:
    """One implementation."""

    book: BulletinBook
    deadlines: Deadlines

    async def lease(self, item: str = "round:all") -> Lease:
        """A lease that is free."""
        lease = await self.deadlines.lease(item)
        assert lease
        return lease

    async def due(self, at: datetime) -> list[str]:
        """What is due then."""
        return sorted(lease.item for lease in await self.deadlines.claim(at, 10))


@pytest.fixture
def bulletins(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Bulletins:
    """The port of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Bulletins(FakeBulletins(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Bulletins(StoredBulletins(store, keys), StoredDeadlines(store, keys, new_id))


async def test_a_first_look_is_due_at_once(bulletins: Bulletins) -> None:
    """From the moment it begins; what was before is not told."""
    await bulletins.book.begin(NOON)
    assert await bulletins.book.looked() == NOON
    assert await bulletins.due(NOON) == ["round:all"]


async def test_beginning_again_goes_on_from_where_it_was(bulletins: Bulletins) -> None:
    """A restart forgets nothing and skips nothing."""
    await bulletins.book.begin(NOON)
    lease = await bulletins.lease()
    await bulletins.book.open(LATER, [], lease=lease, due=LATER + timedelta(minutes=15))
    await bulletins.deadlines.release(lease)
    await bulletins.book.begin(LATER + timedelta(hours=1))
    assert await bulletins.book.looked() == LATER
    assert await bulletins.due(LATER) == []


async def test_what_is_opened_is_due_at_once(bulletins: Bulletins) -> None:
    """Beside the next look."""
    await bulletins.book.begin(NOON)
    lease = await bulletins.lease()
    assert await bulletins.book.open(NOON, [LEAF], lease=lease, due=LATER)
    await bulletins.deadlines.release(lease)
    assert await bulletins.book.get(LEAF.id) == LEAF
    assert await bulletins.due(NOON) == ["bulletin:1-U1"]


async def test_what_was_told_is_not_opened_again(bulletins: Bulletins) -> None:
    """The same look done twice, as after a crash, begins nothing anew."""
    await bulletins.book.begin(NOON)
    lease = await bulletins.lease()
    await bulletins.book.open(NOON, [LEAF], lease=lease, due=LATER)
    told = LEAF.model_copy(update={"told": True})
    mine = await bulletins.lease("bulletin:1-U1")
    assert await bulletins.book.save(told, lease=mine)
    await bulletins.deadlines.release(mine)
    await bulletins.book.open(NOON, [LEAF], lease=lease, due=LATER)
    assert await bulletins.book.get(LEAF.id) == told
    assert await bulletins.due(NOON) == []


async def test_without_the_lease_nothing_is_written(bulletins: Bulletins) -> None:
    """Whoever overslept changes nothing."""
    await bulletins.book.begin(NOON)
    lease = await bulletins.lease()
    await bulletins.book.open(NOON, [LEAF], lease=lease, due=LATER)
    await bulletins.deadlines.release(lease)
    assert not await bulletins.book.open(LATER, [], lease=lease, due=LATER)
    lost = Lease(item="bulletin:1-U1", token="another")
    assert not await bulletins.book.save(LEAF.model_copy(update={"told": True}), lease=lost)
    assert await bulletins.book.get(LEAF.id) == LEAF


@pytest.mark.parametrize("kind", ["embedded"])
async def test_a_lost_deadline_is_put_back(bulletins: Bulletins, store: Store, keys: Keys) -> None:
    """From the record; what was told already is not due again."""
    await bulletins.book.begin(NOON)
    lease = await bulletins.lease()
    await bulletins.book.open(NOON, [LEAF], lease=lease, due=LATER)
    await bulletins.deadlines.forget(await bulletins.lease("bulletin:1-U1"))
    assert await rebuild(store, keys, "bulletin") == 1
    assert await rebuild(store, keys, "bulletin") == 0
    assert await bulletins.due(NOON) == ["bulletin:1-U1"]
