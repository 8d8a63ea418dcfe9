"""Intervals in words: by the reader's clock, with their dates, and told once where they come again every week."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import Interval
from bot.domain.reader import Reader
from bot.domain.timeline import Intervals, length
from bot.domain.weekly import Stretch, Weekly, weekly
from bot.views.dates import weekday
from bot.views.words import say

_DAY = 24 * 60

FEW = 3
"""So many intervals are named one by one."""


def period(interval: Interval, reader: Reader) -> str:
    """From when until when, with the dates."""
    start, end = (at.astimezone(ZoneInfo(reader.zone)) for at in interval)
    last = end - timedelta.resolution
    closes = _clock(end, midnight="24:00")
    if start.date() == last.date():
        return f"{_date(start, reader)} {start:%H:%M}–{closes}"
    return (
        f"{_date(start, reader)} {start:%H:%M} – {_date(last if closes == '24:00' else end, reader)} {closes}"
    )


def day_and_time(at: datetime, reader: Reader) -> str:
    """A moment with its date."""
    local = at.astimezone(ZoneInfo(reader.zone))
    return f"{_date(local, reader)} {local:%H:%M}"


def occasions(intervals: Intervals, within: Interval, reader: Reader, zones: Sequence[str] = ()) -> str:
    """All of some intervals in a line; `within` is the period they were looked for in.

    What comes again every week is told as a week, by the reader's clock or by that of another zone it follows.
    """
    if intervals == (within,):
        return say(reader, ko="기간 내내", en="all the time")
    if len(intervals) <= FEW:
        return ", ".join(period(interval, reader) for interval in intervals)
    for zone in dict.fromkeys((reader.zone, *zones)):
        habit = weekly(intervals, ZoneInfo(zone), within)
        if habit and len(habit.besides) <= FEW:
            return _habitual(habit, zone, reader)
    return say(
        reader,
        ko=f"{len(intervals)}번, 모두 {_total(intervals, reader)}. 처음은 {period(intervals[0], reader)}",
        en=f"{len(intervals)} times, {_total(intervals, reader)} in all; the first {period(intervals[0], reader)}",
    )


def _habitual(habit: Weekly, zone: str, reader: Reader) -> str:
    clock = f" ({zone})" if zone != reader.zone else ""
    pattern = stretches(habit.stretches, reader) + clock
    told = _often(habit, pattern, reader)
    besides = ", ".join(period(interval, reader) for interval in habit.besides)
    return say(reader, ko=f"{told}, 그 밖에 {besides}", en=f"{told}; besides {besides}") if besides else told


def _often(habit: Weekly, pattern: str, reader: Reader) -> str:
    if habit.weeks == habit.of:
        return say(reader, ko=f"매주 {pattern}", en=f"every week {pattern}")
    if not habit.partly:
        return say(
            reader,
            ko=f"{habit.of}주 가운데 {habit.weeks}주, {pattern}",
            en=f"in {habit.weeks} of {habit.of} weeks {pattern}",
        )
    return say(
        reader,
        ko=f"{habit.of}주 가운데 {habit.weeks}주는 {pattern}, {habit.partly}주는 그중 일부",
        en=f"in {habit.weeks} of {habit.of} weeks {pattern}, in {habit.partly} a part of it",
    )


def _total(intervals: Intervals, reader: Reader) -> str:
    hours = max(1, round(length(intervals) / timedelta(hours=1)))
    return say(reader, ko=f"{hours:,}시간", en=f"{hours:,} h")


def stretches(pattern: Sequence[Stretch], reader: Reader) -> str:
    """A week's pattern: `Tue–Fri 01:00–09:00, Sat 01:00 – Mon 09:00`."""
    days: dict[tuple[int, int], list[int]] = {}
    for start, end in pattern:
        days.setdefault((start % _DAY, end - start), []).append(start // _DAY)
    told = []
    for (begins, lasts), on in days.items():
        opens, closes = _minutes(begins), _minutes((begins + lasts) % _DAY or _DAY)
        if lasts < _DAY or begins + lasts == _DAY:
            told.append(f"{_days(on, reader)} {opens}–{closes}")
        else:
            told += [
                f"{weekday(day, reader)} {opens} – {weekday((day * _DAY + begins + lasts - 1) // _DAY, reader)} {closes}"
                for day in on
            ]
    return ", ".join(told)


def _days(days: Sequence[int], reader: Reader) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "·".join(
        weekday(run[0], reader) + (f"–{weekday(run[-1], reader)}" if len(run) > 1 else "") for run in runs
    )


def _date(at: datetime, reader: Reader) -> str:
    return f"{at:%Y-%m-%d} {weekday(at.weekday(), reader)}"


def _clock(at: datetime, *, midnight: str) -> str:
    return midnight if f"{at:%H:%M}" == "00:00" else f"{at:%H:%M}"


def _minutes(count: int) -> str:
    return f"{count // 60:02}:{count % 60:02}"
