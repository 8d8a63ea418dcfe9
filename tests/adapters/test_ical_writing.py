"""Shifts written as iCalendar: valid, the same shift always the same event, and read again as they were."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from bot.adapters.ical_reading import IcalFeed, read_ical
from bot.adapters.ical_writing import Entry, whole_shifts, write_ical
from bot.domain.oncall import Roster, Shift, Why
from tests.domain.small_files import Raw, cover, layer, off, roster_of, seoul, team_file, utc
from tests.fakes.calendars import FakeCalendars

MONDAY = seoul("2026-01-05T09:00")
NOW = utc("2026-01-05T00:30")
A_DAY = timedelta(days=1)
OFFICE = {"mon-fri": ["09:00-18:00"]}


def written(roster: Roster, start: datetime, days: int, now: datetime = NOW) -> bytes:
    """The calendar of a window of the desk."""
    entries = [
        Entry(uid, shift, f"desk: {shift.person}", "instead" if shift.instead_of else None)
        for uid, shift in whole_shifts(roster, "desk", start, start + days * A_DAY)
    ]
    return write_ical("On call: desk", entries, zone="Asia/Seoul", now=now)


def events(data: bytes) -> dict[str, tuple[str, datetime, datetime]]:
    """Title, beginning and end by uid."""
    found: dict[str, tuple[str, datetime, datetime]] = {}
    for event in Calendar.from_ical(data).walk("VEVENT"):
        assert isinstance(event, Event)
        assert str(event["UID"]) not in found
        assert isinstance(event.start, datetime)
        assert isinstance(event.end, datetime)
        found[str(event["UID"])] = str(event["SUMMARY"]), event.start, event.end
    return found


def following(data: bytes, people: dict[str, Raw] | None = None) -> Roster:
    """A roster whose desk follows a calendar."""
    feed = read_ical(data)
    file = team_file(schedules={"desk": {"ical": "desk.ics"}}, people=people)
    return Roster(file, FakeCalendars(), (), {"desk.ics": feed})


def test_every_event_has_what_rfc_5545_asks_for() -> None:
    """UID, DTSTAMP and times in UTC; nobody is invited; lines end as they must and are folded at 75 octets."""
    data = written(roster_of(layer("ann bob")), MONDAY, 14)
    (event, *_) = Calendar.from_ical(data).walk("VEVENT")

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert b"DTSTART:20260105T000000Z" in data
    assert b"DTSTAMP:20260105T003000Z" in data
    assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    assert "ATTENDEE" not in event
    assert event.errors == []


def test_a_shift_is_written_whole_whenever_it_is_asked_about() -> None:
    """Asked in the middle of it, it has the same uid, beginning and end: importing again doubles nothing."""
    roster = roster_of(layer("ann bob", active=OFFICE))
    early, late = (
        events(written(roster, MONDAY + hours, 5)) for hours in (timedelta(0), timedelta(hours=30))
    )

    assert len(early) == 5
    assert late == dict(list(early.items())[1:])


def test_a_shift_that_somebody_covers_stays_the_same_event() -> None:
    """Who does it changes in the calendar of whoever imports it again, under a higher sequence."""
    before = roster_of(layer("ann bob", active=OFFICE))
    after = before.with_covers([cover("ann", "eve", "2026-01-06T00:00", "2026-01-07T00:00")])
    first, then = events(written(before, MONDAY, 5)), events(written(after, MONDAY, 5, NOW + A_DAY))

    assert first.keys() == then.keys()
    assert [title for title, *_ in then.values()] == ["desk: ann", "desk: eve", *["desk: ann"] * 3]
    sequences = [
        int(str(Calendar.from_ical(written(after, MONDAY, 5, at)).walk("VEVENT")[0]["SEQUENCE"]))
        for at in (NOW, NOW + A_DAY)
    ]
    assert sequences[0] < sequences[1]


def test_a_shift_without_an_end_in_sight_is_the_window() -> None:
    """It goes on before and after; its uid says so and does not move with the window."""
    roster = roster_of(layer("ann"))
    ((uid, first),) = whole_shifts(roster, "desk", MONDAY + 100 * A_DAY, MONDAY + 190 * A_DAY)
    ((again, later),) = whole_shifts(roster, "desk", MONDAY + 101 * A_DAY, MONDAY + 191 * A_DAY)

    assert first == Shift("desk", "ann", MONDAY + 100 * A_DAY, MONDAY + 190 * A_DAY, Why.ROTATION)
    assert uid == again == "ongoing-desk@baton"
    assert (later.start, later.end) == (MONDAY + 101 * A_DAY, MONDAY + 191 * A_DAY)


def test_written_twice_at_one_moment_it_is_the_same() -> None:
    """To the byte."""
    roster = roster_of(layer("ann bob"))

    assert written(roster, MONDAY, 30) == written(roster, MONDAY, 30)


def test_a_calendar_without_a_shift_is_one_all_the_same() -> None:
    """Whoever subscribed sees the last one go; RFC 5545 wants a component, and finds a time zone."""
    data = written(roster_of(layer("")), MONDAY, 7)

    assert events(data) == {}
    assert [part.name for part in Calendar.from_ical(data).subcomponents] == ["VTIMEZONE"]
    assert isinstance(read_ical(data), IcalFeed)


@pytest.mark.parametrize("zone", ["Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])
@pytest.mark.parametrize("start", ["2026-03-02T00:00", "2026-09-28T00:00"])
def test_what_is_written_is_read_again_as_it_was(zone: str, start: str) -> None:
    """Two layers, an override, a cover and time off, across changes of the clocks: the same people at the same times."""
    roster = roster_of(
        layer("ann bob ~ cho", every="1d", active={"daily": ["22:00-06:00"]}),
        layer("dan eve", every="1w", active={"mon-fri": ["05:30-22:30"]}, turns="worked"),
        overrides=[{"person": "eve", "from": f"{start[:8]}09T02:30", "to": f"{start[:8]}10T02:30"}],
        covers=[cover("dan", "bob", f"{start[:8]}12T00:00", f"{start[:8]}14T00:00")],
        people={"ann": off(f"{start[:8]}20", f"{start[:8]}25")},
        schedule={"time_zone": zone},
    )
    begins = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone))
    ends = begins + 60 * A_DAY
    again = following(written(roster, begins, 60))

    shifts, gaps = roster.shifts("desk", begins, ends)
    read, unread = again.shifts("desk", begins, ends)

    assert unread == gaps
    assert [(one.person, one.start, one.end) for one in read] == joined(shifts)


def joined(shifts: tuple[Shift, ...]) -> list[tuple[str, datetime, datetime]]:
    """Neighbouring shifts of one person as one, whatever their reasons: a calendar has none."""
    found: list[tuple[str, datetime, datetime]] = []
    for shift in shifts:
        if found and found[-1][0] == shift.person and found[-1][2] == shift.start:
            found[-1] = shift.person, found[-1][1], shift.end
        else:
            found.append((shift.person, shift.start, shift.end))
    return found


def test_whose_it_is_survives_a_name_that_two_people_share() -> None:
    """The key stands in a property of ours."""
    people: dict[str, Raw] = {"ann": {"name": {"en": "Kim"}}, "bob": {"name": {"en": "Kim"}}}
    data = written(roster_of(layer("ann bob"), people=people), MONDAY, 14).replace(b"desk: ann", b"Kim")

    shifts, _ = following(data, people).shifts("desk", MONDAY, MONDAY + 14 * A_DAY)

    assert [shift.person for shift in shifts] == ["ann", "bob"]
