"""Disagreements on their way, in memory and in Redis: one contract."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_disagreements import StoredDisagreements
from bot.adapters.store_rebuild import rebuild
from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.ports import Deadlines, NewId
from bot.ports.disagreements import Disagreements
from tests.contracts.leasing import Leasing
from tests.fakes.disagreements import FakeDisagreements
from tests.fakes.store import FakeDeadlines

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
ANN = Disagreement(id="D1", to="U1", about="zzmark about", words="zzmark words")
BOB = Disagreement(id="D2", to="U2", author=Party(user="U9", name=Text(en="Cho")), about="a", words="w")


@dataclass
class Kept(Leasing):
    """One implementation."""

    book: Disagreements
    deadlines: Deadlines


@pytest.fixture
def kept(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> Kept:
    """The port of that implementation, empty."""
    if kind == "memory":
        deadlines = FakeDeadlines(new_id, lambda: datetime.now(UTC))
        return Kept(FakeDisagreements(deadlines), deadlines)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Kept(StoredDisagreements(store, keys, new_id, sealer), StoredDeadlines(store, keys, new_id))


async def test_all_of_them_are_due_at_once(kept: Kept) -> None:
    """One for each reader, words and all."""
    await kept.book.open([ANN, BOB], once="V1", due=NOON)
    assert await kept.book.get("D1") == ANN
    assert await kept.book.get("D2") == BOB
    assert await kept.due(NOON) == ["disagreement:D1", "disagreement:D2"]


async def test_a_form_sent_twice_is_one(kept: Kept) -> None:
    """The second sending opens nothing."""
    await kept.book.open([ANN], once="V1", due=NOON)
    await kept.book.open([BOB], once="V1", due=NOON)
    assert await kept.book.get("D2") is None


async def test_one_on_its_way_keeps_its_words(kept: Kept) -> None:
    """The intent is noted beside them."""
    await kept.book.open([ANN], once="V1", due=NOON)
    lease = await kept.lease("disagreement:D1")
    tried = ANN.model_copy(update={"posting_since": NOON})
    assert await kept.book.save(tried, lease=lease, due=NOON)
    await kept.deadlines.release(lease)
    assert await kept.book.get("D1") == tried
    assert await kept.due(NOON) == ["disagreement:D1"]


async def test_a_told_one_loses_its_words(kept: Kept) -> None:
    """And is not due any more; that it was told is remembered for a while."""
    await kept.book.open([ANN], once="V1", due=NOON)
    lease = await kept.lease("disagreement:D1")
    assert await kept.book.save(ANN.model_copy(update={"told": True}), lease=lease, due=None)
    await kept.deadlines.release(lease)
    assert await kept.book.get("D1") == Disagreement(id="D1", to="U1", told=True)
    assert await kept.due(NOON) == []


async def test_without_the_lease_nothing_is_changed(kept: Kept) -> None:
    """Another replica has taken over."""
    await kept.book.open([ANN], once="V1", due=NOON)
    lease = await kept.lease("disagreement:D1")
    await kept.deadlines.release(lease)
    assert not await kept.book.save(ANN.model_copy(update={"told": True}), lease=lease, due=None)
    assert await kept.book.get("D1") == ANN


@pytest.mark.parametrize("kind", ["embedded"])
async def test_the_index_is_mended_from_what_is_kept(kept: Kept, store: Store, keys: Keys) -> None:
    """A deadline that was lost is put back; what was told stays told."""
    await kept.book.open([ANN, BOB], once="V1", due=NOON)
    lease = await kept.lease("disagreement:D2")
    await kept.book.save(BOB.model_copy(update={"told": True}), lease=lease, due=None)
    await kept.deadlines.release(lease)
    await kept.deadlines.forget(await kept.lease("disagreement:D1"))
    assert await rebuild(store, keys, "disagreement") == 1
    assert await kept.due(NOON) == ["disagreement:D1"]


@pytest.mark.parametrize("kind", ["embedded"])
async def test_no_word_lies_open_in_the_store(kept: Kept, store: Store, keys: Keys) -> None:
    """They are encrypted, and bound to their own record."""
    await kept.book.open([ANN, BOB], once="V1", due=NOON)
    fields = await store.fields(keys.disagreement("D1"))
    assert set(fields) == {"record", "words", "due"}
    assert "zzmark" not in repr(fields)
