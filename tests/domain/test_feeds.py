"""A calendar elsewhere as a schedule's first layer: whose an event is, and what it comes to."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from bot.domain.feeds import Claim, Names, nobodys, shown
from bot.domain.oncall import Cover, Gap, Roster, Schedule, Shift, Why
from tests.domain.small_files import Raw, cover, layer, off, seoul, team_file, utc, who
from tests.fakes.calendars import FakeCalendars
from tests.fakes.feeds import FakeFeed

MONDAY = seoul("2026-01-05T09:00")
AN_HOUR, A_DAY, A_WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def event(title: str, start: str, end: str) -> tuple[str, datetime, datetime]:
    """An event between two moments in Seoul."""
    return title, seoul(start), seoul(end)


def follows(
    feed: FakeFeed,
    *layers: Raw,
    overrides: list[Raw] | None = None,
    people: dict[str, Raw] | None = None,
    covers: list[Cover] | None = None,
) -> Roster:
    """A roster with one schedule, `desk`, that follows a calendar."""
    desk: Raw = {"ical": "duty.ics", "layers": list(layers), "overrides": overrides or []}
    file = team_file(schedules={"desk": desk}, people=people)
    return Roster(file, FakeCalendars(), covers or [], {"duty.ics": feed})


def told(roster: Roster, start: datetime, length: timedelta) -> list[tuple[str, datetime, datetime]]:
    """The shifts of a window."""
    shifts, _ = roster.shifts("desk", start, start + length)
    return [(shift.person, shift.start, shift.end) for shift in shifts]


# who is on call


def test_an_event_is_a_shift() -> None:
    """Whoever it names is on call for its time, and nobody else is."""
    roster = follows(FakeFeed(event("Bob", "2026-01-05T10:00", "2026-01-05T18:00")))

    assert roster.on_call("desk", MONDAY) is None
    assert roster.on_call("desk", MONDAY + AN_HOUR) == Shift(
        "desk", "bob", MONDAY + AN_HOUR, MONDAY + 9 * AN_HOUR, Why.ROTATION
    )
    assert who(roster.next_on_call("desk", MONDAY)) == ("bob", "rotation")


def test_layers_fill_the_gaps_of_the_calendar() -> None:
    """The calendar comes first; where it has nobody, the rotation does."""
    roster = follows(FakeFeed(event("bob", "2026-01-06T09:00", "2026-01-07T09:00")), layer("ann"))

    assert [person for person, *_ in told(roster, MONDAY, A_WEEK)] == ["ann", "bob", "ann"]


def test_an_event_of_nobody_is_a_gap() -> None:
    """It is passed over: nobody is on call, nothing breaks, and who it is for can be told."""
    roster = follows(FakeFeed(event("Zoe", "2026-01-05T09:00", "2026-01-06T09:00")))
    file, feeds = roster.file, roster.feeds

    assert roster.shifts("desk", MONDAY, MONDAY + A_DAY) == ((), (Gap("desk", MONDAY, MONDAY + A_DAY),))
    assert [(key, one.claim.summary) for key, one in nobodys(file, feeds, MONDAY, MONDAY + A_DAY)] == [
        ("desk", "Zoe")
    ]


def test_an_event_of_nobody_takes_nothing_away() -> None:
    """Bob's week holds under a meeting with somebody from outside."""
    roster = follows(
        FakeFeed(
            event("bob", "2026-01-05T09:00", "2026-01-12T09:00"),
            event("Meeting", "2026-01-06T10:00", "2026-01-06T11:00"),
        )
    )

    assert told(roster, MONDAY, A_WEEK) == [("bob", MONDAY, MONDAY + A_WEEK)]


def test_the_event_that_begins_later_counts_while_it_lasts() -> None:
    """A day put over a week is the exception to it."""
    roster = follows(
        FakeFeed(
            event("bob", "2026-01-05T09:00", "2026-01-12T09:00"),
            event("cho", "2026-01-06T09:00", "2026-01-07T09:00"),
            event("dan", "2026-01-06T12:00", "2026-01-06T13:00"),
        )
    )

    assert [person for person, *_ in told(roster, MONDAY, A_WEEK)] == ["bob", "cho", "dan", "cho", "bob"]


