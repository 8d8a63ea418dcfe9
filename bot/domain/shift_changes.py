"""Who is on call when they were not before, and the other way round: interval arithmetic over two rosters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.differences import Span
from bot.domain.hours import Interval
from bot.domain.oncall import Roster


def on_call_times(
    roster: Roster, schedules: Iterable[str], start: datetime, end: datetime
) -> dict[str, dict[str, list[Interval]]]:
    """Person -> schedule -> when they are on call between two instants (UTC), in order, touching ones joined."""
    found: dict[str, dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for schedule in schedules:
        for shift in roster.shifts(schedule, start, end)[0]:
            times = found[shift.person][schedule]
            if times and times[-1][1] == shift.start:
                times[-1] = times[-1][0], shift.end
            else:
                times.append((shift.start, shift.end))
    return found


def more(
    here: dict[str, dict[str, list[Interval]]], there: dict[str, dict[str, list[Interval]]], person: str
) -> tuple[Span, ...]:
    """When a person is on call here and not there, schedule by schedule."""
    elsewhere = there.get(person, {})
    spans = [
        Span(schedule=schedule, start=start, end=end)
        for schedule, times in here.get(person, {}).items()
        for start, end in without(times, elsewhere.get(schedule, []))
    ]
    return tuple(sorted(spans, key=lambda span: (span.start, span.schedule)))


def without(times: Sequence[Interval], taken: Sequence[Interval]) -> list[Interval]:
    """What is left of some intervals; both are in order and do not overlap among themselves."""
    left: list[Interval] = []
    position = 0
    for start, end in times:
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        here = start
        for other_start, other_end in taken[position:]:
            if other_start >= end:
                break
            if here < other_start:
                left.append((here, other_start))
            here = max(here, other_end)
        if here < end:
            left.append((here, end))
    return left
