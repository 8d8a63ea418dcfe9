"""Asking the levels, one after the other."""

from datetime import timedelta

from bot.domain.asking import ASK_AGAIN, begin_level
from bot.domain.carrying import start
from bot.domain.escalation import NoticeKind, State
from bot.domain.ticking import tick
from tests.domain.carried import LADDER, MINUTE, MONDAY, asked, crew, draft, queued, roster, said, waiting
from tests.domain.small_files import off

AWAY = off("2026-03-01", "2026-04-01")
NOBODY = roster(crew(people=dict.fromkeys(("ann", "bob", "cho", "dan"), AWAY)))


def test_opening_asks_the_first_level_on_the_card() -> None:
    """The card itself mentions who is on call; their time begins now."""
    e = waiting()
    assert (e.state, asked(e), e.level_ends) == (State.WAITING, ["bob"], MONDAY + 15 * MINUTE)
    assert said(e) == [("asked", "card")]


def test_a_queue_asks_nobody_before_its_shift() -> None:
    """Until then nothing is said."""
    e = queued()
    assert (e.state, asked(e), said(e)) == (State.QUEUED, [], [])


def test_the_shift_a_queue_waited_for_is_asked_in_a_message_of_its_own() -> None:
    """The card stands already, and redrawing it would ping nobody."""
    e = queued()
    assert e.queued_until
    e = tick(e, now=e.queued_until, roster=roster())
    assert (e.state, asked(e)) == (State.WAITING, ["bob"])
    assert said(e) == [("asked", "thread")]


def test_a_level_that_reaches_nobody_is_skipped_at_once_and_says_why() -> None:
    """Rule 4: it takes no time."""
    away = roster(crew(people={"bob": AWAY, "cho": AWAY}))
    e = start(draft(), now=MONDAY, roster=away)
    assert (e.level, asked(e), e.level_ends) == (1, ["dan"], MONDAY + 30 * MINUTE)
    [skip] = e.skipped
    assert (skip.level, skip.target, skip.reason, skip.whole) == (0, "schedule:desk", "time_off", True)


def test_a_target_missing_beside_others_does_not_skip_its_level() -> None:
    """It is told apart from a level nobody could be asked at."""
    policy = {"levels": [{"ask": ["person:dan", "schedule:desk"], "within": "15m"}]}
    e = start(draft(policy=policy), now=MONDAY, roster=roster(crew(people={"dan": AWAY})))
    assert asked(e) == ["bob"]
    assert [(skip.target, skip.whole) for skip in e.skipped] == [("person:dan", False)]


def test_somebody_asked_twice_by_one_level_is_no_news() -> None:
    """Naming a person beside their team is not worth a line on the card."""
    policy = {"levels": [{"ask": ["team:support", "person:bob"], "within": "15m"}]}
    assert waiting(policy=policy).skipped == ()


def test_the_ladder_is_climbed_as_often_as_the_policy_says() -> None:
    """`repeat: 1` is twice in all."""
    e = waiting(policy={**LADDER, "repeat": 1})
    climbed = [(e.lap, e.level)]
    for _ in range(3):
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
        climbed.append((e.lap, e.level))
    assert climbed == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_after_the_last_level_the_last_resort_and_the_lead_are_asked_every_hour() -> None:
    """Rule 2: it stays visible and is asked again until somebody takes it."""
    e = waiting()
    for _ in range(3):
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
    exhausted = MONDAY + 45 * MINUTE
    assert (e.state, e.level_ends) == (State.EXHAUSTED, exhausted + 2 * ASK_AGAIN)
    assert set(asked(e)) == {"ann", "bob", "cho"}
    assert [kind for kind, _ in said(e)] == ["asked", "asked", "exhausted"]


def test_a_ladder_that_reaches_nobody_is_not_climbed_for_ever() -> None:
    """Twenty laps of nobody take no time, and end with the hourly asking."""
    e = start(draft(policy={**LADDER, "repeat": 20}), now=MONDAY, roster=NOBODY)
    assert (e.state, asked(e), e.level_ends) == (State.EXHAUSTED, [], MONDAY + ASK_AGAIN)
    assert len(e.skipped) == 2


def test_who_comes_back_is_asked_when_the_hour_is_over() -> None:
    """Nobody was there; an hour later somebody is."""
    e = start(draft(), now=MONDAY, roster=NOBODY)
    e = tick(e, now=MONDAY + ASK_AGAIN, roster=roster())
    assert set(asked(e)) == {"ann", "bob", "cho"}


def test_a_team_the_file_lost_still_ends_in_a_deadline() -> None:
    """An escalation outlives its topic, its team and its people."""
    e = begin_level(draft(team="gone"), now=MONDAY, roster=NOBODY)
    assert e.level_ends == MONDAY + timedelta(hours=1)
    assert e.notices[-1].kind is NoticeKind.EXHAUSTED
