"""Notations of hours, and working time across midnight, holidays and changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.domain.hours import HolidayRule, OpeningHours, instant
from bot.domain.language import Text
from bot.domain.weekdays import ALL_DAY, Days, WeeklyHours
from tests.domain.small_files import BERLIN, SEOUL, seoul, utc
from tests.domain.tick_clock import ZONES, TickClock
from tests.fakes.calendars import FakeCalendar, FakeCalendars

HAVANA = ZoneInfo("America/Havana")
OFFICE = WeeklyHours.parse({"mon-fri": ["09:00-12:00", "13:00-18:00"]})
OFFICE_IN_SEOUL = OpeningHours(OFFICE, SEOUL)
NIGHTS = WeeklyHours.parse({"fri": ["22:00-06:00"]})
FRIDAY_OFF = FakeCalendar({date(2026, 1, 9): Text(en="Bridge day")})


def in_berlin(hours: dict[str, list[str]]) -> OpeningHours:
    """Hours in Berlin, whose clocks change on 2026-03-29 and 2026-10-25."""
    return OpeningHours(WeeklyHours.parse(hours), BERLIN)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("mon", {0}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("sat,sun", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("daily", set(range(7))),
    ],
)
def test_days_are_read(written: str, numbers: set[int]) -> None:
    """Days are single ones, lists, ranges (also over the week's end) or all."""
    assert Days.parse(written).numbers == numbers


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_survive_being_written(numbers: frozenset[int]) -> None:
    """What is written is read again as the same days."""
    assert Days.parse(Days(numbers).write()) == Days(numbers)


@pytest.mark.parametrize("written", ["", "monday", "mon-", 3, None])
def test_what_is_no_day_is_told(written: object) -> None:
    """Something else is refused with a sentence that shows the notation."""
    with pytest.raises(ValueError, match="mon, mon-fri, sat,sun or daily"):
        Days.parse(written)


def test_hours_survive_being_written() -> None:
    """Hours pass through pydantic in the file's notation, also across midnight and to its end."""
    adapter = TypeAdapter(WeeklyHours)
    hours = adapter.validate_python({"fri": "22:00-06:00", "sat": ["00:00-24:00"]})

    assert adapter.dump_python(hours) == {"fri": ["22:00-06:00"], "sat": ["00:00-24:00"]}
    assert adapter.validate_python(adapter.dump_python(hours)) == hours


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (["09:00-18:00"], "hours are written as"),
        ({"mon": 9}, 'the hours of "mon" are a list'),
        ({"mon": ["9-18"]}, '"9-18" are not hours'),
        ({"mon": [None]}, '"~" are not hours'),
        ({"sat": None, "sun": ["09:00-12:00"]}, 'the hours of "sat" are missing; several days in braces'),
        ({"mon": ["09:00-09:00"]}, "not empty"),
        ({"mon": ["24:00-06:00"]}, "begin before 24:00"),
        ({"mon-tue": ["09:00-12:00"], "tue": ["11:00-13:00"]}, "the hours of tue overlap"),
    ],
)
def test_what_are_no_hours_is_told(written: Any, sentence: str) -> None:  # noqa: ANN401 - whatever YAML holds
    """Something else is refused with a sentence that names the entry."""
    with pytest.raises(ValueError, match=sentence):
        WeeklyHours.parse(written)


def test_a_skipped_time_is_the_first_instant_after_the_gap() -> None:
    """At 02:00 Berlin jumps to 03:00: 02:30 does not exist, 03:00 is next."""
    assert instant(datetime(2026, 3, 29, 2, 30), BERLIN) == utc("2026-03-29T01:00")  # noqa: DTZ001


def test_a_skipped_day_is_the_first_instant_after_it() -> None:
    """Samoa crossed the date line by leaving out 2011-12-30."""
    apia = ZoneInfo("Pacific/Apia")

    assert instant(datetime(2011, 12, 30, 9, 0), apia) == utc("2011-12-30T10:00")  # noqa: DTZ001


def test_a_repeated_time_is_its_first_occurrence_and_as_an_end_its_second() -> None:
    """Berlin shows 02:30 twice: things begin at the first, hours end at the second."""
    repeated = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001

    assert instant(repeated, BERLIN) == utc("2026-10-25T00:30")
    assert instant(repeated, BERLIN, end=True) == utc("2026-10-25T01:30")


@pytest.mark.parametrize(
    "clock", [TickClock(zone, season) for zone in ZONES for season in ("spring", "autumn")]
)
@pytest.mark.parametrize("end", [False, True])
def test_every_wall_time_is_the_tick_that_shows_it(clock: TickClock, *, end: bool) -> None:
    """Looking each half hour of nine weeks up on the wall gives the same instants, in every zone."""
    for local in clock.wall_times():
        assert instant(local, clock.zone, end=end) == clock.instant(local, end=end)


