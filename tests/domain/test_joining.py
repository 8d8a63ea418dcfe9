"""Customers with the same trouble wait together."""

from datetime import timedelta

import pytest

from bot.domain.carrying import Kept, Unchanged, cancel, take
from bot.domain.carrying import resolve as resolves
from bot.domain.escalation import Escalation, NoticeKind, Packet, Promise
from bot.domain.joining import OFFERED, alike, join, leave, pass_on, same_place
from tests.domain.carried import MINUTE, MONDAY, changed, owned, party, queued, resolved, waiting

CHO, DAN, EVE = (party(key) for key in ("cho", "dan", "eve"))
LATER = MONDAY + 5 * MINUTE


def joined(e: Escalation, *keys: str) -> Escalation:
    """Each with a customer of their own."""
    for key in keys:
        e = changed(join(e, party(key), need=f"{key}'s shop is closed", now=LATER))
    return e


@pytest.mark.parametrize("e", [waiting(), queued(), owned()])
def test_whatever_is_open_can_be_joined(e: Escalation) -> None:
    """Nobody is asked anew: the state, who is asked and until when stay."""
    more = joined(e, "cho")
    assert (more.state, more.asked, more.level_ends, more.owner) == (e.state, e.asked, e.level_ends, e.owner)
    assert more.followers == ("UEVE", "UCHO")
    [notice] = [one for one in more.notices if one.kind is NoticeKind.JOINED]
    assert (notice.place, notice.asked, notice.user) == ("thread", (), None)


def test_a_closed_one_cannot_be_joined() -> None:
    """A late press learns what holds."""
    assert join(resolved(), CHO, need="Charged twice, too", now=LATER) == Unchanged(resolved(), Kept.CLOSED)


def test_the_same_words_of_the_same_person_are_one_customer() -> None:
    """A form sent twice, or typed with other spaces, adds nobody; another customer of theirs does."""
    e = joined(waiting(), "cho")
    again = join(e, CHO, need="  CHO's  shop is closed", now=LATER)
    assert again == Unchanged(e, Kept.DONE_ALREADY)
    assert len(changed(join(e, CHO, need="A second shop", now=LATER)).joined) == 2
    assert join(e, EVE, need="Charged twice", now=LATER) == Unchanged(e, Kept.DONE_ALREADY)


def test_who_joins_redraws_nobody_elses_card() -> None:
    """The team's card has a new face; those who follow see what they saw."""
    e = waiting()
    more = joined(e, "cho", "dan")
    assert more.face == e.face + 2
    assert more.followed_face == e.followed_face


def test_everybody_who_waits_is_told_when_it_is_taken_and_solved() -> None:
    """Each by a message of their own; whoever does it is not told what they did."""
    taken = changed(take(joined(waiting(), "cho", "dan"), party("bob"), now=LATER))
    assert [n.user for n in taken.notices if n.kind is NoticeKind.TAKEN] == ["UCHO", "UDAN", "UEVE"]
    solved = changed(resolves(taken, party("bob"), "refunded", now=LATER))
    assert [n.user for n in solved.notices if n.kind is NoticeKind.CLOSED] == ["UCHO", "UDAN", "UEVE"]
    assert [n.user for n in solved.notices if n.kind is NoticeKind.SATISFIED] == ["UBOB"]


def test_leaving_takes_one_customer_off_and_twice_is_once() -> None:
    """Who has none left follows it no more, and their card keeps the face of that moment."""
    e = joined(waiting(), "cho", "dan")
    gone = changed(leave(e, CHO, 1, now=LATER))
    assert [entry.party for entry in gone.joined] == [DAN]
    assert [(one.party, one.face) for one in gone.left] == [(CHO, gone.followed_face)]
    assert leave(gone, CHO, 1, now=LATER) == Unchanged(gone, Kept.DONE_ALREADY)


def test_nobody_takes_off_anothers_customer() -> None:
    """Checked at the action: the number alone opens nothing."""
    e = joined(waiting(), "cho", "dan")
    assert leave(e, CHO, 2, now=LATER) == Unchanged(e, Kept.DONE_ALREADY)


def test_who_comes_back_follows_it_again() -> None:
    """It was the same trouble after all."""
    e = changed(leave(joined(waiting(), "cho"), CHO, 1, now=LATER))
    back = joined(e, "cho")
    assert (back.left, back.followers) == ((), ("UEVE", "UCHO"))


