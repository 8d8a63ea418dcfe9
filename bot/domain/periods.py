"""Weeks and months as people count them: local dates, and the instants between which they lie."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal, Self
from zoneinfo import ZoneInfo

from bot.domain.hours import Interval, instant
from bot.domain.language import Frozen

Kind = Literal["week", "month"]

_NAMES = {"week": re.compile(r"(\d{4})-W(\d{2})"), "month": re.compile(r"(\d{4})-(\d{2})")}
_YEARS = range(1970, 2200)
"""Years whose clocks are known, and far from where dates end."""


class Period(Frozen):
    """An ISO week (Monday to Sunday) or a calendar month, by its first local date."""

    kind: Kind
    first: date

    @classmethod
    def around(cls, kind: Kind, day: date) -> Self:
        """The one a date lies in."""
        first = day - timedelta(days=day.weekday()) if kind == "week" else day.replace(day=1)
        return cls(kind=kind, first=first)

    @classmethod
    def named(cls, kind: Kind, name: str) -> Self:
        """The week `2026-W47` (ISO 8601) or the month `2026-11`.

        Raises:
            ValueError: there is none of that name.
        """
        found = _NAMES[kind].fullmatch(name.strip())
        try:
            if found and int(found[1]) in _YEARS:
                year, number = int(found[1]), int(found[2])
                first = date.fromisocalendar(year, number, 1) if kind == "week" else date(year, number, 1)
                return cls(kind=kind, first=first)
        except ValueError:  # a month or week that this year does not have
            pass
        raise ValueError(f'"{name}" is no {kind}')

    @property
    def last(self) -> date:
        """Its last date."""
        return self.following.first - timedelta(days=1)

    @property
    def name(self) -> str:
        """As it is named on the command line and in the store."""
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def following(self) -> Self:
        """The next one."""
        days = 7 if self.kind == "week" else 31
        return self.around(self.kind, self.first + timedelta(days=days))

    @property
    def before(self) -> Self:
        """The one before."""
        return self.around(self.kind, self.first - timedelta(days=1))

    @property
    def days(self) -> tuple[date, ...]:
        """Its dates, in order."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def interval(self, zone: ZoneInfo) -> Interval:
        """From its first instant in a zone to that of the next one (UTC): 167 to 169 hours where clocks change."""
        return midnight(self.first, zone), midnight(self.following.first, zone)

    def __str__(self) -> str:
        return self.name


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a local date begins (UTC)."""
    return instant(datetime.combine(day, time()), zone)
