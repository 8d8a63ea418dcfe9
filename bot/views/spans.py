"""Stretches of time as people write them: by the reader's clock, with the date, days in a row in one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import Interval
from bot.domain.reader import Reader
from bot.views.dates import day_named
from bot.views.words import say


def spans(times: Sequence[Interval], reader: Reader) -> list[str]:
    """Each stretch; those of the same hours on days in a row are one."""
    zone = ZoneInfo(reader.zone)
    runs: list[list[Interval]] = []
    for start, end in times:
        local = start.astimezone(zone), end.astimezone(zone)
        if runs and _goes_on(runs[-1][-1], local):
            runs[-1].append(local)
        else:
            runs.append([local])
    return [_run(run, reader) for run in runs]


def _goes_on(before: Interval, after: Interval) -> bool:
    return (
        _within_a_day(*before)
        and _within_a_day(*after)
        and after[0].date() - before[0].date() == timedelta(days=1)
        and _clock(*before) == _clock(*after)
    )


def _within_a_day(start: datetime, end: datetime) -> bool:
    return (end - timedelta(microseconds=1)).date() == start.date()


def _clock(start: datetime, end: datetime) -> str:
    closing = "24:00" if end.date() > start.date() else f"{end:%H:%M}"
    return f"{start:%H:%M}–{closing} {start:%Z}"


def _run(run: Sequence[Interval], reader: Reader) -> str:
    (start, end), last = run[0], run[-1][0].date()
    if not _within_a_day(start, end):
        return f"{day_named(start.date(), reader)} {start:%H:%M} – {day_named(end.date(), reader)} {end:%H:%M} {end:%Z}"
    if len(run) == 1:
        return f"{day_named(start.date(), reader)} {_clock(start, end)}"
    days = f"{day_named(start.date(), reader)} – {day_named(last, reader)}"
    return say(reader, ko=f"{days} 매일 {_clock(start, end)}", en=f"{days}, {_clock(start, end)} each day")