def test_no_hours_means_always_open() -> None:
    """Without hours it is always open, on holidays too, and never closes."""
    always = OpeningHours(None, SEOUL, FRIDAY_OFF)
    friday = seoul("2026-01-09T10:00")

    assert always.is_open(friday)
    assert always.opens_next(friday) == friday
    assert always.closes_next(friday) is None
    assert always.add_working(friday, timedelta(days=500)) == friday + timedelta(days=500)


def test_hours_are_half_open() -> None:
    """At 09:00 it is open, at 18:00 it is not any more."""
    assert OFFICE_IN_SEOUL.is_open(seoul("2026-01-05T09:00"))
    assert not OFFICE_IN_SEOUL.is_open(seoul("2026-01-05T18:00"))
    assert OFFICE_IN_SEOUL.is_open(seoul("2026-01-05T17:59"))


def test_after_work_on_friday_it_opens_on_monday() -> None:
    """The next opening skips the weekend; while open it is now."""
    assert OFFICE_IN_SEOUL.opens_next(seoul("2026-01-09T18:00")) == seoul("2026-01-12T09:00")
    assert OFFICE_IN_SEOUL.opens_next(seoul("2026-01-09T17:00")) == seoul("2026-01-09T17:00")


def test_the_next_closing_is_of_the_present_hours_or_else_of_the_next() -> None:
    """At ten it closes at noon; in the lunch break it closes in the evening."""
    assert OFFICE_IN_SEOUL.closes_next(seoul("2026-01-05T10:00")) == seoul("2026-01-05T12:00")
    assert OFFICE_IN_SEOUL.closes_next(seoul("2026-01-05T12:30")) == seoul("2026-01-05T18:00")


def test_touching_hours_are_one() -> None:
    """09-12 and 12-18 close at 18:00; a day from midnight to midnight does not close between days."""
    touching = OpeningHours(WeeklyHours.parse({"mon": ["09:00-12:00", "12:00-18:00"]}), SEOUL)

    assert touching.closes_next(seoul("2026-01-05T10:00")) == seoul("2026-01-05T18:00")
    assert OpeningHours(ALL_DAY, SEOUL).closes_next(seoul("2026-01-05T10:00")) is None


def test_hours_across_midnight_belong_to_the_day_they_begin_on() -> None:
    """Friday's night ends on Saturday morning; when Friday is a holiday there is no such night."""
    saturday = seoul("2026-01-10T05:59")

    assert OpeningHours(NIGHTS, SEOUL).is_open(saturday)
    assert not OpeningHours(NIGHTS, SEOUL).is_open(seoul("2026-01-10T06:00"))
    assert not OpeningHours(NIGHTS, SEOUL, FRIDAY_OFF).is_open(saturday)
    assert OpeningHours(NIGHTS, SEOUL, FRIDAY_OFF).opens_next(saturday) == seoul("2026-01-16T22:00")


def test_hours_that_never_come_are_never() -> None:
    """No hours in any day: no opening, no closing, no working time."""
    never = OpeningHours(WeeklyHours({}), SEOUL)
    monday = seoul("2026-01-05T10:00")

    assert not never.is_open(monday)
    assert never.opens_next(monday) is None
    assert never.closes_next(monday) is None
    assert never.add_working(monday, timedelta(minutes=1)) is None


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-01-05T10:00", 2, "2026-01-05T12:00"),
        ("2026-01-05T10:00", 3, "2026-01-05T14:00"),
        ("2026-01-05T09:00", 8, "2026-01-05T18:00"),
        ("2026-01-08T17:00", 2, "2026-01-12T10:00"),
        ("2026-01-10T15:00", 1, "2026-01-12T10:00"),
        ("2026-01-10T15:00", 0, "2026-01-10T15:00"),
    ],
)
def test_working_time_skips_breaks_weekends_and_holidays(start: str, hours: int, end: str) -> None:
    """Friday the 9th is a holiday; what runs out at closing ends at closing."""
    office = OpeningHours(OFFICE, SEOUL, FRIDAY_OFF)

    assert office.add_working(seoul(start), timedelta(hours=hours)) == seoul(end)


def test_an_hour_that_the_clocks_skip_is_no_working_time() -> None:
    """01:00-04:00 on the day Berlin jumps from 02:00 to 03:00 are two hours."""
    night = in_berlin({"sun": ["01:00-04:00"]})

    assert list(night.intervals(utc("2026-03-28T00:00"), utc("2026-03-30T00:00"))) == [
        (utc("2026-03-29T00:00"), utc("2026-03-29T02:00"))
    ]


