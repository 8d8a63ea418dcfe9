"""Asking somebody once how they like to be thanked (rule 13), at a moment that tells nothing about why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import Calendars, instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.team_file import TeamFile
from bot.domain.working_days import at_work_from

_HOUR = timedelta(hours=1)


class ThanksQuestion(Frozen):
    """The one question to a person: on its way, or `settled`: asked, or not needed any more.

    `user` is their Slack id, `person` their key in the file; `posting_since` (real time, UTC) is when the
    direct message was about to be sent.
    """

    user: str
    person: str
    posting_since: datetime | None = None
    settled: datetime | None = None


def when_to_ask(
    file: TeamFile, calendars: Calendars, person: str, now: datetime, closes: datetime | None
) -> datetime | None:
    """When somebody is asked (UTC): at the next full hour at which they work; None if that never comes.

    A question that came with the thanks would tell of them, so it waits for the full hour. If the night that
    brings them `closes` before, they are asked at once, as long as they are at work; else they are asked later.
    """
    hour = at_work_from(file, calendars, person, _full_hour(now, ZoneInfo(file.zone_of_person(person))))
    in_time = hour is not None and (closes is None or hour < closes)
    return hour if in_time or at_work_from(file, calendars, person, now) != now else now


def _full_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """The next full hour on the wall, after `now`."""
    local = wall_clock(now, zone).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    hour = instant(local + _HOUR, zone)
    return hour if hour > now else hour + _HOUR
