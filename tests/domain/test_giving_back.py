"""Giving it back and declining: somebody else is asked in the same step, and nobody twice."""

from datetime import timedelta

from bot.domain.carrying import hand_on, take
from bot.domain.escalation import Escalation, NoticeKind, State
from bot.domain.giving_back import decline, hand_back, pass_over
from bot.domain.outcome import Changed, Kept
from bot.domain.ticking import due_of, tick
from tests.domain.carried import (
    MINUTE,
    MONDAY,
    asked,
    changed,
    crew,
    offered,
    owned,
    party,
    roster,
    said,
    target,
    waiting,
)  # fmt: skip
from tests.domain.small_files import off, seoul

LATER = MONDAY + 10 * MINUTE
ANN, BOB, CHO, DAN, EVE = (party(key) for key in ("ann", "bob", "cho", "dan", "eve"))
BOTH = {
    "levels": [{"ask": ["person:bob", "person:cho"], "within": "15m"}, {"ask": "person:dan", "within": "30m"}]
}


def declines(e: Escalation, who: str, reason: str = "with another customer") -> Escalation:
    """Somebody cannot take it."""
    return changed(decline(e, party(who), reason, now=LATER, roster=roster()))


def gives_back(e: Escalation, who: str = "bob") -> Escalation:
    """Its owner cannot keep it."""
    return changed(hand_back(e, party(who), "ill", now=LATER, roster=roster()))


def test_who_is_left_goes_on_being_asked_and_the_clock_stands() -> None:
    """One of two declines: the reason stands in the thread, and nobody is asked anew."""
    e = declines(waiting(policy=BOTH), "bob")
    assert (asked(e), e.level, e.level_ends) == (["cho"], 0, MONDAY + 15 * MINUTE)
    assert (said(e)[-1], e.notices[-1].text) == (("declined", "thread"), "with another customer")


def test_when_the_last_one_declines_the_next_level_is_asked_at_once() -> None:
    """And only then is the requester written to, without the reason."""
    e = declines(declines(waiting(policy=BOTH), "bob"), "cho")
    assert (asked(e), e.level, e.level_ends) == (["dan"], 1, LATER + 30 * MINUTE)
    assert [kind for kind, place in said(e) if place == "dm"] == ["declined"]
    assert [n.text for n in e.notices if n.place == "dm"] == [None]


def test_a_second_press_of_declining_says_that_it_is_done() -> None:
    """A double click, or a retry."""
    e = declines(waiting(policy=BOTH), "bob")
    again = decline(e, BOB, "busy", now=LATER, roster=roster())
    assert not isinstance(again, Changed)
    assert again.why is Kept.DONE_ALREADY


def test_a_new_shift_is_asked_though_the_one_before_declined_but_not_they_again() -> None:
    """Bob declines while Dan is asked too; at nine the desk is Cho's, and later Bob's again."""
    policy = {"levels": [{"ask": ["schedule:desk", "person:dan"], "within": "3w"}]}
    e = declines(waiting(policy=policy), "bob")
    assert asked(e) == ["dan"]
    e = tick(e, now=seoul("2026-03-09T09:00"), roster=roster())
    assert asked(e) == ["dan", "cho"]
    e = tick(e, now=seoul("2026-03-16T09:00"), roster=roster())
    assert asked(e) == ["dan", "cho"]


def test_a_later_level_that_names_them_too_leaves_them_out() -> None:
    """They said so a minute ago."""
    levels = [{"ask": "person:bob", "within": "15m"}, {"ask": ["person:bob", "person:dan"], "within": "15m"}]
    assert asked(declines(waiting(policy={"levels": levels}), "bob")) == ["dan"]


def test_the_next_climb_asks_them_again() -> None:
    """Bob may be there by now."""
    e = declines(waiting(policy={**BOTH, "repeat": 1}), "bob")
    for _ in range(2):
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
    assert (e.lap, asked(e), e.declined) == (1, ["bob", "cho"], ())


