"""iCalendar read: repetitions, exceptions, whole days and zones come out as instants."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.ical_reading import IcalFeed, UnreadableCalendar, read_ical
from bot.domain.feeds import Claim
from tests.domain.small_files import utc

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def calendar(*parts: str) -> bytes:
    """A calendar of events (lines between `;;`) and other components, as RFC 5545 writes it."""
    whole = [
        part if part.startswith(("BEGIN", "X-")) else f"BEGIN:VEVENT;;{part};;END:VEVENT" for part in parts
    ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//test//",
        *";;".join(whole).split(";;"),
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()


def read(*parts: str) -> IcalFeed:
    """A calendar of these parts, as it is read."""
    return read_ical(calendar(*parts))


def spans(feed: IcalFeed, start: str, end: str, zone: ZoneInfo = SEOUL) -> list[str]:
    """The occurrences of a window as `title 2026-03-08T14:00 +24h`, in UTC and in order."""
    found = sorted(feed.between(utc(start), utc(end), zone), key=lambda one: (one.start, one.claim.summary))
    return [
        f"{one.claim.summary} {one.start:%m-%dT%H:%M} +{(one.end - one.start) / timedelta(hours=1):g}h"
        for one in found
    ]


def test_a_single_event() -> None:
    """In UTC, with its title."""
    feed = read("UID:1;;DTSTART:20260105T000000Z;;DTEND:20260105T090000Z;;SUMMARY:Bob")

    assert spans(feed, "2026-01-01", "2026-02-01") == ["Bob 01-05T00:00 +9h"]
    assert spans(feed, "2026-01-05T09:00", "2026-02-01") == []


def test_a_weekly_handoff_keeps_its_wall_time_across_a_change_of_the_clocks() -> None:
    """New York's 09:00 is 14:00 UTC in winter and 13:00 from 2026-03-08 on; that week is an hour short."""
    feed = read(
        "UID:1;;DTSTART;TZID=America/New_York:20260105T090000;;DTEND;TZID=America/New_York:20260112T090000;;"
        "RRULE:FREQ=WEEKLY;INTERVAL=2;;SUMMARY:Bob"
    )

    assert spans(feed, "2026-02-25", "2026-04-01") == [
        "Bob 03-02T14:00 +167h",
        "Bob 03-16T13:00 +168h",
        "Bob 03-30T13:00 +168h",
    ]


def test_exceptions_additions_moves_and_cancellations() -> None:
    """EXDATE takes one out, RDATE adds one, a changed occurrence has its own time and title, a cancelled one none."""
    feed = read(
        "UID:1;;DTSTART:20260105T000000Z;;DTEND:20260105T090000Z;;SUMMARY:Bob;;RRULE:FREQ=DAILY;COUNT=6;;"
        "EXDATE:20260106T000000Z;;RDATE:20260120T000000Z",
        "UID:1;;RECURRENCE-ID:20260107T000000Z;;DTSTART:20260107T030000Z;;DTEND:20260107T040000Z;;SUMMARY:Cho",
        "UID:1;;RECURRENCE-ID:20260108T000000Z;;DTSTART:20260108T000000Z;;DTEND:20260108T090000Z;;STATUS:CANCELLED",
    )

    assert spans(feed, "2026-01-01", "2026-02-01") == [
        "Bob 01-05T00:00 +9h",
        "Cho 01-07T03:00 +1h",
        "Bob 01-09T00:00 +9h",
        "Bob 01-10T00:00 +9h",
        "Bob 01-20T00:00 +9h",
    ]


@pytest.mark.parametrize(
    ("zone", "day", "span"),
    [
        ("Asia/Seoul", "20260329", "Bob 03-28T15:00 +24h"),
        ("Europe/Berlin", "20260329", "Bob 03-28T23:00 +23h"),
        ("Europe/Berlin", "20261025", "Bob 10-24T22:00 +25h"),
        ("Australia/Lord_Howe", "20261004", "Bob 10-03T13:30 +23.5h"),
        ("Africa/Cairo", "20260424", "Bob 04-23T22:00 +23h"),
        ("Asia/Kathmandu", "20260329", "Bob 03-28T18:15 +24h"),
    ],
)
def test_a_whole_day_is_the_local_day_of_the_schedule(zone: str, day: str, span: str) -> None:
    """From midnight to midnight there, however long that is; Cairo's 2026-04-24 begins at one."""
    feed = read(f"UID:1;;DTSTART;VALUE=DATE:{day};;SUMMARY:Bob")

    assert spans(feed, "2026-01-01", "2027-01-01", ZoneInfo(zone)) == [span]


