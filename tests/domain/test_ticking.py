"""What time does to an escalation."""

from datetime import timedelta

import pytest

from bot.domain.carrying import still_on_it, take
from bot.domain.escalation import Escalation, State
from bot.domain.ticking import due_of, tick
from tests.domain.carried import (
    LADDER,
    MINUTE,
    MONDAY,
    asked,
    changed,
    crew,
    offered,
    owned,
    party,
    queued,
    resolved,
    roster,
    said,
    waiting,
)
from tests.domain.small_files import off, seoul

HOUR = timedelta(hours=1)
HANDOFF = seoul("2026-03-09T09:00")
BEFORE_HANDOFF = HANDOFF - 5 * MINUTE


def test_nothing_happens_before_its_time() -> None:
    """The same value, so that nothing is written."""
    e = waiting()
    assert tick(e, now=MONDAY + 14 * MINUTE, roster=roster()) is e


def test_a_level_not_taken_passes_on() -> None:
    """The next level has its own whole time, from when it is asked."""
    e = tick(waiting(), now=MONDAY + 40 * MINUTE, roster=roster())
    assert (asked(e), e.level_ends) == (["dan"], MONDAY + 70 * MINUTE)


def test_a_shift_change_asks_the_new_person_too_and_the_clock_stands() -> None:
    """Rule 4: Cho joins Bob; the level ends when it would have ended."""
    e = waiting(BEFORE_HANDOFF)
    assert due_of(e) == HANDOFF
    e = tick(e, now=HANDOFF, roster=roster())
    assert asked(e) == ["bob", "cho"]
    assert e.level_ends == due_of(e) == BEFORE_HANDOFF + 15 * MINUTE
    assert said(e)[-1] == ("asked", "thread")


def test_a_shift_that_ends_in_a_gap_is_looked_at_again_when_the_next_begins() -> None:
    """Bob's day ends at six; at nine whoever is on call then is asked too."""
    file = crew(active={"mon-fri": ["09:00-18:00"]}, every="1d")
    policy = {"levels": [{"ask": "schedule:desk", "within": "1d"}]}
    five = seoul("2026-03-02T17:00")
    e = waiting(five, policy=policy)
    today = roster(file).on_call("desk", five)
    assert today
    e = e.model_copy(update={"asked": tuple(a.model_copy(update={"until": today.end}) for a in e.asked)})
    e = tick(e, now=today.end, roster=roster(file))
    assert due_of(e) == seoul("2026-03-03T09:00")
    tomorrow = roster(file).on_call("desk", seoul("2026-03-03T09:00"))
    assert tomorrow
    e = tick(e, now=seoul("2026-03-03T09:00"), roster=roster(file))
    assert tomorrow.person in asked(e)


def test_a_silent_owner_is_asked_and_then_it_is_reopened_at_the_same_level() -> None:
    """Rule 6, with nothing on the card between: asking is between the bot and its owner."""
    e = owned()
    assert due_of(e) == MONDAY + 4 * HOUR
    e = tick(e, now=MONDAY + 4 * HOUR, roster=roster())
    assert (e.state, said(e)[-1]) == (State.OWNED, ("owner_silent", "dm"))
    assert e.face == owned().face
    e = tick(e, now=MONDAY + 4 * HOUR + 15 * MINUTE, roster=roster())
    assert (e.state, e.level, e.owner, asked(e)) == (State.WAITING, 0, None, ["bob"])
    assert said(e)[-1] == ("reopened", "thread")


def test_a_former_owner_who_is_not_asked_again_is_told() -> None:
    """Nobody goes on believing that they have it."""
    e = owned("eve", requester="ann")
    for at in (4 * HOUR, 4 * HOUR + 15 * MINUTE):
        e = tick(e, now=MONDAY + at, roster=roster())
    assert (e.notices[-1].kind, e.notices[-1].user) == ("reopened", "UEVE")


def test_a_sign_of_life_starts_the_silence_anew() -> None:
    """Those who wait see it; a double click is one sign."""
    e = tick(owned(), now=MONDAY + 4 * HOUR, roster=roster())
    signed = changed(still_on_it(e, party("bob"), now=MONDAY + 4 * HOUR + MINUTE))
    assert due_of(signed) == MONDAY + 8 * HOUR + MINUTE
    assert signed.followed_face == e.followed_face + 1
    twice = changed(still_on_it(signed, party("bob"), now=MONDAY + 4 * HOUR + MINUTE))
    assert (twice.face, twice.events) == (signed.face, signed.events)


def test_reopened_after_everybody_was_asked_it_is_asked_for_as_before() -> None:
    """The last resort hears that it went quiet, not that nobody ever took it."""
    e = waiting()
    for _ in range(2):
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
    e = changed(take(e, party("dan"), now=MONDAY + HOUR))
    for _ in range(2):
        due = due_of(e)
        assert due
        e = tick(e, now=due, roster=roster())
    assert (e.state, e.owner) == (State.EXHAUSTED, None)
    assert "reopened" in [kind for kind, _ in said(e)]


def test_an_offer_that_lapses_leaves_its_owner_and_tells_them_and_the_lead() -> None:
    """Rule 5."""
    e = tick(offered(), now=MONDAY + 15 * MINUTE, roster=roster())
    assert (e.offer, e.owner) == (None, party("bob"))
    lead, owner = e.notices[-2:]
    assert [asked.people for asked in lead.asked] == [("ann",)]
    assert (owner.place, owner.user) == ("dm", "UBOB")


def test_a_lead_who_is_away_or_the_owner_is_not_told_of_the_lapse() -> None:
    """There is nobody to ping, and the thread says it all the same."""
    away = roster(crew(people={"ann": off("2026-03-01", "2026-04-01")}))
    e = tick(offered(), now=MONDAY + 15 * MINUTE, roster=away)
    assert e.notices[-2].asked == ()


@pytest.mark.parametrize("e", [waiting(), queued(), owned(), offered()], ids=lambda e: str(e.state))
def test_after_a_tick_nothing_is_due_at_once(e: Escalation) -> None:
    """What is due is done in one step, so that nothing is taken again and again."""
    for _ in range(12):
        due = due_of(e)
        if due is None:
            return
        e = tick(e, now=due, roster=roster())
        following = due_of(e)
        assert following is None or following > due


def test_a_closed_one_is_never_due() -> None:
    """And time does nothing to it."""
    e = resolved()
    assert due_of(e) is None
    assert tick(e, now=MONDAY + 900 * HOUR, roster=roster()) is e


def test_an_owner_without_a_reminder_has_no_deadline() -> None:
    """The policy asks nobody about their silence."""
    quiet = {key: value for key, value in LADDER.items() if key != "remind_after"}
    assert due_of(owned(policy=quiet, promise=None)) is None