def test_past_the_last_level_whoever_declined_is_left_out_unless_nobody_remained() -> None:
    """Somebody has to find somebody: an hour later all of them are asked again."""
    e = waiting()
    while e.state is not State.EXHAUSTED:
        assert e.level_ends
        e = tick(e, now=e.level_ends, roster=roster())
    ends = e.level_ends
    assert ends
    e = declines(e, "bob")
    assert set(asked(tick(e, now=ends, roster=roster()))) == {"ann", "cho"}
    e = declines(declines(e, "ann"), "cho")
    assert (asked(e), e.level_ends) == ([], ends)
    assert set(asked(tick(e, now=ends, roster=roster()))) == {"ann", "bob", "cho"}


def test_an_owner_who_gives_it_back_is_followed_by_the_same_level_without_them() -> None:
    """Nobody handed it on to Bob: the desk has only him, so the next level is asked at once."""
    e = gives_back(owned())
    assert (e.state, e.owner, asked(e), e.level) == (State.WAITING, None, ["dan"], 1)
    assert ("handed_back", "thread") in said(e)
    assert [n.user for n in e.notices if n.kind is NoticeKind.HANDED_BACK and n.place == "dm"] == ["UEVE"]


def test_it_goes_back_to_whoever_handed_it_on_for_the_whole_time_of_the_level() -> None:
    """Then the level itself is asked, not the next one."""
    e = changed(take(offered(), CHO, now=LATER))
    e = gives_back(e, "cho")
    assert (asked(e), e.before_level, e.level_ends) == (["bob"], True, LATER + 15 * MINUTE)
    e = tick(e, now=LATER + 15 * MINUTE, roster=roster())
    assert (asked(e), e.level, e.before_level) == (["bob"], 0, False)


def test_an_earlier_owner_who_is_away_is_passed_by() -> None:
    """The level is asked at once."""
    away = roster(crew(people={"bob": off("2026-03-01", "2026-04-01")}))
    e = changed(take(offered(), CHO, now=LATER))
    e = changed(hand_back(e, CHO, "ill", now=LATER, roster=away))
    assert (asked(e), e.level) == (["dan"], 1)


def test_giving_back_twice_is_done_once() -> None:
    """A double click finds it done; somebody else learns that nobody has it."""
    e = gives_back(owned())
    for who, why in ((BOB, Kept.DONE_ALREADY), (CHO, Kept.NOBODY_HAS_IT)):
        outcome = hand_back(e, who, "ill", now=LATER, roster=roster())
        assert not isinstance(outcome, Changed)
        assert outcome.why is why


def test_a_declined_offer_stays_with_its_owner_who_reads_why() -> None:
    """And the owner is not asked about silence for it."""
    e = declines(offered(), "cho")
    assert (e.owner, e.offer) == (BOB, None)
    told = e.notices[-1]
    assert (told.kind, told.user, told.text) == (NoticeKind.DECLINED, "UBOB", "with another customer")


def test_an_offer_to_several_stands_until_the_last_one_declines() -> None:
    """Engineering is offered it; Dan cannot."""
    e = changed(hand_on(owned(), BOB, target("team:engineering"), now=MONDAY, roster=roster()))
    e = declines(e, "dan")
    assert e.offer
    assert e.offer.to.people == ("eve",)


def test_handing_on_to_somebody_who_declined_asks_them_all_the_same() -> None:
    """Somebody has talked to them."""
    e = declines(waiting(policy=BOTH), "bob")
    e = changed(hand_on(e, CHO, target("person:bob"), now=LATER, roster=roster()))
    assert asked(e) == ["bob"]


def test_a_level_slack_told_nobody_of_is_passed_over_with_the_reason() -> None:
    """A channel that refuses posts waits for nobody."""
    e = waiting(
        policy={"levels": [{"ask": "channel:#gone", "within": "1h"}, {"ask": "person:dan", "within": "1h"}]}
    )
    e = pass_over(e, {"channel:#gone": "is_archived"}, now=LATER, roster=roster())
    assert (asked(e), due_of(e)) == (["dan"], LATER + timedelta(hours=1))
    [skip] = e.skipped
    assert (skip.level, skip.reason, skip.detail, skip.whole) == (0, "not_reached", "is_archived", True)
