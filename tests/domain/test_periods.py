"""Weeks and months: local dates, named as ISO does, as long as the clocks make them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.periods import Kind, Period
from tests.domain.small_files import utc


@pytest.mark.parametrize(
    ("kind", "name", "first", "last"),
    [
        ("week", "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("week", "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("week", "2027-W01", date(2027, 1, 4), date(2027, 1, 10)),
        ("month", "2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("month", "2028-02", date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_name_means_these_dates(kind: Kind, name: str, first: date, last: date) -> None:
    """Weeks as ISO 8601 counts them, across years; leap days too."""
    period = Period.named(kind, name)
    assert (period.first, period.last, period.name) == (first, last, name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("week", "2026-W54"), ("week", "2027-W53"), ("week", "2026-47"), ("month", "2026-13"), ("month", "2026-W4"),
     ("month", "26-11"), ("month", ""), ("week", "1900-W01")],
)  # fmt: skip
def test_what_is_no_period_is_refused(kind: Kind, name: str) -> None:
    """Also the 53rd week of a year that has 52."""
    with pytest.raises(ValueError, match="is no"):
        Period.named(kind, name)


@given(st.sampled_from(["week", "month"]), st.dates(date(1971, 1, 1), date(2199, 12, 1)))
@settings(max_examples=60)
def test_every_date_lies_in_one_period(kind: Kind, day: date) -> None:
    """Neighbours touch, and a name leads back to its period."""
    period = Period.around(kind, day)
    assert period.first <= day <= period.last
    assert period.following.first == period.last + timedelta(days=1)
    assert period.following.before == period
    assert Period.named(kind, period.name) == period
    assert len(period.days) == (period.last - period.first).days + 1


@pytest.mark.parametrize(
    ("zone", "name", "hours"),
    [
        ("Europe/Berlin", "2026-W13", 167),
        ("Europe/Berlin", "2026-W43", 169),
        ("America/New_York", "2026-W10", 167),
        ("Asia/Seoul", "2026-W13", 168),
        ("Africa/Cairo", "2026-W17", 167),
    ],
)
def test_a_week_is_as_long_as_its_clocks_make_it(zone: str, name: str, hours: int) -> None:
    """From local midnight to local midnight, by the rules of each day."""
    start, end = Period.named("week", name).interval(ZoneInfo(zone))
    assert end - start == timedelta(hours=hours)


def test_a_midnight_that_does_not_exist_is_the_first_instant_after() -> None:
    """Cairo moves its clocks on at midnight: 24 April 2026 begins at one o'clock."""
    period = Period(kind="month", first=date(2026, 4, 24))
    assert period.interval(ZoneInfo("Africa/Cairo"))[0] == utc("2026-04-23T22:00")