def test_hours_wholly_inside_the_gap_do_not_come() -> None:
    """02:00-03:00 has no minute on the day Berlin jumps from 02:00 to 03:00."""
    assert not list(
        in_berlin({"sun": ["02:00-03:00"]}).intervals(utc("2026-03-28T00:00"), utc("2026-03-30T00:00"))
    )


def test_an_hour_shown_twice_is_worked_twice() -> None:
    """01:00-02:30 on the day Berlin shows 02:00-03:00 twice ends at the second 02:30."""
    assert list(
        in_berlin({"sun": ["01:00-02:30"]}).intervals(utc("2026-10-24T00:00"), utc("2026-10-26T00:00"))
    ) == [(utc("2026-10-24T23:00"), utc("2026-10-25T01:30"))]


def test_time_shared_by_two_spans_of_a_repeated_hour_counts_once() -> None:
    """Both 01:00-02:30 and 02:30-04:00 hold the second 02:00-02:30; together they are four hours."""
    both = in_berlin({"sun": ["01:00-02:30", "02:30-04:00"]})

    assert both.add_working(utc("2026-10-24T23:00"), timedelta(hours=4)) == utc("2026-10-25T03:00")


def test_a_day_that_repeats_midnight_ends_at_its_second() -> None:
    """Havana goes from 01:00 back to 00:00 on 2026-11-01: Saturday's hours to 24:00 end at the second."""
    saturday = OpeningHours(WeeklyHours.parse({"sat": ["20:00-24:00"]}), HAVANA)

    assert saturday.closes_next(utc("2026-11-01T02:00")) == utc("2026-11-01T05:00")


@st.composite
def weekly_hours(draw: st.DrawFn) -> WeeklyHours:
    """Hours on the half hour, most around the time when clocks change, some across midnight."""
    spans: dict[int, tuple[tuple[int, int], ...]] = {}
    for day in draw(st.frozensets(st.integers(0, 6))):
        starts = sorted(draw(st.sets(st.integers(0, 47), min_size=1, max_size=3)))
        limits = [*starts[1:], 48 + starts[0]]
        spans[day] = tuple(
            (start * 30, draw(st.integers(start + 1, min(limit, start + 47))) * 30)
            for start, limit in zip(starts, limits, strict=True)
        )
    return WeeklyHours(spans)


@settings(max_examples=60, deadline=None)
@given(weekly_hours(), st.sampled_from(ZONES), st.sampled_from(["spring", "autumn"]), st.data())
def test_open_time_is_that_of_a_clock_watched_tick_by_tick(
    hours: WeeklyHours, zone: str, season: str, data: st.DataObject
) -> None:
    """A clock on the wall, watched every half hour across a change week, is open at the same ticks."""
    clock = TickClock(zone, season)
    holidays = {
        day: Text(en="x") for day in data.draw(st.frozensets(st.sampled_from(clock.days()), max_size=5))
    }
    start, end = sorted(
        data.draw(st.lists(st.sampled_from(clock.ticks), min_size=2, max_size=2, unique=True))
    )
    watched = clock.open_ticks(hours, frozenset(holidays))

    office = OpeningHours(hours, clock.zone, FakeCalendar(holidays))
    found = list(office.intervals(start, end))

    assert {tick for tick in clock.between(start, end) if any(a <= tick < b for a, b in found)} == {
        tick for tick in clock.between(start, end) if tick in watched
    }
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(moment.tzinfo is UTC for interval in found for moment in interval)
    assert office.is_open(start) == (start in watched)
    opens = office.opens_next(start)
    worked = office.add_working(start, timedelta(hours=1))
    ahead = [tick for tick in clock.ticks if tick >= start and tick in watched]
    assert not ahead or opens == ahead[0]
    assert len(ahead) < 2 or worked == ahead[1] + clock.step


def test_a_fake_calendar_refuses_a_country_it_was_not_told() -> None:
    """The fake knows what a test tells it: a country's days, our own days, and nothing else."""
    calendars = FakeCalendars(KR="2026-03-02")
    own = HolidayRule.model_validate({"also": [{"date": "2026-12-31", "name": {"en": "Year end"}}]})

    assert calendars(HolidayRule(country="KR")).name_on(date(2026, 3, 2)) is not None
    assert calendars(own).name_on(date(2026, 12, 31)) == Text(en="Year end")
    assert calendars(None).name_on(date(2026, 3, 2)) is None
    with pytest.raises(KeyError):
        calendars(HolidayRule(country="DE"))
