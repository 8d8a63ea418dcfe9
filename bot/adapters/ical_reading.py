"""iCalendar (RFC 5545) into bookings: recurrences, exceptions, time zones and whole days are the libraries' business."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.domain.feeds import Booking, Claim
from bot.domain.hours import instant

if TYPE_CHECKING:
    from icalendar import Component

_MARGIN = timedelta(days=2)
"""Whole days and floating times are asked for in one zone and may lie a day off in another."""
_OFTEN = 48
"""A rule that happens more often in a day is no duty; years of seconds would fill the memory."""
_PER_DAY = {"SECONDLY": 86_400, "MINUTELY": 1_440, "HOURLY": 24}
_EARLIEST = 1970
_TIMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_LINE = "X-BATON-LINE"
PERSON = "X-BATON-PERSON"
"""Whose a shift is, in calendars we write: found again whatever the person is called there."""


class UnreadableCalendar(Exception):
    """What was read is no calendar we can use; the sentence says why."""


class IcalFeed:
    """A calendar as it was read. `odd` are lines of events that are not meant so, each with a sentence."""

    def __init__(self, queries: Sequence[Any], odd: tuple[tuple[int, str], ...]) -> None:
        self._queries = queries
        self._claims: dict[int, Claim] = {}
        self.odd = odd

    def between(self, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Booking, ...]:
        """Every occurrence that touches the window; days and times without a zone are in `zone`.

        Raises:
            UnreadableCalendar: an event makes no sense to the library.
        """
        since, until = (start - _MARGIN).astimezone(zone), (end + _MARGIN).astimezone(zone)
        try:
            occurrences = [one for query in self._queries for one in query.between(since, until)]
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as wrong:
            raise UnreadableCalendar(f"an event of it cannot be worked out ({_short(wrong)})") from wrong
        found = (self._booking(one, zone) for one in occurrences if _counts(one["event"]))
        return tuple(one for one in found if one.start < end and one.end > start and one.start < one.end)

    def _booking(self, occurrence: dict[str, Any], zone: ZoneInfo) -> Booking:
        event = occurrence["event"]
        line = int(_text(event, _LINE))
        if line not in self._claims:
            self._claims[line] = _claim(event)
        return Booking(
            _utc(occurrence["start"], zone), _utc(occurrence["end"], zone), self._claims[line], line
        )


@cache
def _events() -> type:
    """Events without a copy of each for every occurrence: copying took three quarters of the time."""
    from recurring_ical_events import EventAdapter  # type: ignore[import-untyped]  # noqa: PLC0415 - it ships no types; as below

    class Events(EventAdapter):  # type: ignore[misc]  # it ships no types
        def as_component(
            self,
            start: date | None = None,
            stop: date | None = None,
            keep_recurrence_attributes: bool = True,  # noqa: ARG002, FBT001, FBT002 - the library's signature
        ) -> dict[str, Any]:
            """When it happens, and the event itself."""
            return {"start": start, "end": stop, "event": self._component}

    return Events


def read_ical(data: bytes) -> IcalFeed:
    """A calendar from its text.

    Raises:
        UnreadableCalendar: with a sentence that follows "the calendar …".
    """
    if not re.match(rb"\s*BEGIN:VCALENDAR\b", data.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE):
        told = "is a web page" if re.match(rb"\s*<", data) else "does not begin with BEGIN:VCALENDAR"
        raise UnreadableCalendar(f"is no iCalendar: it {told}")
    if not re.search(rb"^END:VCALENDAR\s*\Z", data, re.IGNORECASE | re.MULTILINE):
        raise UnreadableCalendar("is cut short: it does not end with END:VCALENDAR")
    import recurring_ical_events  # noqa: PLC0415 - a hundred modules, and most teams name no calendar
    from icalendar import Component  # noqa: PLC0415 - the same

    try:
        calendars = Component.from_ical(data, multiple=True)
        odd = tuple(_sorted_out(calendars, _lines(data)))
        queries = [recurring_ical_events.of(calendar, components=[_events()]) for calendar in calendars]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as wrong:
        raise UnreadableCalendar(f"cannot be read ({_short(wrong)})") from wrong
    return IcalFeed(queries, odd)


def _lines(data: bytes) -> list[int]:
    """The line each event begins on, in order."""
    ends = [found.start() for found in re.finditer(rb"\n", data)]
    events = re.finditer(rb"^BEGIN:VEVENT\s*$", data, re.MULTILINE | re.IGNORECASE)
    return [bisect_right(ends, found.start()) + 1 for found in events]


def _sorted_out(calendars: Iterable["Component"], lines: list[int]) -> Iterator[tuple[int, str]]:
    """Mark every event with its line, and take out those that cannot be used."""
    numbers = iter(lines)
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            line = next(numbers, 1)
            event[_LINE] = str(line)
            if why := _unusable(event):
                calendar.subcomponents.remove(event)
                yield line, f"{_named(event)} {why}; it is passed over"
            elif (zone := _zone_nobody_knows(event)) is not None:
                yield (
                    line,
                    f'{_named(event)} is in "{zone}", which is no known time zone; the schedule\'s is used',
                )


def _named(event: "Component") -> str:
    summary = _text(event, "SUMMARY")
    return f'"{summary[:60]}"' if summary else "an event without a title"


def _unusable(event: "Component") -> str | None:
    if broken := [(name, wrong) for name, wrong in event.errors if name in _TIMES]:
        name, wrong = broken[0]
        return f"cannot be read ({name}: {_short(wrong)})"
    if "DTSTART" not in event:
        return "has no DTSTART"
    rules = _listed(event, "RRULE")
    if any(_per_day(rule) > _OFTEN for rule in rules):
        return "repeats too often for a duty"
    start: Any = event["DTSTART"]
    if rules and start.dt.year < _EARLIEST:
        return f"repeats since before {_EARLIEST}"
    return None


def _zone_nobody_knows(event: "Component") -> str | None:
    """The library reads a time in such a zone as one without."""
    start: Any = event["DTSTART"]
    zone = start.params.get("TZID")
    return str(zone) if zone and getattr(start.dt, "tzinfo", None) is None else None


def _per_day(rule: Any) -> float:  # noqa: ANN401 - a dictionary of the library's own
    def listed(name: str) -> list[Any]:
        return list(rule.get(name, []))

    times = _PER_DAY.get(str(listed("FREQ")[0]).upper(), 1) / int((listed("INTERVAL") or [1])[0] or 1)
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(1, len(listed(name)))
    return times


def _counts(event: "Component") -> bool:
    return _text(event, "STATUS").upper() != "CANCELLED"


def _utc(at: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(at, datetime):
        return instant(datetime.combine(at, time()), zone)
    return at.astimezone(UTC) if at.tzinfo else instant(at, zone)


def _claim(event: "Component") -> Claim:
    invited = _listed(event, "ATTENDEE")
    coming = (one for one in invited if str(one.params.get("PARTSTAT", "")).upper() != "DECLINED")
    return Claim(
        summary=" ".join(_text(event, "SUMMARY").split()),
        attendees=tuple(_email(str(one)) for one in coming),
        organizer=_email(_text(event, "ORGANIZER")) or None,
        key=_text(event, PERSON) or None,
    )


def _email(address: str) -> str:
    return re.sub(r"^mailto:", "", address.strip(), flags=re.IGNORECASE)


def _listed(event: "Component", name: str) -> list[Any]:
    """Every value of a property that may stand more than once."""
    found: Any = event.get(name) or []
    return found if isinstance(found, list) else [found]


def _text(event: "Component", name: str) -> str:
    return next((str(value) for value in _listed(event, name)), "")


def _short(wrong: object) -> str:
    return " ".join(str(wrong).split())[:120] or type(wrong).__name__
