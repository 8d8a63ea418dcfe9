"""What a value means to people: who reads it, when, and from how many answers on. Nobody's name is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field

from bot.domain.hours import Calendars, instant, wall_clock
from bot.domain.language import Frozen
from bot.domain.line_up import LineUpClock
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile
from bot.domain.working_days import working_hours

ENOUGH = 3
"""Fewer answers about a value are not shown: a small group gives people away by how they write."""

HELD_OVER = 3
"""Months after which answers that never became enough are erased unread."""

LONGEST = 2000
"""Characters of one answer."""

_MOMENT = datetime.resolution


class Meaning(Frozen):
    """One answer. `month` (`2026-11`) is all that is kept of when; of whom nothing is."""

    model_config = ConfigDict(hide_input_in_errors=True)

    value: str
    text: str = Field(repr=False)
    month: str


class Reading(Frozen):
    """One reader's part in a round: due when (UTC), how many of its messages they have, one being posted since."""

    user: str
    due: datetime
    said: int = 0
    posting_since: datetime | None = None
    done: bool = False


class Round(Frozen):
    """The answers of a month on their way to their readers. `month` is the one in which they are told."""

    month: str
    readings: tuple[Reading, ...]

    @property
    def is_done(self) -> bool:
        """Whether everybody has read, or cannot be reached."""
        return all(one.done for one in self.readings)

    def with_reading(self, changed: Reading) -> "Round":
        """The same with one reader's part replaced."""
        parts = (changed if one.user == changed.user else one for one in self.readings)
        return self.model_copy(update={"readings": tuple(parts)})


@dataclass(frozen=True)
class Sorted:
    """A pool sorted out: `told` by value, in the file's order; the ids it takes, and those that are too old."""

    told: Mapping[str, tuple[str, ...]]
    taken: tuple[str, ...]
    stale: tuple[str, ...]


def sort_out(pool: Mapping[str, Meaning], philosophy: Philosophy, month: str) -> Sorted:
    """What is told in `month`. Ids are random, and their order is that of the texts."""
    by_value: dict[str, list[str]] = {value.id: [] for value in philosophy.values}
    for key in sorted(pool):
        by_value.setdefault(pool[key].value, []).append(key)
    enough = {value: found for value, found in by_value.items() if len(found) >= ENOUGH}
    waiting = {key: one for key, one in pool.items() if one.value not in enough}
    return Sorted(
        told={value: tuple(pool[key].text for key in found) for value, found in enough.items()},
        taken=tuple(key for found in enough.values() for key in found),
        stale=tuple(key for key, one in sorted(waiting.items()) if _months(one.month, month) >= HELD_OVER),
    )


def readers_of(file: TeamFile, philosophy: Philosophy) -> tuple[str, ...]:
    """Who is told, by their keys: those who approve changes of values.yaml, else who keeps the files."""
    return tuple(key for key in philosophy.approvers or file.workspace.keepers if key in file.people)


@dataclass(frozen=True)
class Tellings:
    """When each reader is told: on their first working day of a month."""

    file: TeamFile
    calendars: Calendars

    def month(self, person: str, at: datetime) -> str:
        """The local month of somebody, `2026-11`."""
        return f"{wall_clock(at, self._zone(person)):%Y-%m}"

    def telling(self, person: str, month: str) -> datetime:
        """When somebody is told in a month (UTC): at their team's line-up, else as their day begins."""
        first = datetime.fromisoformat(f"{month}-01")
        team = self.file.primary_team(person)
        line_ups = LineUpClock(self.file, self.calendars)
        if team is not None and line_ups.plan(team) is not None:
            begins = instant(first, line_ups.zone(team))
            found = line_ups.next_hour(team, begins - _MOMENT)
            if found is not None:
                return found
        begins = instant(datetime.combine(first, time()), self._zone(person))
        return working_hours(self.file, self.calendars, person).opens_next(begins) or begins

    def next_telling(self, people: Sequence[str], after: datetime) -> datetime:
        """The first after an instant, of anybody; without anybody the first day of the next month."""
        found = [
            telling
            for person in people
            for month in (self.month(person, after), self._month_after(person, after))
            if (telling := self.telling(person, month)) > after
        ]
        zone = ZoneInfo(self.file.workspace.time_zone)
        local = wall_clock(after, zone)
        following = (local.replace(day=1, hour=9, minute=0, second=0) + timedelta(days=32)).replace(day=1)
        return min(found, default=instant(following.replace(microsecond=0), zone))

    def _month_after(self, person: str, at: datetime) -> str:
        local = wall_clock(at, self._zone(person))
        return f"{local.replace(day=1) + timedelta(days=32):%Y-%m}"

    def _zone(self, person: str) -> ZoneInfo:
        return ZoneInfo(self.file.zone_of_person(person))


def _months(earlier: str, later: str) -> int:
    (y1, m1), (y2, m2) = (map(int, month.split("-")) for month in (earlier, later))
    return (y2 - y1) * 12 + m2 - m1
