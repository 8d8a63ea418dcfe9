"""What comes again every week, told once: intervals as a week's pattern and what does not fit it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.hours import Interval, instant, wall_clock
from bot.domain.timeline import Intervals, meet, union, without

_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
_MINUTES = 7 * 24 * 60

_FEWEST = 3
"""Fewer equal weeks are no habit."""

Stretch = tuple[int, int]
"""From minute to minute, counted from Monday 00:00 on the wall; past the week's end it goes on."""


@dataclass(frozen=True)
class Weekly:
    """A pattern of a week, how often it comes, and what comes in addition."""

    stretches: tuple[Stretch, ...]
    weeks: int
    """Whole weeks with all of it."""
    partly: int
    """Whole weeks with some of it: a holiday or time off left the rest out."""
    of: int
    """All whole weeks of the period."""
    besides: Intervals


def weekly(intervals: Intervals, zone: ZoneInfo, period: Interval) -> Weekly | None:
    """The pattern that at least half of the whole local weeks with anything have in common; None if there is none."""
    weeks = _weeks(zone, *period)
    whole = [(day, week) for day, week in weeks if period[0] <= week[0] and week[1] <= period[1]]
    opens = [week[0] for _, week in whole]
    by_week: list[list[Interval]] = [[] for _ in whole]
    for piece in meet(intervals, [week for _, week in whole]):  # cut where weeks end, since those touch
        by_week[bisect_right(opens, piece[0]) - 1].append(piece)
    patterns = Counter(
        _pattern(found, week, zone) for found, (_, week) in zip(by_week, whole, strict=True) if found
    )
    pattern, count = patterns.most_common(1)[0] if patterns else ((), 0)
    if count < _FEWEST or count * 2 < patterns.total():
        return None
    habits = {day: _habit(pattern, day, zone) for day, _ in weeks}
    parts = [(meet(found, habits[day]), habits[day]) for found, (day, _) in zip(by_week, whole, strict=True)]
    entirely = sum(part == habit for part, habit in parts)
    return Weekly(
        _across_the_end(pattern),
        weeks=entirely,
        partly=sum(bool(part) for part, _ in parts) - entirely,
        of=len(whole),
        besides=without(intervals, union(*habits.values())),
    )


def _habit(pattern: Sequence[Stretch], monday: date, zone: ZoneInfo) -> Intervals:
    return union(
        (instant(_at(monday, start), zone), instant(_at(monday, end), zone)) for start, end in pattern
    )


@lru_cache(maxsize=32)
def _weeks(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[tuple[date, Interval], ...]:
    """Every local week that meets a period: its Monday, and from when until when it is."""
    day = wall_clock(start, zone).date()
    day -= timedelta(days=day.weekday())
    last = wall_clock(end, zone).date()
    mondays = [day + step * _WEEK for step in range((last - day).days // 7 + 1)]
    return tuple((monday, (_midnight(monday, zone), _midnight(monday + _WEEK, zone))) for monday in mondays)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, time()), zone)


def _at(monday: date, minutes: int) -> datetime:
    return datetime.combine(monday, time()) + timedelta(minutes=minutes)


def _pattern(intervals: Sequence[Interval], week: Interval, zone: ZoneInfo) -> tuple[Stretch, ...]:
    start, end = week
    if end - start == _WEEK:  # no clock was changed
        return tuple(((opens - start) // _MINUTE, (closes - start) // _MINUTE) for opens, closes in intervals)
    monday = wall_clock(start, zone)
    return tuple(
        ((wall_clock(opens, zone) - monday) // _MINUTE, (wall_clock(closes, zone) - monday) // _MINUTE)
        for opens, closes in intervals
    )


def _across_the_end(pattern: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """What runs until the week's end and on from its beginning is one."""
    first, last = pattern[0], pattern[-1]
    if len(pattern) < 2 or first[0] != 0 or last[1] != _MINUTES:
        return pattern
    return (*pattern[1:-1], (last[0], last[1] + first[1]))
