"""Thanks of before schema 3 are listed by whom they thank, as a store is taken over."""

import asyncio
from datetime import timedelta

import pytest

from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_checks import check_schema
from bot.adapters.store_kudos import StoredKudos
from bot.domain.kudos import Kudos
from bot.ports import NewId
from tests.contracts.feedback import NOON, kudos, next_of

_PUT = Script(
    "put",
    "redis.call('HSET', KEYS[1], 'record', ARGV[1], 'revision', '0', 'op', 'before') "
    "redis.call('PEXPIRE', KEYS[1], 600000) return {}",
)


async def stored_before(store: Store, keys: Keys, *found: Kudos) -> None:
    """What a store of schema 2 holds: records that nothing leads to from whom they thank."""
    await store.put(keys.schema, "2", ttl=None)
    for one in found:
        await store.run(_PUT, keys=[keys.kudos(one.id)], args=[one.model_dump_json()])


async def listed(store: Store, keys: Keys, user: str) -> set[str]:
    """The ids that lead from a person to what they were given."""
    return set(await store.scores(keys.kudos_to(user)))


async def test_everybody_finds_what_they_were_given_before(store: Store, keys: Keys, new_id: NewId) -> None:
    """Each of its people, however many there are, oldest first; a second start changes nothing."""
    many = [kudos("UBOB", given=NOON + timedelta(seconds=n)) for n in range(420)]
    both = kudos("UBOB", "UCHO", given=NOON + timedelta(hours=1))
    await stored_before(store, keys, *reversed(many), both)
    await check_schema(store, keys)
    book = StoredKudos(store, keys, new_id)
    assert list(await book.received_by("UBOB", NOON)) == [*many, both]
    assert list(await book.received_by("UCHO", NOON)) == [both]
    before = await store.scores(keys.kudos_to("UBOB"))
    await store.put(keys.schema, "2", ttl=None)
    await check_schema(store, keys)
    assert await store.scores(keys.kudos_to("UBOB")) == before
    assert await store.get(keys.schema) == str(SCHEMA_VERSION)


async def test_what_was_taken_back_is_not_listed(store: Store, keys: Keys) -> None:
    """It is remembered for two days, for a second press alone."""
    await stored_before(store, keys, next_of(kudos("UBOB"), taken_back=NOON))
    await check_schema(store, keys)
    assert await listed(store, keys, "UBOB") == set()


async def test_what_cannot_be_read_is_named_and_keeps_nobody_from_starting(
    store: Store, keys: Keys, caplog: pytest.LogCaptureFixture
) -> None:
    """The others are listed; no word of it is logged."""
    good = kudos("UBOB")
    await stored_before(store, keys, good)
    await store.run(_PUT, keys=[keys.kudos("KBROKEN")], args=['{"text": "zzmark-words"}'])
    await check_schema(store, keys)
    assert await listed(store, keys, "UBOB") == {good.id}
    assert "KBROKEN" in caplog.text
    assert "zzmark-words" not in caplog.text


async def test_replicas_that_start_at_once_and_a_change_meanwhile_agree(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """However they come in between each other, what is listed is what is stored at the end."""
    book = StoredKudos(store, keys, new_id)
    found = [kudos("UBOB") for _ in range(30)]
    await stored_before(store, keys, *found)
    moved = [next_of(one, recipients=kudos("UCHO").recipients) for one in found[::2]]
    gone = [next_of(one, taken_back=NOON) for one in found[1::2]]
    changes = (book.change(one, after) for one, after in zip(found[::2], moved, strict=True))
    taken = (book.change(one, after) for one, after in zip(found[1::2], gone, strict=True))
    await asyncio.gather(check_schema(store, keys), *changes, check_schema(store, keys), *taken)
    assert await listed(store, keys, "UBOB") == set()
    assert await listed(store, keys, "UCHO") == {one.id for one in moved}


async def test_what_changed_since_it_was_read_is_not_listed_as_it_was(store: Store, keys: Keys) -> None:
    """Nor what is gone; the answer names what is to be read again."""
    as_read, gone = kudos("UBOB"), kudos("UBOB")
    await stored_before(store, keys, next_of(as_read, taken_back=NOON))
    facts = [part for one in (as_read, gone) for part in (one.id, one.model_dump_json(), 0, 1)]
    to_bob = keys.kudos_to("UBOB")
    records = [keys.kudos(as_read.id), keys.kudos(gone.id)]
    again = await store.run(
        Script.load("kudos_relist"), keys=[*records, to_bob, to_bob], args=[600_000, 2, *facts]
    )
    assert again == [as_read.id]
    assert await listed(store, keys, "UBOB") == set()
