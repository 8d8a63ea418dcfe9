"""A nudge that cannot be abused."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.carrying import Changed, still_on_it, take
from bot.domain.escalation import Escalation, NoticeKind, Party
from bot.domain.joining import join
from bot.domain.nudging import A_DAY, APART, MOST_A_DAY, HeldBack, NoNudge, held_back, nudge
from bot.domain.oncall import Roster
from bot.domain.policy import Severity
from bot.domain.ticking import tick
from tests.domain.carried import (
    LADDER,
    MINUTE,
    MONDAY,
    changed,
    crew,
    owned,
    party,
    queued,
    resolved,
    roster,
    waiting,
)
from tests.domain.small_files import seoul

EVE, CHO, BOB = party("eve"), party("cho"), party("bob")
BOOK = roster()


def held(e: Escalation, by: Party, now: datetime, book: Roster = BOOK) -> HeldBack:
    """Why nobody was nudged."""
    outcome = nudge(e, by, now=now, roster=book)
    assert isinstance(outcome, HeldBack)
    return outcome


def nudged(e: Escalation, by: Party, now: datetime, book: Roster = BOOK) -> Escalation:
    """As it is then."""
    outcome = nudge(e, by, now=now, roster=book)
    assert isinstance(outcome, Changed), outcome
    return outcome.escalation


def test_those_asked_have_the_first_third_of_their_time_to_themselves() -> None:
    """Bob has fifteen minutes: from the fifth on one can nudge, and he is mentioned once in the thread."""
    e = waiting()
    early = held(e, EVE, MONDAY + 4 * MINUTE)
    assert (early.why, early.since, early.again) == (NoNudge.JUST_ASKED, MONDAY, MONDAY + 5 * MINUTE)
    last = nudged(e, EVE, MONDAY + 5 * MINUTE).notices[-1]
    assert (last.kind, last.place, last.asked) == (NoticeKind.NUDGED, "thread", e.asked)


def test_the_next_level_has_its_own_first_third() -> None:
    """Dan was asked a minute ago, for half an hour."""
    e = tick(waiting(), now=MONDAY + 15 * MINUTE, roster=BOOK)
    early = held(e, EVE, MONDAY + 16 * MINUTE)
    assert (early.why, early.again) == (NoNudge.JUST_ASKED, MONDAY + 25 * MINUTE)


def test_an_owner_is_nudged_in_private_and_their_sign_is_kept() -> None:
    """Nobody else reads it; what they answer changes the face that those who wait see."""
    e = nudged(owned(), EVE, MONDAY + MINUTE)
    assert (e.notices[-1].place, e.notices[-1].user) == ("dm", "UBOB")
    answered = changed(still_on_it(e, BOB, now=MONDAY + 2 * MINUTE))
    assert answered.followed_face > e.followed_face


def test_two_at_once_are_one_and_everybody_waits_half_an_hour_after_it() -> None:
    """The second learns when the first was."""
    e = changed(join(owned(), CHO, need="Mine, too", now=MONDAY))
    e = nudged(e, EVE, MONDAY + MINUTE)
    second = held(e, CHO, MONDAY + MINUTE)
    assert (second.why, second.since) == (NoNudge.JUST_NUDGED, MONDAY + MINUTE)
    assert second.again == MONDAY + MINUTE + APART
    nudged(e, CHO, MONDAY + MINUTE + APART)


def test_only_whoever_waits_with_a_customer_may() -> None:
    """Not the team, not a bystander; and nobody nudges themselves."""
    assert held(owned(), party("dan"), MONDAY).why is NoNudge.NOT_FOLLOWING
    mine = changed(take(waiting(), EVE, now=MONDAY))
    assert held(mine, EVE, MONDAY + MINUTE).why is NoNudge.YOURS


def test_never_what_is_queued_or_closed() -> None:
    """Nobody is asked yet, or any more."""
    asleep = held(queued(), EVE, MONDAY)
    assert (asleep.why, asleep.again) == (NoNudge.QUEUED, queued().queued_until)
    assert held(resolved(), EVE, MONDAY).why is NoNudge.CLOSED


NIGHT = seoul("2026-03-02T22:00")
MORNING = seoul("2026-03-03T09:00")
BY_DAY = roster(crew(active={"mon-fri": ["09:00-18:00"]}))
"""The desk is on call while the team works."""


def test_not_outside_the_hours_of_whoever_has_it() -> None:
    """Bob went home at six; he is back at nine."""
    late = held(owned(), EVE, NIGHT, BY_DAY)
    assert (late.why, late.again) == (NoNudge.OFF_HOURS, MORNING)


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
def test_what_presses_reaches_them_at_night(severity: Severity) -> None:
    """That is what the severity is for."""
    nudged(owned(severity=severity), EVE, NIGHT, BY_DAY)


def test_whoever_is_on_shift_works_whatever_their_teams_hours() -> None:
    """A night shift is a shift."""
    nudged(waiting(at=NIGHT), EVE, NIGHT + 6 * MINUTE)
    nudged(owned(), EVE, NIGHT)


def test_the_reason_that_lasts_longest_is_told() -> None:
    """Whoever comes back at the time told is not sent away for another reason."""
    e = nudged(owned(), EVE, seoul("2026-03-02T17:50"))
    assert held(e, EVE, seoul("2026-03-02T18:00"), BY_DAY).again == MORNING


MOMENTS = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from([EVE, CHO, BOB, party("dan")])), max_size=40
)
STARTS = st.sampled_from(
    [
        changed(join(e, CHO, need="Mine, too", now=MONDAY))
        for e in (
            waiting(),
            owned(),
            owned(severity=Severity.HIGH),
            waiting(policy={**LADDER, "repeat": 2}, severity=Severity.CRITICAL),
        )
    ]
)


@settings(max_examples=200, deadline=None)
@given(STARTS, MOMENTS)
def test_whoever_presses_whenever_the_limits_hold(e: Escalation, story: Sequence[tuple[int, Party]]) -> None:
    """Half an hour apart, three in any day, by those who wait only; and the time told is a time that holds."""
    now = MONDAY
    for minutes, by in story:
        now += minutes * MINUTE
        e = tick(e, now=now, roster=BOOK)
        outcome = nudge(e, by, now=now, roster=BOOK)
        if isinstance(outcome, Changed):
            e = outcome.escalation
            assert e.nudges[-1] == e.nudges[-1].model_copy(update={"at": now, "by": by})
        elif outcome.again is not None:
            assert outcome.again > now
            assert outcome.escalation == e
            following = held_back(e, by.user, now=outcome.again, roster=BOOK)
            assert following is None or following.again is None or following.again > outcome.again
    times = [one.at for one in e.nudges]
    assert all(later - before >= APART for before, later in pairwise(times))
    assert all(later - before >= A_DAY for before, later in zip(times, times[MOST_A_DAY:], strict=False))
    assert {one.by.user for one in e.nudges} <= set(e.followers)
    assert len([n for n in e.notices if n.kind is NoticeKind.NUDGED]) == len(times)


def test_a_day_is_any_twenty_four_hours() -> None:
    """The fourth waits for the first to be a day old, not for midnight."""
    e = owned(severity=Severity.HIGH)
    for hours in (0, 1, 2):
        e = nudged(e, EVE, MONDAY + timedelta(hours=hours))
    enough = held(e, EVE, MONDAY + timedelta(hours=13))
    assert (enough.why, enough.again) == (NoNudge.ENOUGH, MONDAY + A_DAY)
    nudged(e, EVE, MONDAY + A_DAY)
