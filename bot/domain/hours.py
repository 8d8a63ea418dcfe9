"""Holidays, opening hours and working time, in local wall-clock time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Protocol
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.domain.language import Frozen, Text
from bot.domain.scalars import Day
from bot.domain.weekdays import WeeklyHours

_ONE_DAY, _MIDNIGHT = timedelta(days=1), time()

LOOK_AHEAD = timedelta(days=370)
"""How far ahead hours are searched: a year, and a holiday week on its far side."""

Interval = tuple[datetime, datetime]
"""A half-open stretch of time in UTC."""


class ExtraHoliday(Frozen):
    """A day off of our own."""

    date: Day
    name: Text


class HolidayRule(Frozen):
    """Which days are holidays: a country's public ones, and our own."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    subdivision: str | None = None
    also: tuple[ExtraHoliday, ...] = ()


class HolidayCalendar(Protocol):
    """Tells whether a local date is a holiday."""

    def name_on(self, day: date) -> Text | None:
        """The holiday's name, or None on an ordinary day."""


class Calendars(Protocol):
    """Finds the calendar of a rule; no rule means no holidays."""

    def __call__(self, rule: HolidayRule | None) -> HolidayCalendar:
        """The calendar of that rule."""


class _NoHolidays:
    """The calendar in which every day is an ordinary one."""

    def name_on(self, day: date) -> Text | None:  # noqa: ARG002 - the protocol's shape
        return None


NO_HOLIDAYS: HolidayCalendar = _NoHolidays()


@lru_cache(maxsize=1 << 15)
def instant(local: datetime, zone: ZoneInfo, *, end: bool = False) -> datetime:
    """The instant, in UTC, of a wall-clock time without an offset.

    A time that a change of the clocks skips becomes the first instant after it. A repeated one is its
    first occurrence; as the end of hours or of time off (`end`) it is its second. Remembered, since a year of
    rotations asks for the same handful of times of every day over and over.
    """
    local = local.replace(fold=0) if local.fold else local
    first = zone.utcoffset(local) or timedelta()
    second = zone.utcoffset(local.replace(fold=1)) or timedelta()
    if first < second:
        return _change_between(_utc(local, second), _utc(local, first), zone)
    return _utc(local, second if end else first)


def _utc(local: datetime, offset: timedelta) -> datetime:
    return (local - offset).replace(tzinfo=UTC)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    old = before.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        changed = (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() != old
        low, high = (low, middle) if changed else (middle, high)
    return before + timedelta(seconds=high)


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at an instant, without an offset."""
    return at.astimezone(zone).replace(tzinfo=None, fold=0)


def open_intervals(
    hours: WeeklyHours | None, zone: ZoneInfo, calendar: HolidayCalendar, start: datetime, end: datetime
) -> Iterator[Interval]:
    """The open stretches between two instants, clipped to them, in order; touching ones are joined.

    Hours across midnight belong to the day they begin on, and to that day's weekday and holiday.
    No hours at all means always open, on holidays too.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if hours is None:
        if start < end:
            yield start, end
        return
    joined: Interval | None = None
    for opens, closes in _spans(hours, zone, calendar, start, end):
        if joined and opens <= joined[1]:
            joined = joined[0], max(joined[1], closes)
            continue
        if joined:
            yield joined
        joined = opens, closes
    if joined:
        yield joined


def _spans(
    hours: WeeklyHours, zone: ZoneInfo, calendar: HolidayCalendar, start: datetime, end: datetime
) -> Iterator[Interval]:
    """Each day's spans, clipped. A day on either side, for hours and clock changes across midnight."""
    day = wall_clock(start, zone).date() - timedelta(days=1)
    last = wall_clock(end, zone).date() + timedelta(days=1)
    while day <= last:
        spans = hours.after_midnight.get(day.weekday())
        if spans and calendar.name_on(day) is None:
            midnight = datetime.combine(day, _MIDNIGHT)
            for first, final in spans:
                opens = max(start, instant(midnight + first, zone))
                closes = min(end, instant(midnight + final, zone, end=True))
                if opens < closes:
                    yield opens, closes
        day += _ONE_DAY


@dataclass(frozen=True)
class OpeningHours:
    """Somebody's hours in their zone and with their holidays; every answer is in UTC."""

    hours: WeeklyHours | None
    zone: ZoneInfo
    calendar: HolidayCalendar = NO_HOLIDAYS

    def intervals(self, start: datetime, end: datetime) -> Iterator[Interval]:
        """The open stretches between two instants, clipped to them."""
        return open_intervals(self.hours, self.zone, self.calendar, start, end)

    def is_open(self, at: datetime) -> bool:
        """Whether the instant is inside the hours."""
        return any(self.intervals(at, at + datetime.resolution))

    def opens_next(self, at: datetime) -> datetime | None:
        """The first instant from `at` on that is inside the hours; None if none comes in `LOOK_AHEAD`."""
        return next((opens for opens, _ in self.intervals(at, at + LOOK_AHEAD)), None)

    def closes_next(self, at: datetime) -> datetime | None:
        """When the present hours end, or else the next ones; None if that is not within `LOOK_AHEAD`."""
        bound = at + LOOK_AHEAD
        closes = next((closes for _, closes in self.intervals(at, bound)), bound)
        return closes if closes < bound else None

    def add_working(self, start: datetime, length: timedelta) -> datetime | None:
        """The instant by which so much open time has passed; None if that is not within `LOOK_AHEAD`.

        Time that runs out exactly at closing ends at closing, not at the next opening.
        """
        if length <= timedelta():
            return start.astimezone(UTC)
        if self.hours is None:
            return start.astimezone(UTC) + length
        left = length
        for opens, closes in self.intervals(start, start + LOOK_AHEAD):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        return None
