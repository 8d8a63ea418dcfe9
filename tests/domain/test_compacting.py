"""A record stays small however long it lives, and nothing unsaid is lost for it."""

from datetime import timedelta

from bot.domain.compacting import KEPT_EVENTS, compacted
from bot.domain.escalation import Escalation, NoticeKind, Packet, Post, State
from bot.domain.talking import note
from bot.domain.ticking import due_of, tick
from tests.domain.carried import MONDAY, changed, owned, party, roster, waiting

SMALL = 64 * 1024
FULL = Packet(
    need="가" * 3000, impact="나" * 3000, tried="다" * 3000, told="라" * 3000, link="https://a.example"
)


def all_said(e: Escalation) -> Escalation:
    """Slack has shown everything, a message to each of five people for every notice."""
    posts = [Post(key=f"{n.key}-U{who}", face=0) for n in e.notices for who in range(5)]
    return e.with_posts(posts).model_copy(update={"said": e.next_number})


def test_a_month_of_asking_every_hour_stays_small() -> None:
    """Every field full of Hangul, and nobody takes it."""
    e = waiting().model_copy(update={"packet": FULL})
    end = MONDAY + timedelta(days=31)
    hours = 0
    while (due := due_of(e)) and due < end:
        e = all_said(tick(e, now=due, roster=roster()))
        hours += e.state is State.EXHAUSTED
    assert hours > 700
    assert len(e.model_dump_json().encode()) < SMALL
    assert sum(event.count for event in e.events if event.what == "exhausted") == hours


def test_a_month_without_slack_stays_small_too_and_asks_once_afterwards() -> None:
    """Of what was never said only the last asking is still worth saying."""
    e = waiting().model_copy(update={"packet": FULL})
    while (due := due_of(e)) and due < MONDAY + timedelta(days=31):
        e = tick(e, now=due, roster=roster())
    assert len(e.model_dump_json().encode()) < SMALL
    assert [n.kind for n in e.unsaid].count(NoticeKind.EXHAUSTED) == 1


def test_five_hundred_notes_stay_small() -> None:
    """What was said stands in the thread; the record keeps the latest."""
    e = owned().model_copy(update={"packet": FULL})
    for number in range(500):
        e = changed(note(e, party("cho"), "마" * 1000, once=f"N{number}", now=MONDAY))
        e = compacted(all_said(e))
    assert len(e.model_dump_json().encode()) < SMALL
    assert len(e.events) <= KEPT_EVENTS
    assert sum(event.count for event in e.events) == len(owned().events) + 500


def test_what_is_unsaid_stays_with_its_words() -> None:
    """Slack was away for a while."""
    e = owned()
    for number in range(40):
        e = changed(note(e, party("cho"), f"note {number}", once=f"N{number}", now=MONDAY))
    assert [n.text for n in compacted(e).unsaid if n.kind is NoticeKind.NOTED] == [
        f"note {n}" for n in range(40)
    ]


def test_numbers_go_on_after_old_notices_left() -> None:
    """A number is a message's key: none is used twice."""
    e = owned()
    for number in range(40):
        e = compacted(all_said(changed(note(e, party("cho"), "n", once=f"N{number}", now=MONDAY))))
    assert e.next_number == owned().next_number + 40


def test_folding_again_changes_nothing() -> None:
    """The same value, so that nothing is written for it."""
    e = compacted(all_said(owned()))
    assert compacted(e) is e
