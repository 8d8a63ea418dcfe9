"""Whatever people and time do in whatever order, an escalation is never nobody's."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.carrying import Outcome, cancel, hand_on, resolve, still_on_it, take
from bot.domain.escalation import Escalation, NoticeKind, State
from bot.domain.giving_back import decline, hand_back, pass_over
from bot.domain.oncall import Roster
from bot.domain.policy import Severity
from bot.domain.reopening import reopen
from bot.domain.rerouting import hand_on_to_topic, queue, rate
from bot.domain.talking import answer, ask_requester, note
from bot.domain.ticking import due_of, tick
from tests.domain.carried import LADDER, MINUTE, MONDAY, NOAH, party, queued, target, waiting
from tests.domain.small_files import off
from tests.domain.two_topics import book, refund

Step = Callable[[Escalation, datetime, Roster], Escalation]

AWAY = off("2026-03-01", "2026-04-01")
ROSTERS = (
    book(),
    book(bob=AWAY),
    book(**dict.fromkeys(("ann", "bob", "cho", "dan"), off("2026-03-02", "2026-03-04"))),
)
BEGINNINGS = (
    waiting(),
    refund(),
    queued(),
    waiting(policy={**LADDER, "repeat": 1, "count": "working_hours"}),
    waiting(policy={"levels": [{"ask": ["channel:#desk", "schedule:desk"], "within": "2d"}]}),
    waiting(
        policy={"levels": [{"ask": ["person:bob", "person:cho"], "within": "15m"}], "remind_after": "1h"}
    ),
)

people = st.sampled_from([party(key) for key in ("ann", "bob", "cho", "dan", "eve")] + [NOAH])
targets = st.sampled_from(["person:dan", "schedule:desk", "team:support", "person:zoe"]).map(target)
ids = st.sampled_from(["F1", "F2", "F3"])


def doing(
    verb: Callable[..., Outcome], *facts: st.SearchStrategy[object], book: bool = True
) -> st.SearchStrategy[Step]:
    """Somebody does it, with these facts; whatever comes of it."""

    def step(drawn: tuple[Any, ...]) -> Step:
        by, *rest = drawn
        return lambda e, now, roster: (
            verb(e, by, *rest, now=now, **({"roster": roster} if book else {})).escalation
        )

    return st.tuples(people, *facts).map(step)


said = st.just("because")
steps: st.SearchStrategy[Step] = st.one_of(
    doing(take, book=False),
    doing(take, book=False),
    doing(hand_on, targets),
    doing(still_on_it, book=False),
    doing(resolve, said, book=False),
    doing(cancel, said, book=False),
    doing(reopen, said),
    doing(hand_back, said),
    doing(hand_back, said),
    doing(decline, said),
    doing(decline, said),
    doing(hand_on_to_topic, st.sampled_from(["refund", "outage", "unheard_of"])),
    doing(rate, st.sampled_from(Severity), said),
    doing(queue),
    st.tuples(people, ids).map(
        lambda drawn: lambda e, now, _: ask_requester(e, drawn[0], "?", once=drawn[1], now=now).escalation
    ),
    doing(answer, ids, said, book=False),
    st.tuples(people, ids).map(
        lambda drawn: lambda e, now, _: note(e, drawn[0], "so", once=drawn[1], now=now).escalation
    ),
    st.just(
        lambda e, now, book: (
            pass_over(e, {"channel:#x": "is_archived"}, now=now, roster=book) if _asks(e) else e
        )
    ),
    st.just(lambda e, _now, _book: e.model_copy(update={"said": e.next_number})),
    *[st.just(lambda e, now, book: tick(e, now=now, roster=book))] * 6,
)
stories = st.lists(st.tuples(st.sampled_from([0, 1, 5, 15, 31, 60, 245, 1500]), steps), max_size=30)


def _asks(e: Escalation) -> bool:
    return e.state is State.WAITING


def check(before: Escalation, e: Escalation, now: datetime) -> None:
    """What holds after every step."""
    if e.is_open:
        assert (e.owner is not None) == (e.state is State.OWNED)
        assert e.owner is not None or due_of(e) is not None
        assert not (e.owner is not None and e.asked)
        assert e.offer is None or e.owner is not None
        assert (e.closed, e.closed_by) == (None, None)
    else:
        assert due_of(e) is None
        assert (e.asked, e.offer, e.level_ends, e.queued_until, e.questions) == ((), None, None, None, ())
        assert e.closed is not None
    assert not (e.state is State.WAITING and not e.asking)
    assert e.state is not State.WAITING or e.level_ends is not None
    assert [n.number for n in e.notices] == sorted({n.number for n in e.notices})
    assert e.next_number >= before.next_number
    lost = [n for n in before.unsaid if n not in e.unsaid and n.number >= e.said]
    assert all(n.kind is NoticeKind.EXHAUSTED for n in lost)
    assert sum(event.count for event in e.events) >= sum(event.count for event in before.events)
    begun = [event for event in before.events[:5] if event.what != "exhausted"]  # repeats are folded into one
    assert [event for event in e.events[:5] if event.what != "exhausted"][: len(begun)] == begun or len(
        before.events
    ) < 5
    assert (e.face, e.cards) >= (before.face, before.cards)
    assert (e.opened, e.id, e.packet) == (before.opened, before.id, before.packet)
    assert (e.promise is None) == (before.promise is None)
    assert all(event.at <= now for event in e.events)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.sampled_from(ROSTERS), stories)
def test_an_open_one_always_has_an_owner_or_a_deadline(
    e: Escalation, book: Roster, story: Sequence[tuple[int, Step]]
) -> None:
    """And nothing said or done is ever unsaid or undone; what is closed stays as it is."""
    now = MONDAY
    for minutes, step in story:
        now += minutes * MINUTE
        before, e = e, step(e, now, book)
        check(before, e, now)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.sampled_from(ROSTERS), stories)
def test_time_alone_brings_every_open_one_to_somebody(
    e: Escalation, book: Roster, story: Sequence[tuple[int, Step]]
) -> None:
    """Left alone, each deadline leads to a later one: it neither stalls nor spins."""
    now = MONDAY
    for minutes, step in story:
        now += minutes * MINUTE
        e = step(e, now, book)
    for _ in range(8):
        due = due_of(e)
        if due is None:
            break
        now = max(now, due) + timedelta(microseconds=1)
        e = tick(e, now=now, roster=book)
        following = due_of(e)
        assert following is None or following > now
    assert not e.is_open or e.owner is not None or due_of(e) is not None
