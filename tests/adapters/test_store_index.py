"""Whether the indexes are whole is told from a count and a sample, without reading every record."""

from datetime import timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_index import count_from_now, counts_as_whole, is_whole
from bot.adapters.store_rebuild import rebuild
from bot.ports import NewId
from tests.contracts.sample import NOON, escalation, resolved, taken
from tests.counted import counted


@pytest.fixture
def escalations(store: Store, keys: Keys, new_id: NewId) -> StoredEscalations:
    """Empty."""
    return StoredEscalations(store, keys, new_id)


async def test_a_store_nobody_counted_in_may_have_lost_anything(store: Store, keys: Keys) -> None:
    """An older Baton wrote it, or a backup was put back: all records are gone through, once."""
    assert not await is_whole(store, keys)
    await counted(store, keys)
    assert await is_whole(store, keys)


async def test_all_that_baton_does_keeps_it_whole(
    store: Store, keys: Keys, new_id: NewId, escalations: StoredEscalations
) -> None:
    """What is opened, moved, set aside, revived and closed is counted in the same step."""
    deadlines = StoredDeadlines(store, keys, new_id, park_after=1)
    await counted(store, keys)
    for number in range(3):
        e = escalation().model_copy(update={"id": f"E{number}"})
        _, lease = await escalations.open(e, once=f"press-{number}", due=NOON)
        assert lease is not None
        assert await is_whole(store, keys)
        if number == 0:
            await deadlines.release(lease, failed=True)
            assert await is_whole(store, keys)
            assert await deadlines.revive(lease.item)
            assert await is_whole(store, keys)
        mine = taken(e, "UBOB")
        await escalations.save(mine, due=NOON + timedelta(hours=1), op="take")
        assert await is_whole(store, keys)
        if number == 1:
            await escalations.save(resolved(mine), due=None, op="resolve")
            assert await is_whole(store, keys)
    assert await rebuild(store, keys, "escalation") == 0


async def test_a_lost_entry_is_noticed(store: Store, keys: Keys, escalations: StoredEscalations) -> None:
    """One that something else than Baton took out; going through the records puts it back."""
    await counted(store, keys)
    opened, _ = await escalations.open(escalation(), once="press", due=NOON)
    await store.each([("ZREM", keys.due, f"escalation:{opened.id}")])
    assert not await is_whole(store, keys)
    assert await rebuild(store, keys, "escalation") == 1
    await counted(store, keys)
    assert await is_whole(store, keys)


@pytest.mark.parametrize("index", ["due", "open:teams", "open:people"])
async def test_a_lost_index_is_noticed(
    store: Store, keys: Keys, escalations: StoredEscalations, index: str
) -> None:
    """A server that evicts takes whole keys."""
    await counted(store, keys)
    await escalations.open(escalation(), once="press", due=NOON)
    await store.remove(keys.named(index))
    assert not await is_whole(store, keys)
    await rebuild(store, keys, "escalation")
    await counted(store, keys)
    assert await is_whole(store, keys)


async def test_it_is_not_whole_before_all_records_were_gone_through(
    store: Store, keys: Keys, new_id: NewId, escalations: StoredEscalations
) -> None:
    """Whoever died in between leaves it to the next; what is opened and closed meanwhile is counted."""
    lease = await StoredDeadlines(store, keys, new_id).lease("rebuild:all")
    assert lease is not None
    assert await count_from_now(store, keys, lease)
    opened, _ = await escalations.open(escalation(), once="press", due=NOON)
    assert not await is_whole(store, keys)
    mine = taken(opened, "UBOB")
    await escalations.save(mine, due=NOON, op="take")
    await escalations.save(resolved(mine), due=None, op="resolve")
    assert not await is_whole(store, keys)
    assert await counts_as_whole(store, keys, lease)
    assert await is_whole(store, keys)


@pytest.mark.parametrize("lost", ["one", "all"])
async def test_what_is_lost_while_they_are_gone_through_is_not_passed_over(
    store: Store, keys: Keys, new_id: NewId, escalations: StoredEscalations, lost: str
) -> None:
    """The part that lost it may have been looked at already: they are gone through again."""
    opened, _ = await escalations.open(escalation(), once="press", due=NOON)
    lease = await StoredDeadlines(store, keys, new_id).lease("rebuild:all")
    assert lease is not None
    assert await count_from_now(store, keys, lease)
    await (
        store.each([("ZREM", keys.due, f"escalation:{opened.id}")])
        if lost == "one"
        else store.remove(keys.due)
    )
    assert not await counts_as_whole(store, keys, lease)
    assert not await is_whole(store, keys)


async def test_whoever_overslept_says_nothing_of_it(store: Store, keys: Keys, new_id: NewId) -> None:
    """Its lease ran out, and somebody else goes through the records."""
    deadlines = StoredDeadlines(store, keys, new_id)
    lease = await deadlines.lease("rebuild:all")
    assert lease is not None
    assert await count_from_now(store, keys, lease)
    await deadlines.release(lease)
    assert not await counts_as_whole(store, keys, lease)
    assert not await count_from_now(store, keys, lease)
    assert not await is_whole(store, keys)


async def test_nobody_is_handed_the_count(store: Store, keys: Keys, new_id: NewId) -> None:
    """It stands among the deadlines, and is none."""
    deadlines = StoredDeadlines(store, keys, new_id)
    await counted(store, keys)
    assert await deadlines.next_due() is None
    assert await deadlines.claim(NOON + timedelta(days=90_000), 9) == []


async def test_what_a_newer_replica_wrote_is_left_to_it(store: Store, keys: Keys, new_id: NewId) -> None:
    """During a rolling upgrade: not claimed, not failed, not set aside, and nobody wakes for it."""
    newer = StoredDeadlines(store, keys, new_id)
    older = StoredDeadlines(store, keys, new_id, kinds=("escalation", "night"))
    for kind, hours in (("dream", 0), ("night", 1)):
        await store.each(
            [("ZADD", keys.due, str(int((NOON + timedelta(hours=hours)).timestamp() * 1000)), f"{kind}:1")]
        )
    assert await older.next_due() == NOON + timedelta(hours=1)
    later = NOON + timedelta(hours=2)
    assert [lease.item for lease in await older.claim(later, 9)] == ["night:1"]
    assert [lease.item for lease in await newer.claim(later, 9)] == ["dream:1"]
