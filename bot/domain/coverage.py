"""Does every topic reach a person, at every instant of a period? Where not: since when, until when, and why.

A policy reaches whom its levels would ask if each were asked at that instant. That is the truth about a ladder
as it is climbed too: a level with nobody to ask takes no time, so a hand-over reaches nobody exactly if at its
instant no level does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from bot.domain.ladder import Unreached
from bot.domain.policy import Level, Policy, Severity, Target, TargetKind, Topic
from bot.domain.reach import Horizon, Standing
from bot.domain.timeline import Intervals, Line, length, meet, union, without

TOLD_ALONE = 3
"""So many holes of one kind in the same policies are told one by one; the rest of them, the shorter ones, as one."""


class HoleKind(StrEnum):
    """What is missing, worst first."""

    NOBODY = "nobody"
    """No level reaches anybody, and the last resort does not either."""

    LAST_RESORT = "last_resort"
    """No level reaches anybody; the last resort and the lead of the topic's team are asked at once."""

    PLACE = "place"
    """Only a group or a channel is asked: somebody may look, nobody is named."""

    ALONE = "alone"
    """One person is asked at a time and nobody stands behind them: see `roles_alone`."""


@dataclass(frozen=True)
class Subject:
    """A policy of a topic, by its index from 0; no topic means the last resort."""

    topic: str | None = None
    policy: int | None = None


@dataclass(frozen=True)
class Hole:
    """Intervals in which policies lack the same thing for the same reasons."""

    kind: HoleKind
    subjects: tuple[Subject, ...]
    intervals: Intervals
    missed: tuple[Unreached, ...] = ()
    """Whom it does not reach, and why; an interval may have several reasons, one after the other."""
    places: tuple[Target, ...] = ()
    """Groups and channels that are asked nevertheless."""
    people: tuple[str, ...] = ()
    """Those who are reached, one or two at a time (`ALONE`)."""
    roles: tuple[str, ...] = ()
    """Whose hand-overs lack a second person (`ALONE`); none means everybody's."""


@dataclass(frozen=True)
class Case:
    """A policy and when some customer, in some severity, would be handed over by it."""

    subject: Subject
    policy: Policy
    team: str
    chosen: Intervals


def cases(horizon: Horizon, key: str, topic: Topic) -> tuple[Case, ...]:
    """Every policy of a topic with the times at which it can be chosen at all.

    Tried are all severities, inside and outside hours, with each tier and region the topic's own policies
    name, and with none of them: a value they do not name chooses like none.
    """
    chosen: dict[int, set[bool]] = {index: set() for index in range(len(topic.policies))}
    conditions = [policy.when for policy in topic.policies if policy.when]
    tiers = {None, *(name for when in conditions for name in when.tier)}
    regions = {None, *(name for when in conditions for name in when.region)}
    states = [
        inside
        for inside, hours in ((True, horizon.open(topic.team)), (False, horizon.closed(topic.team)))
        if hours
    ]
    for severity, tier, region, inside in product(Severity, tiers, regions, states):
        index, _ = topic.choose(severity=severity, tier=tier, region=region, inside_hours=inside)
        chosen[index].add(inside)
    return tuple(
        Case(Subject(key, index), policy, topic.team, _when(horizon, topic.team, chosen[index]))
        for index, policy in enumerate(topic.policies)
    )


def _when(horizon: Horizon, team: str, inside: set[bool]) -> Intervals:
    if inside == {True, False}:
        return horizon.whole
    if not inside:
        return ()
    return horizon.open(team) if True in inside else horizon.closed(team)


def backstop(horizon: Horizon, team: str) -> Line[Standing]:
    """Who is asked once a topic's ladder is exhausted: all of the last resort, and the lead of its team."""
    lead = Target(kind=TargetKind.LEAD, ref=team)
    levels = horizon.file.workspace.last_resort.levels
    return horizon.ladder((*levels, Level(ask=(lead,), within=levels[-1].within)))


def is_empty(standing: Standing) -> bool:
    """Whether nothing at all is asked."""
    return not standing.places and not standing.everybody


def roles_alone(standing: Standing, roles: dict[str, frozenset[str]]) -> tuple[str, ...] | None:
    """The roles whose people have no first and second person here; none of them for everybody, None if all do.

    Every hand-over needs two people: one to take it, and one behind them. Where a
    role's own people are the only answer, whoever asks is one of them and does not count.
    """
    people = standing.everybody
    if len(people) != 2:
        return () if len(people) == 1 else None
    return tuple(role for role, having in roles.items() if people <= having) or None


def people_by_role(horizon: Horizon) -> dict[str, frozenset[str]]:
    """Every role of the file with the people who have it, in the file's order."""
    having: dict[str, set[str]] = defaultdict(set)
    for key, person in horizon.file.people.items():
        for role in person.roles:
            having[role].add(key)
    return {role: frozenset(people) for role, people in having.items()}


def holes(horizon: Horizon, own: Sequence[Case]) -> list[Hole]:
    """Everything missing in a topic's cases; each hole still has a single subject: see `grouped`."""
    roles = people_by_role(horizon)
    return [hole for case in own if case.chosen for hole in _of_case(horizon, case, roles)]


