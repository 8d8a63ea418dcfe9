"""Who was reminded a moment ago, in memory and in Redis."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_quiet import StoredReminders
from bot.ports import NewId
from bot.ports.quiet import ReminderBook
from tests.fakes.quiet import FakeReminders

NOW = datetime(2035, 3, 12, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def book(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> ReminderBook:
    """Empty."""
    if kind == "memory":
        return FakeReminders()
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return StoredReminders(store, keys, new_id)


async def test_one_a_person_an_hour(book: ReminderBook) -> None:
    """By the bot's clock, whatever the thread and the situation; others are counted for themselves."""
    assert await book.claim("UBOB", "C1 1", "empathy", now=NOW, op="a")
    assert not await book.claim("UBOB", "C1 2", "listen", now=NOW + HOUR - timedelta(seconds=1), op="b")
    assert await book.claim("UCHO", "C1 2", "listen", now=NOW, op="c")
    assert await book.claim("UBOB", "C1 3", "listen", now=NOW + HOUR, op="d")


async def test_one_a_thread_and_situation(book: ReminderBook) -> None:
    """For everybody in it; another situation of the thread, and another thread, are their own."""
    assert await book.claim("UBOB", "C1 1", "empathy", now=NOW, op="a")
    assert not await book.claim("UCHO", "C1 1", "empathy", now=NOW, op="b")
    assert await book.claim("UCHO", "C1 1", "listen", now=NOW, op="c")
    assert await book.claim("UDAN", "C2 1", "empathy", now=NOW, op="d")
    assert not await book.claim("UBOB", "C1 1", "empathy", now=NOW + 24 * HOUR, op="e")


async def test_what_was_refused_costs_nothing(book: ReminderBook) -> None:
    """A thread that is done does not use up somebody's hour."""
    assert await book.claim("UBOB", "C1 1", "empathy", now=NOW, op="a")
    assert not await book.claim("UCHO", "C1 1", "empathy", now=NOW, op="b")
    assert await book.claim("UCHO", "C9 9", "empathy", now=NOW, op="c")


async def test_a_lost_answer_is_asked_for_again(book: ReminderBook) -> None:
    """The same attempt gets the same answer."""
    assert await book.claim("UBOB", "C1 1", "empathy", now=NOW, op="a")
    assert await book.claim("UBOB", "C1 1", "empathy", now=NOW, op="a")


async def test_of_many_at_once_one_wins(book: ReminderBook) -> None:
    """The caps are one step with the decision: replicas that hear the same do not both speak."""
    claims = (book.claim("UBOB", f"C1 {n}", "empathy", now=NOW, op=f"op{n}") for n in range(20))
    assert sum(await asyncio.gather(*claims)) == 1


async def test_keepers_are_told_once(book: ReminderBook) -> None:
    """Of each channel."""
    assert await book.first_word("#vip unseen")
    assert not await book.first_word("#vip unseen")
    assert await book.first_word("#other unseen")
