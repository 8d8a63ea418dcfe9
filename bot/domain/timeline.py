"""Values that change at instants, and the intervals where something holds: arithmetic without a clock's ticks.

Intervals are half-open, in order and apart from each other. Every instant is in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Generic, TypeVar

from bot.domain.hours import Interval

T = TypeVar("T")
Intervals = tuple[Interval, ...]


@dataclass(frozen=True)
class Line(Generic[T]):
    """A value over a period: each piece begins where the one before it ended, the last one ends at `end`."""

    starts: tuple[datetime, ...]
    values: tuple[T, ...]
    end: datetime

    def at(self, instant: datetime) -> T:
        """The value at an instant of the period."""
        return self.values[max(0, bisect_right(self.starts, instant) - 1)]

    def within(self, start: datetime, end: datetime) -> tuple[T, ...]:
        """Every value of an interval of the period, in order."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return self.values[first : bisect_left(self.starts, end)]

    @cached_property
    def kinds(self) -> tuple[T, ...]:
        """Every value it has, once; as objects, so that none need be hashable."""
        return tuple({id(value): value for value in self.values}.values())

    def met(self, intervals: Sequence[Interval]) -> list[tuple[datetime, T]]:
        """The values it has in these intervals, each with its first instant there."""
        found: dict[int, tuple[datetime, T]] = {}
        last = 0
        for opens, closes in intervals:
            first = max(0, bisect_right(self.starts, opens, last) - 1)
            last = bisect_left(self.starts, closes, first)
            for position in range(first, last):
                value = self.values[position]
                if id(value) not in found:
                    found[id(value)] = max(self.starts[position], opens), value
            if len(found) == len(self.kinds):
                break
        return list(found.values())

    def where(self, fits: Callable[[T], bool]) -> Intervals:
        """The intervals in which the value fits."""
        fitting = {id(value) for value in self.kinds if fits(value)}
        if not fitting:
            return ()
        if len(fitting) == len(self.kinds):
            return union([(self.starts[0], self.end)])
        found: list[Interval] = []
        since: datetime | None = None
        for start, value in zip(self.starts, self.values, strict=True):
            if id(value) in fitting:
                since = since or start
            elif since:
                found.append((since, start))
                since = None
        return (*found, (since, self.end)) if since else tuple(found)


def line(pieces: Iterable[tuple[datetime, T]], end: datetime) -> Line[T]:
    """The line of values that hold from an instant on, in order; neighbours that are equal become one."""
    starts: list[datetime] = []
    values: list[T] = []
    for start, value in pieces:
        if values and (values[-1] is value or values[-1] == value):
            continue
        starts.append(start)
        values.append(value)
    return Line(tuple(starts), tuple(values), end)


def together(lines: Sequence[Line[T]], start: datetime) -> Iterator[tuple[datetime, tuple[T, ...]]]:
    """The values of several lines of one period side by side, from each instant at which any of them changes."""
    changes = [
        (since, position, value)
        for position, one in enumerate(lines)
        for since, value in zip(one.starts[1:], one.values[1:], strict=True)
    ]
    changes.sort(key=itemgetter(0))
    present = [one.values[0] for one in lines]
    now = start
    for since, position, value in changes:
        if since != now:
            yield now, tuple(present)
            now = since
        present[position] = value
    yield now, tuple(present)


def union(*several: Iterable[Interval]) -> Intervals:
    """Where any of them holds; touching intervals become one, empty ones none."""
    joined: list[Interval] = []
    for start, end in sorted(one for intervals in several for one in intervals if one[0] < one[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def meet(first: Sequence[Interval], second: Sequence[Interval]) -> Intervals:
    """Where both hold."""
    if not first or not second:
        return ()
    if first is second:
        return tuple(first)
    for few, many in ((first, second), (second, first)):
        if len(few) == 1 and few[0][0] <= many[0][0] and many[-1][1] <= few[0][1]:
            return tuple(many)
    found: list[Interval] = []
    ones, others = iter(first), iter(second)
    opens, closes = next(ones)
    begins, ends = next(others)
    with suppress(StopIteration):  # one of them has no more
        while True:
            if closes < ends:
                if begins < closes:
                    found.append((max(opens, begins), closes))
                opens, closes = next(ones)
            else:
                if opens < ends:
                    found.append((max(opens, begins), ends))
                begins, ends = next(others)
    return tuple(found)


def without(intervals: Sequence[Interval], taken: Sequence[Interval]) -> Intervals:
    """Where the first holds and the second does not."""
    if not intervals or not taken:
        return tuple(intervals)
    return meet(intervals, complement(taken, intervals[0][0], intervals[-1][1]))


def complement(intervals: Iterable[Interval], start: datetime, end: datetime) -> Intervals:
    """What they leave between two instants."""
    left: list[Interval] = []
    for opens, closes in intervals:
        if start < min(opens, end):
            left.append((start, min(opens, end)))
        start = max(start, closes)
    return (*left, (start, end)) if start < end else tuple(left)


def length(intervals: Iterable[Interval]) -> timedelta:
    """How long they are together."""
    return sum((end - start for start, end in intervals), timedelta())


def holds(intervals: Sequence[Interval], at: datetime) -> bool:
    """Whether an instant is in one of them."""
    position = bisect_right(intervals, at, key=itemgetter(0)) - 1
    return position >= 0 and at < intervals[position][1]
