"""Public holidays from the package, and a rule's own days."""

from datetime import date

import pytest

from bot.config import PackageCalendars
from bot.domain.hours import HolidayRule
from bot.domain.language import Text


def rule(**keys: object) -> HolidayRule:
    """A rule as the file tells it."""
    return HolidayRule.model_validate(keys)


def test_a_holiday_has_its_name_in_both_languages() -> None:
    """Korea's are known in Korean and English."""
    name = PackageCalendars()(rule(country="KR")).name_on(date(2026, 2, 17))
    assert name == Text(ko="설날", en="Korean New Year")


@pytest.mark.parametrize(
    ("country", "day"), [("DE", date(2026, 10, 3)), ("GB", date(2026, 12, 25)), ("NO", date(2026, 5, 17))]
)
def test_a_country_without_korean_names_has_english_ones(country: str, day: date) -> None:
    """Where the package has no Korean, English serves both."""
    name = PackageCalendars()(rule(country=country)).name_on(day)
    assert name is not None
    assert name.en
    assert name.ko is None


def test_an_ordinary_day_is_none() -> None:
    """Most days are ordinary."""
    assert PackageCalendars()(rule(country="KR")).name_on(date(2026, 2, 20)) is None


def test_a_day_of_our_own_comes_before_the_countrys() -> None:
    """`also` adds days, and renames one that is there."""
    own = {"date": "2026-02-17", "name": {"ko": "쉬는 날"}}
    calendar = PackageCalendars()(rule(country="KR", also=[own, {**own, "date": "2026-02-20"}]))
    assert calendar.name_on(date(2026, 2, 17)) == calendar.name_on(date(2026, 2, 20)) == Text(ko="쉬는 날")


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    """Epiphany is a holiday in Bavaria, not in Berlin."""
    calendars = PackageCalendars()
    assert calendars(rule(country="DE", subdivision="BY")).name_on(date(2026, 1, 6)) is not None
    assert calendars(rule(country="DE", subdivision="BE")).name_on(date(2026, 1, 6)) is None


def test_no_rule_means_no_holidays() -> None:
    """Nobody said anything about holidays."""
    assert PackageCalendars()(None).name_on(date(2026, 1, 1)) is None


def test_the_calendar_of_a_rule_is_made_once() -> None:
    """Rules that say the same share a calendar."""
    calendars = PackageCalendars()
    assert calendars(rule(country="KR")) is calendars(rule(country="KR"))
