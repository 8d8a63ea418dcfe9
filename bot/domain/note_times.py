"""When a note reaches its reader: tonight, as their next working day begins, or at once. Every answer is UTC."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.absence import Absences
from bot.domain.correction import Deliver
from bot.domain.escalation import Party
from bot.domain.hours import instant, wall_clock
from bot.domain.night import NightClock
from bot.domain.night_run import NightKey

FOLLOW_UP_WITHIN = timedelta(days=365)
"""A follow-up later than that is one that nobody remembers the reason of."""
_MORNING = time(9)
"""Where a day has no beginning, because the team works around the clock or has no hours ahead."""
_MOST_ABSENCES = 50


@dataclass(frozen=True)
class Arrival:
    """When a note sealed now would come; `night` is the one whose cut-off that is, None for no night's."""

    night: NightKey | None
    at: datetime


@dataclass(frozen=True)
class NoteTimes:
    """The hours of the readers of notes: their team's, by their own clock, without holidays and time off."""

    nights: NightClock

    def is_free(self, person: str, at: datetime) -> bool:
        """Whether somebody may be disturbed. Do Not Disturb is Slack's to heed."""
        return self.nights.hours_of(person).is_open(at) and self._away_until(person, at) is None

    def free_next(self, person: str, at: datetime) -> datetime | None:
        """The first instant from `at` on at which they may be; None if none is in sight."""
        hours, found = self.nights.hours_of(person), at
        for _ in range(_MOST_ABSENCES):
            opens = hours.opens_next(found)
            until = self._away_until(person, opens) if opens else None
            if opens is None or until is None:
                return opens
            found = until
        return None

    def morning_after(self, person: str, at: datetime) -> datetime:
        """When their next working day begins: today's, if that is still to come."""
        hours = self.nights.hours_of(person)
        today = wall_clock(at, hours.zone).date()
        tomorrow = today + timedelta(days=1)
        for day in (today, tomorrow):
            midnight = instant(datetime.combine(day, time()), hours.zone)
            round_the_clock = hours.is_open(midnight)
            begins = self.free_next(
                person, instant(datetime.combine(day, _MORNING), hours.zone) if round_the_clock else midnight
            )
            if begins and begins > at:
                return begins
        return instant(datetime.combine(tomorrow, _MORNING), hours.zone)

    def arrival(
        self, to: Party, deliver: Deliver, at: datetime, closed: Collection[NightKey] = frozenset()
    ) -> Arrival:
        """When a note sealed at `at` would come; `closed` are nights that accept nothing more.

        Tonight is their team's next night. Where no team has any, or while they are away, it is the next time they are
        there.
        """
        person = to.key or ""
        if deliver == "now":
            return Arrival(None, at)
        night = self.nights.note_night(to, at, closed) if deliver == "tonight" else None
        if night is None:
            return Arrival(None, self.morning_after(person, at))
        back = self._away_until(person, self.nights.cut_off(night))
        if back is not None:
            return Arrival(None, self.free_next(person, back) or back)
        return Arrival(night, self.nights.cut_off(night))

    def _away_until(self, person: str, at: datetime) -> datetime | None:
        away = Absences(self.nights.file, ()).away(person, at)
        return away.end if away else None
