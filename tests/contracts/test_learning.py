"""What is counted of how answers are used, and the questions that are kept: in memory and in Redis."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_learning import StoredLearning
from bot.domain.learning import Asked, Deed, Mark, Realm, Wording
from bot.ports.learning import LearningBook
from tests.fakes.learning import FakeLearning

DAY = date(2026, 3, 31)
NEXT_DAY = date(2026, 4, 1)
TEXT = "돈을 두 번 냈어요"
USEFUL = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="empathy")
NOT_USEFUL = Mark(realm=Realm.SITUATION, deed=Deed.NOT_USEFUL, entry="empathy")
REFUND = Mark(realm=Realm.TOPIC, deed=Deed.PICKED, entry="refund")
DELIVERY = Mark(realm=Realm.TOPIC, deed=Deed.PICKED, entry="delivery")
UNMATCHED = Mark(realm=Realm.TOPIC, deed=Deed.UNMATCHED)
WORDS = Wording(text=TEXT, key="key", keep=timedelta(days=30), people=2)

_AGE = Script(
    "age",
    """
    for i = 1, #KEYS do
      local left = redis.call('PTTL', KEYS[i])
      if left > 0 then redis.call('PEXPIRE', KEYS[i], left - ARGV[1]) end
    end
    return {}
    """,
)


@dataclass
class Learning:
    """One implementation, and a way to let real time pass for it."""

    book: LearningBook
    pass_time: Callable[[timedelta], Awaitable[None]]

    async def counted(self) -> dict[Mark, int]:
        """All months together."""
        found: dict[Mark, int] = {}
        for month in await self.book.months():
            for mark, count in month.counts.items():
                found[mark] = found.get(mark, 0) + count
        return found


@pytest.fixture
def learning(kind: str, request: pytest.FixtureRequest) -> Learning:
    """Empty."""
    if kind == "memory":
        now = datetime(2026, 3, 31, tzinfo=UTC)

        async def pass_in_memory(length: timedelta) -> None:
            nonlocal now
            now += length

        return Learning(FakeLearning(lambda: now), pass_in_memory)
    store: Store = request.getfixturevalue("store")
    keys: Keys = request.getfixturevalue("keys")

    async def pass_time(length: timedelta) -> None:
        living = [key async for key in store.scan(keys, keys.every)]
        await store.run(_AGE, keys=living, args=[length // timedelta(milliseconds=1)])

    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Learning(StoredLearning(store, keys, sealer), pass_time)


async def test_a_press_counts_once_however_often_it_comes(learning: Learning) -> None:
    """A double click and a retried delivery say the same again."""
    assert await learning.book.cast("UBOB", USEFUL, TEXT, day=DAY)
    assert not await learning.book.cast("UBOB", USEFUL, TEXT, day=DAY)
    assert await learning.counted() == {USEFUL: 1}


async def test_two_at_once_count_as_they_should(learning: Learning) -> None:
    """Ten people press twice each, all in the same moment."""
    presses = [learning.book.cast(f"U{n % 10}", USEFUL, TEXT, day=DAY) for n in range(20)]
    assert sorted(await asyncio.gather(*presses)) == [False] * 10 + [True] * 10
    assert await learning.counted() == {USEFUL: 10}


async def test_a_changed_vote_replaces_the_first(learning: Learning) -> None:
    """One vote a person and a card, however they change their mind; others' stay."""
    await learning.book.cast("UBOB", USEFUL, TEXT, day=DAY)
    await learning.book.cast("UCHO", USEFUL, TEXT, day=DAY)
    assert await learning.book.cast("UBOB", NOT_USEFUL, TEXT, day=DAY)
    assert await learning.counted() == {USEFUL: 1, NOT_USEFUL: 1}


async def test_a_vote_can_be_changed_the_day_after(learning: Learning) -> None:
    """Across a month's end too: it leaves the month it was counted in."""
    await learning.book.cast("UBOB", USEFUL, TEXT, day=DAY)
    await learning.book.cast("UBOB", NOT_USEFUL, TEXT, day=NEXT_DAY)
    assert await learning.counted() == {NOT_USEFUL: 1}


async def test_asking_the_same_the_day_after_counts_again(learning: Learning) -> None:
    """What is asked every day is asked often."""
    await learning.book.cast("UBOB", UNMATCHED, TEXT, day=DAY)
    await learning.book.cast("UBOB", UNMATCHED, TEXT, day=NEXT_DAY)
    assert await learning.counted() == {UNMATCHED: 2}
    assert [month.month for month in await learning.book.months()] == [date(2026, 4, 1), date(2026, 3, 1)]


async def test_cards_and_questions_are_told_apart(learning: Learning) -> None:
    """Another text, another situation, another realm: another vote."""
    other = Mark(realm=Realm.SITUATION, deed=Deed.USEFUL, entry="tell_wait")
    await learning.book.cast("UBOB", USEFUL, TEXT, day=DAY)
    await learning.book.cast("UBOB", USEFUL, "something else", day=DAY)
    await learning.book.cast("UBOB", other, TEXT, day=DAY)
    assert await learning.counted() == {USEFUL: 2, other: 1}


