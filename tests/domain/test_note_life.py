"""The life of a note: steps that can be taken twice, knocks that stand once, and a block that nothing gives away."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.correction import Correction, Observation
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.note_life import (
    Asked,
    Erased,
    Told,
    after_answer,
    after_asking,
    after_closing,
    after_hiding,
    after_opening,
    after_showing,
    after_talking_again,
    next_due,
    part_of,
    seen_by,
    stage,
    what_is_due,
    with_intent,
    without_knock,
)

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
UNTIL = NOON + timedelta(days=90)
DAY = date(2026, 12, 4)
WORDS = Observation(situation="zzmark", behaviour="zzmark", impact="zzmark", next_time="zzmark")


def party(user: str) -> Party:
    """Somebody."""
    return Party(user=user, name=Text(en=user))


def delivered(*, to: str = "UCHO", held: bool = False) -> Correction:
    """A note that was brought at noon, to be asked about in a week."""
    return Correction(
        id="N1",
        author=party("UANN"),
        recipient=party(to),
        words=WORDS,
        written=NOON,
        night=None,
        deliver_at=NOON,
        delivered=NOON,
        keep_until=UNTIL,
        follow_up=date(2026, 11, 27),
        follow_up_at=NOON + timedelta(days=7),
        held=held,
    )


Step = Callable[[Correction, datetime], Correction]


def _time_passes(note: Correction, now: datetime) -> Correction:
    """Everything that is due happens, as the service does it."""
    while due := what_is_due(note, now):
        match due:
            case Told(knock):
                note = without_knock(with_intent(note, knock.number, now), knock.number)
            case Asked():
                note = after_asking(note, now)
            case Erased():
                return note
    return note


BY_READER: dict[str, Step] = {
    "opened": lambda note, now: after_opening(note, now, tell_at=now + timedelta(minutes=10)),
    "understood": lambda note, now: after_answer(note, "understood", "", now, tell_at=now),
    "differ": lambda note, now: after_answer(note, "differ", "zzmark", now, tell_at=now),
    "closed": lambda note, now: after_closing(note, "reader", now, tell_at=now),
    "again": lambda note, now: after_talking_again(note, "reader", DAY, now + timedelta(days=9), tell_at=now),
    "shown": lambda note, now: after_showing(note, party("UDAN"), now, tell_at=now),
    "hidden": lambda note, _now: after_hiding(note, "UDAN"),
}
BY_AUTHOR: dict[str, Step] = {
    "closed": lambda note, now: after_closing(note, "author", now, tell_at=now),
    "again": lambda note, now: after_talking_again(note, "author", DAY, now + timedelta(days=9), tell_at=now),
}
STEPS = [*BY_READER.values(), *BY_AUTHOR.values(), _time_passes]
HOURS = st.integers(0, 24 * 20)


@given(st.lists(st.tuples(st.sampled_from(STEPS), HOURS)))
def test_each_step_taken_twice_is_one(steps: Sequence[tuple[Step, int]]) -> None:
    """A second press in the same moment changes nothing; and what is told is numbered once, never forgotten."""
    note, now, numbers = delivered(), NOON, 0
    for step, hours in steps:
        now += timedelta(hours=hours)
        note = step(note, now)
        assert step(note, now) == note
        assert note.knocked >= numbers
        numbers = note.knocked
        assert len({knock.number for knock in note.knocks}) == len(note.knocks)
        assert all(knock.number <= note.knocked for knock in note.knocks)
        assert not (note.closed and note.follow_up_at)
        assert next_due(note) is not None


@given(st.lists(st.tuples(st.sampled_from([*BY_AUTHOR.values(), _time_passes]), HOURS)))
def test_a_held_note_is_one_that_nobody_opened(steps: Sequence[tuple[Step, int]]) -> None:
    """Whatever its author does: the same sight, and the same knocks at the same instants."""
    held, other, now = delivered(held=True), delivered(), NOON
    for step, hours in steps:
        now += timedelta(hours=hours)
        held, other = step(held, now), step(other, now)
        assert seen_by(held, "author") == seen_by(other, "author")
        mine = [[(one.due, one.about) for one in note.knocks if one.to == "UANN"] for note in (held, other)]
        assert mine[0] == mine[1]
        assert all(knock.to == "UANN" for knock in held.knocks)
        assert part_of(held, "UCHO", now) is None


@given(st.lists(st.tuples(st.sampled_from(STEPS), HOURS)))
def test_a_note_to_oneself_knocks_for_its_date_alone(steps: Sequence[tuple[Step, int]]) -> None:
    """Nobody is told what they did themselves; somebody who is shown it is."""
    note, now = delivered(to="UANN"), NOON
    for step, hours in steps:
        now += timedelta(hours=hours)
        note = step(note, now)
        assert {(one.to, one.about) for one in note.knocks} <= {("UANN", "follow_up"), ("UDAN", "shown")}


@pytest.mark.parametrize(
    ("user", "before", "after"),
    [("UCHO", "reader", None), ("UANN", "author", None), ("UDAN", "shown", None), ("UBOB", None, None)],
)
def test_who_may_read_it_until_its_time_is_over(user: str, before: str | None, after: str | None) -> None:
    """At that instant nobody any more."""
    note = after_showing(delivered(), party("UDAN"), NOON, tell_at=NOON)
    assert part_of(note, user, UNTIL - timedelta(milliseconds=1)) == before
    assert part_of(note, user, UNTIL) == after


def test_a_sealed_note_is_nobodys_to_open() -> None:
    """Not even its author's: they change it in its form."""
    note = delivered().model_copy(update={"delivered": None})
    assert [part_of(note, user, NOON) for user in ("UCHO", "UANN", "UDAN")] == [None] * 3
    assert stage(note) == "sealed"


def test_what_stands_in_slack_already_is_not_merged_with_what_comes() -> None:
    """A knock on its way tells of what was before it; the next answer is told by itself."""
    note = BY_READER["understood"](delivered(), NOON)
    [knock] = note.knocks
    assert BY_READER["differ"](note, NOON).knocks == (knock,)
    going = with_intent(note, knock.number, NOON)
    assert [one.number for one in BY_READER["differ"](going, NOON).knocks] == [1, 2]


def test_a_note_of_before_has_nothing_due() -> None:
    """Delivered by an earlier version: it expires by itself, as it was stored to."""
    note = delivered().model_copy(update={"keep_until": None, "follow_up_at": None})
    assert next_due(note) is None
    assert part_of(note, "UCHO", UNTIL + timedelta(days=1)) == "reader"


def test_whoever_asked_to_be_erased_is_told_nothing_more() -> None:
    """Their id is gone from the note, so that there is nobody to write to; the other is asked all the same."""
    erased = delivered().model_copy(update={"author": Party(user="", name=Text(en="somebody"))})
    opened = after_opening(erased, NOON, tell_at=NOON)
    said = after_answer(opened, "reply", "zzmark", NOON, tell_at=NOON)
    assert said.knocks == ()
    assert said.answers
    assert [knock.to for knock in after_asking(said, NOON).knocks] == ["UCHO"]
