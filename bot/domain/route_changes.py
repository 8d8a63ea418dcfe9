"""Who is asked about what, compared: the levels of topics and of the last resort, promises, and people's places."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Literal

from bot.domain.differences import (
    Altered,
    Change,
    DecideChange,
    LevelChange,
    PromiseChange,
    RulesChange,
    Stand,
)
from bot.domain.hours import Interval
from bot.domain.policy import Condition, Level, Policy, Target, TargetKind, Topic
from bot.domain.team_file import TeamFile

UNDERSTOOD = frozenset({"keywords", "examples", "see_also", "critical", "situations"})
"""The keys by which a topic or situation is recognised, and shown beside others."""

OnCall = Mapping[str, Mapping[str, Sequence[Interval]]]
"""Person -> schedule -> when they are on call."""


def topic_changes(key: str, old: Topic, new: Topic) -> list[Change]:
    """What is different about a topic that is in both readings: its rules, what is promised, who decides what."""
    changes = _rules(key, old.policies, new.policies)
    if old.promise != new.promise:
        changes.append(PromiseChange(topic=key, before=old.promise, after=new.promise))
    for role in dict.fromkeys((*old.may_decide, *new.may_decide)):
        before, after = old.may_decide.get(role), new.may_decide.get(role)
        if before != after:
            changes.append(DecideChange(topic=key, role=role, before=before, after=after))
    return changes


def last_resort_changes(old: TeamFile, new: TeamFile) -> list[Change]:
    """The levels that are asked when nothing fits."""
    return [*_levels(None, None, old.workspace.last_resort.levels, new.workspace.last_resort.levels)]


def _rules(key: str, old: Sequence[Policy], new: Sequence[Policy]) -> list[Change]:
    """Rules are known by their condition; of two with one condition only the first is ever used."""
    before, after = (_by_condition(policies) for policies in (old, new))
    added = tuple(when for when in after if when not in before)
    removed = tuple(when for when in before if when not in after)
    kept = [when for when in after if when in before]
    rules = RulesChange(
        topic=key,
        added=added,
        removed=removed,
        reordered=kept != [when for when in before if when in after],
    )
    changes: list[Change] = [rules] if rules != RulesChange(topic=key) else []
    for when in kept:
        changes += _levels(key, when, before[when].levels, after[when].levels)
        if _pace(before[when]) != _pace(after[when]):
            changes.append(Altered(thing="topic", key=key, field="pace"))
    return changes


def _by_condition(policies: Sequence[Policy]) -> dict[Condition | None, Policy]:
    return {policy.when: policy for policy in _first_of_each(policies)}


def _first_of_each(policies: Sequence[Policy]) -> list[Policy]:
    seen: set[Condition | None] = set()
    first = []
    for policy in policies:
        if policy.when not in seen:
            seen.add(policy.when)
            first.append(policy)
    return first


def _pace(policy: Policy) -> tuple[object, ...]:
    return policy.repeat, policy.count, policy.remind_after


def _levels(
    topic: str | None, when: Condition | None, old: Sequence[Level], new: Sequence[Level]
) -> list[LevelChange]:
    return [
        LevelChange(
            topic=topic,
            when=when,
            level=number,
            ask_before=tuple(map(str, before.ask)) if before else (),
            ask_after=tuple(map(str, after.ask)) if after else (),
            within_before=before.within if before else None,
            within_after=after.within if after else None,
        )
        for number, (before, after) in enumerate(zip_longest(old, new), start=1)
        if before != after
    ]


def stands(file: TeamFile, on_call: OnCall) -> dict[str, tuple[Stand, ...]]:
    """Who is asked first or second about what; of a schedule, everybody who is on call for it in that time."""
    found: dict[str, dict[Stand, None]] = {}
    numbers: tuple[Literal[1, 2], ...] = (1, 2)
    for key, topic in file.topics.items():
        for policy in _first_of_each(topic.policies):
            for number, level in zip(numbers, policy.levels, strict=False):
                for target in level.ask:
                    schedule = target.ref if target.kind is TargetKind.SCHEDULE else None
                    stand = Stand(topic=key, level=number, when=policy.when, schedule=schedule)
                    for person in _people_of(target, file, on_call):
                        found.setdefault(person, {})[stand] = None
    return {person: tuple(places) for person, places in found.items()}


def _people_of(target: Target, file: TeamFile, on_call: OnCall) -> set[str]:
    team = file.teams.get(target.ref)
    match target.kind:
        case TargetKind.PERSON:
            return {target.ref}
        case TargetKind.LEAD:
            return {team.lead} if team and team.lead else set()
        case TargetKind.TEAM:
            return set(team.members or team.everyone) if team else set()
        case TargetKind.SCHEDULE:
            return {person for person, times in on_call.items() if times.get(target.ref)}
        case TargetKind.GROUP | TargetKind.CHANNEL:
            return set()
