"""A change of secret keys: what was encrypted with the old one opens with the new one alone."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.resealing import Resealed, reseal
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.store_notes import StoredNotes
from bot.ports import NewId

OLD, NEW, LOST = (SecretStr(Fernet.generate_key().decode()) for _ in range(3))


async def test_hashes_strings_and_parts_of_json_are_sealed_anew(store: Store, keys: Keys) -> None:
    """Wherever encrypted text stands; the old key opens none of it any more."""
    old, both, new = Sealer([OLD]), Sealer([NEW, OLD]), Sealer([NEW])
    words = old.seal_parts({"impact": "늦었어요"}, of="N1")
    await store.put_field(keys.note("N1"), "words", words)
    await store.put(
        keys.typed("x"), f'{{"n":1,"text":"{old.seal_text("hi", bound="x")}"}}', ttl=timedelta(hours=1)
    )
    assert await reseal(store, keys, both) == Resealed(renewed=2)
    held = await store.field(keys.note("N1"), "words") or ""
    assert new.open_parts(held, of="N1") == {"impact": "늦었어요"}
    with pytest.raises(SealBroken):
        old.open_parts(held, of="N1")
    in_json = await store.get(keys.typed("x")) or ""
    assert new.open_text(in_json.split('"')[-2], bound="x") == "hi"


async def test_how_long_something_lives_does_not_change(store: Store, keys: Keys) -> None:
    """A correction expires when it would have."""
    sealed = Sealer([OLD]).seal_text("hi", bound="x")
    await store.put(keys.typed("x"), sealed, ttl=timedelta(hours=1))
    await reseal(store, keys, Sealer([NEW, OLD]))
    _, left = await store.kind_and_ttl(keys.typed("x"))
    assert left is not None
    assert left > timedelta(minutes=59)


async def test_again_changes_nothing(store: Store, keys: Keys) -> None:
    """It may be run as often as one likes."""
    await store.put_field(keys.note("N1"), "words", Sealer([OLD]).seal_text("hi", bound="x"))
    await reseal(store, keys, Sealer([NEW, OLD]))
    before = await store.field(keys.note("N1"), "words")
    assert await reseal(store, keys, Sealer([NEW, OLD])) == Resealed()
    assert await store.field(keys.note("N1"), "words") == before


async def test_what_no_key_opens_stays_and_is_counted(store: Store, keys: Keys) -> None:
    """Its key may turn up again."""
    sealed = Sealer([LOST]).seal_text("hi", bound="x")
    await store.put_field(keys.note("N1"), "words", sealed)
    assert await reseal(store, keys, Sealer([NEW, OLD])) == Resealed(closed=1)
    assert await store.field(keys.note("N1"), "words") == sealed


async def test_a_blocked_author_stays_blocked_without_the_old_key(
    store: Store, keys: Keys, new_id: NewId
) -> None:
    """Blocks are found by a digest that depends on the key."""

    def notes(*ring: SecretStr) -> StoredNotes:
        return StoredNotes(store, keys, new_id, Sealer(ring), lambda: timedelta(days=90))

    await notes(OLD).block("UBOB", "UEVE")
    await reseal(store, keys, Sealer([NEW, OLD]))
    assert await notes(NEW, OLD).renew_blocks() == 1
    alone = notes(NEW)
    assert await alone.blocks("UBOB", "UEVE")
    assert await alone.blocked_by("UBOB") == ["UEVE"]
