"""What only the stored escalations have: indexes that can be rebuilt, and records that outlive an upgrade."""

import json
from datetime import timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_rebuild import rebuild
from bot.domain.escalation import Escalation, Joined
from bot.ports import NewId
from tests.contracts.sample import NOON, escalation, party, resolved, taken, touched

LATER = NOON + timedelta(minutes=15)

RAW = Script("raw", "redis.call(unpack(ARGV)) return {}")


@pytest.fixture
def escalations(store: Store, keys: Keys, new_id: NewId) -> StoredEscalations:
    """Escalations in an empty workspace."""
    return StoredEscalations(store, keys, new_id)


@pytest.fixture
def deadlines(store: Store, keys: Keys, new_id: NewId) -> StoredDeadlines:
    """The deadlines beside them."""
    return StoredDeadlines(store, keys, new_id, park_after=1)


@pytest.fixture
async def three(escalations: StoredEscalations, deadlines: StoredDeadlines) -> list[Escalation]:
    """A waiting one, an owned one and a closed one."""
    found = [escalation(), escalation(), escalation()]
    for e in found:
        _, lease = await escalations.open(e, once=e.id, due=LATER)
        assert lease is not None
        await deadlines.release(lease)
    found[1] = taken(found[1], "UBOB")
    await escalations.save(found[1], due=LATER, op="a")
    found[2] = resolved(found[2])
    await escalations.save(found[2], due=None, op="a")
    return found


async def raw(store: Store, *command: str) -> None:
    """Meddle with the store."""
    await store.run(RAW, keys=[command[1]], args=command)


async def test_nothing_is_out_of_place_in_daily_life(
    store: Store, keys: Keys, escalations: StoredEscalations, three: list[Escalation]
) -> None:
    """The scripts keep index and record in step; rebuilding finds nothing to do."""
    moved = touched(three[0]).model_copy(update={"team": "engineering"})
    await escalations.save(moved, due=LATER, op="b")
    customers = tuple(
        Joined(number=number, party=party(user), need="Mine, too", at=NOON)
        for number, user in enumerate(("UBOB", "UCAT", "UBOB"), start=1)
    )
    joined = touched(three[1]).model_copy(update={"joined": customers})
    await escalations.save(joined, due=LATER, op="b")
    assert await rebuild(store, keys, "escalation") == 0
    left = touched(joined).model_copy(update={"joined": customers[:1]})
    await escalations.save(left, due=LATER, op="c")
    assert await rebuild(store, keys, "escalation") == 0


async def test_lost_indexes_come_back_from_the_records(
    store: Store,
    keys: Keys,
    escalations: StoredEscalations,
    deadlines: StoredDeadlines,
    three: list[Escalation],
) -> None:
    """Every deadline and every list is as it was."""
    waiting, owned, _ = three
    await store.remove(keys.due, keys.open_of_teams, keys.open_of_people)
    assert await rebuild(store, keys, "escalation") == 2
    assert await deadlines.next_due() == LATER
    assert len(await deadlines.claim(LATER, 10)) == 2
    assert await escalations.open_of_team("support") == [waiting, owned]
    assert await escalations.open_of_person("UBOB") == [owned]
    assert await rebuild(store, keys, "escalation") == 0


async def test_entries_without_a_record_are_removed(
    store: Store,
    keys: Keys,
    deadlines: StoredDeadlines,
    three: list[Escalation],
) -> None:
    """A record that is gone is neither due nor listed."""
    waiting, _, closed = three
    await store.remove(keys.escalation(waiting.id))
    await raw(store, "ZADD", keys.due, "5", f"escalation:{closed.id}")
    await raw(store, "ZADD", keys.due, "5", "night:support")
    assert await rebuild(store, keys, "escalation") == 2
    items = [lease.item for lease in await deadlines.claim(LATER, 10)]
    assert items == ["night:support", f"escalation:{three[1].id}"]
    assert await store.entries(keys.open_of_teams) == [
        entry for entry in await store.entries(keys.open_of_teams) if waiting.id not in entry
    ]


async def test_a_wrong_deadline_is_set_right(
    store: Store,
    keys: Keys,
    deadlines: StoredDeadlines,
    three: list[Escalation],
) -> None:
    """The record says when."""
    await raw(store, "ZADD", keys.due, "5", f"escalation:{three[0].id}")
    assert await rebuild(store, keys, "escalation") == 1
    assert await deadlines.next_due() == LATER


async def test_what_was_set_aside_stays_aside(
    store: Store, keys: Keys, deadlines: StoredDeadlines, three: list[Escalation]
) -> None:
    """Rebuilding at every start must not bring a failing item back each time."""
    item = f"escalation:{three[0].id}"
    lease = await deadlines.lease(item)
    assert lease is not None
    await deadlines.release(lease, failed=True)
    assert await rebuild(store, keys, "escalation") == 0
    assert [parked.item for parked in await deadlines.parked()] == [item]


async def test_a_record_of_the_next_version_is_read(
    store: Store, keys: Keys, escalations: StoredEscalations, three: list[Escalation]
) -> None:
    """During a rolling upgrade the older replica passes over what the newer one wrote beside."""
    e = three[0]
    record = json.loads(e.model_dump_json())
    record["mood"] = record["packet"]["mood"] = "better"
    await raw(store, "HSET", keys.escalation(e.id), "record", json.dumps(record))
    assert await escalations.get(e.id) == e


async def test_only_the_last_writes_are_remembered(
    store: Store, keys: Keys, escalations: StoredEscalations, three: list[Escalation]
) -> None:
    """A record that lives long does not grow with its writes."""
    e = three[0]
    for number in range(20):
        e = touched(e)
        assert await escalations.save(e, due=LATER, op=f"op{number}")
    ops = await store.field(keys.escalation(e.id), "ops")
    assert ops == " ".join(f"op{number}" for number in range(4, 20))
