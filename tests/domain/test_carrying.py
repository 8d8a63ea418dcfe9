"""What people do to an escalation: who may, in which state, and what it becomes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.carrying import Changed, Kept, Outcome, cancel, hand_on, resolve, still_on_it, take
from bot.domain.escalation import Escalation, Party, State
from bot.domain.ticking import tick
from tests.domain.carried import (
    LADDER,
    MINUTE,
    MONDAY,
    NOAH,
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
    target,
    waiting,
)
from tests.domain.small_files import off

LATER = MONDAY + 10 * MINUTE
BOB, CHO, DAN, EVE = (party(key) for key in ("bob", "cho", "dan", "eve"))


def exhausted() -> Escalation:
    """Every level was asked."""
    e = waiting()
    for _ in range(2):
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
    return e


def takes(e: Escalation, by: Party) -> Outcome:
    """Take it."""
    return take(e, by, now=LATER)


def hands_on(e: Escalation, by: Party) -> Outcome:
    """Hand it on to Dan."""
    return hand_on(e, by, target("person:dan"), now=LATER, roster=roster())


def resolves(e: Escalation, by: Party) -> Outcome:
    """Say that it is solved."""
    return resolve(e, by, "refunded", now=LATER)


def signs(e: Escalation, by: Party) -> Outcome:
    """Still on it."""
    return still_on_it(e, by, now=LATER)


def cancels(e: Escalation, by: Party) -> Outcome:
    """Not needed any more; who may is for the service to know."""
    return cancel(e, by, None, now=LATER)


YES = "yes"
MAY: list[tuple[str, Callable[[Escalation, Party], Outcome], Party, str]] = [
    ("queued", takes, DAN, YES),
    ("queued", takes, NOAH, Kept.NOT_LISTED),
    ("queued", hands_on, EVE, YES),
    ("waiting", takes, BOB, YES),
    ("waiting", takes, DAN, YES),
    ("waiting", takes, NOAH, Kept.NOT_LISTED),
    ("waiting", hands_on, BOB, YES),
    ("waiting", hands_on, CHO, YES),
    ("waiting", hands_on, NOAH, Kept.NOT_LISTED),
    ("waiting", resolves, CHO, YES),
    ("waiting", resolves, NOAH, Kept.NOT_LISTED),
    ("waiting", signs, BOB, YES),
    ("waiting", signs, NOAH, Kept.NOT_LISTED),
    ("exhausted", takes, DAN, YES),
    ("exhausted", hands_on, CHO, YES),
    ("owned", takes, BOB, Kept.YOURS_ALREADY),
    ("owned", takes, CHO, Kept.TAKEN),
    ("owned", takes, NOAH, Kept.TAKEN),
    ("owned", hands_on, BOB, YES),
    ("owned", hands_on, EVE, Kept.NOT_YOURS),
    ("owned", resolves, CHO, YES),
    ("owned", signs, BOB, YES),
    ("owned", signs, CHO, Kept.TAKEN),
    ("offered", takes, CHO, YES),
    ("offered", takes, DAN, Kept.TAKEN),
    ("offered", takes, BOB, Kept.YOURS_ALREADY),
    ("offered", hands_on, BOB, YES),
    ("offered", hands_on, CHO, Kept.NOT_YOURS),
    ("resolved", takes, CHO, Kept.CLOSED),
    ("resolved", hands_on, BOB, Kept.CLOSED),
    ("resolved", resolves, BOB, Kept.DONE_ALREADY),
    ("resolved", cancels, BOB, Kept.CLOSED),
    ("resolved", signs, BOB, Kept.CLOSED),
]
STATES = {
    "queued": queued, "waiting": waiting, "exhausted": exhausted, "owned": owned, "offered": offered,
    "resolved": resolved,
}  # fmt: skip


@pytest.mark.parametrize(("state", "verb", "by", "answer"), MAY)
def test_who_may_do_what_in_which_state(
    state: str, verb: Callable[[Escalation, Party], Outcome], by: Party, answer: str
) -> None:
    """The table above; what may not be done leaves the very same escalation."""
    e = STATES[state]()
    outcome = verb(e, by)
    if isinstance(outcome, Changed):
        assert answer == YES
    else:
        assert (outcome.why, outcome.escalation) == (answer, e)


def test_taking_ends_the_asking_and_tells_the_requester() -> None:
    """From now on it is theirs, with the promise that was made."""
    e = changed(takes(waiting(), BOB))
    assert (e.state, e.owner, asked(e), e.level_ends) == (State.OWNED, BOB, [], None)
    assert e.promise == waiting().promise
    assert (said(e)[-1], e.notices[-1].user) == (("taken", "dm"), "UEVE")


def test_whoever_takes_their_own_hand_over_is_not_told_so() -> None:
    """They know."""
    assert said(changed(takes(waiting(), EVE))) == said(waiting())


def test_the_promise_travels_with_an_offer_and_the_former_owner_is_told() -> None:
    """Rule 5: ownership moves with the taking, and both people know it."""
    e = changed(takes(offered(), CHO))
    assert (e.owner, e.offer, e.promise) == (CHO, None, waiting().promise)
    assert {notice.user for notice in e.notices if notice.by == CHO} == {"UEVE", "UBOB"}


def test_handing_on_while_it_waits_leaves_the_remaining_time() -> None:
    """Rule 5: the clock stands."""
    e = changed(hands_on(waiting(), BOB))
    assert (e.state, asked(e), e.level_ends) == (State.WAITING, ["dan"], MONDAY + 15 * MINUTE)


def test_an_owner_who_hands_on_stays_the_owner() -> None:
    """The offer lapses after the level's time."""
    e = changed(hands_on(owned(), BOB))
    assert e.owner == BOB
    assert e.offer
    assert (e.offer.to.people, e.offer.lapses) == (("dan",), LATER + 15 * MINUTE)


