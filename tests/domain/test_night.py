"""Which night something belongs to: local dates, quiet days, and the days the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.night import NightClock
from bot.domain.night_run import NightKey
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

ZONES = (
    "Asia/Seoul", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
    "Africa/Cairo", "Pacific/Apia", "America/Havana", "UTC",
)  # fmt: skip


def clock(zone: str = "Asia/Seoul", holidays: str = "", **night: str) -> NightClock:
    """One team with a night."""
    details = {"time": "19:00", "days": "mon-fri", "channel": "#kudos", **night}
    support: Raw = team(
        lead="ann",
        members=["bob"],
        time_zone=zone,
        night=details,
        holidays={"country": "KR"},
        hours={"mon-fri": ["09:00-18:00"]},
    )
    file = team_file(teams={"support": support}, people={"bob": {"time_zone": "Europe/Berlin"}})
    return NightClock(file, FakeCalendars(KR=holidays))


def night(day: str) -> NightKey:
    """A night of the team."""
    return NightKey(team="support", date=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("given_at", "belongs_to"),
    [
        ("2026-11-20T09:59:59", "2026-11-20"),
        ("2026-11-20T10:00", "2026-11-23"),
        ("2026-11-21T03:00", "2026-11-23"),
        ("2026-11-22T15:30", "2026-11-23"),
    ],
)
def test_a_night_closes_at_its_hour_and_the_next_working_one_follows(given_at: str, belongs_to: str) -> None:
    """Friday 19:00 in Seoul and the whole weekend are Monday's."""
    assert clock().next_night("support", utc(given_at)) == night(belongs_to)


def test_holidays_are_quiet() -> None:
    """What comes in goes to the night after them."""
    quiet = clock(holidays="2026-11-20 2026-11-23")
    assert quiet.next_night("support", utc("2026-11-20T03:00")) == night("2026-11-24")
    assert quiet.last_night("support", utc("2026-11-23T12:00")) == night("2026-11-19")


def test_a_night_closed_by_hand_is_passed_over() -> None:
    """The next working one takes what comes afterwards."""
    found = clock().next_night("support", utc("2026-11-20T03:00"), {night("2026-11-20")})
    assert found == night("2026-11-23")


def test_an_hour_that_does_not_exist_closes_at_the_first_instant_after() -> None:
    """Berlin has no 02:30 on 2026-03-29: the night closes at 03:00 summer time."""
    berlin = clock("Europe/Berlin", time="02:30", days="daily")
    assert berlin.cut_off(night("2026-03-29")) == utc("2026-03-29T01:00")


def test_a_repeated_hour_closes_at_its_first_occurrence() -> None:
    """Berlin has 02:30 twice on 2026-10-25."""
    berlin = clock("Europe/Berlin", time="02:30", days="daily")
    assert berlin.cut_off(night("2026-10-25")) == utc("2026-10-25T00:30")


def test_the_hour_stays_the_same_on_the_wall_when_the_clocks_change() -> None:
    """New York posts at 17:00 in winter and in summer."""
    york = clock("America/New_York", time="17:00")
    assert york.cut_off(night("2026-03-06")) == utc("2026-03-06T22:00")
    assert york.cut_off(night("2026-03-09")) == utc("2026-03-09T21:00")


nights = st.builds(
    clock,
    st.sampled_from(ZONES),
    time=st.times().map(lambda at: f"{at:%H:%M}"),
    days=st.sampled_from(["daily", "mon-fri", "mon,tue,wed,thu", "sun", "fri-mon"]),
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@settings(max_examples=300, deadline=None)
@given(nights, moments)
def test_every_moment_belongs_to_the_first_night_that_closes_after_it(
    at_work: NightClock, at: datetime
) -> None:
    """In any zone and any season: it closes later, it is a working one, and none lies between."""
    found = at_work.next_night("support", at)
    assert found
    assert at_work.is_working(found)
    assert at < at_work.cut_off(found)
    last = at_work.last_night("support", at)
    assert last
    assert at_work.cut_off(last) <= at
    day = last.date + timedelta(days=1)
    while day < found.date:
        assert not at_work.is_working(NightKey(team="support", date=day))
        day += timedelta(days=1)


@settings(max_examples=200, deadline=None)
@given(nights, moments, st.integers(0, 3 * 86400))
def test_later_thanks_never_belong_to_an_earlier_night(
    at_work: NightClock, at: datetime, seconds: int
) -> None:
    """Nights take turns, whatever the clocks do."""
    first = at_work.next_night("support", at)
    second = at_work.next_night("support", at + timedelta(seconds=seconds))
    assert first
    assert second
    assert first.date <= second.date


@settings(max_examples=200, deadline=None)
@given(nights, st.dates(date(2024, 1, 1), date(2031, 1, 1)))
def test_a_night_closes_on_its_own_date_by_the_wall(at_work: NightClock, day: date) -> None:
    """At its hour or, where the clocks skip that, at the first instant after; a skipped date closes at its end."""
    zone = at_work.zone("support")
    team_night = at_work.file.teams["support"].night
    assert team_night
    key = NightKey(team="support", date=day)
    local = at_work.cut_off(key).astimezone(ZoneInfo(zone.key))
    wanted = datetime.combine(day, team_night.time)
    assert local.replace(tzinfo=None) >= wanted
    assert local.replace(tzinfo=None) - wanted <= timedelta(days=1)


def who(key: str) -> Party:
    """Somebody of the file."""
    return Party(user=f"U{key.upper()}", key=key, name=Text(en=key))


def test_a_late_note_waits_for_its_readers_own_clock() -> None:
    """Bob works for a team in Seoul and lives in Berlin: nine o'clock there."""
    at_work, due = clock(), utc("2026-11-20T10:00")
    assert at_work.not_before("bob", due, utc("2026-11-20T10:59")) == utc("2026-11-20T10:59")
    assert at_work.not_before("bob", due, utc("2026-11-20T20:00")) == utc("2026-11-23T08:00")
    assert at_work.not_before("ann", due, utc("2026-11-23T05:00")) == utc("2026-11-23T05:00")


def test_a_file_without_nights_seals_no_note_by_one() -> None:
    """It is brought in the morning then."""
    at_work = NightClock(team_file(teams={"support": team(members=["ann"])}), FakeCalendars())
    assert at_work.note_night(who("ann"), utc("2026-11-20T03:00"), set()) is None
