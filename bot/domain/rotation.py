"""A layer of a schedule: members who take turns, handed over at a wall-clock time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from bot.domain.hours import NO_HOLIDAYS, HolidayCalendar, instant, open_intervals, wall_clock
from bot.domain.language import Frozen
from bot.domain.scalars import Duration, LocalMoment, write_duration
from bot.domain.weekdays import ALL_DAY, WeeklyHours

_COUNTED_AHEAD = 32
"""Worked turns are counted so many at a time: a window's next question then finds its answer."""


class Layer(Frozen):
    """A rotation: its members take turns; `~` (None) is the slot of somebody who left."""

    members: tuple[str | None, ...] = ()
    starts: LocalMoment
    every: Duration = Field(description="whole days; handoffs at the same local wall-clock time")
    active: WeeklyHours | None = None
    turns: Literal["calendar", "worked"] = "calendar"

    @field_validator("every")
    @classmethod
    def _whole_days(cls, every: timedelta) -> timedelta:
        if every % timedelta(days=1):
            raise ValueError(
                f'"{write_duration(every)}" is not a whole number of days; '
                "write for example 1d, 3d, 1w or 2w, and hours under active"
            )
        return every


@dataclass(frozen=True)
class Stretch:
    """One member's unbroken time in one turn, in UTC."""

    start: datetime
    end: datetime
    person: str


class Rotation:
    """When the turns of a layer begin and whose they are, in the schedule's zone and holidays."""

    def __init__(self, layer: Layer, zone: ZoneInfo, holidays: HolidayCalendar) -> None:
        self._layer = layer
        self._zone = zone
        self._counts_worked = layer.turns == "worked"
        self._hours = (layer.active or ALL_DAY) if self._counts_worked else layer.active
        self._calendar = holidays if self._counts_worked else NO_HOLIDAYS
        self._worked_before = [0]  # how many turns were worked before the n-th, as far as anybody asked

    def handoff(self, turn: int) -> datetime:
        """When the n-th turn begins, counted from 0 at the layer's start."""
        return instant(self._layer.starts + turn * self._layer.every, self._zone)

    def turn_at(self, at: datetime) -> int | None:
        """The turn an instant is in; None before the first handoff."""
        turn = (wall_clock(at, self._zone) - self._layer.starts) // self._layer.every
        while self.handoff(turn + 1) <= at:  # while a repeated hour runs, the wall shows less than has passed
            turn += 1
        return turn if turn >= 0 else None

    def member(self, turn: int) -> str | None:
        """Whose turn it is; None for an empty slot."""
        members = self._layer.members
        if not members:
            return None
        return members[(self._worked_until(turn) if self._counts_worked else turn) % len(members)]

    def _worked_until(self, turn: int) -> int:
        counts = self._worked_before
        if turn >= len(counts):
            self._count_worked(turn + _COUNTED_AHEAD)
        return counts[turn]

    def _count_worked(self, until: int) -> None:
        counts = self._worked_before
        counted = len(counts) - 1
        end = self.handoff(counted)
        intervals = list(self._active(end, self.handoff(until)))
        position = 0
        for turn in range(counted, until):
            start, end = end, self.handoff(turn + 1)
            while position < len(intervals) and intervals[position][1] <= start:
                position += 1
            counts.append(
                counts[-1] + (position < len(intervals) and max(intervals[position][0], start) < end)
            )

    def _active(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        return open_intervals(self._hours, self._zone, self._calendar, start, end)

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """Who is on duty between two instants, clipped to them, in order; without the gaps."""
        start = max(start.astimezone(UTC), self.handoff(0))
        turn = self.turn_at(start) or 0
        ends = self.handoff(turn + 1)
        for opens, closes in self._active(start, end):
            begins = opens
            while begins < closes:
                while ends <= begins:
                    turn, ends = turn + 1, self.handoff(turn + 2)
                until = min(closes, ends)
                person = self.member(turn)
                if person is not None:
                    yield Stretch(begins, until, person)
                begins = until

    def person_at(self, at: datetime) -> str | None:
        """Who is on duty at an instant."""
        return next((stretch.person for stretch in self.stretches(at, at + datetime.resolution)), None)
