"""Intervals and lines against sets of ticks."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.timeline import (
    Intervals,
    Line,
    complement,
    holds,
    length,
    line,
    meet,
    together,
    union,
    without,
)
from tests.domain.small_files import utc

START = utc("2026-01-05T00:00")
TICKS = 24
END = START + timedelta(hours=TICKS)

spans = st.lists(st.tuples(st.integers(0, TICKS), st.integers(0, TICKS)), max_size=5)
values = st.lists(st.tuples(st.integers(1, TICKS - 1), st.integers(0, 2)), max_size=6)


def hour(tick: int) -> datetime:
    """An instant by its number."""
    return START + timedelta(hours=tick)


def intervals(pairs: list[tuple[int, int]]) -> Intervals:
    """Pairs of ticks as intervals."""
    return union((hour(start), hour(end)) for start, end in pairs)


def ticks(of: Intervals) -> set[int]:
    """The ticks an interval holds at."""
    return {tick for tick in range(TICKS) if holds(of, hour(tick))}


def value_line(changes: list[tuple[int, int]]) -> Line[int]:
    """A line that is 0 at first, and another number from each tick on."""
    return line([(START, 0), *((hour(tick), value) for tick, value in sorted(dict(changes).items()))], END)


@given(spans, spans)
def test_arithmetic_is_that_of_sets(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    """Union, meeting, difference and complement hold at exactly the ticks the sets have."""
    one, other = intervals(first), intervals(second)
    assert ticks(union(one, other)) == ticks(one) | ticks(other)
    assert ticks(meet(one, other)) == ticks(one) & ticks(other)
    assert ticks(without(one, other)) == ticks(one) - ticks(other)
    assert ticks(complement(one, START, END)) == set(range(TICKS)) - ticks(one)
    assert length(one) == timedelta(hours=len(ticks(one)))


@given(spans)
def test_intervals_stand_apart_and_in_order(pairs: list[tuple[int, int]]) -> None:
    """What a union gives neither touches nor overlaps, and nothing of it is empty."""
    edges = [edge for interval in intervals(pairs) for edge in interval]
    assert edges == sorted(set(edges))


@given(values, values)
def test_lines_side_by_side_tell_the_values_of_each(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    """At every tick the pair of values is that of the two lines."""
    first, second = value_line(one), value_line(other)
    both = line(together([first, second], START), END)
    assert [both.at(hour(tick)) for tick in range(TICKS)] == [
        (first.at(hour(tick)), second.at(hour(tick))) for tick in range(TICKS)
    ]


@given(values, spans)
def test_a_line_tells_where_and_when_its_values_are_met(
    changes: list[tuple[int, int]], pairs: list[tuple[int, int]]
) -> None:
    """`where` holds at the ticks with a fitting value; `met` names each value of some intervals by its first tick."""
    found, during = value_line(changes), intervals(pairs)
    assert ticks(found.where(lambda value: value == 1)) == {
        tick for tick in range(TICKS) if found.at(hour(tick)) == 1
    }
    first: dict[int, datetime] = {}
    for tick in sorted(ticks(during)):
        first.setdefault(found.at(hour(tick)), hour(tick))
    assert {value: since for since, value in found.met(during)} == first
    assert {value for start, end in during for value in found.within(start, end)} == set(first)
