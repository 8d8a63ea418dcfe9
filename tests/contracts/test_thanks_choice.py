"""Who is asked how they like to be thanked, and first times, in memory and in Redis: one contract."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_rebuild import rebuild
from bot.adapters.store_thanks_choice import StoredFirstTimes, StoredThanksQuestions
from bot.domain.thanks_choice import ThanksQuestion
from bot.ports import Deadlines, Lease, NewId
from bot.ports.thanks_choice import FirstTimes, ThanksQuestions
from tests.contracts.leasing import Leasing
from tests.fakes.store import FakeDeadlines
from tests.fakes.thanks_choice import FakeFirstTimes, FakeThanksQuestions

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
ITEM = "thanks-question:UANN"
ANN = ThanksQuestion(user="UANN", person="ann")


@dataclass
class Kept(Leasing):
    """One implementation."""

    questions: ThanksQuestions
    firsts: FirstTimes
    deadlines: Deadlines


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The ports of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeThanksQuestions(deadlines), FakeFirstTimes(), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Kept(
        StoredThanksQuestions(store, keys, new_id),
        StoredFirstTimes(store, keys),
        StoredDeadlines(store, keys, new_id),
    )


async def test_one_question_a_person_of_any_number_at_once(kept: Kept) -> None:
    """Fifty begun together are one, and due once."""
    begun = await asyncio.gather(*(kept.questions.begin(ANN, due=NOON) for _ in range(50)))
    assert sum(begun) == 1
    assert await kept.due(NOON) == ["thanks-question:UANN"]


async def test_a_settled_one_is_due_no_more_and_never_begins_again(kept: Kept) -> None:
    """Nobody is asked twice."""
    await kept.questions.begin(ANN, due=NOON)
    settled = ANN.model_copy(update={"settled": NOON})
    lease = await kept.lease(ITEM)
    assert await kept.questions.save(settled, lease=lease, due=NOON)
    await kept.deadlines.release(lease)
    assert not await kept.questions.begin(ANN, due=NOON)
    assert await kept.due(NOON) == []
    assert await kept.questions.get("UANN") == settled


async def test_whoever_lost_the_lease_changes_nothing(kept: Kept) -> None:
    """Somebody else may be asking now."""
    await kept.questions.begin(ANN, due=NOON)
    lost = Lease(item="thanks-question:UANN", token="another")
    later = ANN.model_copy(update={"posting_since": NOON})
    assert not await kept.questions.save(later, lease=lost, due=NOON)
    assert await kept.questions.get("UANN") == ANN


async def test_put_off_it_is_due_later(kept: Kept) -> None:
    """Until they are at work."""
    await kept.questions.begin(ANN, due=NOON)
    lease = await kept.lease(ITEM)
    assert await kept.questions.save(ANN, lease=lease, due=NOON + timedelta(hours=1))
    await kept.deadlines.release(lease)
    assert await kept.due(NOON) == []


async def test_forgotten_it_is_as_if_nobody_was_asked(kept: Kept) -> None:
    """Its person asked for that."""
    await kept.questions.begin(ANN, due=NOON)
    await kept.questions.forget("UANN")
    assert await kept.questions.get("UANN") is None
    assert await kept.due(NOON) == []
    assert await kept.questions.begin(ANN, due=NOON)


async def test_an_index_that_lost_it_is_mended(kept: Kept, kind: str, request: pytest.FixtureRequest) -> None:
    """At every start."""
    await kept.questions.begin(ANN, due=NOON)
    if kind != "memory":
        store: Store = request.getfixturevalue("store")
        keys: Keys = request.getfixturevalue("keys")
        await store.remove(keys.due)
        assert await rebuild(store, keys, "thanks-question") == 1
    assert await kept.due(NOON) == ["thanks-question:UANN"]


async def test_the_first_time_is_once_for_each_person_and_thing(kept: Kept) -> None:
    """Of many at once, one; and again after it was forgotten."""
    told = await asyncio.gather(*(kept.firsts.first("UANN", "kudos") for _ in range(20)))
    assert sum(told) == 1
    assert await kept.firsts.first("UANN", "correct")
    assert await kept.firsts.first("UBOB", "kudos")
    await kept.firsts.forget("UANN")
    assert await kept.firsts.first("UANN", "kudos")
    assert not await kept.firsts.first("UBOB", "kudos")
