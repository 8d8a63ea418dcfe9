"""Telling once what comes again every week."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import OpeningHours
from bot.domain.timeline import Intervals, complement, union, without
from bot.domain.weekdays import WeeklyHours
from bot.domain.weekly import Weekly, weekly
from tests.domain.small_files import BERLIN, SEOUL, seoul

PERIOD = (seoul("2026-03-02T15:00"), seoul("2026-05-01T09:00"))
"""Seven whole weeks, across the change of clocks in Berlin."""

HOUR = 60
DAY = 24 * HOUR


def closed(zone: ZoneInfo) -> Intervals:
    """Outside Monday to Friday, nine to six."""
    hours = OpeningHours(WeeklyHours.parse({"mon-fri": ["09:00-18:00"]}), zone)
    start, end = (at.astimezone(zone) for at in PERIOD)
    return complement(hours.intervals(start, end), start, end)


def found(intervals: Intervals, zone: ZoneInfo = SEOUL) -> Weekly:
    """The pattern, which there is."""
    pattern = weekly(intervals, zone, PERIOD)
    assert pattern is not None
    return pattern


def test_nights_and_the_weekend_are_five_stretches() -> None:
    """Four nights, and Friday evening to Monday morning in one piece across the week's end."""
    night = [(day * DAY + 18 * HOUR, (day + 1) * DAY + 9 * HOUR) for day in range(4)]
    assert found(closed(SEOUL)) == Weekly((*night, (4 * DAY + 18 * HOUR, 7 * DAY + 9 * HOUR)), 7, 0, 7, ())


def test_a_zone_that_changes_its_clocks_keeps_its_own_week() -> None:
    """Told by the clock of the place, hours are the same before and after the change."""
    assert found(closed(BERLIN), BERLIN).weeks == found(closed(BERLIN), BERLIN).of
    in_seoul = weekly(closed(BERLIN), SEOUL, PERIOD)
    assert in_seoul is None or in_seoul.weeks < in_seoul.of


def test_what_does_not_fit_the_week_is_named_besides() -> None:
    """A holiday adds one interval: the hours that are open in other weeks."""
    holiday = (seoul("2026-04-08T09:00"), seoul("2026-04-08T18:00"))
    pattern = found(union(closed(SEOUL), [holiday]))
    assert (pattern.weeks, pattern.partly, pattern.of) == (7, 0, 7)
    assert pattern.besides == (holiday,)


def test_weeks_with_a_part_of_it_are_counted_apart() -> None:
    """Where somebody fills one night, that week is neither left out nor one of the others."""
    filled = (seoul("2026-04-08T18:00"), seoul("2026-04-09T09:00"))
    pattern = found(without(closed(SEOUL), [filled]))
    assert (pattern.weeks, pattern.partly, pattern.of) == (6, 1, 7)
    assert pattern.besides == ()


def test_every_other_week_is_a_habit_of_those_weeks() -> None:
    """Weeks without anything do not vote."""
    start: datetime = seoul("2026-03-09T09:00")
    steps = [timedelta(days=14) * turn for turn in range(4)]
    pattern = found(tuple((start + step, start + step + timedelta(hours=9)) for step in steps))
    assert (pattern.stretches, pattern.weeks, pattern.of) == (((9 * HOUR, 18 * HOUR),), 4, 7)


def test_two_weeks_alike_are_no_habit() -> None:
    """Fewer than three equal weeks tell nothing."""
    start: datetime = seoul("2026-03-09T09:00")
    twice = tuple(
        (start + step, start + step + timedelta(hours=1)) for step in (timedelta(), timedelta(days=7))
    )
    assert weekly(twice, SEOUL, PERIOD) is None
