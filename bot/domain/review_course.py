"""When a team's lead is brought the review of a week or a month, and how far that got."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from bot.domain.hours import instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.periods import Kind, Period
from bot.domain.team_clock import TeamClock
from bot.domain.working_days import at_work_from

KINDS: tuple[Kind, ...] = ("week", "month")

MORNING = time(9)
"""Not before this hour of the lead's clock: a team that works round the clock has a morning, too."""

LATE = timedelta(hours=1)
"""Told later than this (Baton was down), it waits until its reader is at work."""


class Bringing(Frozen):
    """A review on its way to one lead: the words once, then its picture at most once; `since` is real time, UTC."""

    period: Period
    user: str
    since: AwareDatetime | None = None
    said: bool = False
    drawn: bool = False


class Course(Frozen):
    """How far a team's reviews are.

    `known` is the local date on which Baton first saw each of its people (by key); `week` and `month` name the last
    periods that are done with.
    """

    version: int = 1
    team: str
    begun: AwareDatetime
    known: Mapping[str, date] = {}
    week: str = ""
    month: str = ""
    bringing: Bringing | None = None

    def told(self, kind: Kind) -> str:
        """The last period of a kind that is done with."""
        return self.week if kind == "week" else self.month

    def done(self, period: Period) -> "Course":
        """As it is once a period is done with."""
        return self.model_copy(update={period.kind: period.name, "bringing": None})

    def knowing(self, people: Iterable[str], today: date) -> "Course":
        """With who is in the team now: those who were not are known from today on, those who left are forgotten."""
        return self.model_copy(update={"known": {one: self.known.get(one, today) for one in people}})


@dataclass(frozen=True)
class ReviewClock(TeamClock):
    """The weeks and months of every team in a file, by the team's local dates."""

    def people(self, team: str) -> tuple[str, ...]:
        """Whose primary team it is, in the file's order; not its lead, who is the one that reads."""
        known = self.file.teams[team]
        mine = {one for one in known.everyone if self.file.primary_team(one) == team}
        return tuple(one for one in self.file.people if one in mine and one != known.lead)

    def ended(self, team: str, kind: Kind, at: datetime) -> Period:
        """The last period that is over for the team."""
        return Period.around(kind, self.today(team, at)).before

    def moment(self, team: str, period: Period) -> datetime:
        """When the lead is brought a period (UTC): from nine on, on the first day after it on which they work.

        By the lead's clock, and not before the period is over by the team's. A team without a lead has a moment, too.
        """
        over = period.interval(self.zone(team))[1]
        lead = self.file.teams[team].lead
        zone = ZoneInfo(self.file.zone_of_person(lead)) if lead else self.zone(team)
        day = wall_clock(over, zone).date()
        morning = max(over, instant(datetime.combine(day, MORNING), zone))
        if lead is None:
            return morning
        return at_work_from(self.file, self.calendars, lead, morning) or morning

    def waiting(self, course: Course, kind: Kind, at: datetime) -> Period | None:
        """The period of a kind that is over and was not brought yet; only the last one, and none before Baton came."""
        period = self.ended(course.team, kind, at)
        over = period.interval(self.zone(course.team))[1]
        if period.name <= course.told(kind) or over <= course.begun:
            return None
        return period

    def due(self, course: Course, at: datetime) -> datetime:
        """When to look again (UTC)."""
        if course.bringing is not None:
            return at
        return min(self._next(course, kind, at) for kind in KINDS)

    def _next(self, course: Course, kind: Kind, at: datetime) -> datetime:
        period = self.waiting(course, kind, at)
        if period is None:
            return self.moment(course.team, self.ended(course.team, kind, at).following)
        return self.not_before(course.team, self.moment(course.team, period), at)

    def not_before(self, team: str, moment: datetime, at: datetime) -> datetime:
        """When it may really be brought: at its moment, or if that got late, when the lead is at work."""
        lead = self.file.teams[team].lead
        if at - moment <= LATE or lead is None:
            return moment
        return at_work_from(self.file, self.calendars, lead, at) or at
