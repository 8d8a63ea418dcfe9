"""Public holidays from the `holidays` package, and a rule's own extra days."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import holidays

from bot.domain.hours import HolidayCalendar, HolidayRule
from bot.domain.language import Text


@cache
def known_countries() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166 two-letter codes the package knows, and the codes of their subdivisions."""
    return {
        code: tuple(subdivisions)
        for code, subdivisions in holidays.list_supported_countries(include_aliases=True).items()
        if len(code) == 2
    }


class PackageCalendars:
    """Finds the calendar of a rule; calendars are kept, and count a year the first time it is asked about."""

    def __init__(self) -> None:
        self._known: dict[HolidayRule, HolidayCalendar] = {}

    def __call__(self, rule: HolidayRule | None) -> HolidayCalendar:
        """The calendar of a rule; no rule means no holidays."""
        key = rule or HolidayRule()
        if key not in self._known:
            self._known[key] = _RuleCalendar(key)
        return self._known[key]


class _RuleCalendar:
    def __init__(self, rule: HolidayRule) -> None:
        self._rule = rule
        self._own = {extra.date: extra.name for extra in rule.also}
        self._years: dict[int, Mapping[date, Text]] = {}

    def name_on(self, day: date) -> Text | None:
        """The holiday's name, our own before the country's, or None on an ordinary day."""
        if (own := self._own.get(day)) is not None:
            return own
        if self._rule.country is None:
            return None
        if day.year not in self._years:
            self._years[day.year] = _public(self._rule.country, self._rule.subdivision, day.year)
        return self._years[day.year].get(day)


def _public(country: str, subdivision: str | None, year: int) -> Mapping[date, Text]:
    """A year's holidays with their Korean and English names, where the package has them."""
    spoken = holidays.country_holidays(country).supported_languages
    english = next((tag for tag in spoken if tag.startswith("en")), None)
    names = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False, language=english)
    korean: Mapping[date, str] = {}
    if "ko" in spoken:
        korean = holidays.country_holidays(
            country, subdiv=subdivision, years=year, expand=False, language="ko"
        )
    return {day: Text(ko=korean.get(day), en=name) for day, name in names.items()}
