"""The store of the library, in memory and in Redis: one truth, a list that follows it, and ends to what is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_library import StoredLibrary, StoredReviews
from bot.adapters.store_rebuild import rebuild
from bot.domain.practice import KEEP_CLOSED, LAPSES_AFTER, Practice
from bot.domain.practice_acts import accept, decline
from bot.domain.practice_review import Asked, Review
from bot.ports import Deadlines, NewId
from bot.ports.practices import LibraryBook, ReviewBook
from tests.domain.carried import party
from tests.fakes.practices import FakeLibrary, FakeReviews
from tests.fakes.store import FakeDeadlines

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
ANN, BOB, CHO = party("ann"), party("bob"), party("cho")
YEAR_ON = date(2027, 3, 11)


def practice(name: str = "P1", **more: object) -> Practice:
    """Bob shares a phrase."""
    return Practice.model_validate(
        {"id": name, "situation": "fast", "text": "I call back today.", "language": "en"}
        | {"author": BOB, "proposed": NOW}
        | more
    )


@dataclass
class Kept:
    """One implementation; `pass_time` lets real time pass for it."""

    book: LibraryBook
    reviews: ReviewBook
    deadlines: Deadlines
    pass_time: Callable[[timedelta], Awaitable[None]]

    async def opened(self, p: Practice, once: str = "V1") -> Practice | None:
        """Opened against the list as it stands."""
        since = (await self.book.shelf()).version
        return await self.book.open(p, once=once, since=since, due=p.due(NOW))


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The store of that implementation, empty."""
    if kind == "memory":
        now = [datetime.now(UTC)]

        async def pass_time(length: timedelta) -> None:
            now[0] += length

        deadlines = FakeDeadlines(new_id, lambda: now[0])
        return Kept(FakeLibrary(deadlines, lambda: now[0]), FakeReviews(deadlines), deadlines, pass_time)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    ports = request.getfixturevalue("ports")
    return Kept(
        StoredLibrary(store, keys, new_id),
        StoredReviews(store, keys, new_id),
        StoredDeadlines(store, keys, new_id),
        ports.pass_time,
    )


async def test_a_proposal_waits_and_lapses_by_its_deadline(kept: Kept) -> None:
    """Record, list and deadline come in one write."""
    assert await kept.opened(practice()) == practice()
    shelf = await kept.book.shelf()
    assert shelf.waiting == (practice(),)
    assert shelf.accepted == ()
    assert await kept.deadlines.claim(NOW, 9) == []
    [lease] = await kept.deadlines.claim(NOW + LAPSES_AFTER, 9)
    assert lease.item == "practice:P1"


async def test_a_form_sent_twice_proposes_once(kept: Kept) -> None:
    """The second answers what the first opened."""
    assert await kept.opened(practice())
    again = await kept.opened(practice("P2"))
    assert again
    assert again.id == "P1"
    assert len((await kept.book.shelf()).practices) == 1


async def test_what_was_decided_against_an_older_list_is_not_opened(kept: Kept) -> None:
    """Two who propose the same words at once: the second looks again."""
    since = (await kept.book.shelf()).version
    opened = await asyncio.gather(
        *(kept.book.open(practice(f"P{n}"), once=f"V{n}", since=since, due=None) for n in (1, 2))
    )
    assert sorted(one is None for one in opened) == [False, True]


async def test_accepted_it_stays(kept: Kept) -> None:
    """It has no end, and no deadline of its own once all is said."""
    await kept.opened(practice())
    accepted = accept(practice(), ANN, now=NOW, review_by=YEAR_ON)
    assert await kept.book.save(accepted, due=accepted.due(NOW), op="1")
    assert (await kept.book.shelf()).accepted == (accepted,)
    await kept.pass_time(timedelta(days=1000))
    assert (await kept.book.get("P1")) == accepted


