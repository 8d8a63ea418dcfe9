"""Which night something belongs to, and when it closes: local dates of a team."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.escalation import Party
from bot.domain.hours import OpeningHours, instant
from bot.domain.kudos import Thanked
from bot.domain.night_run import NightKey
from bot.domain.people import Night
from bot.domain.team_clock import TeamClock
from bot.domain.weekdays import WeeklyHours

LATE = timedelta(hours=1)
"""A note whose night ran later than this waits for its reader's hours (rule 19)."""

LOOK_AHEAD = timedelta(days=400)
"""A team that has no working night in so long has none."""

OFFICE_HOURS = WeeklyHours.parse({"daily": ["09:00-18:00"]})
"""When somebody may be disturbed whose team has no hours in the file."""


@dataclass(frozen=True)
class NightClock(TeamClock):
    """The nights of every team in a file."""

    def has_nights(self, team: str) -> bool:
        """Whether the team posts at all."""
        known = self.file.teams.get(team)
        return known is not None and known.night is not None

    def channel(self, team: str) -> str:
        """Where its nights are posted."""
        return self._night(team).channel

    def cut_off(self, night: NightKey) -> datetime:
        """When the night closes (UTC): its `night.time` on that date, by the zone's rules of that day."""
        local = datetime.combine(night.date, self._night(night.team).time)
        return instant(local, self.zone(night.team))

    def is_working(self, night: NightKey) -> bool:
        """Whether the team posts on that date: one of its days, and no holiday."""
        known = self.file.teams[night.team]
        holidays = self.calendars(known.holidays or self.file.workspace.holidays)
        return night.date in self._night(night.team).days and holidays.name_on(night.date) is None

    def nights_after(self, team: str, at: datetime) -> Iterator[NightKey]:
        """The working nights that close after an instant, in order; the first takes what is given then."""
        for offset in range(-1, LOOK_AHEAD.days):
            night = NightKey(team=team, date=self.today(team, at) + timedelta(days=offset))
            if self.is_working(night) and self.cut_off(night) > at:
                yield night

    def next_night(
        self, team: str, at: datetime, closed: Collection[NightKey] = frozenset()
    ) -> NightKey | None:
        """The first night that still accepts at `at`; `closed` are those closed early by hand."""
        return next((night for night in self.nights_after(team, at) if night not in closed), None)

    def last_night(self, team: str, at: datetime) -> NightKey | None:
        """The latest working night whose cut-off has passed."""
        for offset in range(-1, LOOK_AHEAD.days):
            night = NightKey(team=team, date=self.today(team, at) - timedelta(days=offset))
            if self.is_working(night) and self.cut_off(night) <= at:
                return night
        return None

    def thanked(
        self,
        who: Party,
        giver: str | None,
        at: datetime,
        closed: Collection[NightKey] = frozenset(),
    ) -> Thanked | None:
        """Which night thanks somebody: their primary team's; None where no team has nights.

        Where their team has none, the night of the giver's team brings it to them in private,
        else that of the first team that has one.
        """
        own = self.file.primary_team(who.key) if who.key else None
        team = own if own and self.has_nights(own) else self._stand_in(giver)
        night = self.next_night(team, at, closed) if team else None
        return Thanked(who=who, night=night, in_post=team == own) if night else None

    def _stand_in(self, giver: str | None) -> str | None:
        givers = self.file.primary_team(giver) if giver else None
        if givers and self.has_nights(givers):
            return givers
        return next((team for team in self.file.teams if self.has_nights(team)), None)

    def _night(self, team: str) -> Night:
        night = self.file.teams[team].night
        if night is None:
            raise LookupError(f"{team} has no night")
        return night

    def hours_of(self, person: str) -> OpeningHours:
        """When somebody may be disturbed: their team's weekly hours and holidays, by their own clock."""
        team = self.file.primary_team(person)
        known = self.file.teams[team] if team else None
        holidays = (known and known.holidays) or self.file.workspace.holidays
        return OpeningHours(
            hours=(known and known.hours) or OFFICE_HOURS,
            zone=ZoneInfo(self.file.zone_of_person(person)),
            calendar=self.calendars(holidays),
        )

    def note_night(self, recipient: Party, at: datetime, closed: Collection[NightKey]) -> NightKey | None:
        """The night that seals a note to somebody; None where no team has nights."""
        found = self.thanked(recipient, None, at, closed)
        return found.night if found else None

    def not_before(self, recipient: str, deliver_at: datetime, now: datetime) -> datetime:
        """When a due note may really go: at once, or if that got late, in its reader's hours."""
        if now - deliver_at <= LATE:
            return now
        return self.hours_of(recipient).opens_next(now) or now