def test_of_two_that_begin_together_the_shorter_counts() -> None:
    """Whichever stands first."""
    pair = (
        event("bob", "2026-01-05T09:00", "2026-01-12T09:00"),
        event("cho", "2026-01-05T09:00", "2026-01-06T09:00"),
    )

    for events in (pair, pair[::-1]):
        assert [person for person, *_ in told(follows(FakeFeed(*events)), MONDAY, A_WEEK)] == ["cho", "bob"]


def test_of_two_alike_the_one_further_down_counts() -> None:
    """Whoever put it there last."""
    roster = follows(
        FakeFeed(
            event("cho", "2026-01-05T09:00", "2026-01-12T09:00"),
            event("bob", "2026-01-05T09:00", "2026-01-12T09:00"),
        )
    )

    assert who(roster.on_call("desk", MONDAY)) == ("bob", "rotation")


def test_overrides_covers_and_time_off_hold_for_a_calendar_as_for_a_rotation() -> None:
    """An override replaces Bob, a cover replaces who overrides, and time off leaves the layer."""
    roster = follows(
        FakeFeed(event("bob", "2026-01-05T09:00", "2026-01-12T09:00")),
        layer("ann"),
        overrides=[{"person": "eve", "from": "2026-01-06T09:00", "to": "2026-01-08T09:00"}],
        covers=[cover("eve", "dan", "2026-01-07T09:00", "2026-01-08T09:00")],
        people={"bob": off("2026-01-09", "2026-01-10")},
    )

    shifts, gaps = roster.shifts("desk", MONDAY, MONDAY + A_WEEK)
    assert [(shift.person, shift.why.value, shift.instead_of) for shift in shifts] == [
        ("bob", "rotation", None),
        ("eve", "override", "bob"),
        ("dan", "cover", "eve"),
        ("bob", "rotation", None),
        ("ann", "rotation", None),
        ("bob", "rotation", None),
    ]
    assert gaps == ()


def test_a_long_event_is_one_shift_across_the_parts_it_is_worked_out_in() -> None:
    """Two years of duty have no seam."""
    roster = follows(FakeFeed(event("bob", "2026-01-05T09:00", "2028-01-05T09:00")))

    assert told(roster, MONDAY - A_DAY, timedelta(days=1000)) == [("bob", MONDAY, seoul("2028-01-05T09:00"))]


def test_a_calendar_is_worked_out_once_for_a_while() -> None:
    """Asking again about the same weeks does not read it again, also after covers changed."""
    feed = FakeFeed(event("bob", "2026-01-05T09:00", "2026-01-12T09:00"))
    roster = follows(feed)
    told(roster, MONDAY, A_WEEK)
    before = feed.asked

    told(roster.with_covers([]), MONDAY, A_WEEK)

    assert feed.asked == before


def test_a_calendar_read_anew_replaces_the_old_one() -> None:
    """Covers stay; what was worked out from the old one is forgotten."""
    covers = [cover("cho", "dan", "2026-01-05T09:00", "2026-01-06T09:00")]
    old = follows(FakeFeed(event("bob", "2026-01-05T09:00", "2026-01-12T09:00")), covers=covers)
    assert who(old.on_call("desk", MONDAY)) == ("bob", "rotation")

    new = old.with_feeds({"duty.ics": FakeFeed(event("cho", "2026-01-05T09:00", "2026-01-12T09:00"))})

    assert who(new.on_call("desk", MONDAY)) == ("dan", "cover")


def test_without_the_calendar_the_layers_hold() -> None:
    """One that was never read has nobody."""
    roster = follows(FakeFeed(), layer("ann")).with_feeds({})

    assert who(roster.on_call("desk", MONDAY)) == ("ann", "rotation")


# whose an event is

