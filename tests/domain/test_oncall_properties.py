"""Rotations walked in small ticks across changes of the clocks, and random files against a second opinion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.oncall import Cover, Gap, Roster, Shift
from tests.domain.small_files import PEOPLE, Raw, layer, roster_of, team_file
from tests.domain.tick_clock import ZONES, TickClock
from tests.domain.tick_roster import Answer, TickRoster
from tests.fakes.calendars import FakeCalendars

CHANGES = {
    ("Europe/Berlin", "spring"): "2026-03-29",
    ("Europe/Berlin", "autumn"): "2026-10-25",
    ("America/New_York", "spring"): "2026-03-08",
    ("America/New_York", "autumn"): "2026-11-01",
    ("Australia/Lord_Howe", "spring"): "2026-04-05",
    ("Australia/Lord_Howe", "autumn"): "2026-10-04",
    ("Asia/Seoul", "spring"): "2026-03-29",
    ("America/St_Johns", "spring"): "2026-03-08",
    ("America/St_Johns", "autumn"): "2026-11-01",
}


@pytest.mark.parametrize(("zone", "season"), CHANGES)
@pytest.mark.parametrize("hour", ["01:30", "02:30", "09:00"])
@pytest.mark.parametrize("every", ["1d", "1w"])
def test_only_the_right_handoffs_happen(zone: str, season: str, hour: str, every: str) -> None:
    """Asked every half hour of the week around a change: hands over at that time on the wall, else never.

    Where the wall skips the time, at the first tick after; where it shows it twice, at the first.
    """
    clock = TickClock(zone, season)
    change = date.fromisoformat(CHANGES[zone, season])
    roster = roster_of(
        layer("ann bob cho", starts=f"{change - timedelta(days=6)}T{hour}", every=every),
        schedule={"time_zone": zone},
    )
    start, end = (
        clock.instant(datetime.fromisoformat(f"{change + timedelta(days=days)}T12:00")) for days in (-3, 4)
    )
    due = {
        clock.instant(datetime.fromisoformat(f"{change + timedelta(days=days)}T{hour}"))
        for days in range(-6, 8, int(every[0]) * (7 if every[1] == "w" else 1))
    }

    found = {tick: roster.on_call("desk", tick) for tick in clock.between(start, end)}
    handed_over = {
        later for sooner, later in pairwise(found) if (found[sooner] or later) != (found[later] or sooner)
    }

    assert all(found.values())
    assert handed_over == {tick for tick in due if start < tick < end}


@dataclass(frozen=True)
class Case:
    """A random schedule with everything that can happen to it."""

    clock: TickClock
    schedule: Raw
    people: dict[str, Raw]
    covers: tuple[Cover, ...]
    holidays: frozenset[date]

    def roster(self) -> Roster:
        """The roster of the domain."""
        file = team_file(
            zone=str(self.clock.zone),
            people=self.people,
            schedules={"desk": self.schedule},
            holidays={"also": [{"date": str(day), "name": {"en": "x"}} for day in sorted(self.holidays)]},
        )
        return Roster(file, FakeCalendars(), self.covers)

    def second_opinion(self) -> dict[datetime, Answer]:
        """What the simple-minded implementation says at every tick."""
        return TickRoster(self.clock, self.schedule, self.people, self.covers, self.holidays).answers()


SPANS = ("01:30-03:00", "02:00-02:30", "09:00-18:00", "22:00-02:30", "00:00-24:00", "23:30-09:00")
HOURS = ("00:00", "01:30", "02:00", "02:30", "09:00", "23:30")


@st.composite
def moments(draw: st.DrawFn, clock: TickClock, *, first: int = 0, last: int = 55) -> str:
    """A wall time, most where clocks change."""
    day = clock.days()[4] + timedelta(days=draw(st.integers(first, last)))
    return f"{day}T{draw(st.sampled_from(HOURS))}"


@st.composite
def stretches(draw: st.DrawFn, clock: TickClock) -> tuple[str, str]:
    """Some days, or none."""
    start = draw(moments(clock))
    day = date.fromisoformat(start[:10]) + timedelta(days=draw(st.integers(0, 12)))
    return start, f"{day}T{draw(st.sampled_from(HOURS))}"


@st.composite
def layers(draw: st.DrawFn, clock: TickClock) -> Raw:
    """A layer of a few members, by the calendar or by worked turns."""
    days = st.sampled_from(["mon-fri", "sat,sun", "daily", "fri-mon", "wed"])
    active = st.none() | st.dictionaries(days, st.sampled_from(SPANS).map(lambda span: [span]), max_size=1)
    return {
        "members": draw(st.lists(st.sampled_from([*PEOPLE, None]), max_size=4)),
        "starts": draw(moments(clock, last=20)),
        "every": draw(st.sampled_from(["1d", "2d", "3d", "7d", "14d"])),
        "active": draw(active),
        "turns": draw(st.sampled_from(["calendar", "worked"])),
    }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A schedule of up to three layers with overrides, covers, time off and holidays, around a change."""
    clock = TickClock(draw(st.sampled_from(ZONES)), draw(st.sampled_from(["spring", "autumn"])))
    anybody = st.sampled_from(PEOPLE)

    def some(count: int) -> list[tuple[str, str]]:
        return draw(st.lists(stretches(clock), max_size=count))

    def at(moment: str) -> datetime:
        return clock.instant(datetime.fromisoformat(moment))

    overrides = [
        {"person": draw(anybody), "from": start, "to": end, "instead_of": draw(st.none() | anybody)}
        for start, end in some(4)
    ]
    covers = [
        Cover(f"{start} {end}", draw(anybody), draw(anybody), at(start), at(end)) for start, end in some(4)
    ]
    return Case(
        clock,
        {"layers": draw(st.lists(layers(clock), max_size=3)), "overrides": overrides},
        {name: {"time_off": [{"from": start, "to": end} for start, end in some(2)]} for name in PEOPLE},
        tuple(covers),
        draw(st.frozensets(st.sampled_from(clock.days()), max_size=6)),
    )


