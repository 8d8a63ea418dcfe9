"""The store of pinned facts, in memory and in Redis: one truth, and the deadline beside it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.families import FACTS_KEPT
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_facts import StoredFacts
from bot.adapters.store_rebuild import rebuild
from bot.domain.escalation import Party
from bot.domain.facts import WARNED_BEFORE, Facts
from bot.domain.language import Text
from bot.ports import Deadlines, Lease, NewId
from bot.ports.facts import FactBook
from tests.fakes.facts import FakeFacts
from tests.fakes.store import FakeDeadlines

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JIMIN = Party(user="UJIMIN", key="jimin", name=Text(en="Jimin"))


def facts(name: str = "F1", *, hours: float = 2, **more: object) -> Facts:
    """Payments do not go through."""
    return Facts.model_validate(
        {"id": name, "what": "결제가 되지 않습니다", "back": "by noon, we think", "topics": ("billing",)}
        | {"pinned": NOW, "pinned_by": JIMIN, "ends": NOW + hours * HOUR}
        | more
    )


@dataclass
class Kept:
    """One implementation."""

    book: FactBook
    deadlines: Deadlines


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The store of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeFacts(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Kept(StoredFacts(store, keys), StoredDeadlines(store, keys, new_id))


async def test_what_is_pinned_reads_back_nearest_end_first(kept: Kept) -> None:
    """Word for word, spaces and Hangul too."""
    long, short = facts("F1", hours=5), facts("F2")
    assert await kept.book.save(long, now=NOW, op="1")
    assert await kept.book.save(short, now=NOW, op="2")
    assert list(await kept.book.kept()) == [short, long]
    assert await kept.book.get("F1") == long
    assert await kept.book.get("F3") is None


async def test_its_warning_is_due_with_it(kept: Kept) -> None:
    """In the same write; none once it is warned of, or taken down."""
    await kept.book.save(facts(), now=NOW, op="1")
    assert await kept.deadlines.next_due() == facts().ends - WARNED_BEFORE
    await kept.book.save(facts(revision=2, warned_of=facts().ends), now=NOW, op="2")
    assert await kept.deadlines.next_due() is None


async def test_only_the_next_revision_is_saved(kept: Kept) -> None:
    """Of two who change it at once, one has to look again; the same operation twice is saved once."""
    await kept.book.save(facts(), now=NOW, op="1")
    one, other = (facts(revision=2, what=what) for what in ("one", "other"))
    saved = await asyncio.gather(kept.book.save(one, now=NOW, op="2"), kept.book.save(other, now=NOW, op="3"))
    assert sorted(saved) == [False, True]
    assert await kept.book.save(one if saved[0] else other, now=NOW, op="2" if saved[0] else "3")
    assert not await kept.book.save(facts(), now=NOW, op="4")


async def test_without_the_lease_nothing_is_written(kept: Kept) -> None:
    """Whoever overslept changes nothing."""
    await kept.book.save(facts(), now=NOW, op="1")
    lost = Lease(item="facts:F1", token="another")
    assert not await kept.book.save(facts(revision=2, what="late"), now=NOW, op="2", lease=lost)
    lease = await kept.deadlines.lease("facts:F1")
    assert await kept.book.save(facts(revision=2, what="in time"), now=NOW, op="3", lease=lease)


@pytest.mark.parametrize("kind", ["embedded"], indirect=True)
async def test_what_ended_long_ago_leaves(kept: Kept) -> None:
    """With the next one that is pinned; a late press within a day still learns what became of it."""
    await kept.book.save(facts(), now=NOW, op="1")
    later = facts().ends + FACTS_KEPT
    await kept.book.save(facts("F2", hours=30), now=later - HOUR, op="2")
    assert await kept.book.get("F1") is not None
    await kept.book.save(facts("F3", hours=30), now=later, op="3")
    assert await kept.book.get("F1") is None


@pytest.mark.parametrize("kind", ["embedded"], indirect=True)
async def test_a_lost_deadline_is_put_back(kept: Kept, store: Store, keys: Keys) -> None:
    """As a start does it; what has none gets none."""
    await kept.book.save(facts(), now=NOW, op="1")
    await kept.book.save(facts("F2", ended=NOW), now=NOW, op="2")
    await store.remove(keys.due)
    assert await rebuild(store, keys, "facts") == 1
    assert await kept.deadlines.next_due() == facts().ends - WARNED_BEFORE
    assert await rebuild(store, keys, "facts") == 0
