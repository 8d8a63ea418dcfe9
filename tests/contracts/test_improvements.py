"""The improvement lists, in memory and in Redis: one contract."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_improvements import StoredImprovements
from bot.domain.correction import Observation, ProcessItem
from bot.domain.improving import Weekly
from bot.ports import Deadlines, NewId
from bot.ports.improvements import Improvements
from tests.fakes.improvements import FakeImprovements
from tests.fakes.store import FakeDeadlines

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 20)


def item(item_id: str, *, day: date = DAY, text: str = "zzmark the form asks twice") -> ProcessItem:
    """A line on the list of support."""
    words = Observation(situation=text, behaviour="", impact="", next_time="")
    return ProcessItem(id=item_id, team="support", words=words, written=day)


@dataclass
class Kept:
    """One implementation."""

    book: Improvements
    deadlines: Deadlines
    store: Store | None = None
    keys: Keys | None = None


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The port of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeImprovements(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Kept(StoredImprovements(store, keys, sealer), StoredDeadlines(store, keys, new_id), store, keys)


async def test_it_comes_back_with_its_words_newest_first(kept: Kept) -> None:
    """Of its own team alone."""
    older = item("P1", day=date(2026, 11, 19))
    for one in (older, item("P2")):
        await kept.book.add(one)
    assert await kept.book.listed("support") == [item("P2"), older]
    assert await kept.book.listed("billing") == []
    assert await kept.book.get("support", "P1") == older


async def test_adding_again_changes_nothing(kept: Kept) -> None:
    """A form sent twice is one."""
    await kept.book.add(item("P1"))
    await kept.book.add(item("P1", text="other words"))
    assert await kept.book.listed("support") == [item("P1")]


async def test_a_form_is_one_line_whatever_became_of_it(kept: Kept) -> None:
    """Each sending has an id of its own; the form is known by something else, and another form is another line."""
    await kept.book.add(item("P1"), once="UBOB-V1")
    answered = item("P1").model_copy(update={"revision": 1, "state": "done", "answer": "zzmark it asks once"})
    assert await kept.book.change(answered)
    await kept.book.add(item("P2"), once="UBOB-V1")
    assert await kept.book.listed("support") == [answered]
    await kept.book.remove(answered)
    await kept.book.add(item("P3"), once="UBOB-V1")
    assert await kept.book.listed("support") == []
    await kept.book.add(item("P4"), once="UBOB-V2")
    assert await kept.book.listed("support") == [item("P4")]


async def test_what_stands_for_a_form_leads_to_nothing(kept: Kept) -> None:
    """It names neither the form nor the line, and is gone after a day."""
    await kept.book.add(item("P1"), once="UBOB-V1")
    if kept.store and kept.keys:
        [key] = [key async for key in kept.store.scan(kept.keys, kept.keys.improvement_once("*"))]
        assert "UBOB" not in key
        assert await kept.store.get(key) == "1"
        assert await kept.store.kind_and_ttl(key) <= ("string", timedelta(hours=25))
        assert (await kept.store.kind_and_ttl(key))[1]


async def test_of_two_changes_at_once_one_holds(kept: Kept) -> None:
    """The second has to look again."""
    await kept.book.add(item("P1"))
    done = item("P1").model_copy(
        update={"revision": 1, "state": "done", "answer": "zzmark it asks once", "settled": DAY}
    )
    assert await kept.book.change(done)
    assert not await kept.book.change(done.model_copy(update={"answer": "another"}))
    assert await kept.book.get("support", "P1") == done


async def test_what_moved_on_is_not_taken_off(kept: Kept) -> None:
    """Undo comes too late once something was said."""
    await kept.book.add(item("P1"))
    looked = item("P1").model_copy(update={"revision": 1, "state": "looking"})
    assert await kept.book.change(looked)
    assert not await kept.book.remove(item("P1"))
    assert await kept.book.remove(looked)
    assert await kept.book.remove(looked)
    assert await kept.book.get("support", "P1") is None


async def test_a_lead_is_told_by_a_deadline_of_its_own(kept: Kept) -> None:
    """Planning again keeps what was told; whoever lost the lease stops."""
    await kept.book.plan(Weekly(team="support"), NOON)
    [lease] = await kept.deadlines.claim(NOON, 5)
    assert lease.item == "improvements:support"
    told = Weekly(team="support", week=date(2026, 11, 16), told={"P1": 0})
    assert await kept.book.save(told, lease=lease, due=NOON)
    await kept.book.plan(Weekly(team="support"), NOON)
    assert await kept.book.weekly("support") == told
    await kept.deadlines.release(lease)
    assert not await kept.book.save(told, lease=lease, due=None)
    await kept.book.plan(told, None)
    assert await kept.deadlines.next_due() is None


async def test_no_word_lies_open_in_the_store(kept: Kept) -> None:
    """Neither of whoever wrote it nor of the lead."""
    await kept.book.add(item("P1"))
    await kept.book.change(item("P1").model_copy(update={"revision": 1, "answer": "zzmark answer"}))
    if kept.store and kept.keys:
        assert "zzmark" not in str(await kept.store.fields(kept.keys.improvements("support")))
