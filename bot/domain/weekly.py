"""What comes again every week, told once: intervals as a week's pattern and what does not fit it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
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
    mondays = _mondays(zone, period)
    weeks = [(_midnight(day, zone), _midnight(day + _WEEK, zone)) for day in mondays]
    whole = [week for week in weeks if period[0] <= week[0] and week[1] <= period[1]]
    by_week: dict[datetime, list[Interval]] = {week[0]: [] for week in whole}
    for piece in meet(intervals, whole):  # cut where weeks end, since those touch
        by_week[whole[bisect_right(whole, piece[0], key=itemgetter(0)) - 1][0]].append(piece)
    patterns = Counter(_pattern(found, monday, zone) for monday, found in by_week.items() if found)
    pattern, count = patterns.most_common(1)[0] if patterns else ((), 0)
    if count < _FEWEST or count * 2 < patterns.total():
        return None
    habits = {_midnight(day, zone): _habit(pattern, day, zone) for day in mondays}
    met = {monday: meet(found, habits[monday]) for monday, found in by_week.items()}
    entirely = sum(part == habits[monday] for monday, part in met.items())
    return Weekly(
        _across_the_end(pattern),
        weeks=entirely,
        partly=sum(bool(part) for part in met.values()) - entirely,
        of=len(whole),
        besides=without(intervals, union(*habits.values())),
    )


def _habit(pattern: Sequence[Stretch], monday: date, zone: ZoneInfo) -> Intervals:
    return union(
        (instant(_at(monday, start), zone), instant(_at(monday, end), zone)) for start, end in pattern
    )


def _mondays(zone: ZoneInfo, period: Interval) -> list[date]:
    day = wall_clock(period[0], zone).date()
    day -= timedelta(days=day.weekday())
    last = wall_clock(period[1], zone).date()
    return [day + step * _WEEK for step in range((last - day).days // 7 + 1)]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return instant(datetime.combine(day, time()), zone)


def _at(monday: date, minutes: int) -> datetime:
    return datetime.combine(monday, time()) + timedelta(minutes=minutes)


def _pattern(intervals: Sequence[Interval], monday: datetime, zone: ZoneInfo) -> tuple[Stretch, ...]:
    start = wall_clock(monday, zone)
    return tuple(
        ((wall_clock(opens, zone) - start) // _MINUTE, (wall_clock(closes, zone) - start) // _MINUTE)
        for opens, closes in intervals
    )


def _across_the_end(pattern: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """What runs until the week's end and on from its beginning is one."""
    first, last = pattern[0], pattern[-1]
    if len(pattern) < 2 or first[0] != 0 or last[1] != _MINUTES:
        return pattern
    return (*pattern[1:-1], (last[0], last[1] + first[1]))