def unanswered(horizon: Horizon, case: Case) -> Intervals:
    """When the case's policy can be chosen and reaches nobody at all, by name or as a place."""
    return meet(case.chosen, horizon.ladder(case.policy.levels).where(is_empty))


def holes_of_last_resort(horizon: Horizon) -> Iterator[Hole]:
    """When the last resort itself reaches nobody, or nobody by name."""
    ladder = horizon.ladder(horizon.file.workspace.last_resort.levels)
    yield from _explained(HoleKind.NOBODY, Subject(), ladder, ladder.where(is_empty))
    yield from _explained(HoleKind.PLACE, Subject(), ladder, ladder.where(_names_nobody))


def _of_case(horizon: Horizon, case: Case, roles: dict[str, frozenset[str]]) -> Iterator[Hole]:
    ladder = horizon.ladder(case.policy.levels)
    empty = unanswered(horizon, case)
    lost = meet(empty, backstop(horizon, case.team).where(is_empty)) if empty else ()
    yield from _explained(HoleKind.NOBODY, case.subject, ladder, lost)
    yield from _explained(HoleKind.LAST_RESORT, case.subject, ladder, without(empty, lost))
    yield from _explained(
        HoleKind.PLACE, case.subject, ladder, meet(case.chosen, ladder.where(_names_nobody))
    )
    yield from _alone(case, ladder, roles, meet(case.chosen, horizon.open(case.team)))


def _alone(
    case: Case, ladder: Line[Standing], roles: dict[str, frozenset[str]], served: Intervals
) -> Iterator[Hole]:
    """Judged in the hours of the topic's team: outside them one person is what most teams can promise."""
    lacking = {standing: roles_alone(standing, roles) for standing in ladder.kinds}
    for alone in dict.fromkeys(kind for kind in lacking.values() if kind is not None):
        fits = {standing for standing, kind in lacking.items() if kind == alone}
        chosen = meet(ladder.where(fits.__contains__), served)
        people = {name for _, standing in ladder.met(chosen) for name in standing.everybody}
        if chosen:
            yield Hole(
                HoleKind.ALONE,
                (case.subject,),
                chosen,
                people=tuple(sorted(people)),
                roles=alone,
            )


def _names_nobody(standing: Standing) -> bool:
    return bool(standing.places) and not standing.everybody


def _explained(
    kind: HoleKind, subject: Subject, ladder: Line[Standing], intervals: Intervals
) -> Iterator[Hole]:
    """The intervals, whole as they are, apart by the reasons that come together in each."""
    by_reasons: dict[tuple[tuple[Unreached, ...], tuple[Target, ...]], list[Intervals]] = defaultdict(list)
    for interval in intervals:
        standings = list(ladder.within(*interval))
        missed = dict.fromkeys(one for standing in standings for one in standing.missed)
        by_reasons[tuple(sorted(missed, key=_by_target)), standings[0].places].append((interval,))
    for (reasons, places), pieces in by_reasons.items():
        yield Hole(kind, (subject,), union(*pieces), missed=reasons, places=places)


def _by_target(one: Unreached) -> tuple[str, str, str]:
    return str(one.target), one.reason, one.person or ""


def grouped(found: Sequence[Hole]) -> tuple[Hole, ...]:
    """Worst first and then by their beginning; equal holes of several policies are one."""
    together: dict[Hole, list[Subject]] = defaultdict(list)
    for hole in found:
        alike = Hole(hole.kind, (), hole.intervals, hole.missed, hole.places, hole.people, hole.roles)
        together[alike] += hole.subjects
    merged = [
        Hole(one.kind, tuple(subjects), one.intervals, one.missed, one.places, one.people, one.roles)
        for one, subjects in together.items()
    ]
    order = list(HoleKind)
    return tuple(sorted(merged, key=lambda hole: (order.index(hole.kind), hole.intervals[0][0])))


def condensed(found: Sequence[Hole]) -> tuple[Hole, ...]:
    """The same holes for somebody who reads them all: no entry a day because everybody has holidays of their own."""
    alike: dict[tuple[HoleKind, tuple[Subject, ...], tuple[str, ...]], list[Hole]] = defaultdict(list)
    for hole in found:
        alike[hole.kind, hole.subjects, hole.roles].append(hole)
    left: list[Hole] = []
    for several in alike.values():
        longest = sorted(several, key=lambda hole: length(hole.intervals), reverse=True)
        rest = longest[TOLD_ALONE:]
        left += [*longest[:TOLD_ALONE], _as_one(rest)] if len(rest) > 1 else several
    return grouped(left)


def _as_one(several: Sequence[Hole]) -> Hole:
    first = several[0]
    return Hole(
        first.kind,
        first.subjects,
        union(*(hole.intervals for hole in several)),
        missed=tuple(sorted({one for hole in several for one in hole.missed}, key=_by_target)),
        places=tuple(dict.fromkeys(place for hole in several for place in hole.places)),
        people=tuple(sorted({name for hole in several for name in hole.people})),
        roles=first.roles,
    )
