"""Where the columns of a chart begin: hours, days, weeks, months or years, whichever can be told apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.domain.hours import instant, wall_clock
from bot.domain.reader import Reader
from bot.views.dates import weekday
from bot.views.words import MONTHS_EN, say

_HOURS = {"3 hours": 3, "6 hours": 6, "12 hours": 12}
_UNITS = (*_HOURS, "day", "week", "month", "year")
_NARROWEST = 84
"""Room a column's label needs; that of hours beside a whole date needs more."""
_NARROWEST_HOURS = 112


@dataclass(frozen=True)
class Tick:
    """A column begins: at an instant in UTC, with its label; `strong` ones are a day's or a year's."""

    at: datetime
    label: str
    strong: bool = False


def ticks(start: datetime, end: datetime, reader: Reader, room: float) -> tuple[Tick, ...]:
    """The columns between two instants by the reader's clock, as narrow as their labels allow."""
    for unit in _UNITS:
        most = int(room / (_NARROWEST_HOURS if unit in _HOURS else _NARROWEST))
        found = tuple(islice(_of(unit, start, end, reader), most + 1))
        if len(found) <= most:
            return found
    return ()


def _of(unit: str, start: datetime, end: datetime, reader: Reader) -> Iterator[Tick]:
    zone = ZoneInfo(reader.zone)
    day, last = wall_clock(start, zone).date(), wall_clock(end, zone).date()
    while day <= last:
        for local in _in_day(unit, day):
            at = instant(local, zone)
            if start <= at < end:
                yield Tick(at, _label(unit, local, reader), local.time() == time() and unit in _HOURS)
        day += timedelta(days=1)


def _in_day(unit: str, day: date) -> Iterator[datetime]:
    midnight = datetime.combine(day, time())
    if unit in _HOURS:
        yield from (midnight + timedelta(hours=hour) for hour in range(0, 24, _HOURS[unit]))
    elif (
        unit == "day"
        or (unit == "week" and day.weekday() == 0)
        or (unit == "month" and day.day == 1)
        or (unit == "year" and day.day == day.month == 1)
    ):
        yield midnight


def _label(unit: str, local: datetime, reader: Reader) -> str:
    if unit == "year":
        return str(local.year)
    if unit == "month":
        month = say(reader, ko=f"{local.month}월", en=MONTHS_EN[local.month - 1])
        return month if local.month > 1 else f"{local.year}"
    if unit == "week":
        return say(reader, ko=f"{local.month}/{local.day}", en=f"{local.day} {MONTHS_EN[local.month - 1]}")
    if unit == "day" or local.time() == time():
        named = weekday(local.weekday(), reader)
        return say(reader, ko=f"{local.month}/{local.day} {named}", en=f"{named} {local.day}")
    return f"{local:%H:%M}"