def slow(examples: int) -> settings:
    """Building a random file takes its time; how long is not the question."""
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def at_ticks(clock: TickClock, shifts: tuple[Shift, ...], gaps: tuple[Gap, ...]) -> dict[datetime, Answer]:
    """Shifts and gaps as an answer for each tick; a tick in both or twice fails."""
    found: dict[datetime, Answer] = {}
    stretches: list[Shift | Gap] = [*shifts, *gaps]
    for stretch in stretches:
        for tick in clock.between(stretch.start, stretch.end):
            assert tick not in found
            found[tick] = (stretch.person, stretch.why.value) if isinstance(stretch, Shift) else None
    return found


@slow(80)
@given(cases())
def test_random_files_agree_with_a_second_opinion(case: Case) -> None:
    """An implementation that decides each half hour by walking to it says the same for nine weeks."""
    ticks = case.clock.ticks
    shifts, gaps = case.roster().shifts("desk", ticks[0], ticks[-1] + case.clock.step)

    assert at_ticks(case.clock, shifts, gaps) == case.second_opinion()


@slow(60)
@given(cases(), st.data())
def test_a_window_is_the_whole_clipped(case: Case, data: st.DataObject) -> None:
    """What is asked for a window is what all nine weeks show of it; neighbours are joined in both."""
    ticks, roster = case.clock.ticks, case.roster()
    start, end = sorted(data.draw(st.lists(st.sampled_from(ticks), min_size=2, max_size=2, unique=True)))
    whole = roster.shifts("desk", ticks[0], ticks[-1])

    def clipped(stretches: Iterable[Shift | Gap]) -> Iterator[tuple[object, ...]]:
        for stretch in stretches:
            since, until = max(start, stretch.start), min(end, stretch.end)
            if since < until:
                yield (*who_and_why(stretch), since, until)

    shifts, gaps = roster.shifts("desk", start, end)
    assert list(clipped(shifts)) == list(clipped(whole[0]))
    assert list(clipped(gaps)) == list(clipped(whole[1]))


def who_and_why(stretch: Shift | Gap) -> tuple[object, ...]:
    """What a stretch is, without its times."""
    return (stretch.person, stretch.why) if isinstance(stretch, Shift) else ()


@slow(60)
@given(cases(), st.data())
def test_an_answer_for_an_instant_is_the_shift_of_the_whole(case: Case, data: st.DataObject) -> None:
    """The present shift and the next are those of the full list, wherever both their ends are in it."""
    ticks, roster = case.clock.ticks, case.roster()
    at = data.draw(st.sampled_from(ticks))
    shifts, _ = roster.shifts("desk", ticks[0] - timedelta(days=90), ticks[-1] + timedelta(days=90))
    expected = next((shift for shift in shifts if shift.start <= at < shift.end), None)
    later = [shift for shift in shifts if shift.start > at]

    present, following = roster.on_call("desk", at), roster.next_on_call("desk", at)

    assert (present is None) == (expected is None)
    if present and expected:
        assert who_and_why(present) == who_and_why(expected)
        assert present.start == max(expected.start, at - timedelta(days=60))
        assert present.end == min(expected.end, at + timedelta(days=60))
        assert present.endless == (expected.end >= at + timedelta(days=60))
    if following:
        assert following.start == later[0].start
        assert who_and_why(following) == who_and_why(later[0])
    elif not (present and present.endless):
        assert not later
