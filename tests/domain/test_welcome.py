"""Newcomers' cards: each at most once, in order, in their hours, and one at a time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.welcome import DAYS, Welcome, WelcomeClock, begun
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

MONDAY = date(2026, 11, 16)


def clock(zone: str = "Asia/Seoul", holidays: str = "", **bob: Sequence[Raw]) -> WelcomeClock:
    """Bob, who is new, in a team that works from nine to six."""
    support = team(
        lead="ann", members=["bob"], hours={"mon-fri": ["09:00-18:00"]}, holidays={"country": "KR"}
    )
    file = team_file(teams={"support": support}, people={"bob": {"time_zone": zone, **bob}})
    return WelcomeClock(file, FakeCalendars(KR=holidays))


def bob(first: date = MONDAY, passed: int = 0) -> Welcome:
    """His cards."""
    return Welcome(person="bob", first=first, passed=passed)


@given(
    zone=st.sampled_from(("Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")),
    first=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    steps=st.lists(st.integers(1, 20_000), min_size=1, max_size=60),
)
def test_each_card_at_most_once_in_order_and_one_at_a_time(zone: str, first: date, steps: list[int]) -> None:
    """However the clock moves: the days that are brought only grow, and never two at an instant."""
    cards, welcome = clock(zone), bob(first)
    now = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    brought: list[int] = []
    for minutes in steps:
        now += timedelta(minutes=minutes)
        day = cards.due(welcome, now)
        if day is not None:
            assert cards.moments(welcome)[day] <= now
            brought.append(day)
            welcome = welcome.model_copy(update={"passed": day})
            assert cards.due(welcome, now) is None
    assert brought == sorted(set(brought))
    assert set(brought) <= set(DAYS)


def test_the_days_are_counted_from_the_first_and_weekends_move_to_monday() -> None:
    """Monday, Wednesday, Sunday becomes Monday, Sunday becomes Monday, Tuesday."""
    local = [moment.date() for moment in clock().moments(bob()).values()]
    assert [str(day) for day in local] == [
        "2026-11-16",
        "2026-11-18",
        "2026-11-23",
        "2026-11-30",
        "2026-12-15",
    ]


def test_two_cards_never_share_a_day() -> None:
    """Who starts on a Saturday has the first card on Monday and the third day's on Tuesday."""
    moments = clock().moments(bob(date(2026, 11, 21)))
    assert moments[1] == utc("2026-11-23T00:00")
    assert moments[3] == utc("2026-11-24T00:00")


def test_holidays_and_time_off_move_a_card() -> None:
    """A holiday on Wednesday, and Thursday off: Friday."""
    off = [{"from": "2026-11-19", "to": "2026-11-20"}]
    assert clock(holidays="2026-11-18", time_off=off).moments(bob())[3] == utc("2026-11-20T00:00")


def test_after_forty_days_the_latest_is_due() -> None:
    """Not five."""
    assert clock().due(bob(), utc("2026-12-26T03:00")) == 30


def test_it_waits_for_their_hours() -> None:
    """At night until the morning, by their own clock."""
    cards = clock("Europe/Berlin")
    assert cards.may_come("bob", utc("2026-11-16T02:00")) == utc("2026-11-16T08:00")
    assert cards.may_come("bob", utc("2026-11-16T10:00")) == utc("2026-11-16T10:00")


@pytest.mark.parametrize(
    ("starts", "known", "first", "passed"),
    [
        (None, True, None, 0),
        (None, False, "2026-11-16", 0),
        ("2026-11-20", True, "2026-11-20", 0),
        ("2026-11-20", False, "2026-11-20", 0),
        ("2026-11-10", True, "2026-11-10", 3),
        ("2026-11-10", False, "2026-11-16", 0),
        ("2020-01-01", False, None, 0),
        ("2020-01-01", True, None, 0),
    ],
)
def test_who_is_new(starts: str | None, known: bool, first: str | None, passed: int) -> None:  # noqa: FBT001 - a table
    """Whoever the file says starts about now, and whoever stands in it for the first time."""
    day = date.fromisoformat(starts) if starts else None
    found = begun("bob", day, MONDAY, known=known, before=None)
    assert (found and str(found.first)) == first
    assert found is None or found.passed == passed


def test_a_changed_start_counts_until_the_first_card() -> None:
    """After it the cards go on as they are."""
    before = Welcome(person="bob", first=date(2026, 11, 20), starts=date(2026, 11, 20))
    later = date(2026, 11, 25)
    moved = begun("bob", later, MONDAY, known=True, before=before)
    assert moved
    assert (moved.first, moved.revision) == (later, 1)
    begun_already = before.model_copy(update={"passed": 1})
    assert begun("bob", later, MONDAY, known=True, before=begun_already) is None
    assert begun("bob", before.starts, MONDAY, known=True, before=before) is None
