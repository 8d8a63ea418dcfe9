"""Kudos, in memory and in Redis: one contract."""

import asyncio
from datetime import timedelta

from bot.domain.escalation import Party
from bot.domain.kudos import Thanked
from bot.domain.language import Text
from bot.ports.kudos import Alike, DayFull, Kept, Overtaken
from bot.ports.nights import NightClosed
from tests.contracts.feedback import (
    FRIDAY,
    MONDAY,
    NEXT,
    NOON,
    TONIGHT,
    Feedback,
    closing,
    kudos,
    next_of,
    note,
)
from tests.contracts.sample import party


async def test_what_is_given_waits_for_its_night_and_is_its_givers(feedback: Feedback) -> None:
    """A kudos is stored whole, in its night and in the giver's list."""
    one = kudos("UBOB", "UCHO")
    assert await feedback.kudos.give(one, cap=5) == Kept(kudos=one)
    assert await feedback.kudos.get(one.id) == one
    assert await feedback.kudos.given_by("UANN", NOON - timedelta(days=1)) == [one]
    assert await feedback.kudos.given_by("UBOB", NOON - timedelta(days=1)) == []
    assert await feedback.nights.kudos([TONIGHT]) == [one]
    assert await feedback.nights.pending("support", FRIDAY) == [FRIDAY]


async def test_fifty_at_once_keep_the_days_cap(feedback: Feedback) -> None:
    """The cap is counted in the write itself, so no two can both be the last."""
    sent = [feedback.kudos.give(kudos(text=f"thanks {n}"), cap=5) for n in range(50)]
    answers = await asyncio.gather(*sent)
    assert sum(isinstance(answer, Kept) for answer in answers) == 5
    assert sum(isinstance(answer, DayFull) for answer in answers) == 45


async def test_taking_back_frees_the_place_in_the_day(feedback: Feedback) -> None:
    """Whoever took one back may give another."""
    one = kudos(text="one")
    await feedback.kudos.give(one, cap=1)
    assert await feedback.kudos.give(kudos(text="two"), cap=1) == DayFull()
    gone = next_of(one, taken_back=NOON)
    assert await feedback.kudos.change(one, gone) == Kept(kudos=gone)
    assert isinstance(await feedback.kudos.give(kudos(text="two"), cap=1), Kept)


async def test_the_same_within_five_minutes_is_one(feedback: Feedback) -> None:
    """Ten sends at once of the same words to the same people are one kudos."""
    answers = await asyncio.gather(*(feedback.kudos.give(kudos("UBOB", "UCHO"), cap=99) for _ in range(10)))
    assert sum(isinstance(answer, Kept) for answer in answers) == 1
    [kept] = await feedback.nights.kudos([TONIGHT])
    turned = kudos("UCHO", "UBOB", text="THANKS", given=NOON + timedelta(minutes=4))
    assert await feedback.kudos.give(turned, cap=99) == Alike(kudos=kept)
    afterwards = kudos("UBOB", "UCHO", given=NOON + timedelta(minutes=6))
    assert isinstance(await feedback.kudos.give(afterwards, cap=99), Kept)


async def test_what_was_taken_back_can_be_given_again_at_once(feedback: Feedback) -> None:
    """A second thought is no repeat."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.kudos.change(one, next_of(one, taken_back=NOON))
    assert isinstance(await feedback.kudos.give(kudos(), cap=5), Kept)


async def test_a_closed_night_accepts_nothing(feedback: Feedback) -> None:
    """Neither new thanks, nor changes, nor notes; and it says which night it was."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.nights.close(closing())
    assert await feedback.kudos.give(kudos(text="late"), cap=5) == NightClosed(nights=(TONIGHT,))
    assert await feedback.kudos.change(one, next_of(one, text="x")) == NightClosed(nights=(TONIGHT,))
    assert await feedback.kudos.change(one, next_of(one, taken_back=NOON)) == NightClosed(nights=(TONIGHT,))
    assert await feedback.notes.seal(note()) == NightClosed(nights=(TONIGHT,))
    assert await feedback.nights.kudos([TONIGHT]) == [one]


async def test_a_change_moves_it_to_its_new_night(feedback: Feedback) -> None:
    """Re-addressed to another team, it leaves the night it waited for."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    moved = next_of(one, recipients=(Thanked(who=party("UCHO"), night=NEXT),))
    assert await feedback.kudos.change(one, moved) == Kept(kudos=moved)
    assert await feedback.nights.kudos([TONIGHT]) == []
    assert await feedback.nights.kudos([NEXT]) == [moved]
    assert await feedback.nights.pending("support", MONDAY) == [MONDAY]


async def test_everybody_thanked_finds_what_they_were_given(feedback: Feedback) -> None:
    """Each recipient, oldest first, since a moment; it follows who is thanked and goes when it is taken back."""
    before = kudos("UBOB", text="before", given=NOON - timedelta(days=2))
    one = kudos("UBOB", "UCHO")
    for given in (one, before):
        await feedback.kudos.give(given, cap=5)
    long_ago, today = NOON - timedelta(days=9), NOON - timedelta(days=1)
    assert await feedback.kudos.received_by("UBOB", long_ago) == [before, one]
    assert await feedback.kudos.received_by("UBOB", today) == [one]
    assert await feedback.kudos.received_by("UCHO", long_ago) == [one]
    assert await feedback.kudos.received_by("UANN", long_ago) == []
    moved = next_of(one, recipients=(Thanked(who=party("UCHO"), night=NEXT),))
    await feedback.kudos.change(one, moved)
    assert await feedback.kudos.received_by("UBOB", today) == []
    assert await feedback.kudos.received_by("UCHO", today) == [moved]
    await feedback.kudos.change(moved, next_of(moved, taken_back=NOON))
    assert await feedback.kudos.received_by("UCHO", today) == []


async def test_what_a_customer_wrote_is_kept_like_any_other(feedback: Feedback) -> None:
    """It has nobody in Slack as its giver, and its recipient finds it."""
    words = kudos("UBOB").model_copy(
        update={"source": "customer", "giver": Party(user="", name=Text(en="a customer"))}
    )
    assert await feedback.kudos.give(words, cap=1) == Kept(kudos=words)
    assert await feedback.kudos.received_by("UBOB", NOON) == [words]
    assert await feedback.nights.kudos([TONIGHT]) == [words]


async def test_a_change_of_something_older_is_overtaken(feedback: Feedback) -> None:
    """Two windows open on one kudos: the second to save reads again first."""
    one = kudos()
    await feedback.kudos.give(one, cap=5)
    await feedback.kudos.change(one, next_of(one, text="a"))
    assert await feedback.kudos.change(one, next_of(one, text="b")) == Overtaken()
