"""The improvement list of a team: what is read of an item, how long it is kept, and what its lead is told weekly."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.correction import Observation, ProcessItem
from bot.domain.hours import Calendars, instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.team_file import TeamFile
from bot.domain.working_days import at_work_from

KEEP_SETTLED = timedelta(days=180)
"""So long the team can read what was done; what is open, being looked into or put off for now stays."""
LONGEST_LINE = 1000
"""Characters of an item that is typed behind the command."""
LONGEST_ANSWER = 300
"""Characters of what the lead says to it: one line."""


class Weekly(Frozen):
    """What a team's lead has been told of the list. `told` is an item's id -> its revision then.

    `week` is the Monday (of the lead) of the last week that is done with; `posting_since` is real time, UTC, while
    that of `posting` is being said, with what is `telling`: what comes meanwhile is for the next week.
    """

    version: int = 1
    team: str
    week: date | None = None
    told: Mapping[str, int] = {}
    posting: date | None = None
    telling: Mapping[str, int] = {}
    posting_since: datetime | None = None


def line_of(words: Observation) -> str:
    """An item as one text: what was typed, or the parts of the form that were filled in."""
    parts = (words.situation, words.behaviour, words.impact, words.next_time)
    return "\n".join(part.strip() for part in parts if part.strip())


def is_over(item: ProcessItem, today: date) -> bool:
    """Whether it was done so long ago that it leaves the list."""
    return item.state == "done" and item.settled is not None and item.settled + KEEP_SETTLED <= today


def untold(weekly: Weekly, items: Iterable[ProcessItem]) -> list[ProcessItem]:
    """What is new or changed since the lead was last told, oldest first."""
    found = [item for item in items if weekly.told.get(item.id) != item.revision]
    return sorted(found, key=lambda item: (item.written, item.id))


def week_of(file: TeamFile, lead: str, now: datetime) -> date:
    """The Monday of the week it is for somebody."""
    today = wall_clock(now, ZoneInfo(file.zone_of_person(lead))).date()
    return today - timedelta(days=today.weekday())


def next_telling(
    file: TeamFile, calendars: Calendars, lead: str, weekly: Weekly, now: datetime
) -> datetime | None:
    """When the lead is next told (UTC): now, if that is under way; else as their work in a new week begins."""
    if weekly.posting_since is not None:
        return now
    week = week_of(file, lead, now)
    first = week if weekly.week is None or weekly.week < week else week + timedelta(days=7)
    zone = ZoneInfo(file.zone_of_person(lead))
    begins = instant(datetime.combine(first, time()), zone)
    return at_work_from(file, calendars, lead, max(begins, now))
