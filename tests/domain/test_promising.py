"""Promises: when they are reminded of, what ends them, and that nothing about them is said twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.carrying import Unchanged, cancel, resolve, take
from bot.domain.escalation import Escalation, NoticeKind, Promise, PromiseStage, PromiseState
from bot.domain.policy import Severity
from bot.domain.promise_verbs import keep, promise
from bot.domain.promising import (
    GRACE,
    LEAST_LEAD,
    MOST_LEAD,
    moved,
    remind,
    reminds_at,
    tally,
    warned_at,
)
from bot.domain.ticking import due_of, tick
from bot.ports import Figures
from tests.domain.carried import MINUTE, MONDAY, changed, crew, owned, party, roster, waiting
from tests.domain.small_files import off

BOB, EVE, ANN = party("bob"), party("eve"), party("ann")
REMINDERS = {NoticeKind.PROMISE_SOON, NoticeKind.PROMISE_DUE, NoticeKind.PROMISE_LATE}


def in_(minutes: float, **more: object) -> Promise:
    """Given now, for so many minutes ahead."""
    return Promise.model_validate(
        {"text": "refund status", "by": MONDAY + minutes * MINUTE, "made": MONDAY, "who": EVE} | more
    )


def ticked(e: Escalation, *minutes: float) -> Escalation:
    """Time passes, looked at then."""
    for at in minutes:
        e = tick(e, now=MONDAY + at * MINUTE, roster=roster())
    return e


def reminded(e: Escalation) -> list[tuple[str, str | None]]:
    """What was said about the promise, and to whom."""
    return [
        (n.kind.value, n.user or ",".join(key for asked in n.asked for key in asked.people))
        for n in e.notices
        if n.kind in REMINDERS
    ]


@pytest.mark.parametrize(
    ("ahead", "before"), [(5, None), (10, None), (12, 10), (60, 12), (100, 20), (150, 30), (2000, 30)]
)
def test_the_reminder_before_leaves_time_to_act(ahead: float, before: float | None) -> None:
    """A fifth of the time, from ten to thirty minutes; a promise shorter than that has none."""
    at = warned_at(in_(ahead))
    assert at == (None if before is None else MONDAY + (ahead - before) * MINUTE)


def test_an_owner_is_reminded_before_and_at_the_time_then_the_lead_once() -> None:
    """Kindly, and in private: each is told alone."""
    e = ticked(owned(promise=in_(60)), 48, 49, 60, 61, 75, 76, 200)
    assert reminded(e) == [("promise_soon", "UBOB"), ("promise_due", "UBOB"), ("promise_late", "ann")]
    assert {n.place for n in e.notices if n.kind in REMINDERS} == {"dm"}


def test_while_nobody_has_it_the_requester_and_those_asked_are_reminded() -> None:
    """The customer waits all the same."""
    policy = {"levels": [{"ask": "schedule:desk", "within": "3h"}]}
    e = ticked(waiting(promise=in_(60), policy=policy), 48, 60)
    assert reminded(e) == [
        ("promise_soon", "UEVE"), ("promise_soon", "bob"), ("promise_due", "UEVE"), ("promise_due", "bob"),
    ]  # fmt: skip


def test_a_queued_one_is_reminded_of_too() -> None:
    """The requester alone: nobody is asked yet."""
    e = waiting(promise=in_(60)).model_copy(
        update={
            "state": "queued",
            "asked": (),
            "level_ends": None,
            "queued_until": MONDAY + timedelta(days=1),
        }
    )
    assert reminded(ticked(e, 60)) == [("promise_due", "UEVE")]


def test_whoever_catches_up_reads_one_reminder_and_the_lead_waits_for_them() -> None:
    """Baton was down for all of it: one, not three; the lead hears of it after the owner had their time."""
    e = ticked(owned(promise=in_(60)), 200, 201)
    assert reminded(e) == [("promise_due", "UBOB")]
    assert reminds_at(e.promise) == MONDAY + 200 * MINUTE + GRACE


def test_a_lead_who_has_it_is_not_told_on_themselves() -> None:
    """They were reminded already."""
    e = changed(take(waiting(promise=in_(60)), ANN, now=MONDAY))
    assert reminded(ticked(e, 60, 75, 90)) == [("promise_due", "UANN")]


def test_a_lead_who_is_away_is_not_told() -> None:
    """And nothing breaks."""
    e, away = owned(promise=in_(60)), roster(crew(people={"ann": off("2026-03-01", "2026-04-01")}))
    for minutes in (60, 75, 90):
        e = tick(e, now=MONDAY + minutes * MINUTE, roster=away)
    assert reminded(e) == [("promise_due", "UBOB")]


@pytest.mark.parametrize("severity", Severity)
def test_every_customer_s_promise_counts_the_same(severity: Severity) -> None:
    """No severity or tier makes a promise smaller."""
    e = owned(promise=in_(60), severity=severity, tier=None)
    assert len(reminded(ticked(e, 48, 60, 75))) == 3


def test_keeping_it_ends_the_reminders() -> None:
    """Done is done; again changes nothing."""
    e = changed(keep(owned(promise=in_(60)), BOB, late=False, now=MONDAY + 50 * MINUTE))
    assert e.promise
    assert e.promise.state is PromiseState.KEPT
    assert reminded(ticked(e, 60, 90)) == []
    assert isinstance(keep(e, BOB, late=False, now=MONDAY), Unchanged)


def test_moving_it_needs_a_reason_and_begins_anew() -> None:
    """The requester, who talks with the customer, is told; the record keeps both times."""
    e = ticked(owned(promise=in_(60)), 48)
    at, later = MONDAY + 50 * MINUTE, MONDAY + 180 * MINUTE
    with pytest.raises(ValueError, match="reason"):
        promise(e, BOB, "refund status", later, None, now=at)
    e = changed(promise(e, BOB, "refund status", later, "the bank is closed", now=at))
    assert e.promise
    assert (e.promise.by, e.promise.said) == (later, None)
    [move] = e.promise.moves
    assert (move.was, move.to, move.reason, move.by) == (
        MONDAY + 60 * MINUTE,
        later,
        "the bank is closed",
        BOB,
    )
    assert [(n.kind.value, n.user) for n in e.notices][-1] == ("promise_moved", "UEVE")
    assert e.events[-1].what == "promise_moved"
    assert isinstance(promise(e, BOB, "refund status", later, "again", now=at), Unchanged)


def test_moved_after_its_time_the_first_time_was_not_kept() -> None:
    """The record tells the truth, and blames nobody."""
    later = MONDAY + 180 * MINUTE
    e = changed(promise(owned(promise=in_(60)), BOB, None, later, "late", now=MONDAY + 61 * MINUTE))
    assert e.events[-1].what == "promise_broken"
    assert e.promise
    assert e.promise.is_open


@pytest.mark.parametrize(
    ("at", "state", "what"),
    [(59, PromiseState.KEPT, "promise_kept"), (60, PromiseState.KEPT, "promise_kept"),
     (61, PromiseState.BROKEN, "promise_broken")],
)  # fmt: skip
def test_resolving_in_time_keeps_it(at: float, state: PromiseState, what: str) -> None:
    """Nothing more is asked."""
    e = changed(resolve(owned(promise=in_(60)), BOB, "refunded", now=MONDAY + at * MINUTE))
    assert e.promise
    assert e.promise.state is state
    assert what in [event.what for event in e.events]
    assert due_of(e) is None


def test_cancelled_in_time_there_is_no_promise_any_more() -> None:
    """Neither kept nor broken."""
    e = changed(cancel(owned(promise=in_(60)), BOB, None, now=MONDAY))
    assert e.promise
    assert e.promise.state is PromiseState.CANCELLED
    assert not {"promise_kept", "promise_broken"} & {event.what for event in e.events}


def test_one_made_later_tells_the_requester() -> None:
    """They speak with the customer; a new one may follow one that was kept."""
    e = changed(promise(owned(promise=None), BOB, "a call", MONDAY + 60 * MINUTE, None, now=MONDAY))
    assert [(n.kind.value, n.user) for n in e.notices][-1] == ("promise_set", "UEVE")
    e = changed(keep(e, BOB, late=False, now=MONDAY))
    e = changed(promise(e, BOB, "a letter", MONDAY + 90 * MINUTE, None, now=MONDAY))
    assert e.promise
    assert (e.promise.text, e.promise.state, e.promise.moves) == ("a letter", PromiseState.OPEN, ())


@given(st.integers(1, 5000), st.lists(st.integers(0, 9000), max_size=12))
def test_each_stage_is_said_once_in_order_and_at_its_time(ahead: int, looks: list[int]) -> None:
    """Whenever anybody looks."""
    one = in_(ahead)
    stages: list[PromiseStage] = []
    for minutes in sorted(looks):
        now = MONDAY + minutes * MINUTE
        due, after = reminds_at(one), remind(one, now=now)
        assert (after is not one) == (due is not None and now >= due)
        if after is not one:
            assert after.said
            stages.append(after.said)
            assert (after.said is PromiseStage.SOON) == (now < one.by)
        one = after
    assert stages == sorted(set(stages), key=list(PromiseStage).index)


@given(st.integers(11, 100_000))
def test_the_time_before_is_never_shorter_or_longer_than_said(ahead: int) -> None:
    """Ten to thirty minutes."""
    one = in_(ahead)
    at = warned_at(one)
    assert at
    assert LEAST_LEAD <= one.by - at <= MOST_LEAD
    assert MONDAY < at < one.by


Step = Callable[[Escalation, datetime], Escalation]


def _set(minutes: int) -> Step:
    def step(e: Escalation, now: datetime) -> Escalation:
        return promise(e, BOB, "a call", now + minutes * MINUTE, "the bank", now=now).escalation

    return step


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.integers(1, 300).map(_set),
    st.booleans().map(lambda late: lambda e, now: keep(e, BOB, late=late, now=now).escalation),
    st.sampled_from([BOB, ANN]).map(lambda by: lambda e, now: take(e, by, now=now).escalation),
    st.just(lambda e, now: resolve(e, BOB, "done", now=now).escalation),
    *[st.just(lambda e, now: tick(e, now=now, roster=roster()))] * 5,
)


@settings(max_examples=150, deadline=None)
@given(
    st.booleans(),
    st.lists(st.tuples(st.sampled_from([0, 1, 9, 14, 16, 31, 65, 245]), STEPS), max_size=25),
)
def test_whatever_people_and_time_do_each_reminder_is_said_once_a_promised_time(
    has_owner: bool,  # noqa: FBT001 - drawn
    story: Sequence[tuple[int, Step]],
) -> None:
    """And none once it is done."""
    e = owned(promise=in_(30)) if has_owner else waiting(promise=in_(30))
    now = MONDAY
    said: Counter[tuple[object, ...]] = Counter()
    for minutes, step in story:
        now += minutes * MINUTE
        before, e = e, step(e, now)
        for notice in (n for n in e.notices if n.number >= before.next_number):
            if notice.kind in REMINDERS:
                assert e.promise
                assert e.promise.is_open
                assert notice.promised == e.promise.by
                said[(e.promise.made, notice.promised, notice.kind, notice.user or notice.place)] += 1
        assert all(times == 1 for times in said.values())
        due = reminds_at(e.promise) if e.is_open else None
        assert due is None or due_of(e) is not None


def test_a_moved_promise_keeps_every_move() -> None:
    """In the order they were made."""
    one = moved(moved(in_(60), MONDAY + 90 * MINUTE, "a", BOB, now=MONDAY), MONDAY, "b", EVE, now=MONDAY)
    assert [move.reason for move in one.moves] == ["a", "b"]


def test_figures_count_each_promised_time_once() -> None:
    """Moved in time, then moved late, then kept: one of each, and no name."""
    e = owned(promise=in_(60))
    for at, to in ((30, 90), (91, 120)):
        e = changed(promise(e, BOB, None, MONDAY + to * MINUTE, "the bank", now=MONDAY + at * MINUTE))
    assert e.promise
    assert tally(e.promise) == (0, 1, 1)
    e = changed(resolve(e, BOB, "refunded", now=MONDAY + 100 * MINUTE))
    assert e.promise
    assert tally(e.promise) == (1, 1, 1)
    figures = Figures.of(e)
    assert (figures.promises_kept, figures.promises_moved, figures.promises_broken) == (1, 1, 1)
    assert not {"bob", "bank", "UBOB"} & set(figures.model_dump_json().split('"'))
