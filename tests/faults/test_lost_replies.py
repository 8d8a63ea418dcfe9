"""The server did it, and its answer never came: the client tries again, and it was done once."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.hurry import hurried
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store, connected
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce
from bot.errors import StoreUnavailable
from bot.ports import Lease, NewId
from tests.contracts.sample import NOON, escalation, resolved, taken
from tests.faults.proxy import LossyProxy, lossy_proxy

LATER = NOON + timedelta(minutes=15)


@pytest.fixture
async def line(embedded_url: str) -> AsyncIterator[tuple[LossyProxy, Store]]:
    """A store behind a proxy that loses replies."""
    async with (
        lossy_proxy(Path(embedded_url.removeprefix("unix://"))) as (proxy, url),
        connected(url) as store,
    ):
        await store.ping()
        yield proxy, store


@pytest.fixture
def proxy(line: tuple[LossyProxy, Store]) -> LossyProxy:
    """The proxy between."""
    return line[0]


@pytest.fixture
def escalations(line: tuple[LossyProxy, Store], keys: Keys, new_id: NewId) -> StoredEscalations:
    """Escalations behind the proxy."""
    return StoredEscalations(line[1], keys, new_id)


@pytest.fixture
def deadlines(line: tuple[LossyProxy, Store], keys: Keys, new_id: NewId) -> StoredDeadlines:
    """Deadlines behind the proxy."""
    return StoredDeadlines(line[1], keys, new_id)


@pytest.fixture(autouse=True)
async def known_scripts(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """The server knows every script already, so that the first EVALSHA is the write itself."""
    e = escalation()
    _, lease = await escalations.open(e, once="warm-up", due=None)
    assert lease is not None
    await escalations.save(resolved(e), due=None, op="warm-up")
    await deadlines.release(lease)
    await deadlines.claim(NOON, 1)
    assert proxy.lost == 0


async def test_a_plain_increment_would_count_twice(line: tuple[LossyProxy, Store], keys: Keys) -> None:
    """The fault is real: without a token the retry does it again."""
    proxy, store = line
    count = Script("count", "return {redis.call('INCR', KEYS[1])}")
    key = keys.event("count")
    await store.run(count, keys=[key])
    proxy.lose_replies_to("EVALSHA")
    assert await store.run(count, keys=[key]) == ["3"]
    await store.remove(key)


@pytest.mark.parametrize("times", [1, 3])
async def test_an_opening_is_one_escalation_and_its_opener_holds_it(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy, times: int
) -> None:
    """The retry is told that it was itself who opened it: it posts the card, and nobody else does."""
    e = escalation()
    proxy.lose_replies_to("EVALSHA", times)
    _, lease = await escalations.open(e, once="press", due=NOON)
    assert proxy.lost == times
    assert lease is not None
    assert await escalations.open_of_team(e.team) == [e]
    assert await escalations.save(taken(e, "UBOB"), due=NOON, op="a", lease=lease)
    await deadlines.release(lease)


async def test_a_save_is_one_revision(escalations: StoredEscalations, proxy: LossyProxy) -> None:
    """The winner learns that it has won."""
    e = escalation()
    await escalations.open(e, once="press", due=LATER)
    proxy.lose_replies_to("EVALSHA")
    assert await escalations.save(taken(e, "UBOB"), due=LATER, op="a")
    assert proxy.lost == 1
    assert await escalations.get(e.id) == taken(e, "UBOB")


async def test_a_claim_gives_what_it_claimed(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """Otherwise the items would lie held by nobody until the lease ran out."""
    items = []
    for _ in range(3):
        e = escalation()
        _, lease = await escalations.open(e, once=e.id, due=NOON)
        assert lease is not None
        await deadlines.release(lease)
        items.append(lease.item)
    proxy.lose_replies_to("EVALSHA")
    assert [lease.item for lease in await deadlines.claim(NOON, 2)] == items[:2]
    assert proxy.lost == 1


async def test_a_failure_counts_once(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """Giving back twice is giving back once."""
    e = escalation()
    _, lease = await escalations.open(e, once="press", due=NOON)
    assert lease is not None
    await deadlines.release(lease, failed=True)
    again = await deadlines.lease(lease.item)
    assert again is not None
    proxy.lose_replies_to("EVALSHA")
    await deadlines.release(again, failed=True)
    third = await deadlines.lease(lease.item)
    assert proxy.lost == 1
    assert third is not None
    assert third.failures == 2


async def test_an_event_is_begun_by_who_begun_it(
    line: tuple[LossyProxy, Store], keys: Keys, new_id: NewId
) -> None:
    """SET NX would answer no to the one who won."""
    proxy, store = line
    once = StoredOnce(store, keys, new_id)
    await once.begin("warm-up")
    proxy.lose_replies_to("EVALSHA")
    assert await once.begin("Ev1")
    assert proxy.lost == 1
    assert not await once.begin("Ev1")


async def test_a_claim_that_was_given_up_is_had_by_the_next(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """The store held its items for nobody; a replica that looks meanwhile does not get them."""
    opened = await left_open(escalations, deadlines)
    await in_vain(proxy, deadlines.claim(NOON, 5))
    replica = StoredDeadlines(deadlines.store, deadlines.keys, deadlines.new_id)
    assert await replica.claim(NOON, 5) == []
    (lease,) = await deadlines.claim(NOON, 5)
    assert lease.item == opened.item
    assert await deadlines.renew(lease)
    assert await deadlines.claim(NOON, 5) == []


async def test_an_opening_that_was_given_up_is_taken_up_at_once(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """Whoever handed over was told to try again; the card need not wait for the end of a lease that nobody has."""
    e = escalation()
    await in_vain(proxy, escalations.open(e, once="press", due=NOON))
    assert await escalations.open(e, once="press", due=NOON) == (e, None)
    serving = replace(deadlines, unanswered=escalations.unanswered)
    assert [lease.item for lease in await serving.claim(NOON, 5)] == [f"escalation:{e.id}"]
    assert serving.unanswered.standing() == []


async def test_a_lease_that_was_given_up_is_not_held(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """Of one item, asked for behind a press."""
    opened = await left_open(escalations, deadlines)
    await in_vain(proxy, deadlines.lease(opened.item))
    assert await deadlines.lease(opened.item) is None
    assert [lease.item for lease in await deadlines.claim(NOON, 5)] == [opened.item]


async def left_open(escalations: StoredEscalations, deadlines: StoredDeadlines) -> Lease:
    """What is due of one that was opened; nobody has it any more."""
    _, opened = await escalations.open(escalation(), once="press", due=NOON)
    assert opened is not None
    await deadlines.release(opened)
    return opened


async def in_vain(proxy: LossyProxy, asked: Awaitable[object]) -> None:
    """Ask in a hurry, while every reply is lost."""
    proxy.lose_replies_to("EVALSHA", times=1_000)
    with hurried(timedelta(seconds=0.2)), pytest.raises(StoreUnavailable):
        await asked
    assert proxy.lost
    proxy.lose_replies_to("EVALSHA", times=0)


async def test_giving_back_what_was_never_used_forgets_no_failure(
    escalations: StoredEscalations, deadlines: StoredDeadlines, proxy: LossyProxy
) -> None:
    """What failed before keeps its count."""
    opened = await left_open(escalations, deadlines)
    held = await deadlines.lease(opened.item)
    assert held is not None
    await deadlines.release(held, failed=True)
    await in_vain(proxy, deadlines.lease(opened.item))
    assert await deadlines.claim(NOON, 5) == []  # it pauses
    again = await deadlines.lease(opened.item)
    assert again is not None
    assert again.failures == 1
