"""Every key has a name, a type and a time to live, or a reason for none; and what leaves one behind fails."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters import redis_client
from bot.adapters.families import FAMILIES, Family
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from tests.conftest import complaint_about

SCRIPTS = Path(redis_client.__file__).parent / "scripts"


def test_all_keys_of_a_workspace_lie_in_one_slot() -> None:
    """They share the hash tag, so that a cluster lets a script touch several."""
    keys = Keys("T123")
    assert keys.escalation("E1") == "baton:{T123}:escalation:E1"
    assert all(key.startswith("baton:{T123}:") for key in keys.deadlines)


@pytest.mark.parametrize("workspace", ["", "T1}x", "T*", "T 1"])
def test_a_workspace_that_would_break_the_tag_is_refused(workspace: str) -> None:
    """Its id is part of every key and of every pattern."""
    with pytest.raises(ValueError, match="workspace"):
        Keys(workspace)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.shape)
def test_every_family_lives_for_a_time_or_says_why_it_stays(family: Family) -> None:
    """Nothing stays by accident."""
    assert family.ttl or family.stays


def test_no_key_is_of_two_families() -> None:
    """The first that fits is the only one."""
    for family in FAMILIES:
        example = family.shape.replace("<", "").replace(">", "")
        assert [other.shape for other in FAMILIES if other.pattern.fullmatch(example)] == [family.shape]


def test_the_redis_adapter_alone_imports_redis() -> None:
    """It is the modules redis_*.py; everything else is given its small client."""
    adapters = Path(redis_client.__file__).parent
    found = {
        path.name
        for path in adapters.rglob("*.py")
        if re.search(r"^(from|import) redis\b", path.read_text(), re.MULTILINE)
    }
    assert {name for name in found if not name.startswith("redis_")} == set()


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.lua")), ids=lambda path: path.stem)
def test_scripts_are_told_their_keys(script: Path) -> None:
    """A script that made up a key's name would break on a cluster, and keys.py would not know it."""
    assert "baton:" not in script.read_text()


async def test_a_key_nobody_named_is_complained_about(store: Store, keys: Keys) -> None:
    """A new key is first named in families.py."""
    key = keys.named("something-new")
    await store.put(key, "x", ttl=timedelta(seconds=9))
    assert "does not name it" in (await complaint_about(store, keys, key) or "")
    await store.remove(key)


async def test_a_key_without_ttl_is_complained_about(store: Store, keys: Keys) -> None:
    """An event remembered for ever would fill the store."""
    key = keys.event("Ev1")
    await store.put(key, "done", ttl=None)
    assert "has no TTL" in (await complaint_about(store, keys, key) or "")
    await store.remove(key)


async def test_a_key_that_lives_too_long_is_complained_about(store: Store, keys: Keys) -> None:
    """The file says how long; the code keeps to it."""
    key = keys.event("Ev1")
    await store.put(key, "done", ttl=timedelta(days=9))
    assert "lives for" in (await complaint_about(store, keys, key) or "")
    await store.remove(key)


async def test_a_key_of_another_type_is_complained_about(store: Store, keys: Keys) -> None:
    """A script that expects a sorted set would break on it."""
    await store.put(keys.due, "x", ttl=timedelta(seconds=9))
    assert "says zset" in (await complaint_about(store, keys, keys.due) or "")
    await store.remove(keys.due)