async def test_declined_it_leaves_the_list_and_is_kept_for_its_people(kept: Kept) -> None:
    """Who proposed it reads the reason for some months; then it is gone."""
    await kept.opened(practice(saver=CHO))
    declined = decline(practice(saver=CHO), ANN, now=NOW, reason="shorter")
    assert await kept.book.save(declined, due=declined.due(NOW), op="1")
    assert (await kept.book.shelf()).practices == ()
    assert await kept.book.closed_of("UBOB") == [declined]
    assert await kept.book.closed_of("UCHO") == [declined]
    assert await kept.book.closed_of("UANN") == []
    await kept.pass_time(KEEP_CLOSED)
    assert await kept.book.get("P1") is None
    assert await kept.book.closed_of("UBOB") == []


async def test_of_two_who_decide_at_once_one_does(kept: Kept) -> None:
    """The other finds that it moved on."""
    await kept.opened(practice())
    saved = await asyncio.gather(
        kept.book.save(accept(practice(), ANN, now=NOW, review_by=YEAR_ON), due=None, op="1"),
        kept.book.save(decline(practice(), CHO, now=NOW, reason=""), due=None, op="2"),
    )
    assert sorted(saved) == [False, True]


async def test_a_lost_answer_tried_again_is_the_same_write(kept: Kept) -> None:
    """The same operation twice is saved once."""
    await kept.opened(practice())
    accepted = accept(practice(), ANN, now=NOW, review_by=YEAR_ON)
    assert await kept.book.save(accepted, due=None, op="1")
    version = (await kept.book.shelf()).version
    assert await kept.book.save(accepted, due=None, op="1")
    assert (await kept.book.shelf()).version == version


async def test_who_lost_the_lease_notes_nothing(kept: Kept) -> None:
    """Whoever overslept stops."""
    await kept.opened(practice())
    lease = await kept.deadlines.lease("practice:P1")
    assert lease
    await kept.deadlines.release(lease)
    assert not await kept.book.save(practice(revision=1), due=None, op="1", lease=lease)


async def test_a_gone_one_is_not_written_back(kept: Kept) -> None:
    """Nothing comes of a record that was never there."""
    assert not await kept.book.save(practice(revision=1), due=None, op="1")
    assert await kept.book.get("P1") is None


async def test_an_approver_is_asked_from_when_it_was_begun(kept: Kept) -> None:
    """Begun once; what was asked is remembered with the next morning."""
    assert await kept.reviews.begin(Review(user="UANN", due=NOW))
    assert not await kept.reviews.begin(Review(user="UANN", due=NOW + timedelta(days=9)))
    [lease] = await kept.deadlines.claim(NOW, 9)
    assert lease.item == "review:UANN"
    asked = (Asked(practice="P1", review_by=YEAR_ON),)
    after = Review(user="UANN", revision=1, due=NOW + timedelta(days=1), asked=asked)
    assert await kept.reviews.save(after, op="1", lease=lease)
    assert await kept.reviews.save(after, op="1", lease=lease)
    assert await kept.reviews.get("UANN") == after
    await kept.deadlines.release(lease)
    assert not await kept.reviews.save(after.model_copy(update={"revision": 2}), op="2", lease=lease)
    assert await kept.deadlines.claim(NOW, 9) == []


@pytest.mark.parametrize("kind", ["embedded"])
async def test_lost_deadlines_are_put_back(kept: Kept, store: Store, keys: Keys) -> None:
    """Those of practices with all others, those of who reads again with the approvers there are."""
    await kept.opened(practice())
    await kept.reviews.begin(Review(user="UANN", due=NOW))
    before = await store.scores(keys.due)
    await store.remove(keys.due)
    assert await rebuild(store, keys, "practice") == 1
    assert await kept.reviews.rebuild(["UANN", "UNOBODY"]) == 1
    assert await store.scores(keys.due) == before
    assert await rebuild(store, keys, "practice") == 0
    assert await kept.reviews.rebuild(["UANN", "UNOBODY"]) == 0
