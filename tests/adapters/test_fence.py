"""Nobody posts on a lease that may have run out."""

import asyncio
from collections.abc import Iterator
from contextvars import copy_context
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters import fence
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.ports import NewId

POST = "chat.postMessage"
MINUTE = timedelta(minutes=1)


LEASE, ANOTHER = "token", "another"


@pytest.fixture(autouse=True)
def _nothing_leased() -> Iterator[None]:
    """Each test begins, and leaves the others, without a lease."""
    yield
    for token in (LEASE, ANOTHER):
        fence.given_back(token)


def overslept() -> bool:
    """Whether a post would be refused now."""
    try:
        fence.check(POST)
    except fence.Overslept:
        return True
    return False


def test_without_a_lease_anything_may_be_said() -> None:
    """An answer to a command needs none."""
    assert not overslept()


def test_a_lease_of_a_moment_ago_holds() -> None:
    """The normal way."""
    fence.leased(LEASE, fence.real_seconds(), MINUTE)
    assert not overslept()


@pytest.mark.parametrize(("ago", "late"), [(46, False), (47, True), (61, True)])
def test_the_last_part_of_a_lease_is_left_to_the_call(ago: int, *, late: bool) -> None:
    """Twenty of ninety seconds, or as much of a shorter one: a post that begins later might end too late."""
    fence.leased(LEASE, fence.real_seconds() - ago, MINUTE)
    assert overslept() is late


def test_reading_does_no_harm() -> None:
    """Whoever overslept may still look."""
    fence.leased(LEASE, fence.real_seconds() - 100, MINUTE)
    fence.check("conversations.history")


def test_what_was_given_back_holds_nobody_up() -> None:
    """What is said afterwards is not said under it."""
    fence.leased(LEASE, fence.real_seconds() - 100, MINUTE)
    fence.given_back(LEASE)
    assert not overslept()


def test_under_two_leases_the_newer_one_counts_until_it_is_given_back() -> None:
    """An erasure edits a night under a lease of the night's, and tells of it under its own."""
    fence.leased(LEASE, fence.real_seconds() - 50, MINUTE)
    fence.leased(ANOTHER, fence.real_seconds(), MINUTE)
    assert not overslept()
    fence.given_back(ANOTHER)
    assert overslept()
    fence.leased(LEASE, fence.real_seconds(), MINUTE)
    assert not overslept()


async def test_a_lease_holds_for_the_task_that_took_it_and_those_it_begins() -> None:
    """Others have leases of their own."""

    async def work() -> bool:
        fence.leased(LEASE, fence.real_seconds() - 100, MINUTE)
        return await asyncio.create_task(said())

    async def said() -> bool:
        return overslept()

    assert await asyncio.create_task(work())
    assert not overslept()


async def test_the_store_s_leases_are_noted(store: Store, keys: Keys, new_id: NewId) -> None:
    """Taken, renewed and given back."""
    deadlines = StoredDeadlines(store, keys, new_id, lease_for=timedelta(milliseconds=1))
    lease = await deadlines.lease("note:1")
    assert lease
    await asyncio.sleep(0.002)
    assert overslept()
    await deadlines.release(lease)
    assert not overslept()
    patient = StoredDeadlines(store, keys, new_id)
    lease = await patient.lease("note:2")
    assert lease
    fence.leased(lease.token, fence.real_seconds() - 100, MINUTE)
    assert overslept()
    assert await patient.renew(lease)
    assert not overslept()


async def test_a_batch_is_noted_for_what_is_begun_with_it(store: Store, keys: Keys, new_id: NewId) -> None:
    """The loop takes many at a time; each is done by a task of its own."""
    await StoredDeadlines(store, keys, new_id, lease_for=timedelta(milliseconds=1)).claim(
        datetime.now(UTC), 5
    )
    await asyncio.sleep(0.002)
    assert copy_context().run(overslept)
