"""Holiday calendars that know only what a test tells them."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.hours import HolidayCalendar, HolidayRule
from bot.domain.language import Text


@dataclass(frozen=True)
class FakeCalendar:
    """A calendar of the days it is given."""

    days: dict[date, Text] = field(default_factory=dict)

    def name_on(self, day: date) -> Text | None:
        """The holiday's name, or None on an ordinary day."""
        return self.days.get(day)


class FakeCalendars:
    """Finds a rule's days: those told for its country, and its own; a country it was not told is refused."""

    def __init__(self, **countries: str) -> None:
        """Countries by code with their holidays as ISO dates between spaces: `KR="2026-03-02 2026-05-05"`."""
        self._countries = {
            code: [date.fromisoformat(day) for day in days.split()] for code, days in countries.items()
        }

    def __call__(self, rule: HolidayRule | None) -> HolidayCalendar:
        """The calendar of that rule."""
        if rule is None:
            return FakeCalendar()
        public = self._countries[rule.country] if rule.country else []
        days = {day: Text(en=f"a holiday of {rule.country}") for day in public}
        return FakeCalendar(days | {extra.date: extra.name for extra in rule.also})
