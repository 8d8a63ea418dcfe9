"""Another topic, another severity, another time: the policy is chosen anew and the history stays."""

from datetime import timedelta

from bot.domain.carrying import hand_on, take
from bot.domain.escalation import Escalation, NoticeKind, State
from bot.domain.outcome import Changed, Kept
from bot.domain.policy import Severity
from bot.domain.rerouting import hand_on_to_topic, queue, rate
from bot.domain.ticking import tick
from tests.domain.carried import MINUTE, MONDAY, asked, changed, party, said, target
from tests.domain.small_files import off, seoul
from tests.domain.two_topics import book, refund

LATER = MONDAY + 10 * MINUTE
NIGHT = seoul("2026-03-02T21:00")
ANN, BOB, CHO, DAN, EVE = (party(key) for key in ("ann", "bob", "cho", "dan", "eve"))


def to_outage(e: Escalation, by: str = "bob") -> Escalation:
    """It turns out to be an outage."""
    return changed(hand_on_to_topic(e, party(by), "outage", now=LATER, roster=book()))


def rated(e: Escalation, severity: Severity, by: str = "eve") -> Escalation:
    """It is worse, or better."""
    return changed(rate(e, party(by), severity, "more of them", now=LATER, roster=book()))


def test_another_topics_ladder_begins_at_its_first_level_with_its_own_clock() -> None:
    """Another team has not been asked yet: it gets the time its policy promises."""
    e = to_outage(refund())
    assert (e.topic, e.team, e.title.en, e.level) == ("outage", "engineering", "Outages", 0)
    assert (asked(e), e.level_ends) == (["dan", "eve"], LATER + 10 * MINUTE)


def test_what_was_lived_through_stays() -> None:
    """History, promise and packet travel; only the ladder is another."""
    before = refund()
    e = to_outage(before)
    assert e.events[: len(before.events)] == before.events
    assert (e.packet, e.promise, e.requester) == (before.packet, before.promise, before.requester)


def test_the_card_moves_to_the_channel_of_the_other_team_and_asks_there() -> None:
    """A new card, which itself asks whoever is asked first."""
    e = to_outage(refund())
    assert (e.card_keys, e.notices[-1].place) == (("card", "card-2"), "card")
    assert e.card_from == e.notices[-1].number


def test_a_team_in_the_same_channel_keeps_the_card_and_asks_in_its_thread() -> None:
    """Nothing moves that need not move."""
    same = book(engineering="#support")
    e = changed(hand_on_to_topic(refund(), BOB, "outage", now=LATER, roster=same))
    assert (e.cards, e.notices[-1].place) == (1, "thread")


def test_an_owner_offers_it_to_the_other_topic_and_keeps_it_until_it_is_taken() -> None:
    """Rule 5: nothing moves before."""
    e = to_outage(changed(take(refund(), BOB, now=MONDAY)))
    assert (e.owner, e.topic, e.cards) == (BOB, "refund", 1)
    assert e.offer
    assert e.offer.lapses == LATER + 10 * MINUTE
    e = changed(take(e, EVE, now=LATER))
    assert (e.owner, e.topic, e.team, e.cards, e.handed_by) == (EVE, "outage", "engineering", 2, BOB)


def test_an_offer_to_a_topic_that_lapses_leaves_everything_where_it_was() -> None:
    """Nobody of the other team took it."""
    e = to_outage(changed(take(refund(), BOB, now=MONDAY)))
    e = tick(e, now=LATER + 10 * MINUTE, roster=book())
    assert (e.owner, e.offer, e.topic, e.cards) == (BOB, None, "refund", 1)


def test_a_topic_whose_ladder_reaches_nobody_is_not_handed_on_to() -> None:
    """Whoever tries learns it and chooses another way."""
    away = book(dan=off("2026-03-01", "2026-04-01"), eve=off("2026-03-01", "2026-04-01"))
    for topic in ("outage", "unheard_of"):
        outcome = hand_on_to_topic(refund(), BOB, topic, now=LATER, roster=away)
        assert not isinstance(outcome, Changed)
        assert outcome.why is Kept.NOBODY_THERE


def test_handing_on_to_the_topic_it_has_changes_nothing() -> None:
    """A second press, and an offer made already."""
    for e in (to_outage(refund()), to_outage(changed(take(refund(), BOB, now=MONDAY)))):
        again = hand_on_to_topic(e, BOB, "outage", now=LATER, roster=book())
        assert not isinstance(again, Changed)
        assert again.why is Kept.DONE_ALREADY


def test_worse_than_thought_begins_the_other_ladder_and_pings_only_whom_it_adds() -> None:
    """Bob is asked already and stays asked; Cho is new."""
    e = rated(refund(), Severity.CRITICAL)
    assert (asked(e), e.level, e.level_ends) == (["bob", "cho"], 0, LATER + 5 * MINUTE)
    asks = [n for n in e.notices if n.kind is NoticeKind.ASKED]
    assert [entry.people for entry in asks[-1].asked] == [("cho",)]
    assert [n.text for n in e.notices if n.kind is NoticeKind.RATED] == ["more of them"]


def test_a_severity_with_the_same_ladder_lets_the_clock_stand() -> None:
    """High has no policy of its own here."""
    e = rated(refund(), Severity.HIGH)
    assert (e.severity, asked(e), e.level_ends) == (Severity.HIGH, ["bob"], MONDAY + 15 * MINUTE)
    assert [kind for kind, _ in said(e)] == ["asked", "rated"]


def test_an_owner_stays_the_owner_and_is_told() -> None:
    """Their silence lasts as long as the new policy says."""
    e = rated(changed(take(refund(), BOB, now=MONDAY)), Severity.CRITICAL)
    assert (e.state, e.owner, e.policy.remind_after) == (State.OWNED, BOB, timedelta(minutes=30))
    assert [entry.people for entry in e.notices[-1].asked] == [("bob",)]


def test_a_queue_that_got_worse_is_asked_at_once_and_one_that_got_better_waits() -> None:
    """Whoever raises it does not mean tomorrow."""
    e = changed(queue(refund(), EVE, now=NIGHT, roster=book()))
    worse = changed(rate(e, EVE, Severity.CRITICAL, "all", now=NIGHT, roster=book()))
    better = changed(rate(e, EVE, Severity.LOW, "one", now=NIGHT, roster=book()))
    assert (worse.state, worse.queued_until, better.state) == (State.WAITING, None, State.QUEUED)


def test_keeping_it_for_the_next_shift_asks_nobody_until_then() -> None:
    """With the policy of the hours in which it will be asked."""
    e = changed(queue(refund(), ANN, now=NIGHT, roster=book()))
    assert (e.state, asked(e), e.queued_until) == (State.QUEUED, [], seoul("2026-03-03T09:00"))
    assert e.policy_index == 2
    assert e.queued_until
    assert asked(tick(e, now=e.queued_until, roster=book())) == ["bob"]


def test_while_its_team_is_there_it_is_not_kept() -> None:
    """It is being asked already."""
    outcome = queue(refund(), EVE, now=LATER, roster=book())
    assert not isinstance(outcome, Changed)
    assert outcome.why is Kept.TEAM_THERE


def test_handing_on_to_a_person_after_the_topic_stays_with_the_new_team() -> None:
    """The time of the new level remains."""
    e = to_outage(refund())
    e = changed(hand_on(e, DAN, target("person:cho"), now=LATER + MINUTE, roster=book()))
    assert (asked(e), e.level_ends, e.team) == (["cho"], LATER + 10 * MINUTE, "engineering")
