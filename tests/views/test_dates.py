"""Days and weekdays by name."""

from datetime import date

import pytest

from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.views.dates import day_named, weekday

KO = Reader(language=Language.KO, zone="Asia/Seoul")
EN = Reader(language=Language.EN, zone="Europe/Berlin")


@pytest.mark.parametrize(("day", "named"), [(0, ("월", "Mon")), (6, ("일", "Sun")), (7, ("월", "Mon"))])
def test_a_week_begins_on_monday_and_comes_again(day: int, named: tuple[str, str]) -> None:
    """As `date.weekday` counts."""
    assert (weekday(day, KO), weekday(day, EN)) == named


def test_a_day_is_told_with_its_weekday() -> None:
    """In the order each language has."""
    assert day_named(date(2026, 3, 10), KO) == "3월 10일(화)"
    assert day_named(date(2026, 3, 10), EN) == "Tue 10 Mar"