NAMES = Names(
    team_file(
        people={
            "ann": {"email": "Ann@Example.com", "name": {"ko": "안나", "en": "Ann Lee"}},
            "bob": {"email": "bob@example.com", "name": {"ko": "김지민", "en": "Bob Brown"}},
            "cho": {"name": {"en": "Ann"}},
            "dan": {"name": {"en": "Dan Kim"}},
            "eve": {"name": {"en": "Dan Kim"}},
        }
    ).people
)
LEAD, BOB, ANN, OUTSIDER = "lead@example.com", "bob@example.com", "ann@example.com", "zoe@other.com"


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("bob", "bob"),
        ("  BOB   brown ", "bob"),
        ("bob@example.com", "bob"),
        ("김지민", "bob"),
        ("당직: 김지민님", "bob"),
        ("김지민(1차)", "bob"),
        ("[L1] bob", "bob"),
        ("On Call - Bob Brown - Billing", "bob"),
        ("Ann Lee is on call", "ann"),
        ("Bobby", None),
        ("bob, then cho", None),
        ("Ann", None),
        ("Dan Kim", None),
        ("Busy", None),
        ("", None),
    ],
)
def test_a_title_names_one_person_or_nobody(title: str, person: str | None) -> None:
    """By key, name or e-mail as whole words; the longer name counts; two people, or one name of two, are nobody.

    "Ann" is both a key and another's name.
    """
    assert NAMES.whose(Claim(title)) == person


@pytest.mark.parametrize(
    ("claim", "person"),
    [
        (Claim("Duty", (BOB,)), "bob"),
        (Claim("Duty", ("BOB@example.com",), LEAD), "bob"),
        (Claim("Ann Lee", (BOB,)), "bob"),
        (Claim("Ann Lee", (OUTSIDER,)), "ann"),
        (Claim("Duty", (ANN, BOB), ANN), "bob"),
        (Claim("Bob Brown", (ANN, BOB)), "bob"),
        (Claim("Duty", (ANN, BOB)), "ann"),
        (Claim("Bob Brown", (), ANN), "bob"),
        (Claim("Duty", (), ANN), "ann"),
        (Claim("Duty", (OUTSIDER,), LEAD), None),
        (Claim("Ann Lee", (ANN,), key="bob"), "bob"),
        (Claim("Ann Lee", (ANN,), key="gone"), "ann"),
    ],
)
def test_the_guest_counts_then_the_title_then_the_organizer(claim: Claim, person: str | None) -> None:
    """The only known guest; of several the one named; whoever made the entry only if nobody else is meant."""
    assert NAMES.whose(claim) == person


# the address


@pytest.mark.parametrize(
    "address", ["duty.ics", "a/b c.ics", "https://x.example/y.ics?k=1", "webcal://x.example/y"]
)
def test_an_address_is_a_path_or_on_the_web(address: str) -> None:
    """Both stay as written."""
    assert Schedule(ical=f" {address} ").ical == address


@pytest.mark.parametrize("address", ["", "  ", "ftp://x.example/y.ics", "https://", "https://x:y/z"])
def test_what_is_no_address_says_what_is(address: str) -> None:
    """The sentence shows both ways to write one."""
    with pytest.raises(ValidationError, match=r"write a path.*https://"):
        Schedule(ical=address)


def test_a_secret_address_is_never_shown() -> None:
    """Only its host; a path is shown as it is."""
    assert shown("https://me:pw@cal.example/private-123/basic.ics?k=4") == "https://cal.example/…"
    assert shown("duty.ics") == "duty.ics"


def test_events_of_nobody_are_told_once_each() -> None:
    """The first of a series, with its time; those of somebody are not."""
    feed = FakeFeed(
        *(("Zoe", utc(f"2026-01-0{day}T00:00"), utc(f"2026-01-0{day}T09:00")) for day in (5, 6, 7)),
        ("bob", utc("2026-01-05T00:00"), utc("2026-01-06T00:00")),
    )
    roster = follows(feed)

    found = list(nobodys(roster.file, roster.feeds, MONDAY, MONDAY + A_WEEK))

    assert [(key, one.start) for key, one in found] == [("desk", utc("2026-01-05T00:00"))]
