"""Caps and repeats under many senders and retried deliveries, and reactions told in any order; memory and Redis."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_reactions import StoredReactions
from bot.domain.kudos import Kudos, Source
from bot.ports import ChannelInfo, NewId
from bot.ports.kudos import Alike, Kept, KudosBook, ReactionBook, Turned
from bot.ports.nights import NightLedger
from bot.requests.kudos import KudosTo
from bot.services.feedback_tools import ThanksTools
from bot.services.give_kudos import DayIsFull, KudosKept, KudosRepeated, Way, give_kudos
from bot.services.react import Reaction, ReactionTools, react
from tests.contracts.feedback import kudos, next_of
from tests.fakes.kudos import FakeKudos, FakeReactions
from tests.fakes.nights import FakeNights
from tests.fakes.store import FakeDeadlines
from tests.services.feedback_scene import scene
from tests.services.test_react import Authors

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
CAP = 5
MESSAGE = Reaction(user="UBOB", channel="CSUPPORT", ts="1.5", on=True, at=NOON, author="UCHO")


@pytest.fixture
def tools(kind: str, request: pytest.FixtureRequest, new_id: NewId) -> ReactionTools:
    """Everything to give thanks with, on that implementation."""
    made = scene(kudos={"reaction": "raised_hands", "per_day": CAP})
    made.directory.channels["#support"] = ChannelInfo(id="CSUPPORT", name="support", is_member=True)
    book: KudosBook
    ledger: NightLedger
    reactions: ReactionBook
    if kind == "memory":
        ledger = nights = FakeNights(FakeDeadlines(new_id, lambda: NOON))
        book, reactions = FakeKudos(nights), FakeReactions()
    else:
        store, keys = request.getfixturevalue("store"), request.getfixturevalue("keys")
        ledger, book = StoredNights(store, keys, new_id), StoredKudos(store, keys, new_id)
        reactions = StoredReactions(store, keys)
    thanks: ThanksTools = replace(made.thanks, kudos=book, ledger=ledger, new_id=new_id)
    return ReactionTools(thanks, reactions, Authors())


async def given(tools: ReactionTools) -> list[Kudos]:
    """What Bob gave and still says."""
    return list(await tools.thanks.kudos.given_by("UBOB", NOON - timedelta(days=1)))


async def test_fifty_senders_with_retries_never_pass_the_cap_and_never_count_twice(
    tools: ReactionTools,
) -> None:
    """Each delivery comes two or three times, from commands, mentions, forms and "+1"s at once."""
    sources: tuple[Source, ...] = ("command", "mention", "form", "plus_one")

    async def send(number: int) -> object:
        way = Way(sources[number % 4], kudos_id=f"F{number}" if number % 4 == 2 else "")
        request = KudosTo(users=("UCHO",), text=f"for the calm words on call number {number}")
        return await give_kudos(tools.thanks, request, giver="UBOB", way=way)

    order = [number for number in range(20) for _ in range(2 + number % 2)]
    answers = await asyncio.gather(*(send(number) for number in order))
    stands = await given(tools)
    assert len(order) == 50
    assert len(stands) == len({one.text for one in stands}) == CAP
    assert sum(isinstance(answer, KudosKept) for answer in answers) == CAP
    assert {type(answer) for answer in answers} == {KudosKept, KudosRepeated, DayIsFull}


async def test_an_emoji_told_fifty_times_at_once_is_one(tools: ReactionTools) -> None:
    """On, off and on again, each retried: the last turn stands, in one place of the day."""
    turns = [replace(MESSAGE, on=number % 2 == 0, at=NOON + timedelta(seconds=number)) for number in range(5)]
    await asyncio.gather(*(react(tools, turns[number % 5]) for number in range(50)))
    assert [one.about for one in await given(tools)] == ["CSUPPORT:1.5"]
    await react(tools, replace(MESSAGE, on=False, at=NOON + timedelta(minutes=1)))
    assert await given(tools) == []


async def test_an_emoji_counts_toward_the_day(tools: ReactionTools) -> None:
    """Whatever way thanks are given, the day holds as many."""
    for number in range(CAP):
        assert isinstance(await react(tools, replace(MESSAGE, ts=f"{number}.5")), KudosKept)
    assert isinstance(await react(tools, replace(MESSAGE, ts="9.5")), DayIsFull)
    request = KudosTo(users=("UCHO",), text="for the calm words on that call")
    assert isinstance(await give_kudos(tools.thanks, request, giver="UBOB"), DayIsFull)


async def test_an_id_is_given_once_and_again_only_after_it_was_taken_back(tools: ReactionTools) -> None:
    """Whatever else it says the second time, and how long after."""
    book, one = tools.thanks.kudos, kudos("UBOB")
    assert await book.give(one, cap=CAP) == Kept(kudos=one)
    other = one.model_copy(update={"text": "other words", "given": NOON + timedelta(hours=1)})
    assert await book.give(other, cap=CAP) == Alike(kudos=one)
    back = next_of(one, taken_back=NOON)
    await book.change(one, back)
    assert await book.give(other, cap=CAP) == Alike(kudos=back)
    again = next_of(back, taken_back=None, text="once more")
    assert await book.give(again, cap=CAP) == Kept(kudos=again)
    assert await book.get(one.id) == again
    assert await book.give(again, cap=CAP) == Alike(kudos=again)


async def test_the_same_words_for_another_message_are_no_repeat(tools: ReactionTools) -> None:
    """An emoji has no words to tell two messages apart by."""
    book = tools.thanks.kudos
    first, second = (
        kudos("UBOB").model_copy(update={"about": about, "text": ""}) for about in ("C:1", "C:2")
    )
    assert isinstance(await book.give(first, cap=CAP), Kept)
    assert isinstance(await book.give(second, cap=CAP), Kept)


async def test_the_latest_word_about_an_emoji_stands(tools: ReactionTools) -> None:
    """What comes late or twice is no news."""
    book = tools.reactions
    assert not await book.stands("r1")
    assert await book.turn("r1", on=False, at=NOON + timedelta(seconds=1)) == Turned(on=False, news=True)
    assert await book.turn("r1", on=True, at=NOON) == Turned(on=False, news=False)
    assert not await book.stands("r1")
    later = NOON + timedelta(seconds=1, microseconds=1)
    assert await book.turn("r1", on=True, at=later) == Turned(on=True, news=True)
    assert await book.turn("r1", on=True, at=later) == Turned(on=True, news=False)
    assert await book.stands("r1")
