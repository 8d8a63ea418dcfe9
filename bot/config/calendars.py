"""Public holidays from the `holidays` package, and a rule's own extra days."""

import sys
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import Any

import holidays
from holidays.registry import EntityLoader

from bot.domain.hours import HolidayCalendar, HolidayRule
from bot.domain.language import Text


def _one_country_at_a_time() -> None:
    """Let `holidays.countries` be a folder of modules, none of which is imported before it is asked for.

    As it is, asking for one country imports two hundred and fifty: a fifth of a second, and 8 MB that stay. Whoever asks
    the package itself for a country has it as it is.
    """
    name = "holidays.countries"
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def whole(attribute: str) -> Any:  # noqa: ANN401 - whatever the package has under that name
        if "__getattr__" not in vars(package) or attribute.startswith("__"):
            raise AttributeError(attribute)
        del package.__getattr__
        loader.exec_module(package)
        return getattr(package, attribute)

    package.__getattr__ = whole  # type: ignore[method-assign]  # a module's own (PEP 562)
    sys.modules[name] = package
    setattr(holidays, "countries", package)  # noqa: B010 - as an import does; the package names no such attribute


_one_country_at_a_time()


@cache
def known_countries() -> frozenset[str]:
    """ISO 3166 two-letter codes the package knows."""
    return frozenset(code for code in EntityLoader.get_country_codes() if len(code) == 2)


@cache
def known_parts(country: str) -> tuple[str, ...]:
    """The codes of a known country's subdivisions."""
    return tuple(getattr(holidays, country).subdivisions)


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