async def test_another_pick_takes_the_place_of_the_first(learning: Learning) -> None:
    """Whoever looked at one topic and then chose another meant the other."""
    await learning.book.cast("UBOB", REFUND, TEXT, day=DAY)
    await learning.book.cast("UBOB", DELIVERY, TEXT, day=DAY)
    assert await learning.counted() == {DELIVERY: 1}


async def test_words_are_kept_only_of_what_they_typed(learning: Learning) -> None:
    """Not of a message somebody else wrote, nor of a text a colleague typed."""
    await learning.book.typed(Asked("UCHO", TEXT, None))
    await learning.book.cast("UBOB", REFUND, TEXT, day=DAY, words=WORDS)
    assert await learning.book.questions() == []
    await learning.book.typed(Asked("UBOB", TEXT, None))
    await learning.book.cast("UBOB", DELIVERY, TEXT, day=DAY, words=WORDS)
    [kept] = await learning.book.questions()
    assert (kept.text, kept.counts, kept.people) == (TEXT, {DELIVERY: 1}, {DELIVERY: 1})


async def test_that_they_typed_it_is_forgotten_in_a_day(learning: Learning) -> None:
    """A later press counts, and keeps no word."""
    await learning.book.typed(Asked("UBOB", TEXT, None))
    await learning.pass_time(timedelta(days=1, minutes=1))
    assert await learning.book.cast("UBOB", REFUND, TEXT, day=DAY, words=WORDS)
    assert await learning.book.questions() == []


async def test_different_people_are_counted_until_they_are_enough(learning: Learning) -> None:
    """The same one twice is one; then it is only known that they were enough."""
    for user, day in (("UBOB", DAY), ("UBOB", NEXT_DAY)):
        await learning.book.typed(Asked(user, TEXT, None))
        await learning.book.cast(user, REFUND, TEXT, day=day, words=WORDS)
    [kept] = await learning.book.questions()
    assert (kept.counts, kept.people) == ({REFUND: 2}, {REFUND: 1})
    for user in ("UCHO", "UDAN"):
        await learning.book.typed(Asked(user, TEXT, None))
        await learning.book.cast(user, REFUND, TEXT, day=DAY, words=WORDS)
    [kept] = await learning.book.questions()
    assert (kept.counts, kept.people) == ({REFUND: 4}, {REFUND: 2})


async def test_a_changed_pick_changes_what_is_kept(learning: Learning) -> None:
    """Its person is counted for the new one alone."""
    await learning.book.typed(Asked("UBOB", TEXT, None))
    await learning.book.cast("UBOB", REFUND, TEXT, day=DAY, words=WORDS)
    await learning.book.cast("UBOB", DELIVERY, TEXT, day=DAY, words=WORDS)
    [kept] = await learning.book.questions()
    assert (kept.counts, kept.people) == ({DELIVERY: 1}, {DELIVERY: 1})


async def test_questions_expire_and_the_latest_words_stand(learning: Learning) -> None:
    """As long as the file says after they were last asked."""
    await learning.book.typed(Asked("UBOB", TEXT, None))
    await learning.book.cast("UBOB", UNMATCHED, TEXT, day=DAY, words=WORDS)
    await learning.pass_time(timedelta(days=20))
    again = WORDS.model_copy(update={"text": "돈을 두번 냈어요!"})
    await learning.book.typed(Asked("UCHO", TEXT, None))
    await learning.book.cast("UCHO", UNMATCHED, TEXT, day=NEXT_DAY, words=again)
    await learning.pass_time(timedelta(days=20))
    [kept] = await learning.book.questions()
    assert (kept.text, kept.counts) == ("돈을 두번 냈어요!", {UNMATCHED: 2})
    await learning.pass_time(timedelta(days=11))
    assert await learning.book.questions() == []


@pytest.mark.parametrize(("length", "left"), [(None, 0), (timedelta(days=2), 0), (timedelta(days=9), 1)])
async def test_a_file_that_allows_less_ends_them_sooner(
    learning: Learning, length: timedelta | None, left: int
) -> None:
    """Switched off, they are gone at once; allowing more brings nothing back."""
    await learning.book.typed(Asked("UBOB", TEXT, None))
    await learning.book.cast("UBOB", UNMATCHED, TEXT, day=DAY, words=WORDS)
    await learning.book.keep_at_most(length)
    await learning.book.keep_at_most(timedelta(days=300))
    await learning.pass_time(timedelta(days=3))
    assert len(await learning.book.questions()) == left


async def test_what_became_of_many_questions_is_counted_at_once(learning: Learning) -> None:
    """Each person's card once a day, however often they see it; a question of several answers counts nothing."""
    shown = Mark(realm=Realm.TOPIC, deed=Deed.SHOWN, entry="refund")
    asked = [Asked("UBOB", TEXT, shown), Asked("UCHO", TEXT, shown), Asked("UBOB", "q", None)]
    for _ in range(2):
        await learning.book.shown([*asked, Asked("UBOB", "zzz", UNMATCHED)], day=DAY)
    assert await learning.counted() == {shown: 2, UNMATCHED: 1}
