"""What is checked about the store at start."""

import asyncio

import pytest

from bot.adapters import store_checks
from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_checks import (
    MIGRATIONS,
    RESTORING,
    Migration,
    check_schema,
    other_workspaces,
    taken_over,
)
from bot.errors import OperatorError


@pytest.mark.parametrize("older", ["1", "2"])
async def test_a_store_of_an_older_version_is_taken_over_and_noted(
    store: Store, keys: Keys, older: str
) -> None:
    """From then on the older one, which would lose what it does not know, does not start on it."""
    await store.put(keys.schema, older, ttl=None)
    await check_schema(store, keys)
    assert await store.get(keys.schema) == str(SCHEMA_VERSION)


async def test_a_store_of_a_newer_version_is_left_alone(store: Store, keys: Keys) -> None:
    """The sentence says what to do, and nothing is written."""
    newer = str(SCHEMA_VERSION + 1)
    await store.put(keys.schema, newer, ttl=None)
    with pytest.raises(OperatorError, match="newer Baton"):
        await check_schema(store, keys)
    assert await store.get(keys.schema) == newer


def test_every_version_is_come_to_in_order() -> None:
    """One migration for each, whatever they do; the last one is this version."""
    assert [one.to for one in MIGRATIONS] == list(range(2, SCHEMA_VERSION + 1))


async def test_a_restore_that_begins_while_a_store_is_taken_over_is_left_alone(
    store: Store, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written over what it notes, and no bot starts on half of it."""

    async def meanwhile(store: Store, keys: Keys) -> None:
        await store.put(keys.schema, RESTORING, ttl=None)

    monkeypatch.setattr(store_checks, "MIGRATIONS", (Migration(SCHEMA_VERSION, "anything", meanwhile),))
    await store.put(keys.schema, "1", ttl=None)
    with pytest.raises(OperatorError, match="A backup is being put back"):
        await check_schema(store, keys)
    assert await store.get(keys.schema) == RESTORING


async def test_a_version_that_cannot_be_told_is_a_newer_one(store: Store, keys: Keys) -> None:
    """Whoever comes later may write it another way."""
    await store.put(keys.schema, "4 reads 3", ttl=None)
    with pytest.raises(OperatorError, match="newer Baton"):
        await check_schema(store, keys)


@pytest.mark.parametrize("by", [str(SCHEMA_VERSION + 1), RESTORING])
async def test_who_serves_notices_that_a_newer_one_has_taken_over(store: Store, keys: Keys, by: str) -> None:
    """Or a restore. It would write back what it reads without what it does not know."""
    await check_schema(store, keys)
    waiting = asyncio.create_task(taken_over(store, keys, look=0.0))
    await store.ping()
    assert not waiting.done()
    await store.put(keys.schema, by, ttl=None)
    assert by in await waiting


async def test_another_workspaces_data_are_told_of(store: Store, keys: Keys) -> None:
    """Where this one has none yet: the token may have been changed. Once it has some, both may lie here."""
    other = Keys(f"{keys.workspace}OTHER")
    await check_schema(store, other)
    assert other.workspace in await other_workspaces(store, keys)
    await check_schema(store, keys)
    assert await other_workspaces(store, keys) == []
    await store.remove(other.schema)
