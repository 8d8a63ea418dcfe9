"""Shifts as iCalendar (RFC 5545), for calendars that people import or subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone

from bot.adapters.ical_reading import PERSON
from bot.domain.oncall import Roster
from bot.domain.shifts import Shift

_SEARCHED = timedelta(days=60)
"""How far beyond the window a shift's ends are looked for, as far as for every other answer."""
_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """A shift as it stands in a calendar. `uid` is the same whenever the same shift is written again."""

    uid: str
    shift: Shift
    title: str
    note: str | None = None


def whole_shifts(roster: Roster, schedule: str, start: datetime, end: datetime) -> list[tuple[str, Shift]]:
    """The shifts that touch a window, each whole and with its uid.

    A shift is known by its schedule and beginning: whoever does it, importing it again changes the same event.
    One whose end is more than 60 days off is cut where the window ends; one that began so long ago begins with
    the window and is known as the one that goes on.
    """
    since, until = start - _SEARCHED, end + _SEARCHED
    found: list[tuple[str, Shift]] = []
    for shift in roster.shifts(schedule, since, until)[0]:
        if shift.start >= end or shift.end <= start:
            continue
        goes_on, endless = shift.start <= since, shift.end >= until
        named = "ongoing" if goes_on else f"{shift.start.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        whole = Shift(
            schedule,
            shift.person,
            start if goes_on else shift.start,
            end if endless else shift.end,
            shift.why,
            shift.instead_of,
        )
        found.append((f"{named}-{schedule}@baton", whole))
    return found


def write_ical(name: str, entries: Iterable[Entry], *, zone: str, now: datetime) -> bytes:
    """A calendar of shifts; times are in UTC. Written twice at the same moment it is the same to the byte.

    SEQUENCE grows with time, so that whoever imports a later one takes it for the newer. Nobody is invited
    (no ATTENDEE): importing must not send mail. An empty calendar holds the zone alone, since RFC 5545 allows
    none without a component.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Baton//On call//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    if not calendar.subcomponents:
        day = now.date()
        calendar.add_component(Timezone.from_tzid(zone, first_date=day, last_date=day + timedelta(days=366)))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", int((now - _COUNTED_FROM) / timedelta(minutes=1)))
    event.add("dtstart", entry.shift.start.astimezone(UTC))
    event.add("dtend", entry.shift.end.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    event.add("transp", "TRANSPARENT")
    event.add(PERSON, entry.shift.person)
    return event
