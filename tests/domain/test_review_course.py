"""When a lead is brought their reviews: on the first morning on which they work, by their own clock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.periods import Period
from bot.domain.review_course import Course, ReviewClock
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

BEGUN = utc("2026-10-01T00:00")
W47, NOVEMBER = Period.named("week", "2026-W47"), Period.named("month", "2026-11")


def clock(
    *,
    lead: str | None = "ann",
    people: Mapping[str, Raw] | None = None,
    holidays: str = "",
    **more: Any,  # noqa: ANN401 - as in YAML
) -> ReviewClock:
    """Ann leads Bob and Cho in Seoul; both teams list Bob."""
    details = {"hours": {"mon-fri": ["09:00-18:00"]}, "holidays": {"country": "KR"}, **more}
    teams = {
        "support": team(lead=lead, members=["bob", "cho"], **details),
        "berlin": team(lead="dan", members=["bob", "eve"]),
    }
    return ReviewClock(team_file(teams=teams, people=people), FakeCalendars(KR=holidays))


def course(**more: object) -> Course:
    """A team that Baton has known for long."""
    return Course(team="support", begun=BEGUN).model_copy(update=more)


@pytest.mark.parametrize(
    ("people", "holidays", "when"),
    [
        ({}, "", "2026-11-23T00:00"),
        ({}, "2026-11-23", "2026-11-24T00:00"),
        ({"ann": {"time_off": [{"from": "2026-11-23", "to": "2026-11-26"}]}}, "", "2026-11-26T00:00"),
        ({"ann": {"time_zone": "Europe/Berlin"}}, "", "2026-11-23T08:00"),
        ({"ann": {"time_zone": "America/New_York"}}, "", "2026-11-23T14:00"),
        ({"ann": {"time_zone": "Pacific/Auckland"}}, "", "2026-11-22T20:00"),
    ],
)
def test_it_comes_on_the_first_morning_they_work(people: Mapping[str, Raw], holidays: str, when: str) -> None:
    """After holidays and time off, by the lead's clock, and never before the week is over for the team."""
    made = clock(people=people, holidays=holidays)
    moment = made.moment("support", W47)
    assert moment == utc(when)
    assert moment >= W47.interval(made.zone("support"))[1]


def test_who_works_round_the_clock_has_a_morning_too() -> None:
    """Nine, not midnight."""
    made = clock(hours={"daily": ["00:00-24:00"]})
    assert made.moment("support", W47) == utc("2026-11-23T00:00")


@pytest.mark.parametrize(
    ("zone", "when"), [("Europe/Berlin", "2026-10-26T08:00"), ("Europe/London", "2026-10-26T09:00")]
)
def test_nine_is_nine_on_the_wall_after_a_change_of_clocks(zone: str, when: str) -> None:
    """The week ends with the night in which summer time does."""
    made = clock(time_zone=zone, people={"ann": {"time_zone": zone}})
    assert made.moment("support", Period.named("week", "2026-W43")) == utc(when)


def test_only_the_last_period_that_is_over_waits() -> None:
    """Who was away for weeks reads one week, and nothing from before Baton came."""
    made, now = clock(), utc("2026-11-24T03:00")
    assert made.waiting(course(), "week", now) == W47
    assert made.waiting(course(week="2026-W47"), "week", now) is None
    assert made.waiting(course(), "month", now) == Period.named("month", "2026-10")
    assert made.waiting(course(begun=utc("2026-11-23T01:00")), "week", now) is None
    assert made.waiting(course(begun=utc("2026-11-20T01:00")), "week", now) == W47


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-22T03:00", "2026-11-23T00:00"),
        ("2026-11-23T00:10", "2026-11-23T00:00"),
        ("2026-11-23T12:00", "2026-11-24T00:00"),
        ("2026-11-28T03:00", "2026-11-30T00:00"),
    ],
)
def test_what_got_late_waits_for_their_hours(now: str, due: str) -> None:
    """Baton was down on Monday morning: not in the evening, not on Saturday."""
    assert clock().due(course(week="2026-W46", month="2026-10"), utc(now)) == utc(due)


def test_what_was_begun_is_due_at_once_and_the_next_at_its_morning() -> None:
    """And a month whose first day is a Tuesday comes on that Tuesday."""
    now = utc("2026-11-24T03:00")
    told = course(week="2026-W47", month="2026-10")
    assert clock().due(told, now) == utc("2026-11-30T00:00")
    later = utc("2026-11-30T03:00")
    assert clock().due(course(week="2026-W48", month="2026-10"), later) == utc("2026-12-01T00:00")


def test_a_year_of_mornings_brings_every_week_and_month_once() -> None:
    """The clock goes from one deadline to the next, as time does; December, too."""
    made, now, told = clock(holidays="2026-12-25 2027-01-01"), BEGUN, course()
    brought: list[str] = []
    while now < utc("2027-10-01T00:00"):
        now = made.due(told, now)
        for kind in ("week", "month"):
            period = made.waiting(told, kind, now)
            if period and made.moment("support", period) <= now:
                brought.append(period.name)
                told = told.done(period)
    assert len(brought) == len(set(brought))
    months = [name for name in brought if "W" not in name]
    assert months == [f"2026-{number:02}" for number in (10, 11, 12)] + [f"2027-{n:02}" for n in range(1, 10)]
    weeks = [Period.named("week", name) for name in brought if "W" in name]
    assert all(later == earlier.following for earlier, later in pairwise(weeks))
    assert {"2026-W40", "2026-W53", "2027-W01", "2027-W38"} <= set(brought)


def test_a_team_without_a_lead_has_its_deadlines() -> None:
    """So that it is known since when its people are there."""
    assert clock(lead=None).moment("support", W47) == utc("2026-11-23T00:00")


def test_its_people_are_those_whose_first_team_it_is() -> None:
    """In the file's order, without the lead, who reads it."""
    assert clock().people("support") == ("bob", "cho")
    assert clock().people("berlin") == ("eve",)


def test_people_are_known_since_they_were_first_seen() -> None:
    """Who left and comes back is new."""
    first = course().knowing(["bob"], date(2026, 10, 1))
    second = first.knowing(["bob", "cho"], date(2026, 11, 1))
    assert second.known == {"bob": date(2026, 10, 1), "cho": date(2026, 11, 1)}
    assert second.knowing(["cho"], date(2026, 11, 2)).knowing(["bob"], date(2026, 11, 9)).known == {
        "bob": date(2026, 11, 9)
    }


def test_a_stored_one_is_read_back() -> None:
    """Dates, names and all."""
    known = course().knowing(["bob"], date(2026, 10, 1))
    assert Course.model_validate_json(known.model_dump_json()) == known
    assert isinstance(known.begun, datetime)
    assert known.begun.utcoffset() == timedelta()
