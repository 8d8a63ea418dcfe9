"""Thanks after their night, in memory and in Redis: one contract."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_published import StoredPublished
from bot.adapters.store_rebuild import rebuild
from bot.domain.escalation import Post
from bot.domain.kudos import Kudos
from bot.domain.night_run import NightRun
from bot.domain.published import NightEdits
from bot.ports import Deadlines, Lease, NewId
from bot.ports.kudos import DayFull, Kept, KudosBook, Overtaken
from bot.ports.nights import NightLedger
from bot.ports.published import JoinedBefore, NothingToJoin, PublishedBook
from tests.contracts.feedback import NEXT, NOON, TONIGHT, kudos, next_of
from tests.fakes.kudos import FakeKudos
from tests.fakes.nights import FakeNights
from tests.fakes.published import FakePublished
from tests.fakes.store import FakeDeadlines

ITEM = f"night-edit:{TONIGHT}"
LATER = NOON + timedelta(seconds=3)


@dataclass
class Books:
    """One implementation of each."""

    book: PublishedBook
    kudos: KudosBook
    nights: NightLedger
    deadlines: Deadlines

    async def given(self, *, closed: bool = True) -> Kudos:
        """Thanks to Bob, whose night has closed."""
        made = kudos("UBOB")
        assert isinstance(await self.kudos.give(made, cap=5), Kept)
        if closed:
            await self.nights.close(NightRun(night=TONIGHT, closed=NOON))
        return made

    async def joined(self, to: Kudos, by: str, *, cap: int = 5, due: datetime = LATER) -> object:
        """A +1 of somebody to that."""
        made = kudos("UBOB", giver=by).model_copy(update={"joins": to.id, "source": "plus_one"})
        return await self.book.join(made, cap=cap, edits=[TONIGHT], due=due)

    async def lease(self) -> Lease:
        """A lease on the night's edits, which is free."""
        lease = await self.deadlines.lease(ITEM)
        assert lease
        return lease

    async def due(self, at: datetime) -> list[str]:
        """What is due then; the leases are given back."""
        leases = await self.deadlines.claim(at, 10)
        for lease in leases:
            await self.deadlines.release(lease)
        return [lease.item for lease in leases]

    async def touched(self) -> set[str]:
        """Which changes are still to be shown."""
        edits = await self.book.edits(TONIGHT)
        return set(edits.touched) if edits else set()


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Books:
    """The ports of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        nights = FakeNights(deadlines)
        book = FakeKudos(nights)
        return Books(FakePublished(deadlines, book), book, nights, deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Books(
        StoredPublished(store, keys, new_id),
        StoredKudos(store, keys, new_id),
        StoredNights(store, keys, new_id),
        StoredDeadlines(store, keys, new_id),
    )


async def test_withdrawn_its_post_is_due_in_the_same_step(kept: Books) -> None:
    """It is said no more, and the night is to be edited."""
    made = await kept.given()
    after = next_of(made, withdrawn=NOON)
    assert await kept.book.change(made, after, edits=[TONIGHT], due=NOON) == Kept(kudos=after)
    assert await kept.kudos.get(made.id) == after
    assert await kept.touched() == {made.id}
    assert await kept.due(NOON) == [ITEM]
    assert list(await kept.kudos.received_by("UBOB", NOON)) == []


async def test_what_was_withdrawn_a_moment_ago_can_be_given_again(kept: Books) -> None:
    """The same words within five minutes are a double send, unless the first were withdrawn."""
    made = await kept.given()
    await kept.book.change(made, next_of(made, withdrawn=NOON), edits=[TONIGHT], due=NOON)
    again = made.model_copy(update={"id": "again", "recipients": kudos("UBOB", night=NEXT).recipients})
    assert await kept.kudos.give(again, cap=5) == Kept(kudos=again)


async def test_whoever_comes_second_is_told(kept: Books) -> None:
    """Two changes of one revision: the second reads it again."""
    made = await kept.given()
    after = next_of(made, withdrawn=NOON)
    await kept.book.change(made, after, edits=[TONIGHT], due=NOON)
    assert await kept.book.change(made, after, edits=[TONIGHT], due=NOON) == Overtaken()


async def test_withdrawn_before_its_night_closed_it_is_in_none(kept: Books) -> None:
    """One of several nights may be open still; where it is the only one, nothing waits there any more."""
    made = await kept.given(closed=False)
    await kept.book.change(made, next_of(made, withdrawn=NOON), edits=[TONIGHT], due=NOON)
    assert list(await kept.nights.held([TONIGHT])) == []
    assert list(await kept.nights.pending("support", NEXT.date)) == []


async def test_one_each_however_many_press_at_once(kept: Books) -> None:
    """Twenty of one person are one; of twenty people there are twenty, and one edit."""
    made = await kept.given()
    mine = await asyncio.gather(*(kept.joined(made, "UCHO") for _ in range(20)))
    assert sum(isinstance(one, Kept) for one in mine) == 1
    assert {type(one) for one in mine} == {Kept, JoinedBefore}
    await asyncio.gather(*(kept.joined(made, f"U{number}") for number in range(20)))
    assert len(await kept.book.joining([made.id])) == 21
    assert await kept.due(NOON) == []
    assert await kept.due(LATER) == [ITEM]


async def test_who_joined_is_known_until_they_withdraw(kept: Books) -> None:
    """Then they may join again."""
    made = await kept.given()
    first = await kept.joined(made, "UCHO")
    assert isinstance(first, Kept)
    assert await kept.book.joined_by(made.id, "UCHO") == first.kudos
    gone = next_of(first.kudos, withdrawn=NOON)
    await kept.book.change(first.kudos, gone, edits=[TONIGHT], due=NOON)
    assert await kept.book.joined_by(made.id, "UCHO") is None
    assert list(await kept.book.joining([made.id])) == []
    assert isinstance(await kept.joined(made, "UCHO"), Kept)


async def test_another_line_replaces_the_first(kept: Books) -> None:
    """Changed, it is still the one of its person."""
    made = await kept.given()
    first = await kept.joined(made, "UCHO")
    assert isinstance(first, Kept)
    after = next_of(first.kudos, text="other words")
    await kept.book.change(first.kudos, after, edits=[TONIGHT], due=LATER)
    assert await kept.book.joined_by(made.id, "UCHO") == after
    assert list(await kept.book.joining([made.id])) == [after]


async def test_nothing_joins_what_is_gone_or_never_was(kept: Books) -> None:
    """Decided as it is written: withdrawn in between counts."""
    made = await kept.given()
    await kept.book.change(made, next_of(made, withdrawn=NOON), edits=[TONIGHT], due=NOON)
    assert await kept.joined(made, "UCHO") == NothingToJoin()
    assert await kept.joined(kudos("UBOB"), "UCHO") == NothingToJoin()


async def test_a_plus_one_counts_in_the_day(kept: Books) -> None:
    """Fifty at once do not pass the cap."""
    several = [kudos("UBOB", text=f"thanks {number}") for number in range(10)]
    for one in several:
        await kept.kudos.give(one, cap=50)
    outcomes = await asyncio.gather(*(kept.joined(one, "UCHO", cap=3) for one in several for _ in range(5)))
    assert len({one.kudos.id for one in outcomes if isinstance(one, Kept)}) == 3
    assert DayFull() in outcomes


async def test_it_is_among_what_its_people_gave_and_received(kept: Books) -> None:
    """But in no night: nothing waits for it."""
    made = await kept.given()
    plus = await kept.joined(made, "UCHO")
    assert isinstance(plus, Kept)
    assert [one.id for one in await kept.kudos.given_by("UCHO", NOON)] == [plus.kudos.id]
    assert [one.id for one in await kept.kudos.received_by("UBOB", NOON)] == [made.id, plus.kudos.id]
    assert list(await kept.nights.held([TONIGHT])) == [made.id]
    assert [one.id for one in await kept.nights.those([plus.kudos.id])] == [plus.kudos.id]


async def test_what_changes_while_an_edit_is_under_way_stays_due(kept: Books) -> None:
    """Only what was read is done; the rest is due again a little later."""
    made = await kept.given()
    await kept.joined(made, "UCHO", due=NOON)
    lease = await kept.lease()
    read = await kept.book.edits(TONIGHT)
    assert read
    await kept.joined(made, "UDAN")
    assert await kept.book.done(TONIGHT, read.touched, lease=lease, again=LATER)
    await kept.deadlines.release(lease)
    assert len(await kept.touched()) == 1
    assert await kept.due(NOON) == []
    lease = await kept.lease()
    read = await kept.book.edits(TONIGHT)
    assert read
    assert await kept.book.done(TONIGHT, read.touched, lease=lease, again=LATER)
    await kept.deadlines.release(lease)
    assert await kept.due(NOON + timedelta(days=9)) == []


async def test_the_same_kudos_changed_meanwhile_stays_due(kept: Books) -> None:
    """Its second change was not read."""
    made = await kept.given()
    plus = await kept.joined(made, "UCHO", due=NOON)
    assert isinstance(plus, Kept)
    lease = await kept.lease()
    read = await kept.book.edits(TONIGHT)
    assert read
    await kept.book.change(plus.kudos, next_of(plus.kudos, text="other"), edits=[TONIGHT], due=NOON)
    await kept.book.done(TONIGHT, read.touched, lease=lease, again=LATER)
    assert await kept.touched() == {plus.kudos.id}


async def test_what_is_known_of_the_post_adds_up(kept: Books) -> None:
    """Faces, places and notes, each its own; only with the lease."""
    made = await kept.given()
    await kept.joined(made, "UCHO")
    post = Post(key="p", posting_since=NOON)
    noted = NightEdits(night=TONIGHT, faces={"a": "1"}, slots={"K": 2}, posts={"p": post})
    lost = Lease(item=ITEM, token="another")
    assert not await kept.book.note(TONIGHT, noted, lease=lost)
    assert not await kept.book.done(TONIGHT, {}, lease=lost, again=NOON)
    lease = await kept.lease()
    assert await kept.book.note(TONIGHT, noted, lease=lease)
    assert await kept.book.note(TONIGHT, NightEdits(night=TONIGHT, faces={"b": "2"}), lease=lease)
    found = await kept.book.edits(TONIGHT)
    assert found
    assert (found.faces, found.slots, found.posts) == ({"a": "1", "b": "2"}, {"K": 2}, {"p": post})
    assert await kept.book.edits(NEXT) is None


async def test_an_index_that_lost_an_edit_is_mended(
    kept: Books, kind: str, request: pytest.FixtureRequest
) -> None:
    """At every start."""
    made = await kept.given()
    await kept.joined(made, "UCHO")
    if kind != "memory":
        store: Store = request.getfixturevalue("store")
        keys: Keys = request.getfixturevalue("keys")
        await store.remove(keys.due)
        assert await rebuild(store, keys, "night-edit") == 1
    assert await kept.due(LATER) == [ITEM]
