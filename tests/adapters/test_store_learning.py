"""What lies in the store of how people used the answers: never who, and no words that were not allowed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connect
from bot.adapters.sealing import Sealer
from bot.adapters.store_learning import StoredLearning
from bot.domain.learning import BALLOTS_FOR, Asked, Deed, Mark, Realm, wording

DAY = date(2026, 3, 31)
PEOPLE = ("UZZANN", "UZZBOB", "UZZCHO")
WORDS = ("zzword refund now", "환불 zzword 주세요", "zzword 010-1234-5678")
KEEP = timedelta(days=30)

presses = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(list(Deed)),
        st.sampled_from(["", "empathy", "refund"]),
        st.sampled_from(WORDS),
        st.booleans(),
    ),
    max_size=12,
)


@pytest.fixture
async def other_store(store_url: str) -> AsyncIterator[Store]:
    """A second connection, as of another replica."""
    connection = connect(store_url)
    yield connection
    await connection.aclose()


async def everything(store: Store, keys: Keys) -> str:
    """Every key's name and all that lies in it."""
    said = []
    async for key in store.scan(keys, keys.every):
        kind, _ = await store.kind_and_ttl(key)
        said += [key, str(await store.fields(key)) if kind == "hash" else str(await store.get(key))]
    return "\n".join(said)


@pytest.mark.parametrize("keep", [None, KEEP], ids=["counts alone", "words kept"])
@given(drawn=presses)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nobody_and_no_word_can_be_read(
    drawn: list[tuple[str, Deed, str, str, bool]], keep: timedelta | None, store: Store, keys: Keys
) -> None:
    """Whatever is pressed: no user, no text, no number; and everything ends by itself."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    book = StoredLearning(store, keys, sealer)
    for user, deed, entry, text, typed in drawn:
        if typed:
            await book.typed(Asked(user, text, None))
        mark = Mark(realm=Realm.TOPIC, deed=deed, entry=entry)
        await book.cast(user, mark, text, day=DAY, words=wording(text, keep=keep, people=2))
    found = await everything(store, keys)
    for secret in (*PEOPLE, "zzword", "1234-5678", "12345678"):  # four digits alone stand in many a digest
        assert secret not in found
    for question in await book.questions():
        assert "1234" not in question.text
    assert keep is not None or not await book.questions()
    left = [key async for key in store.scan(keys, keys.every)]
    for key in left:
        _, ttl = await store.kind_and_ttl(key)
        assert ttl is not None
        assert ttl <= (KEEP if "question:" in key else BALLOTS_FOR if "learned:" not in key else ttl)
    await store.remove(*left)


async def test_enough_people_leave_no_trace_of_who_they_were(store: Store, keys: Keys) -> None:
    """Before that one digest a person stands there, which no other question shares."""
    book = StoredLearning(store, keys, Sealer([SecretStr(Fernet.generate_key().decode())]))
    mark = Mark(realm=Realm.TOPIC, deed=Deed.PICKED, entry="refund")
    for user in PEOPLE[:2]:
        await book.typed(Asked(user, WORDS[0], None))
        await book.cast(user, mark, WORDS[0], day=DAY, words=wording(WORDS[0], keep=KEEP, people=2))
    [key] = [key async for key in store.scan(keys, keys.question("*"))]
    fields = await store.fields(key)
    assert fields[f"who:{mark.name}"] == "=2"


async def test_another_replica_counts_the_same_press_once(
    store: Store, other_store: Store, keys: Keys
) -> None:
    """A press that is delivered to both at once."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    both = [StoredLearning(each, keys, sealer) for each in (store, other_store)]
    mark = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="empathy")
    counted = await asyncio.gather(*(book.cast("UBOB", mark, "", day=DAY) for book in both))
    assert sorted(counted) == [False, True]
    assert await both[0].month(DAY) == {mark: 1}


async def test_after_a_change_of_keys_old_words_still_open(store: Store, keys: Keys) -> None:
    """The new key encrypts; without the old one the question is passed over and not shown broken."""
    old, new = (SecretStr(Fernet.generate_key().decode()) for _ in range(2))
    mark = Mark(realm=Realm.TOPIC, deed=Deed.UNMATCHED)
    book = StoredLearning(store, keys, Sealer([old]))
    await book.typed(Asked("UBOB", WORDS[0], None))
    await book.cast("UBOB", mark, WORDS[0], day=DAY, words=wording(WORDS[0], keep=KEEP, people=2))
    [kept] = await StoredLearning(store, keys, Sealer([new, old])).questions()
    assert kept.text == WORDS[0]
    assert await StoredLearning(store, keys, Sealer([new])).questions() == []


class _Counting(Sealer):
    """How many digests are made before anybody else has their turn, at most."""

    in_a_row = most = 0

    def digest(self, *parts: str) -> str:
        """One more."""
        self.in_a_row += 1
        self.most = max(self.most, self.in_a_row)
        return super().digest(*parts)


@pytest.mark.parametrize("how", ["shown", "typed"])
async def test_whoever_asks_while_many_are_counted_waits_for_few_of_them(
    how: str, store: Store, keys: Keys
) -> None:
    """Hundreds of look-ups that came together hold no answer up for all their digests; each is counted."""
    sealer = _Counting([SecretStr(Fernet.generate_key().decode())])
    book = StoredLearning(store, keys, sealer)
    mark = Mark(realm=Realm.TOPIC, deed=Deed.SHOWN, entry="refund")
    asked = [Asked(f"UZZ{number}", WORDS[0], mark) for number in range(300)]

    async def others() -> None:
        while True:
            sealer.in_a_row = 0
            await asyncio.sleep(0)

    waiting = asyncio.create_task(others())
    await (book.shown(asked, day=DAY) if how == "shown" else book.typed(*asked))
    waiting.cancel()
    assert 0 < sealer.most <= 20
    if how == "shown":
        assert await book.month(DAY) == {mark: 300}
    else:
        assert len([key async for key in store.scan(keys, keys.typed("*"))]) == 300