def test_whole_days_that_repeat_do_so_on_local_days() -> None:
    """Every Monday in Berlin, before and after summer time begins; the end day is not included."""
    feed = read(
        "UID:1;;DTSTART;VALUE=DATE:20260323;;DTEND;VALUE=DATE:20260325;;RRULE:FREQ=WEEKLY;UNTIL=20260330;;SUMMARY:Bob"
    )

    assert spans(feed, "2026-03-01", "2026-05-01", BERLIN) == ["Bob 03-22T23:00 +48h", "Bob 03-29T22:00 +48h"]


def test_a_time_without_a_zone_is_the_schedule_s() -> None:
    """Ten o'clock is ten o'clock where the schedule is."""
    feed = read("UID:1;;DTSTART:20260329T100000;;DURATION:PT2H;;RRULE:FREQ=WEEKLY;COUNT=2;;SUMMARY:Bob")

    assert spans(feed, "2026-03-01", "2026-05-01", SEOUL) == ["Bob 03-29T01:00 +2h", "Bob 04-05T01:00 +2h"]
    assert spans(feed, "2026-03-01", "2026-05-01", NEW_YORK) == ["Bob 03-29T14:00 +2h", "Bob 04-05T14:00 +2h"]


def test_a_window_s_edges_are_exact_for_times_without_a_zone() -> None:
    """Days are far apart in two zones; nothing outside the window comes in, nothing inside is lost."""
    feed = read("UID:1;;DTSTART;VALUE=DATE:20260105;;RRULE:FREQ=DAILY;;SUMMARY:Bob")
    kiribati = ZoneInfo("Pacific/Kiritimati")

    assert spans(feed, "2026-02-01T10:00", "2026-02-02T10:00", kiribati) == ["Bob 02-01T10:00 +24h"]


def test_a_zone_of_the_calendar_s_own_and_one_of_windows_are_understood() -> None:
    """VTIMEZONE tells the first; the second is a known name."""
    own = (
        "BEGIN:VTIMEZONE;;TZID:Our Time;;BEGIN:STANDARD;;DTSTART:19700101T000000;;TZOFFSETFROM:+0530;;"
        "TZOFFSETTO:+0530;;TZNAME:OT;;END:STANDARD;;END:VTIMEZONE"
    )
    feed = read(
        own,
        "UID:1;;DTSTART;TZID=Our Time:20260105T090000;;DURATION:PT1H;;SUMMARY:Bob",
        "UID:2;;DTSTART;TZID=Korea Standard Time:20260105T090000;;DURATION:PT1H;;SUMMARY:Cho",
    )

    assert spans(feed, "2026-01-01", "2026-02-01") == ["Cho 01-05T00:00 +1h", "Bob 01-05T03:30 +1h"]


def test_a_zone_nobody_knows_is_told_and_read_as_the_schedule_s() -> None:
    """A guess that is said is better than a gap."""
    feed = read("UID:1;;SUMMARY:Bob;;DTSTART;TZID=Mars/Base:20260105T090000;;DURATION:PT1H")

    assert spans(feed, "2026-01-01", "2026-02-01") == ["Bob 01-05T00:00 +1h"]
    assert feed.odd == ((4, '"Bob" is in "Mars/Base", which is no known time zone; the schedule\'s is used'),)


def test_google_s_calendar_zone_holds_for_times_in_utc() -> None:
    """X-WR-TIMEZONE changes how rules repeat: nine o'clock in Berlin stays nine in summer."""
    feed = read(
        "X-WR-TIMEZONE:Europe/Berlin",
        "UID:1;;DTSTART:20260323T080000Z;;DTEND:20260323T090000Z;;RRULE:FREQ=WEEKLY;COUNT=2;;SUMMARY:Bob",
    )

    assert spans(feed, "2026-03-01", "2026-05-01") == ["Bob 03-23T08:00 +1h", "Bob 03-30T07:00 +1h"]


