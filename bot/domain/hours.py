"""Weekly hours, holidays and working time, in local wall-clock time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Protocol, Self
from zoneinfo import ZoneInfo

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bot.domain.language import Frozen, Text
from bot.domain.scalars import Day

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_DAY = 24 * 60
_ONE_DAY, _MIDNIGHT = timedelta(days=1), time()
_DAY_PATTERN = f"({'|'.join(f'[{name[0].upper()}{name[0]}]{name[1:]}' for name in (*DAY_NAMES, 'daily'))})"
_DAYS_PATTERN = rf"{_DAY_PATTERN}(\s*[-,]\s*{_DAY_PATTERN})*"
_SPAN_SCHEMA = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d\s*-\s*([01]\d|2[0-4]):[0-5]\d$"}
"""What editors hold the notations to; `parse` has the last word."""

LOOK_AHEAD = timedelta(days=370)
"""How far ahead hours are searched: a year, and a holiday week on its far side."""

Interval = tuple[datetime, datetime]
"""A half-open stretch of time in UTC."""


class _Notation:
    """A value written in the file in a notation of its own; pydantic reads and writes that notation."""

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        raise NotImplementedError

    def write(self) -> Any:  # noqa: ANN401 - what the file would hold
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, cls) else cls.parse(value),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.write()),
        )


class Days(_Notation):
    """Days of the week: `mon`, `mon-fri`, `sat,sun`, `daily`; a range may run over the week's end."""

    def __init__(self, numbers: frozenset[int]) -> None:
        self.numbers = numbers

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        """Read the notation.

        Raises:
            ValueError: with a sentence that shows it.
        """
        if not isinstance(value, str):
            raise ValueError("days are written as mon, mon-fri, sat,sun or daily")
        found: set[int] = set()
        for part in value.lower().replace(" ", "").split(","):
            first, dash, last = part.partition("-")
            last = last if dash else first
            if part == "daily":
                found |= set(range(7))
            elif first in DAY_NAMES and last in DAY_NAMES:
                start, end = DAY_NAMES.index(first), DAY_NAMES.index(last)
                found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
            else:
                raise ValueError(f'"{part}" is not a day; write for example mon, mon-fri, sat,sun or daily')
        return cls(frozenset(found))

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.numbers

    def write(self) -> str:
        """The days in the file's notation."""
        return (
            "daily"
            if len(self.numbers) == 7
            else ",".join(DAY_NAMES[number] for number in sorted(self.numbers))
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Days) and self.numbers == other.numbers

    def __hash__(self) -> int:
        return hash(self.numbers)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "string",
            "pattern": f"^{_DAYS_PATTERN}$",
            "examples": ["mon-fri", "sat,sun", "daily"],
        }


class WeeklyHours(_Notation):
    """Hours of each weekday, in minutes from local midnight; past 24:00 they still belong to that day."""

    def __init__(self, spans: Mapping[int, tuple[tuple[int, int], ...]]) -> None:
        self.spans = {day: tuple(sorted(spans[day])) for day in sorted(spans) if spans[day]}
        self.after_midnight = {
            day: tuple((timedelta(minutes=first), timedelta(minutes=last)) for first, last in listed)
            for day, listed in self.spans.items()
        }

    @classmethod
    def parse(cls, value: Any) -> Self:  # noqa: ANN401 - whatever the file holds
        """Read `{mon-fri: ["09:00-12:00", "13:00-18:00"]}`; `22:00-06:00` crosses midnight.

        Raises:
            ValueError: with a sentence that names the entry.
        """
        if not isinstance(value, Mapping):
            raise ValueError('hours are written as {mon-fri: ["09:00-18:00"]}')
        spans: dict[int, tuple[tuple[int, int], ...]] = {}
        for days, listed in value.items():
            if listed is None:
                raise ValueError(
                    f'the hours of "{days}" are missing; several days in braces need quotes: '
                    '{"sat,sun": ["10:00-14:00"]}'
                )
            entries = [listed] if isinstance(listed, str) else listed
            if not isinstance(entries, list | tuple):
                raise ValueError(f'the hours of "{days}" are a list such as ["09:00-18:00"]')
            parsed = tuple(_span(entry) for entry in entries)
            for number in Days.parse(days).numbers:
                spans[number] = spans.get(number, ()) + parsed
        for number, listed in spans.items():
            ordered = sorted(listed)
            if any(later[0] < earlier[1] for earlier, later in pairwise(ordered)):
                raise ValueError(f"the hours of {DAY_NAMES[number]} overlap")
        return cls(spans)

    def write(self) -> dict[str, list[str]]:
        """The hours in the file's notation, a key a day."""
        return {DAY_NAMES[day]: [_write_span(span) for span in spans] for day, spans in self.spans.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WeeklyHours) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(tuple(self.spans.items()))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^{_DAYS_PATTERN}$"},
            "additionalProperties": {"anyOf": [_SPAN_SCHEMA, {"type": "array", "items": _SPAN_SCHEMA}]},
            "examples": [{"mon-fri": ["09:00-12:00", "13:00-18:00"]}],
        }


def _span(text: Any) -> tuple[int, int]:  # noqa: ANN401 - whatever the file holds
    found = _SPAN.fullmatch(text.replace(" ", "")) if isinstance(text, str) else None
    if found is None:
        raise ValueError(
            f'"{"~" if text is None else text}" are not hours; write for example "09:00-18:00" or "22:00-06:00"'
        )
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if start >= _DAY or end > _DAY or start == end:
        raise ValueError(f'"{text}" are not hours; they begin before 24:00, end by 24:00 and are not empty')
    return start, end if end > start else end + _DAY


def _write_span(span: tuple[int, int]) -> str:
    start, end = span
    end = end if end <= _DAY else end - _DAY
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


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
ALL_DAY = WeeklyHours(dict.fromkeys(range(7), ((0, _DAY),)))
"""Every local day from midnight to midnight: unlike no hours at all, holidays can be taken out of it."""


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
