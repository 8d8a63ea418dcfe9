"""The nights on which clocks change, hour by hour in three zones: every kudos belongs to exactly one night."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.night import NightClock
from bot.domain.night_run import NightKey
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

CHANGES = {
    "Europe/Berlin": ("2026-03-29", "2026-10-25"),
    "America/New_York": ("2026-03-08", "2026-11-01"),
    "Australia/Lord_Howe": ("2026-10-04", "2026-04-05"),
}
"""The day clocks go forward, and the day they go back: by an hour, at 02:00; on Lord Howe by half an hour."""

HOURS = ("00:00", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "17:30", "23:59")
QUARTER = timedelta(minutes=15)


def clock(zone: str, at: str, days: str = "daily") -> NightClock:
    """One team with a night."""
    details: Raw = {"time": at, "days": days, "channel": "#kudos"}
    support = team(members=["ann"], time_zone=zone, night=details)
    return NightClock(team_file(teams={"support": support}), FakeCalendars())


def night(day: date) -> NightKey:
    """A night of the team."""
    return NightKey(team="support", date=day)


CASES = [(zone, day, at) for zone, days in CHANGES.items() for day in days for at in HOURS]


@pytest.mark.parametrize(("zone", "changes", "at"), CASES)
def test_every_quarter_of_an_hour_belongs_to_one_night(zone: str, changes: str, at: str) -> None:
    """Three days around a change: nights close one after the other, each takes what came since the one before."""
    nights, day = clock(zone, at), date.fromisoformat(changes)
    days = [day + timedelta(days=offset) for offset in range(-2, 4)]
    closing = {one: nights.cut_off(night(one)) for one in days}
    assert all(earlier < later for earlier, later in pairwise(closing.values()))
    moment, end = closing[days[0]], closing[days[-1]]
    while moment < end:
        [holding] = [
            later for earlier, later in pairwise(days) if closing[earlier] <= moment < closing[later]
        ]
        assert nights.next_night("support", moment) == night(holding)
        last = nights.last_night("support", moment)
        assert last
        assert last.date == holding - timedelta(days=1)
        moment += QUARTER


@pytest.mark.parametrize(
    ("zone", "day", "at", "closes"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
    ],
)
def test_an_hour_that_is_missing_or_comes_twice(zone: str, day: str, at: str, closes: str) -> None:
    """Skipped: the first instant after. Repeated: its first occurrence. Worked out by hand."""
    assert clock(zone, at).cut_off(night(date.fromisoformat(day))) == utc(closes)


@pytest.mark.parametrize("zone", CHANGES)
def test_a_day_of_another_length_still_has_one_night(zone: str) -> None:
    """23, 25, 23½ and 24½ hours between two evenings on the wall."""
    lengths = set()
    for change in CHANGES[zone]:
        day = date.fromisoformat(change)
        nights = clock(zone, "18:00")
        length = nights.cut_off(night(day)) - nights.cut_off(night(day - timedelta(days=1)))
        lengths.add(length - timedelta(days=1))
    by = timedelta(minutes=30) if zone == "Australia/Lord_Howe" else timedelta(hours=1)
    assert lengths == {by, -by}


moments = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(list(CHANGES)),
    st.sampled_from(HOURS),
    st.sampled_from(["daily", "mon-fri", "sat,sun"]),
    moments,
    st.integers(0, 40 * 86_400),
)
def test_what_is_given_belongs_to_exactly_one_night(
    zone: str, at: str, days: str, first: datetime, seconds: int
) -> None:
    """The first that closes after it, and takes in what came since the one before; later thanks go to no earlier."""
    nights = clock(zone, at, days)
    found = nights.next_night("support", first)
    before = nights.last_night("support", first)
    assert found
    assert before
    assert nights.cut_off(before) <= first < nights.cut_off(found)
    between = [before.date + timedelta(days=n) for n in range(1, (found.date - before.date).days)]
    assert not [one for one in between if nights.is_working(night(one))]
    later = nights.next_night("support", first + timedelta(seconds=seconds))
    assert later
    assert later.date >= found.date
