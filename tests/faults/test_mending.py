"""What the indexes lost is put back by one replica at a time, while people are served."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_index import is_whole
from bot.adapters.store_rebuild import REBUILT
from bot.ports import NewId
from bot.wiring.mending import Mending, Pauses
from bot.wiring.tools import Toolbox
from tests.contracts.sample import NOON, escalation, taken
from tests.faults.proxy import LossyProxy, lossy_proxy
from tests.faults.servers import PATIENCE

AT_ONCE = Pauses(0.01, 0.01)
PLANNED = frozenset(
    {"night", "round", "line_up", "meanings", "welcome", "team_review", "review", "improvements"}
)
"""Kinds whose next deadline every start plans, if it is not there."""


@pytest.fixture
def socket(store_url: str) -> Path:
    """Where the server listens, for a proxy."""
    return Path(store_url.removeprefix("unix://"))


@pytest.fixture
def deadlines(store: Store, keys: Keys, new_id: NewId) -> StoredDeadlines:
    """Of an empty workspace, which nobody has counted in."""
    return StoredDeadlines(store, keys, new_id)


@pytest.fixture
def escalations(store: Store, keys: Keys, new_id: NewId) -> StoredEscalations:
    """None yet."""
    return StoredEscalations(store, keys, new_id)


def mending(store: Store, keys: Keys, deadlines: StoredDeadlines, *, patience: float = PATIENCE) -> Mending:
    """As a start begins it."""
    return Mending(store, keys, deadlines, patience=patience, pauses=AT_ONCE)


@asynccontextmanager
async def held_up(
    socket: Path, keys: Keys, deadlines: StoredDeadlines
) -> AsyncIterator[tuple[Mending, LossyProxy]]:
    """One that has begun, and whose store does not answer what keys there are until the proxy lets go."""
    async with lossy_proxy(socket) as (proxy, url), connected(url) as through:
        proxy.hold_back("SCAN")
        own = StoredDeadlines(through, keys, deadlines.new_id)
        async with mending(through, keys, own, patience=0) as at_work:
            await at_work.begin()
            await proxy.holds.wait()
            yield at_work, proxy


async def lost(store: Store, keys: Keys, escalations: StoredEscalations, number: int) -> set[str]:
    """The items of so many open ones whose deadlines are gone."""
    items = set()
    for one in range(number):
        e = escalation().model_copy(update={"id": f"E{one:04}"})
        await escalations.open(e, once=e.id, due=NOON)
        items.add(f"escalation:{e.id}")
    _, leases, tokens, *_ = keys.deadlines
    await store.remove(keys.due, leases, tokens)
    return items


def test_every_kind_of_deadline_comes_back() -> None:
    """From its records, or because each start plans it: a new kind must be one or the other."""
    nothing: Any = SimpleNamespace(line_ups=None, meanings=None, welcomes=None, reviews=None)
    toolbox = Toolbox(*[nothing] * (len(Toolbox.__dataclass_fields__) - 1))
    assert set(toolbox.verbs) == REBUILT | PLANNED
    assert not REBUILT & PLANNED


async def test_a_start_with_little_stored_waits_for_the_end(
    store: Store, keys: Keys, deadlines: StoredDeadlines, escalations: StoredEscalations
) -> None:
    """More than one slice of them: all are due again before anybody is answered."""
    items = await lost(store, keys, escalations, 230)
    async with mending(store, keys, deadlines) as at_work:
        await at_work.begin()
        assert at_work.why is None
        assert await is_whole(store, keys)
    claimed: set[str] = set()
    while some := await deadlines.claim(NOON, 100):
        claimed |= {lease.item for lease in some}
    assert claimed == items


async def test_where_nothing_was_lost_no_record_is_read(
    store: Store, keys: Keys, deadlines: StoredDeadlines, escalations: StoredEscalations, socket: Path
) -> None:
    """A second start looks at the count and a sample, and that is all."""
    await lost(store, keys, escalations, 3)
    async with mending(store, keys, deadlines) as at_work:
        await at_work.begin()
    async with lossy_proxy(socket) as (proxy, url), connected(url) as through:
        proxy.hold_back("SCAN")
        async with mending(through, keys, deadlines) as at_work:
            await at_work.begin()
            assert at_work.why is None
        assert not proxy.holds.is_set()


async def test_replicas_that_start_at_once_leave_it_to_one(
    store: Store, keys: Keys, deadlines: StoredDeadlines, escalations: StoredEscalations
) -> None:
    """The others wait until it is done, or until whoever is at it has died, and then do it."""
    await lost(store, keys, escalations, 3)
    other = await deadlines.lease("rebuild:all")
    assert other is not None
    async with mending(store, keys, deadlines, patience=0) as at_work:
        await at_work.begin()
        assert at_work.why is not None
        assert not await is_whole(store, keys)
        _, leases, *_ = keys.deadlines
        await store.each([("ZADD", leases, "1", other.item)])
        async with asyncio.timeout(PATIENCE):
            await at_work.ended()
        assert at_work.why is None
    assert await is_whole(store, keys)


async def test_what_people_do_meanwhile_stands(
    store: Store, keys: Keys, deadlines: StoredDeadlines, escalations: StoredEscalations, socket: Path
) -> None:
    """Whoever acts on a record whose deadline is lost writes the next one with it, and that is the one that is kept."""
    await lost(store, keys, escalations, 2)
    later = NOON + timedelta(hours=1)
    async with held_up(socket, keys, deadlines) as (at_work, proxy):
        found = await escalations.get("E0001")
        assert found is not None
        assert await escalations.save(taken(found, "UBOB"), due=later, op="take")
        assert await deadlines.next_due() == later
        proxy.let_go()
        async with asyncio.timeout(PATIENCE):
            await at_work.ended()
    assert await is_whole(store, keys)
    assert await store.scores(keys.due) | {"#": 0.0} == {
        "#": 0.0,
        "escalation:E0000": NOON.timestamp() * 1000,
        "escalation:E0001": later.timestamp() * 1000,
    }


async def test_a_stop_gives_it_back(
    store: Store, keys: Keys, deadlines: StoredDeadlines, escalations: StoredEscalations, socket: Path
) -> None:
    """Whoever comes next need not wait for the lease, and does the whole of it."""
    await lost(store, keys, escalations, 3)
    async with held_up(socket, keys, deadlines):
        pass
    assert not await is_whole(store, keys)
    async with mending(store, keys, deadlines) as at_work:
        await at_work.begin()
        assert at_work.why is None
    assert await is_whole(store, keys)
