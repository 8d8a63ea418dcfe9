"""The store's ports three times: in memory, on the embedded server, on the system's redis-server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce, StoredPreferences
from bot.ports import Deadlines, Escalations, NewId, Once, PreferenceBook
from tests.contracts.feedback import Feedback, stored
from tests.fakes.kudos import FakeKudos
from tests.fakes.nights import FakeNights
from tests.fakes.notes import FakeNotes
from tests.fakes.store import FakeDeadlines, FakeEscalations, FakeOnce, FakePreferences

PARK_AFTER = 3

_AGE = Script(
    "age",
    """
    for _, item in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
      redis.call('ZINCRBY', KEYS[1], -ARGV[1], item)
    end
    local attempts = redis.call('HGETALL', KEYS[2])
    for i = 1, #attempts, 2 do
      local failures, not_before = string.match(attempts[i + 1], '(%d+) (%d+)')
      redis.call('HSET', KEYS[2], attempts[i], failures .. ' ' .. string.format('%.0f', not_before - ARGV[1]))
    end
    for i = 3, #KEYS do
      local left = redis.call('PTTL', KEYS[i])
      if left > 0 then redis.call('PEXPIRE', KEYS[i], left - ARGV[1]) end
    end
    return {}
    """,
)
"""Makes real time pass for the server: its leases, pauses and times to live become older."""


@dataclass
class Ports:
    """One implementation of each, and a way to let real time pass for all of them."""

    escalations: Escalations
    deadlines: Deadlines
    preferences: PreferenceBook
    once: Once
    pass_time: Callable[[timedelta], Awaitable[None]]


@pytest.fixture(params=["memory", "embedded", "redis-server"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which implementation."""
    return str(request.param)


@pytest.fixture
def store_url(kind: str, request: pytest.FixtureRequest) -> str:
    """The server of that implementation."""
    return str(request.getfixturevalue("redis_url" if kind == "redis-server" else "embedded_url"))


@pytest.fixture
def ports(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Ports:
    """The ports of that implementation, empty."""
    if kind == "memory":
        return _in_memory(new_id)
    return _stored(request.getfixturevalue("store"), request.getfixturevalue("keys"), new_id)


def _in_memory(new_id: NewId) -> Ports:
    now = datetime.now(UTC)

    async def pass_time(length: timedelta) -> None:
        nonlocal now
        now += length

    deadlines = FakeDeadlines(new_id, lambda: now, park_after=PARK_AFTER)
    return Ports(
        escalations=FakeEscalations(deadlines, lambda: now),
        deadlines=deadlines,
        preferences=FakePreferences(),
        once=FakeOnce(lambda: now),
        pass_time=pass_time,
    )


def _stored(store: Store, keys: Keys, new_id: NewId) -> Ports:
    async def pass_time(length: timedelta) -> None:
        _, leases, _, attempts, _ = keys.deadlines
        living = [key async for key in store.scan(keys, keys.every) if ":leases" not in key]
        await store.run(_AGE, keys=[leases, attempts, *living], args=[length // timedelta(milliseconds=1)])

    return Ports(
        escalations=StoredEscalations(store, keys, new_id),
        deadlines=StoredDeadlines(store, keys, new_id, park_after=PARK_AFTER),
        preferences=StoredPreferences(store, keys),
        once=StoredOnce(store, keys, new_id),
        pass_time=pass_time,
    )


@pytest.fixture
def feedback(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Feedback:
    """The ports of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        nights = FakeNights(deadlines)
        return Feedback(FakeKudos(nights), nights, FakeNotes(deadlines, nights), deadlines)
    store, keys = request.getfixturevalue("store"), request.getfixturevalue("keys")
    return stored(store, keys, new_id)
