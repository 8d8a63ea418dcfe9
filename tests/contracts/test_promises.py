"""What every implementation of `Promises` does."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_promises import StoredPromises
from bot.adapters.store_rebuild import rebuild
from bot.domain.escalation import Promise, PromiseState
from bot.domain.promising import ended
from bot.domain.tracked import Tracked, due_of
from bot.ports import Deadlines, NewId
from bot.ports.promises import Promises
from tests.contracts.sample import NOON, party
from tests.fakes.promises import FakePromises
from tests.fakes.store import FakeDeadlines


@dataclass
class Book:
    """The promises, and when they are due."""

    promises: Promises
    deadlines: Deadlines


@pytest.fixture
def book(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Book:
    """One implementation, empty."""
    if kind == "memory":

        def real() -> datetime:
            return datetime.now(UTC)

        deadlines = FakeDeadlines(new_id, real)
        return Book(FakePromises(deadlines, real), deadlines)
    store, keys = request.getfixturevalue("store"), request.getfixturevalue("keys")
    return Book(StoredPromises(store, keys, new_id), StoredDeadlines(store, keys, new_id))


def one(name: str = "P1", *, keeper: str = "UANN", minutes: int = 60) -> Tracked:
    """A promise given at noon."""
    by = NOON + timedelta(minutes=minutes)
    return Tracked(
        id=name,
        opened=NOON,
        keeper=party(keeper),
        promise=Promise(text="환불 결과 & call", by=by, made=NOON, who=party(keeper)),
    )


async def opened(book: Book, t: Tracked) -> Tracked:
    """Stored."""
    return await book.promises.open(t, once=f"once-{t.id}", due=due_of(t))


def changed(t: Tracked, **update: object) -> Tracked:
    """One write later."""
    return t.model_copy(update={**update, "revision": t.revision + 1})


def done(t: Tracked) -> Tracked:
    """Kept."""
    return changed(t, promise=ended(t.promise, PromiseState.KEPT, now=NOON))


async def test_what_is_stored_is_due_and_listed_soonest_first(book: Book) -> None:
    """In the write itself."""
    late, soon = await opened(book, one("P1", minutes=90)), await opened(book, one("P2"))
    await opened(book, one("P3", keeper="UBOB"))
    assert await book.promises.open_of_person("UANN") == [soon, late]
    assert await book.deadlines.next_due() == due_of(soon)


async def test_one_sending_opens_one(book: Book) -> None:
    """A form sent twice, a command tried again."""
    first = await opened(book, one("P1"))
    assert await book.promises.open(one("P2"), once="once-P1", due=NOON) == first
    assert await book.promises.get("P2") is None


async def test_only_one_write_follows_another(book: Book) -> None:
    """Who read an older one reads again; the same attempt made twice is one."""
    t = await opened(book, one())
    new = changed(t, offer=party("UBOB"))
    assert await book.promises.save(new, due=due_of(new), op="a")
    assert await book.promises.save(new, due=due_of(new), op="a")
    assert not await book.promises.save(changed(t), due=due_of(t), op="b")
    assert await book.promises.get("P1") == new


async def test_a_lost_lease_writes_nothing(book: Book) -> None:
    """Whoever overslept stops."""
    t = await opened(book, one())
    lease = await book.deadlines.lease("promise:P1")
    assert lease
    await book.deadlines.release(lease)
    assert not await book.promises.save(changed(t), due=due_of(t), op="a", lease=lease)


async def test_given_on_it_is_in_the_other_s_list(book: Book) -> None:
    """And in theirs alone."""
    t = await opened(book, one())
    new = changed(t, keeper=party("UBOB"))
    await book.promises.save(new, due=due_of(new), op="a")
    assert await book.promises.open_of_person("UANN") == []
    assert await book.promises.open_of_person("UBOB") == [new]


async def test_done_it_is_due_no_more_and_leaves_figures(book: Book) -> None:
    """Without words or names."""
    t = await opened(book, one())
    assert await book.promises.save(done(t), due=None, op="a")
    assert await book.deadlines.next_due() is None
    assert await book.promises.open_of_person("UANN") == []
    [figures] = await book.promises.figures(NOON.date(), NOON.date())
    assert (figures.id, figures.kept, figures.moved, figures.broken) == ("P1", 1, 0, 0)
    assert "환불" not in figures.model_dump_json()
    assert await book.promises.figures(date(2026, 4, 1), date(2026, 4, 30)) == []


async def test_what_the_indexes_lost_is_put_back(store: Store, keys: Keys, new_id: NewId) -> None:
    """The record is the truth."""
    promises, deadlines = StoredPromises(store, keys, new_id), StoredDeadlines(store, keys, new_id)
    t = await opened(Book(promises, deadlines), one())
    await store.remove(keys.due, keys.promises_of_people)
    assert [await rebuild(store, keys, "promise") for _ in range(2)] == [1, 0]
    assert await promises.open_of_person("UANN") == [t]
    assert await deadlines.next_due() == due_of(t)
