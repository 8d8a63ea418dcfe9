"""Ladders that cannot work as they are written: levels, policies and topics that never do what they are for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.climbing import never_asked
from bot.domain.coverage import Case, Subject, backstop, is_empty
from bot.domain.ladder import Unreached
from bot.domain.policy import Policy, Target
from bot.domain.reach import Horizon, Standing


@dataclass(frozen=True)
class NobodyEver:
    """A topic whose policies reach no person at any instant of the period."""

    subject: Subject
    missed: tuple[Unreached, ...]
    places: tuple[Target, ...]
    unanswerable: bool
    """Not even the last resort, a group or a channel is ever asked."""


@dataclass(frozen=True)
class NeverChosen:
    """A policy that others above it leave nothing for."""

    subject: Subject


@dataclass(frozen=True)
class LevelReachesNobody:
    """A level (from 1) that has nobody to ask whenever it can begin in the period."""

    subject: Subject
    level: int
    missed: tuple[Unreached, ...]


@dataclass(frozen=True)
class LevelRepeats:
    """A level that only ever asks one person, whom an earlier one asks too; no name if it is not always the same."""

    subject: Subject
    level: int
    person: str | None


Stuck = NobodyEver | NeverChosen | LevelReachesNobody | LevelRepeats


def stuck(horizon: Horizon, own: Sequence[Case]) -> list[Stuck]:
    """Everything of this kind in the cases of a topic."""
    chosen = [case for case in own if case.chosen]
    shadowed = [case for case in own if not case.chosen and not _told_anyway(horizon, case)]
    lost = nobody_ever(horizon, own)
    found: list[Stuck] = [NeverChosen(case.subject) for case in shadowed]
    return [*found, lost] if lost else [*found, *(one for case in chosen for one in _levels(horizon, case))]


def stuck_last_resort(horizon: Horizon) -> list[Stuck]:
    """The same of the last resort's levels."""
    last = Policy(levels=horizon.file.workspace.last_resort.levels)
    return list(_levels(horizon, Case(Subject(), last, "", horizon.whole)))


def _told_anyway(horizon: Horizon, case: Case) -> bool:
    """The file's check says of a team without hours that it is never outside them."""
    team = horizon.file.teams.get(case.team)
    return bool(case.policy.when and case.policy.when.hours == "outside") and not (team and team.hours)


def nobody_ever(horizon: Horizon, own: Sequence[Case]) -> NobodyEver | None:
    """Whether a topic's policies reach no person at all; `own` are all of its cases."""
    chosen = [case for case in own if case.chosen]
    met = (one for case in chosen for _, one in horizon.standings(case.policy.levels, case.chosen))
    if any(standing.everybody for standing in met):
        return None
    standings = [value for case in chosen for value in horizon.ladder(case.policy.levels).kinds]
    places = tuple(dict.fromkeys(place for value in standings for place in value.places))
    left = places or not all(is_empty(value) for value in backstop(horizon, own[0].team).kinds)
    missed = tuple(dict.fromkeys(one for value in standings for one in value.missed))
    return NobodyEver(Subject(own[0].subject.topic), missed, places, unanswerable=not left)


def _levels(horizon: Horizon, case: Case) -> Iterator[Stuck]:
    ladder = horizon.ladder(case.policy.levels)
    during = [standing for _, standing in horizon.standings(case.policy.levels, case.chosen)]
    lost = never_asked(horizon, case)
    for index in range(len(case.policy.levels)):
        if index in lost:
            missed = (one for value in ladder.kinds for one in value.missed_by(index))
            yield LevelReachesNobody(case.subject, index + 1, tuple(dict.fromkeys(missed)))
        elif again := _asked_before(during, index):
            yield LevelRepeats(case.subject, index + 1, next(iter(again)) if len(again) == 1 else None)


def _asked_before(standings: Iterable[Standing], index: int) -> set[str]:
    """Those a level asks, if it is one person at a time whom an earlier level asks too; else nobody."""
    found: set[str] = set()
    for standing in standings:
        people = standing.people[index]
        earlier = frozenset[str]().union(*standing.people[:index])
        if any(not ask.people for ask in standing.asks(index)) or len(people) > 1 or not people <= earlier:
            return set()
        found |= people
    return found
