"""Customers' answers, in memory and in Redis: one contract."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_rebuild import rebuild
from bot.adapters.store_surveys import StoredSurveys
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.survey import CustomerWords, Feedback, Loop, Mood, MoodCounts
from bot.ports import Deadlines, Lease, NewId
from bot.ports.surveys import Surveys, Taken, Taking
from tests.contracts.leasing import Leasing
from tests.fakes.store import FakeDeadlines
from tests.fakes.surveys import FakeSurveys

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
DAY = "2026-11-20"
OLD, NEW = (SecretStr(Fernet.generate_key().decode()) for _ in range(2))


def feedback(**told: Any) -> Feedback:  # noqa: ANN401 - of Feedback
    """A poor one about Bob, with its loop."""
    given: dict[str, Any] = {
        "id": "F1", "agent": Party(user="UBOB", key="bob", name=Text(en="Bob")), "team": "support",
        "mood": Mood.POOR, "answered": NOON, "received": NOON, "tell_at": NOON,
        "words": CustomerWords(comment="zzmark words", ticket="zzmark-ticket"), "loop": Loop(opened=NOON),
    }  # fmt: skip
    return Feedback(**given | told)


def taking(once: str = "S1", **told: Any) -> Taking:  # noqa: ANN401 - of Taking
    """The same on its way into the store."""
    given: dict[str, Any] = {
        "result": "note", "counts": (NOVEMBER, "support", Mood.POOR), "feedback": feedback(), "due": NOON,
    }  # fmt: skip
    return Taking(once=once, **given | told)


@dataclass
class Kept(Leasing):
    """One implementation."""

    book: Surveys
    deadlines: Deadlines


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The port of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeSurveys(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    return Kept(StoredSurveys(store, keys, new_id, Sealer([OLD])), StoredDeadlines(store, keys, new_id))


async def test_what_is_taken_is_kept_counted_and_due(kept: Kept) -> None:
    """All in one step."""
    assert await kept.book.take(taking()) == Taken(result="note")
    assert await kept.book.get("F1") == feedback()
    assert await kept.book.of_person("UBOB") == [feedback()]
    assert await kept.book.open_loops("support") == 1
    assert await kept.book.counts(NOVEMBER, NOVEMBER) == {NOVEMBER: {"support": MoodCounts(poor=1)}}
    assert await kept.due(NOON) == ["survey:F1"]


async def test_the_same_answer_again_changes_nothing(kept: Kept) -> None:
    """It is told what became of it the first time."""
    await kept.book.take(taking())
    again = taking(result="draft", feedback=feedback(id="F2"))
    assert await kept.book.take(again) == Taken(result="note", before=True)
    assert await kept.book.get("F2") is None
    assert await kept.book.counts(NOVEMBER, NOVEMBER) == {NOVEMBER: {"support": MoodCounts(poor=1)}}


async def test_twenty_at_once_are_one(kept: Kept) -> None:
    """A tool that retries while the first still runs."""
    takings = [taking(feedback=feedback(id=f"F{number}")) for number in range(20)]
    taken = await asyncio.gather(*(kept.book.take(one) for one in takings))
    assert [one.before for one in taken].count(False) == 1
    assert len(await kept.book.of_person("UBOB")) == 1


async def test_an_answer_that_is_only_counted_keeps_nothing(kept: Kept) -> None:
    """Neither words nor a deadline."""
    counts = NOVEMBER, "-", Mood.MIDDLE
    await kept.book.take(taking(result="counted", counts=counts, feedback=None, due=None))
    assert await kept.book.counts(date(2026, 9, 30), date(2026, 12, 1)) == {
        NOVEMBER: {"-": MoodCounts(middle=1)}
    }
    assert await kept.due(NOON) == []


async def test_each_change_stands_on_the_one_before(kept: Kept) -> None:
    """Two at once end in one truth."""
    await kept.book.take(taking())
    read = feedback(revision=1, opened=NOON, told=NOON)
    assert await kept.book.save(read, due=NOON + timedelta(days=1))
    assert not await kept.book.save(feedback(revision=1), due=NOON)
    assert not await kept.book.erase(feedback())
    assert await kept.book.get("F1") == read
    assert await kept.due(NOON) == []


async def test_a_closed_loop_is_not_counted_any_more(kept: Kept) -> None:
    """The words stay until their time."""
    await kept.book.take(taking())
    closed = Loop(state="told", opened=NOON, closed=NOON)
    assert await kept.book.save(feedback(revision=1, loop=closed), due=None)
    assert await kept.book.open_loops("support") == 0
    assert await kept.book.get("F1")


async def test_what_is_erased_is_gone_everywhere(kept: Kept) -> None:
    """Its words, its deadline, its loop and its place in the list; a second time changes nothing."""
    await kept.book.take(taking())
    assert await kept.book.erase(feedback())
    assert await kept.book.get("F1") is None
    assert await kept.book.of_person("UBOB") == []
    assert await kept.book.open_loops("support") == 0
    assert await kept.due(NOON) == []
    assert not await kept.book.erase(feedback())
    assert not await kept.book.save(feedback(revision=1), due=None)


async def test_without_the_lease_nothing_is_changed(kept: Kept) -> None:
    """Another replica has taken over."""
    await kept.book.take(taking())
    lease = await kept.lease("survey:F1")
    await kept.deadlines.release(lease)
    assert not await kept.book.save(feedback(revision=1), due=NOON, lease=lease)
    assert not await kept.book.erase(feedback(), lease=lease)
    assert await kept.book.get("F1") == feedback()


async def test_answers_of_nobody_are_counted_by_the_day(kept: Kept) -> None:
    """Due once, however many come; told, they are not due again."""
    for number in range(3):
        lost = taking(f"S{number}", result="nobody", feedback=None, due=None, unclaimed=(DAY, NOON))
        await kept.book.take(lost)
    found = await kept.book.unclaimed(DAY)
    assert found
    assert (found.count, found.told, found.done) == (3, (), False)
    assert await kept.due(NOON) == [f"unclaimed:{DAY}"]
    lease = Lease(item=f"unclaimed:{DAY}", token="another")
    assert not await kept.book.save_unclaimed(found, due=None, lease=lease)


async def test_who_was_told_of_them_is_noted(kept: Kept) -> None:
    """What was counted meanwhile stays counted."""
    lost = taking(result="nobody", feedback=None, due=None, unclaimed=(DAY, NOON))
    await kept.book.take(lost)
    found, lease = await kept.book.unclaimed(DAY), await kept.lease(f"unclaimed:{DAY}")
    assert found
    await kept.book.take(taking("S2", result="nobody", feedback=None, due=None, unclaimed=(DAY, NOON)))
    told = found.model_copy(update={"told": ("UANN",), "done": True})
    assert await kept.book.save_unclaimed(told, due=None, lease=lease)
    await kept.deadlines.release(lease)
    stands = await kept.book.unclaimed(DAY)
    assert stands == told.model_copy(update={"count": 2})
    assert await kept.due(NOON) == []


@pytest.mark.parametrize("kind", ["embedded"])
async def test_the_index_is_mended_from_what_is_kept(kept: Kept, store: Store, keys: Keys) -> None:
    """A deadline that was lost is put back."""
    await kept.book.take(taking())
    await kept.deadlines.forget(await kept.lease("survey:F1"))
    assert await rebuild(store, keys, "survey") == 1
    assert await kept.due(NOON) == ["survey:F1"]


@pytest.mark.parametrize("kind", ["embedded"])
async def test_nothing_of_it_can_be_read_at_rest(kept: Kept, store: Store, keys: Keys) -> None:
    """Neither a word nor the id of the answer nor whether it was good or poor."""
    await kept.book.take(taking("zzmark-id"))
    fields = await store.fields(keys.survey("F1"))
    assert set(fields) == {"record", "revision", "ops", "due"}
    names = [key async for key in store.scan(keys, keys.every)]
    assert "zzmark" not in repr((fields, names))
    assert "poor" not in repr((fields, names))


@pytest.mark.parametrize("kind", ["embedded"])
async def test_an_answer_is_known_again_after_a_change_of_keys(
    kept: Kept, store: Store, keys: Keys, new_id: NewId
) -> None:
    """Its id stands as a digest by the key of that time."""
    await kept.book.take(taking())
    later = StoredSurveys(store, keys, new_id, Sealer([NEW, OLD]))
    assert await later.take(taking()) == Taken(result="note", before=True)
    assert await later.get("F1") == feedback()


@pytest.mark.parametrize("kind", ["embedded"])
async def test_a_lost_reply_is_no_second_answer(store: Store, keys: Keys, kept: Kept) -> None:  # noqa: ARG001 - a clean store
    """The store's client sends a write again whose reply was lost: the same token is the same answer."""
    same = StoredSurveys(store, keys, lambda: "token", Sealer([OLD]))
    assert await same.take(taking()) == Taken(result="note")
    assert await same.take(taking()) == Taken(result="note")
    assert await same.erase(feedback())
    assert await same.erase(feedback())


@pytest.mark.parametrize("kind", ["embedded"])
async def test_one_whose_key_is_lost_does_not_hide_the_others(
    kept: Kept, store: Store, keys: Keys, new_id: NewId
) -> None:
    """The list goes on without it; opened by itself it is an error that tells nothing of its words."""
    await kept.book.take(taking())
    later = StoredSurveys(store, keys, new_id, Sealer([NEW]))
    await later.take(taking("S2", feedback=feedback(id="F2")))
    assert [f.id for f in await later.of_person("UBOB")] == ["F2"]
    with pytest.raises(SealBroken):
        await later.get("F1")
