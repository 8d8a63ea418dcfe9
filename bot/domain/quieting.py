"""When somebody is left in peace: what they chose, their hours, their time off. Times are UTC by the bot's clock."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.hours import Calendars, OpeningHours, instant, wall_clock
from bot.domain.night import OFFICE_HOURS, NightClock
from bot.domain.oncall import Roster
from bot.domain.team_file import TeamFile

ONE_AN_HOUR = timedelta(hours=1)
"""Between two reminders of one person at least so long passes, whatever is said in the channels."""
THREAD_FOR = timedelta(days=30)
"""So long a thread's situation is not brought up again, to nobody in it."""
STILL_FRESH = timedelta(seconds=10)
"""A reminder that comes later than this after the message helps nobody: it is dropped."""

Choice = Literal["off"]
"""What somebody chose beside a time: no reminders until they ask for them again."""


class Silence(StrEnum):
    """Why nobody is reminded."""

    NOTHING = "nothing"
    """No situation is told of, or the two signals do not agree."""
    ELSEWHERE = "elsewhere"
    """The channel did not ask, or not everybody in it is of this company."""
    LATE = "late"
    OUTSIDER = "outsider"
    CHOSEN = "chosen"
    """They asked for peace."""
    OFF_HOURS = "off_hours"
    AWAY = "away"
    """Time off, or a Slack status that says so."""
    DO_NOT_DISTURB = "do_not_disturb"
    ENOUGH = "enough"
    """They were reminded within the hour, or this thread's situation came up already."""
    UNSURE = "unsure"
    """Slack or the store does not answer."""


def chose_peace(choice: Choice | None, until: datetime | None, now: datetime) -> bool:
    """Whether somebody wants no reminder at this moment."""
    return choice == "off" or (until is not None and now < until)


def hours_of(
    file: TeamFile, calendars: Calendars, person: str | None, *, team: str, zone: str
) -> OpeningHours:
    """When somebody may be reminded: their team's hours by their own clock; else those of the channel's team."""
    if person is not None and file.primary_team(person):
        return NightClock(file, calendars).hours_of(person)
    known = file.teams.get(team)
    holidays = (known and known.holidays) or file.workspace.holidays
    return OpeningHours((known and known.hours) or OFFICE_HOURS, ZoneInfo(zone), calendars(holidays))


def left_in_peace(roster: Roster, hours: OpeningHours, person: str | None, now: datetime) -> Silence | None:
    """Why the clock or the calendar keeps somebody from being reminded; None where they are at work."""
    if not hours.is_open(now):
        return Silence.OFF_HOURS
    if person is None:
        return None
    away = roster.away(person, now) or roster.passed_over(person, now, present=True)
    return Silence.AWAY if away else None


def end_of_today(now: datetime, zone: str) -> datetime:
    """The midnight that ends somebody's local day (UTC)."""
    local = wall_clock(now, ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return instant(local + timedelta(days=1), ZoneInfo(zone))
