"""Whatever people and time do in whatever order, an escalation is never nobody's."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.carrying import cancel, hand_on, resolve, still_on_it, take
from bot.domain.escalation import Escalation, State
from bot.domain.oncall import Roster
from bot.domain.ticking import due_of, tick
from tests.domain.carried import LADDER, MINUTE, MONDAY, NOAH, crew, party, queued, roster, target, waiting
from tests.domain.small_files import off

Step = Callable[[Escalation, datetime, Roster], Escalation]

ROSTERS = (
    roster(),
    roster(crew(people={"bob": off("2026-03-01", "2026-04-01")})),
    roster(crew(people=dict.fromkeys(("ann", "bob", "cho", "dan"), off("2026-03-02", "2026-03-04")))),
)
BEGINNINGS = (
    waiting(),
    queued(),
    waiting(policy={**LADDER, "repeat": 1, "count": "working_hours"}),
    waiting(policy={"levels": [{"ask": ["channel:#desk", "schedule:desk"], "within": "2d"}]}),
)

people = st.sampled_from([party(key) for key in ("ann", "bob", "cho", "dan", "eve")] + [NOAH])
targets = st.sampled_from(["person:dan", "schedule:desk", "team:support", "person:zoe"]).map(target)


steps: st.SearchStrategy[Step] = st.one_of(
    people.map(lambda by: lambda e, now, _: take(e, by, now=now).escalation),
    st.tuples(people, targets).map(
        lambda both: lambda e, now, book: hand_on(e, *both, now=now, roster=book).escalation
    ),
    people.map(lambda by: lambda e, now, _: still_on_it(e, by, now=now).escalation),
    people.map(lambda by: lambda e, now, _: resolve(e, by, "done", now=now).escalation),
    people.map(lambda by: lambda e, now, _: cancel(e, by, None, now=now).escalation),
    *[st.just(lambda e, now, book: tick(e, now=now, roster=book))] * 6,
)
stories = st.lists(st.tuples(st.sampled_from([0, 1, 5, 15, 31, 60, 245, 1500]), steps), max_size=25)


def check(before: Escalation, e: Escalation, now: datetime) -> None:
    """What holds after every step."""
    if e.is_open:
        assert (e.owner is not None) == (e.state is State.OWNED)
        assert e.owner is not None or due_of(e) is not None
    else:
        assert due_of(e) is None
        assert (e.asked, e.offer, e.level_ends, e.queued_until) == ((), None, None, None)
        assert e.closed is not None
    assert before.is_open or e == before
    assert e.notices[: len(before.notices)] == before.notices
    assert e.events[: len(before.events)] == before.events
    assert [notice.number for notice in e.notices] == list(range(len(e.notices)))
    assert e.face >= before.face
    assert (e.lap, e.level) >= (before.lap, before.level)
    assert (e.policy, e.opened, e.id) == (before.policy, before.opened, before.id)
    assert (e.promise is None) == (before.promise is None)
    assert e.state is not State.WAITING or e.level_ends is not None
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
