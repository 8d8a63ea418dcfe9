"""The same code on a cluster and under Sentinel."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_checks import check_schema, warnings, workspaces
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce
from bot.adapters.store_rebuild import rebuild
from bot.errors import StoreUnavailable
from bot.ports import NewId
from tests.contracts.sample import NOON, escalation, resolved, taken
from tests.faults.servers import PATIENCE, ask, free_port, running, until, watched_pair
from tests.faults.topologies import small_cluster, watched_with_tls


async def a_days_work(store: Store, new_id: NewId) -> None:
    """Every script and every plain command once."""
    keys = Keys(f"T{uuid4().hex[:8]}")
    escalations, deadlines = StoredEscalations(store, keys, new_id), StoredDeadlines(store, keys, new_id)
    await check_schema(store, keys)
    assert await StoredOnce(store, keys, new_id).begin("Ev1")
    e = escalation()
    _, lease = await escalations.open(e, once="press", due=NOON)
    assert lease is not None
    await deadlines.release(lease, failed=True)
    again = await deadlines.lease(lease.item)
    assert again is not None
    assert await escalations.save(taken(e, "UBOB"), due=NOON + timedelta(hours=1), op="a", lease=again)
    await deadlines.release(again)
    assert await deadlines.next_due() == NOON + timedelta(hours=1)
    assert await escalations.open_of_team(e.team) == [taken(e, "UBOB")]
    assert await escalations.open_of_person("UBOB") == [taken(e, "UBOB")]
    await store.remove(keys.due)
    assert await rebuild(store, keys, "escalation") == 1
    [claimed] = await deadlines.claim(NOON + timedelta(hours=1), 5)
    await deadlines.forget(claimed)
    assert await escalations.save(resolved(taken(e, "UBOB")), due=None, op="b")
    assert len(await escalations.figures(NOON.date(), NOON.date())) == 1
    assert not await deadlines.parked()
    assert not await deadlines.revive(claimed.item)


async def test_on_a_cluster(tmp_path: Path, new_id: NewId) -> None:
    """Two nodes share the slots; each workspace lies wholly in one of them, and all of them are found."""
    async with small_cluster(tmp_path) as url, connected(url) as store:
        for _ in range(4):
            await a_days_work(store, new_id)
        assert len(await workspaces(store)) == 4
        told = " ".join(await warnings(store, Keys("T1"), replicated=True))
        assert "appendonly" in told
        assert "No replica follows" in told


async def test_under_a_sentinel_work_goes_on_after_a_failover(tmp_path: Path, new_id: NewId) -> None:
    """The master dies; until the replica has taken over the store is unavailable, then the client finds it."""
    async with (
        watched_pair(tmp_path) as (master, replica, sentinel),
        connected(f"redis+sentinel://127.0.0.1:{sentinel}/mymaster/0") as store,
    ):
        await a_days_work(store, new_id)
        assert "min-replicas-to-write" in " ".join(await warnings(store, Keys("T1")))
        master.kill()
        async with asyncio.timeout(PATIENCE):
            while not await works_again(store, new_id):
                pass
        assert "role:master" in await ask(replica, "INFO replication")


async def test_sentinels_may_speak_tls_and_have_a_user_of_their_own(tmp_path: Path, new_id: NewId) -> None:
    """The address tells both users."""
    async with watched_with_tls(tmp_path) as url, connected(url) as store:
        await a_days_work(store, new_id)


async def works_again(store: Store, new_id: NewId) -> bool:
    """Whether a day's work gets through; a try takes as long as the client's own retries."""
    try:
        await a_days_work(store, new_id)
    except StoreUnavailable:
        return False
    return True


async def test_a_master_without_its_replicas_refuses_and_says_so(tmp_path: Path, new_id: NewId) -> None:
    """Writes a failover could lose are refused; callers see the store as unavailable."""
    port = free_port()
    with running(tmp_path, "--port", str(port), "--save", "", "--min-replicas-to-write", "1"):
        await until(port, "PING", "PONG")
        async with connected(f"redis://127.0.0.1:{port}") as store:
            with pytest.raises(StoreUnavailable, match="NOREPLICAS"):
                await a_days_work(store, new_id)
