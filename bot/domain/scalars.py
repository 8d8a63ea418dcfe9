"""The small notations of the two files: durations, times of day, local moments, keys."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

_T = TypeVar("_T")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_DURATION = re.compile(r"([1-9]\d{0,4})([mhdw])")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_duration(text: object) -> timedelta:
    """Read `15m`, `2h`, `3d` or `1w`.

    Raises:
        ValueError: with a sentence that shows the notation.
    """
    found = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f'"{text}" is not a duration; write for example 15m, 2h, 3d or 1w')
    return int(found[1]) * _UNITS[found[2]]


def write_duration(length: timedelta) -> str:
    """The shortest notation of a whole number of minutes."""
    for unit in ("w", "d", "h", "m"):
        count, rest = divmod(length, _UNITS[unit])
        if count and not rest:
            return f"{count}{unit}"
    return "0m"


def _existing(read: Callable[[str], _T], text: str) -> _T:
    try:
        return read(text.strip())
    except ValueError as problem:
        raise ValueError(f'"{text}" does not exist in the calendar ({problem})') from problem


def parse_time(text: object) -> time:
    """Read a local time of day such as `18:00`.

    Raises:
        ValueError: with a sentence that shows the notation.
    """
    found = _TIME.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise ValueError(f'"{text}" is not a time of day; write for example "09:00" or "18:30"')
    return time(int(found[1]), int(found[2]))


def parse_local(text: object) -> datetime:
    """Read a local date-time without an offset, such as `2026-01-05T09:00`.

    Raises:
        ValueError: with a sentence that shows the notation.
    """
    if not (isinstance(text, str) and _LOCAL.fullmatch(text.strip())):
        raise ValueError(f'"{text}" is not a local date-time; write for example 2026-01-05T09:00')
    return _existing(datetime.fromisoformat, text)


def parse_date(text: object) -> date:
    """Read a date such as `2026-08-03`.

    Raises:
        ValueError: with a sentence that shows the notation.
    """
    if not (isinstance(text, str) and _DATE.fullmatch(text.strip())):
        raise ValueError(f'"{text}" is not a date; write for example 2026-08-03')
    return _existing(date.fromisoformat, text)


def parse_day_or_moment(text: object) -> date | datetime:
    """Read a whole day, `2026-08-03`, or a local date-time, `2026-08-03T13:00`.

    Raises:
        ValueError: with a sentence that shows both notations.
    """
    if isinstance(text, str) and _DATE.fullmatch(text.strip()):
        return parse_date(text)
    if isinstance(text, str) and _LOCAL.fullmatch(text.strip()):
        return parse_local(text)
    raise ValueError(
        f'"{text}" is not a day such as 2026-08-03, nor a local date-time such as 2026-08-03T13:00'
    )


def check_zone(name: str) -> str:
    """Accept the name of a time zone this machine knows.

    Raises:
        ValueError: for a name that is not in the IANA database, with the nearest one that is.
    """
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        near = get_close_matches(name, available_timezones(), n=1, cutoff=0.7)
        hint = f'did you mean "{near[0]}"?' if near else "write for example Asia/Seoul or Europe/Berlin"
        raise ValueError(f'"{name}" is not a time zone; {hint}') from problem
    return name


def _unless(kind: type, parse: Any) -> BeforeValidator:  # noqa: ANN401 - a parser of any of the notations above
    return BeforeValidator(lambda value: value if isinstance(value, kind) else parse(value))


Duration = Annotated[
    timedelta,
    _unless(timedelta, parse_duration),
    PlainSerializer(write_duration),
    WithJsonSchema(
        {"type": "string", "pattern": r"^[1-9]\d{0,4}[mhdw]$", "examples": ["15m", "2h", "3d", "1w"]}
    ),
]
"""A length of time such as `15m`; at least one minute."""

ClockTime = Annotated[
    time,
    _unless(time, parse_time),
    PlainSerializer(lambda value: value.strftime("%H:%M")),
    WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$", "examples": ["18:00"]}),
]
"""A local time of day such as `18:00`."""

LocalMoment = Annotated[
    datetime,
    _unless(datetime, parse_local),
    PlainSerializer(lambda value: value.isoformat(timespec="minutes")),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$",
            "examples": ["2026-01-05T09:00"],
        }
    ),
]
"""A local date-time without an offset; its zone is that of what it stands in."""

Day = Annotated[
    date,
    _unless(date, parse_date),
    PlainSerializer(lambda value: value.isoformat()),
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-08-03"]}
    ),
]
"""A whole local day."""

DayOrMoment = Annotated[
    date | datetime,
    _unless(date, parse_day_or_moment),
    PlainSerializer(
        lambda value: (
            value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
        )
    ),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$",
            "examples": ["2026-08-03", "2026-08-03T13:00"],
        }
    ),
]
"""A whole local day (a `date`) or a local date-time (a `datetime`)."""

ZoneName = Annotated[str, AfterValidator(check_zone)]
"""An IANA time zone name."""