def test_it_goes_on_for_the_others_when_the_requesters_customer_is_helped() -> None:
    """Whoever joined first is the requester from then on, with their own words; the promise was another's."""
    e = joined(
        owned(promise=Promise(by=LATER + timedelta(hours=1)), packet=Packet(need="X", tried="A restart")),
        "cho",
        "dan",
    )
    passed = changed(pass_on(e, EVE, now=LATER))
    assert (passed.is_open, passed.owner, passed.requester) == (True, e.owner, CHO)
    assert passed.packet == Packet(need="cho's shop is closed", tried="A restart")
    assert passed.promise is None
    assert passed.followers == ("UCHO", "UDAN")
    assert passed.opener == "UEVE"
    told = [(n.place, n.user) for n in passed.notices if n.kind is NoticeKind.PASSED_ON]
    assert told == [("thread", None), ("dm", "UCHO")]


def test_only_its_requester_passes_it_on_and_only_to_somebody() -> None:
    """Whoever else cancels, cancels it for everybody."""
    assert isinstance(pass_on(joined(waiting(), "cho"), DAN, now=LATER), Unchanged)
    assert isinstance(pass_on(waiting(), EVE, now=LATER), Unchanged)
    closed = changed(cancel(joined(owned(), "cho"), party("bob"), None, now=LATER))
    assert {n.user for n in closed.notices if n.kind is NoticeKind.CLOSED} == {"UCHO", "UEVE"}


class TestAlike:
    """What may be the same trouble."""

    def test_of_a_topic_what_was_opened_within_a_day(self) -> None:
        """Oldest first: it has come the furthest."""
        old, newer = (
            waiting(id="E0", opened=MONDAY - timedelta(hours=25)),
            waiting(id="E2", opened=MONDAY + MINUTE),
        )
        other = waiting(id="E3", topic="outage")
        found = alike([newer, waiting(), old, other], topic="refund", link=None, now=LATER)
        assert [e.id for e in found] == ["E1", "E2"]

    def test_the_same_link_comes_first_whatever_its_topic_and_age(self) -> None:
        """A customer's ticket is the same ticket next week."""
        link = "https://desk.example.com/t/7"
        old = waiting(
            id="E0",
            topic="outage",
            opened=MONDAY - timedelta(days=9),
            packet=Packet(need="X", link=link + "/"),
        )
        found = alike([waiting(), old], topic="refund", link="HTTPS://Desk.example.com/t/7", now=LATER)
        assert [e.id for e in found] == ["E0", "E1"]

    def test_a_link_of_whoever_joined_counts_too(self) -> None:
        """Their customer wrote there."""
        link = "https://desk.example.com/t/8"
        e = changed(join(waiting(), CHO, need="Mine, too", link=link, now=LATER))
        assert alike([e], topic=None, link=link, now=LATER) == (e,)

    def test_no_topic_no_link_nothing(self) -> None:
        """Two questions nobody understood are not one."""
        assert alike([waiting(topic=None)], topic=None, link=None, now=LATER) == ()

    def test_no_more_than_a_glance_and_nothing_closed(self) -> None:
        """Three at most."""
        many = [waiting(id=f"E{number}") for number in range(7)]
        assert len(alike([resolved(), *many], topic="refund", link=None, now=LATER)) == OFFERED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x", "http://A.example/x/"),
        ("https://t.slack.com/archives/C1/p1?thread_ts=1&cid=C1", "https://t.slack.com/archives/C1/p1"),
    ],
)
def test_links_to_the_same_place(one: str, other: str) -> None:
    """What does not change where they lead does not count."""
    assert same_place(one) == same_place(other) != ""


@pytest.mark.parametrize("text", ["", None, "ticket 7", "javascript:alert(1)", "https://", "http://[x"])
def test_what_is_no_address_leads_nowhere(text: str | None) -> None:
    """Two of them are never the same place."""
    assert same_place(text) == ""


def test_a_query_and_a_fragment_are_part_of_an_address() -> None:
    """Ticket systems keep the number there."""
    assert same_place("https://d.example/#/t/1") != same_place("https://d.example/#/t/2")
    assert same_place("https://d.example/?t=1") != same_place("https://d.example/?t=2")
