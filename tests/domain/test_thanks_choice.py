"""When somebody is asked how they like to be thanked."""

from datetime import datetime

from bot.domain.thanks_choice import when_to_ask
from tests.domain.small_files import Raw, team, team_file, utc
from tests.fakes.calendars import FakeCalendars

HOURS = {"mon-fri": ["09:00-18:00"]}


def asked(
    now: str, *, closes: str | None = "2026-11-20T10:00", away: tuple[Raw, ...] = ()
) -> datetime | None:
    """When Ann of Seoul is asked, on Friday 20 November 2026 (times are UTC, nine hours behind)."""
    people: dict[str, Raw] = {"ann": {"time_off": list(away)}} if away else {}
    file = team_file(
        teams={"support": team(members=["ann"], hours=HOURS, holidays={"country": "KR"})}, people=people
    )
    return when_to_ask(file, FakeCalendars(KR="2026-11-23"), "ann", utc(now), utc(closes) if closes else None)


def test_at_the_next_full_hour() -> None:
    """Not with the thanks, of which the moment would tell."""
    assert asked("2026-11-20T03:23") == utc("2026-11-20T04:00")
    assert asked("2026-11-20T03:00") == utc("2026-11-20T04:00")


def test_at_once_where_the_night_closes_first() -> None:
    """The answer should count for it."""
    assert asked("2026-11-20T08:10", closes="2026-11-20T08:30") == utc("2026-11-20T08:10")


def test_at_once_where_work_ends_before_the_next_hour() -> None:
    """Else it would be after the night."""
    assert asked("2026-11-20T08:10") == utc("2026-11-20T08:10")


def test_after_work_on_the_next_working_day() -> None:
    """Friday evening: Monday is a holiday, so Tuesday at nine."""
    assert asked("2026-11-20T09:30") == utc("2026-11-24T00:00")


def test_not_in_their_time_off() -> None:
    """They are asked when they are back."""
    away = {"from": "2026-11-20", "to": "2026-11-25"}
    assert asked("2026-11-20T03:23", away=(away,)) == utc("2026-11-25T00:00")