def test_an_offer_counts_working_hours_where_its_policy_does() -> None:
    """At ten to six there are ten minutes left today, and five tomorrow."""
    e = owned(policy={**LADDER, "count": "working_hours"})
    at = MONDAY + timedelta(hours=5, minutes=50)
    e = changed(hand_on(e, BOB, target("person:cho"), now=at, roster=roster()))
    assert e.offer
    assert e.offer.lapses == MONDAY + timedelta(hours=21, minutes=5)


def test_another_offer_replaces_the_first() -> None:
    """Whoever was asked first cannot take it any more."""
    e = changed(hands_on(offered(), BOB))
    outcome = takes(e, CHO)
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.TAKEN


def test_handing_on_to_somebody_away_changes_nothing() -> None:
    """Nobody would be asked."""
    away = roster(crew(people={"dan": off("2026-03-01", "2026-04-01")}))
    outcome = hand_on(waiting(), BOB, target("person:dan"), now=LATER, roster=away)
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.NOBODY_THERE


def test_handing_on_to_whom_the_file_lost_changes_nothing() -> None:
    """A form may be older than the file."""
    outcome = hand_on(waiting(), BOB, target("person:zoe"), now=LATER, roster=roster())
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.NOBODY_THERE


def test_handing_on_twice_is_done_once() -> None:
    """A second press, or a retry."""
    e = changed(hands_on(waiting(), BOB))
    outcome = hands_on(e, BOB)
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.DONE_ALREADY


def test_a_former_owner_who_answers_late_has_it_again() -> None:
    """It was reopened meanwhile and nobody took it: "I'm on it" is as good as taking."""
    e = owned()
    for hours in (4, 5):
        e = tick(e, now=MONDAY + timedelta(hours=hours), roster=roster())
    assert e.state is State.WAITING
    assert changed(still_on_it(e, BOB, now=MONDAY + timedelta(hours=5))).owner == BOB


def test_resolving_tells_requester_and_owner_unless_they_did_it() -> None:
    """Cho solved what Bob had."""
    e = changed(resolves(owned(), CHO))
    assert (e.state, e.closed_by, e.summary) == (State.RESOLVED, CHO, "refunded")
    told = {(notice.user, notice.kind.value) for notice in e.notices if notice.place == "dm"}
    assert told >= {("UEVE", "closed"), ("UBOB", "satisfied")}