def test_guests_organizer_and_key() -> None:
    """Who declined is left out; addresses lose their mailto; lines are unfolded."""
    feed = read(
        "UID:1;;DTSTART:20260105T000000Z;;DURATION:PT1H;;SUMMARY:On  call;;ORGANIZER:mailto:lead@x.com;;"
        'ATTENDEE;PARTSTAT=DECLINED:mailto:no@x.com;;ATTENDEE;CN="Bob, B":MAILTO:bob@x.c;; om;;ATTENDEE:mailto:eve@x.com;;'
        "X-BATON-PERSON:bob"
    )
    (found,) = feed.between(utc("2026-01-01"), utc("2026-02-01"), SEOUL)

    assert found.claim == Claim("On call", ("bob@x.com", "eve@x.com"), "lead@x.com", "bob")
    assert found.line == 4


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("SUMMARY:Bob", '"Bob" has no DTSTART'),
        ("SUMMARY:Bob;;DTSTART:soon", '"Bob" cannot be read (DTSTART: '),
        (
            "DTSTART:20260105T000000Z;;RRULE:FREQ=SOMETIMES",
            "an event without a title cannot be read (RRULE: ",
        ),
        ("SUMMARY:Bob;;DTSTART:20260105T000000Z;;RRULE:FREQ=SECONDLY", '"Bob" repeats too often for a duty'),
        (
            "SUMMARY:Bob;;DTSTART:20260105T000000Z;;RRULE:FREQ=HOURLY;BYMINUTE=0,10,20",
            '"Bob" repeats too often for a duty',
        ),
        ("SUMMARY:Bob;;DTSTART:00010101T000000Z;;RRULE:FREQ=DAILY", '"Bob" repeats since before 1970'),
    ],
)
def test_an_event_that_cannot_be_used_is_passed_over_with_its_line(event: str, told: str) -> None:
    """The others hold."""
    feed = read("UID:1;;DTSTART:20260105T000000Z;;DTEND:20260105T090000Z;;SUMMARY:Cho", f"UID:2;;{event}")

    assert spans(feed, "2026-01-01", "2026-02-01") == ["Cho 01-05T00:00 +9h"]
    ((line, sentence),) = feed.odd
    assert line == 10
    assert sentence.startswith(told)
    assert sentence.endswith("it is passed over")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "does not begin with BEGIN:VCALENDAR"),
        (b"escalation.yaml", "does not begin with BEGIN:VCALENDAR"),
        (b"<!doctype html><p>Sign in", "it is a web page"),
        (calendar("SUMMARY:Bob")[:-20], "is cut short"),
        (b"BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", "cannot be read"),
        (b"\xff\xfe", "does not begin with BEGIN:VCALENDAR"),
        (calendar("SUMMARY:Bob").replace(b"PRODID", b"CALSCALE:LUNAR\r\nPRODID"), "Gregorian"),
    ],
)
def test_what_is_no_calendar_is_refused_whole(data: bytes, told: str) -> None:
    """With a sentence that says why; a half-written file is no empty calendar."""
    with pytest.raises(UnreadableCalendar, match=told):
        read_ical(data)


def test_a_calendar_with_a_mark_at_its_head_and_bare_line_ends_is_read() -> None:
    """As editors on Windows and other hands write them."""
    feed = read_ical(
        b"\xef\xbb\xbf"
        + calendar("UID:1;;DTSTART:20260105T000000Z;;DURATION:PT1H;;SUMMARY:Bob").replace(b"\r", b"")
    )

    assert spans(feed, "2026-01-01", "2026-02-01") == ["Bob 01-05T00:00 +1h"]


def test_several_calendars_in_one_file_are_one() -> None:
    """As some programs join them."""
    first = calendar("UID:1;;DTSTART:20260105T000000Z;;DURATION:PT1H;;SUMMARY:Bob")
    second = calendar("UID:1;;DTSTART:20260106T000000Z;;DURATION:PT1H;;SUMMARY:Cho")

    assert spans(read_ical(first + second), "2026-01-01", "2026-02-01") == [
        "Bob 01-05T00:00 +1h",
        "Cho 01-06T00:00 +1h",
    ]


def test_a_window_is_the_whole_clipped() -> None:
    """Every window of a fortnight around a change of the clocks has just the occurrences that touch it."""
    feed = read(
        "UID:1;;DTSTART;TZID=Europe/Berlin:20260302T220000;;DTEND;TZID=Europe/Berlin:20260303T060000;;"
        "RRULE:FREQ=DAILY;;SUMMARY:Bob",
        "UID:2;;DTSTART;VALUE=DATE:20260302;;RRULE:FREQ=WEEKLY;BYDAY=SU;;SUMMARY:Cho",
    )
    whole = feed.between(utc("2026-03-01"), utc("2026-05-01"), BERLIN)
    start = datetime.fromisoformat("2026-03-22T00:00:00+00:00")

    for number in range(14 * 8):
        since = start + number * timedelta(hours=3)
        until = since + timedelta(hours=5)
        touching = {one for one in whole if one.start < until and one.end > since}
        assert set(feed.between(since, until, BERLIN)) == touching
