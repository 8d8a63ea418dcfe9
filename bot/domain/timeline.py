"""Values that change at instants, and the intervals where something holds: arithmetic without a clock's ticks.

Intervals are half-open, in order and apart from each other. Every instant is in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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

    def pieces(self) -> Iterator[tuple[datetime, datetime, T]]:
        """Start, end and value of each piece, in order."""
        return zip(self.starts, (*self.starts[1:], self.end), self.values, strict=True)

    def within(self, start: datetime, end: datetime) -> tuple[T, ...]:
        """Every value of an interval of the period, in order."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return self.values[first : bisect_left(self.starts, end)]

    def over(self, intervals: Sequence[Interval]) -> Iterator[tuple[datetime, datetime, T]]:
        """The pieces of these intervals of the period, clipped to them."""
        for opens, closes in intervals:
            position, since = max(0, bisect_right(self.starts, opens) - 1), opens
            while since < closes:
                following = self.starts[position + 1] if position + 1 < len(self.starts) else self.end
                yield since, min(following, closes), self.values[position]
                since, position = following, position + 1

    def where(self, fits: Callable[[T], bool]) -> Intervals:
        """The intervals in which the value fits."""
        fitting = {id(value): fits(value) for value in self.values}
        return union((start, end) for start, end, value in self.pieces() if fitting[id(value)])


def line(pieces: Iterable[tuple[datetime, T]], end: datetime) -> Line[T]:
    """The line of values that hold from an instant on, in order; neighbours that are equal become one."""
    starts: list[datetime] = []
    values: list[T] = []
    for start, value in pieces:
        if values and values[-1] == value:
            continue
        starts.append(start)
        values.append(value)
    return Line(tuple(starts), tuple(values), end)


def together(lines: Sequence[Line[T]], start: datetime) -> Iterator[tuple[datetime, tuple[T, ...]]]:
    """The values of several lines of one period side by side, from each instant at which any of them changes."""
    changes = sorted(
        (max(start, since), position, value)
        for position, one in enumerate(lines)
        for since, value in zip(one.starts, range(len(one.values)), strict=True)
    )
    present = [one.values[0] for one in lines]
    for place, (since, position, value) in enumerate(changes):
        present[position] = lines[position].values[value]
        if place + 1 == len(changes) or changes[place + 1][0] != since:
            yield since, tuple(present)


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
    found: list[Interval] = []
    one = other = 0
    while one < len(first) and other < len(second):
        start = max(first[one][0], second[other][0])
        end = min(first[one][1], second[other][1])
        if start < end:
            found.append((start, end))
        if first[one][1] < second[other][1]:
            one += 1
        else:
            other += 1
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
