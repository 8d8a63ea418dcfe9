"""What is checked about the store at start."""

import pytest

from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_checks import check_schema
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
