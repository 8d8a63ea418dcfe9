"""What was closed too early is taken up again, first by whoever knows it."""

from datetime import timedelta

from bot.domain.carrying import cancel, resolve, take
from bot.domain.escalation import Escalation, NoticeKind, State
from bot.domain.outcome import Changed, Kept
from bot.domain.overtaken import is_moot
from bot.domain.reopening import reopen
from bot.domain.ticking import tick
from tests.domain.carried import MINUTE, MONDAY, asked, changed, party, said
from tests.domain.small_files import off
from tests.domain.two_topics import book, refund

LATER = MONDAY + timedelta(hours=1)
BOB, CHO, DAN, EVE = (party(key) for key in ("bob", "cho", "dan", "eve"))


def solved(by: str = "dan") -> Escalation:
    """Somebody took it and solved it."""
    e = changed(take(refund(), party(by), now=MONDAY))
    return changed(resolve(e, party(by), "refunded", now=MONDAY))


def test_whoever_had_it_last_is_asked_first_then_the_ladder_from_its_first_level() -> None:
    """They know the case; the customer need not tell it twice."""
    e = changed(reopen(solved(), EVE, "Not on the account", now=LATER, roster=book()))
    assert (e.state, asked(e), e.before_level, e.level_ends) == (
        State.WAITING,
        ["dan"],
        True,
        LATER + 15 * MINUTE,
    )
    e = tick(e, now=LATER + 15 * MINUTE, roster=book())
    assert (asked(e), e.level, e.lap) == (["bob"], 0, 0)


def test_whoever_had_it_last_has_it_again_if_they_reopen_it() -> None:
    """Closing was a slip."""
    e = changed(reopen(solved(), DAN, None, now=LATER, roster=book()))
    assert (e.state, e.owner, e.closed, e.closed_by, e.summary) == (State.OWNED, DAN, None, None, None)


def test_reopened_by_whoever_had_it_the_requester_hears_once() -> None:
    """That it is open again, and who has it, is one piece of news."""
    e = changed(reopen(solved(), DAN, None, now=LATER, roster=book()))
    told = [one.kind for one in e.notices if one.at == LATER and one.user == EVE.user and not is_moot(e, one)]
    assert told == [NoticeKind.TAKEN_UP_AGAIN]


def test_what_it_was_closed_with_stays_as_a_note() -> None:
    """Who takes it up reads what was tried."""
    e = changed(reopen(solved(), EVE, None, now=LATER, roster=book()))
    assert [(one.by, one.text) for one in e.notes] == [(DAN, "refunded")]


def test_nobody_had_it_then_the_ladder_is_asked() -> None:
    """Cancelled while it waited."""
    e = changed(cancel(refund(), EVE, None, now=MONDAY))
    e = changed(reopen(e, EVE, None, now=LATER, roster=book()))
    assert (asked(e), e.before_level) == (["bob"], False)


def test_an_owner_who_is_away_by_now_is_passed_by() -> None:
    """The ladder is asked at once."""
    away = book(dan=off("2026-03-01", "2026-04-01"))
    e = changed(reopen(solved(), EVE, None, now=LATER, roster=away))
    assert asked(e) == ["bob"]


def test_that_it_was_closed_is_not_told_once_it_is_open_again() -> None:
    """Slack was away in between: two messages would tell two truths."""
    closed = solved()
    told = [n for n in closed.notices if n.kind is NoticeKind.CLOSED]
    e = changed(reopen(closed, EVE, None, now=LATER, roster=book()))
    assert told
    assert all(is_moot(e, notice) for notice in told)
    assert ("taken_up_again", "thread") in said(e)


def test_reopening_twice_is_done_once() -> None:
    """A double click, or two people."""
    again = reopen(
        changed(reopen(solved(), EVE, None, now=LATER, roster=book())), DAN, None, now=LATER, roster=book()
    )
    assert not isinstance(again, Changed)
    assert again.why is Kept.DONE_ALREADY


def test_a_promise_that_ended_with_the_closing_stands_again_while_its_time_is_ahead() -> None:
    """The customer still waits for what they were told."""
    closed = solved()
    assert closed.promise
    assert not closed.promise.is_open
    for later, stands in ((LATER, True), (closed.promise.by + MINUTE, False)):
        e = changed(reopen(closed, EVE, None, now=later, roster=book()))
        assert e.promise
        assert e.promise.is_open == stands
