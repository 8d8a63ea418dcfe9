"""The store of covers, in memory and in Redis: one truth for those who decide against the covers present."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_deadlines import StoredDeadlines
from bot.domain.covering import Arrangement, TellingKind
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.ports import Deadlines, NewId
from bot.ports.covers import CoverBook
from tests.fakes.covers import FakeCovers
from tests.fakes.store import FakeDeadlines

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
JIMIN = Party(user="UJIMIN", key="jimin", name=Text(en="Jimin"))


def cover(name: str = "C1", *, hours: float = 8, by: str | None = "bob", **more: object) -> Arrangement:
    """Bob covers Jimin from now on."""
    return Arrangement.model_validate(
        {"id": name, "absent": "jimin", "by": by, "start": NOW, "end": NOW + timedelta(hours=hours)}
        | {"maker": JIMIN, "made": NOW}
        | more
    )


@dataclass
class Kept:
    """One implementation."""

    book: CoverBook
    deadlines: Deadlines


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The store of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeCovers(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Kept(StoredCovers(store, keys), StoredDeadlines(store, keys, new_id))


async def test_what_was_made_is_listed_under_a_new_version(kept: Kept) -> None:
    """Its version tells that there is something new."""
    before = await kept.book.version()
    assert await kept.book.save(cover(), now=NOW, op="1")
    listed = await kept.book.listed()
    assert listed.version == await kept.book.version() != before
    assert listed.arrangements == (cover(),)
    assert [c.by for c in listed.covers(NOW)] == ["bob"]
    assert listed.covers(NOW + timedelta(hours=8)) == ()


async def test_a_lost_answer_tried_again_is_the_same_write(kept: Kept) -> None:
    """The same operation twice is saved once."""
    assert await kept.book.save(cover(), now=NOW, op="1")
    version = await kept.book.version()
    assert await kept.book.save(cover(), now=NOW, op="1")
    assert await kept.book.version() == version


async def test_two_who_decide_against_the_same_covers_do_not_both_win(kept: Kept) -> None:
    """A circle made from both ends at once is made from one."""
    since = (await kept.book.listed()).version
    saved = await asyncio.gather(
        kept.book.save(cover("C1"), now=NOW, op="1", since=since),
        kept.book.save(cover("C2", absent="bob", by="jimin"), now=NOW, op="2", since=since),
    )
    assert sorted(saved) == [False, True]


async def test_a_stale_revision_is_refused(kept: Kept) -> None:
    """Who read it before somebody else changed it reads it again."""
    assert await kept.book.save(cover(), now=NOW, op="1")
    assert await kept.book.save(cover(revision=1, by="eve"), now=NOW, op="2")
    assert not await kept.book.save(cover(revision=1, by="dan"), now=NOW, op="3")
    found = await kept.book.get("C1")
    assert found
    assert found.by == "eve"


async def test_an_ended_one_leaves_the_list_and_is_still_known(kept: Kept) -> None:
    """A late press learns what became of it."""
    await kept.book.save(cover(), now=NOW, op="1")
    await kept.book.save(cover(revision=1, ended=NOW), now=NOW, op="2")
    assert (await kept.book.listed()).arrangements == ()
    found = await kept.book.get("C1")
    assert found
    assert found.ended == NOW


async def test_those_whose_time_is_over_leave_with_the_next_write(kept: Kept) -> None:
    """The list does not grow."""
    await kept.book.save(cover("C1", hours=1), now=NOW, op="1")
    later = NOW + timedelta(hours=2)
    await kept.book.save(cover("C2"), now=later, op="2")
    assert [a.id for a in (await kept.book.listed()).arrangements] == ["C2"]


async def test_what_is_to_be_told_is_due_and_who_tells_holds_the_lease(kept: Kept) -> None:
    """Telling does not change the list; without the lease nothing is noted."""
    await kept.book.save(cover().told(TellingKind.YOU_COVER, "UBOB"), now=NOW, op="1")
    version = await kept.book.version()
    [lease] = await kept.deadlines.claim(NOW, 10)
    assert lease.item == "cover:C1"
    told = cover(revision=1)
    assert await kept.book.save(told, now=NOW, op="2", lease=lease)
    assert await kept.book.version() == version
    await kept.deadlines.release(lease)
    assert not await kept.book.save(cover(revision=2), now=NOW, op="3", lease=lease)
    assert await kept.deadlines.claim(NOW + timedelta(days=1), 10) == []


async def test_a_search_falls_due_at_its_end(kept: Kept) -> None:
    """Its card then says that it is over."""
    search = cover(by=None)
    await kept.book.save(search, now=NOW, op="1")
    assert await kept.deadlines.claim(NOW + timedelta(hours=7), 10) == []
    assert len(await kept.deadlines.claim(NOW + timedelta(hours=8), 10)) == 1
