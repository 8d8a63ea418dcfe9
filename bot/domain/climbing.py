"""When a level of a policy can begin: the ladder climbed from every instant at which the policy can be chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.coverage import Case
from bot.domain.hours import Interval, OpeningHours
from bot.domain.ladder import Ask, level_deadline
from bot.domain.policy import TargetKind
from bot.domain.reach import Horizon, Standing
from bot.domain.timeline import Intervals, Line, meet, union, without

_TRIED = 24
"""So many climbs are tried first: nearly every level is met by them, and the few others are worth a proof."""


@dataclass(frozen=True)
class Step:
    """A level (index from 0) that is asked: from when until when, in UTC."""

    index: int
    begins: datetime
    ends: datetime


def climbed(horizon: Horizon, case: Case, at: datetime, *, laps: int = 1) -> Iterator[Step]:
    """The levels that are asked if a hand-over at `at` is never taken, as far as the period goes."""
    ladder = horizon.ladder(case.policy.levels)
    for _ in range(laps):
        for index, level in enumerate(case.policy.levels):
            asks = ladder.at(at).asks(index) if at < horizon.end else ()
            if not asks:
                continue
            ends = level_deadline(
                level, asks, count=case.policy.count, topic_team=case.team, roster=horizon.roster, begins=at
            )
            yield Step(index, at, ends)
            at = ends


def never_asked(horizon: Horizon, case: Case) -> tuple[int, ...]:
    """The levels (from 0) that have nobody to ask at any instant at which they can begin in the period.

    Instants are followed as intervals, with the clock the policy counts by. Where only their neighbourhood
    is known it is taken whole, so that no level is called unreachable that is not.
    """
    ladder = horizon.ladder(case.policy.levels)
    count = len(case.policy.levels)
    reached = set(range(count)).intersection(*(standing.asked for standing in ladder.kinds))
    for at in _tries(case, ladder):
        if len(reached) == count:
            return ()
        reached |= {step.index for step in climbed(horizon, case, at, laps=case.policy.repeat + 1)}
    if len(reached) < count:
        reached |= _followed(horizon, case, [_asked(ladder, index) for index in range(count)])
    return tuple(index for index in range(count) if index not in reached)


def _asked(ladder: Line[Standing], index: int) -> Intervals:
    return ladder.where(lambda standing: index in standing.asked)


def _tries(case: Case, ladder: Line[Standing]) -> list[datetime]:
    starts = [start for start, _ in case.chosen[:_TRIED]]
    changes = (max(start, since) for start, end in case.chosen for since in ladder.starts if since < end)
    return [*starts, *(at for at, _ in zip(changes, range(_TRIED), strict=False))]


def _followed(horizon: Horizon, case: Case, asked: list[Intervals]) -> set[int]:
    reached: set[int] = set()
    begins = case.chosen
    for _ in range(case.policy.repeat + 1):
        for index, where in enumerate(asked):
            now = meet(begins, where)
            reached |= {index} if now else set()
            later = meet(_over(horizon, case, index, now), horizon.whole)
            if now and not later:  # it ends after the period: what follows is not known
                return reached | {other for other, intervals in enumerate(asked) if intervals}
            begins = union(without(begins, where), later)
    return reached


def _over(horizon: Horizon, case: Case, index: int, now: Intervals) -> Intervals:
    """When a level is over that began in these intervals."""
    within = case.policy.levels[index].within
    if case.policy.count == "always":
        return union((start + within, end + within) for start, end in now)
    asks = horizon.asks(case.policy.levels[index : index + 1])
    clocks = [horizon.roster.team_hours(team) for team in teams_asked(horizon, case, asks)]
    return union(span for clock in clocks for interval in now for span in _worked(clock, interval, within))


def teams_asked(horizon: Horizon, case: Case, asks: Iterable[Ask]) -> tuple[str, ...]:
    """Whose hours a level's clock may count: see `ladder.level_deadline`."""
    teams = (
        ask.target.ref
        if ask.target.kind in (TargetKind.TEAM, TargetKind.LEAD)
        else (ask.person and horizon.primary_team(ask.person)) or case.team
        for ask in asks
    )
    return tuple(dict.fromkeys(teams))


def _worked(clock: OpeningHours, began: Interval, within: timedelta) -> Iterator[Interval]:
    """When so much of the clock's time has passed since an instant of an interval: in its hours or as they end."""
    first, last = (clock.add_working(at, within) or at + within for at in began)
    yield first, first + datetime.resolution
    for opens, closes in clock.intervals(first, last) if first < last else ():
        yield opens, closes + datetime.resolution
