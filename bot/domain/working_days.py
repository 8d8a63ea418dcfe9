"""When one person works: their team's hours by their own clock, without holidays and time off."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.absence import Absences
from bot.domain.hours import Calendars, OpeningHours
from bot.domain.team_file import TeamFile
from bot.domain.weekdays import WeeklyHours

ORDINARY_HOURS = WeeklyHours.parse({"mon-fri": ["09:00-18:00"]})
"""When somebody works whose team has no hours in the file."""

_LOOK_AHEAD = timedelta(days=400)


def working_hours(file: TeamFile, calendars: Calendars, person: str) -> OpeningHours:
    """A person's hours; holidays are those of their primary team."""
    known = file.teams.get(file.primary_team(person) or "")
    return OpeningHours(
        hours=(known and known.hours) or ORDINARY_HOURS,
        zone=ZoneInfo(file.zone_of_person(person)),
        calendar=calendars((known and known.holidays) or file.workspace.holidays),
    )


def at_work_from(file: TeamFile, calendars: Calendars, person: str, at: datetime) -> datetime | None:
    """The first instant from `at` on at which a person works (UTC); None if none comes in over a year."""
    hours, absences, bound = working_hours(file, calendars, person), Absences(file, ()), at + _LOOK_AHEAD
    opens = hours.opens_next(at)
    while opens is not None and opens <= bound:
        away = absences.away(person, opens)
        if away is None:
            return opens
        opens = hours.opens_next(away.end)
    return None
