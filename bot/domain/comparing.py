"""Comparing two readings of escalation.yaml, and two of values.yaml: what is different, and for whom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import Enum
from typing import TypeVar

from pydantic import BaseModel

from bot.domain.differences import (
    Added,
    Altered,
    Change,
    Differences,
    MembersChange,
    PersonChange,
    Removed,
    Stand,
    Thing,
)
from bot.domain.language import Text
from bot.domain.oncall import Roster
from bot.domain.people import LineUp, Night, Team
from bot.domain.philosophy import Philosophy
from bot.domain.route_changes import UNDERSTOOD, last_resort_changes, stands, topic_changes
from bot.domain.scalars import write_duration
from bot.domain.shift_changes import more, on_call_times
from bot.domain.team_file import TeamFile
from bot.domain.weekdays import Days

AHEAD = timedelta(days=30)
"""How far shifts are compared unless somebody asks for another time."""

TOLD_OTHERWISE: Mapping[Thing, frozenset[str]] = {
    "person": frozenset({"name", "time_off"}),
    "team": frozenset({"members"}),
    "topic": frozenset({"policies", "promise", "may_decide"}) | UNDERSTOOD,
    "workspace": frozenset({"last_resort"}),
    "philosophy": frozenset({"values", "situations", "version", "not_for_us"}),
    "value": frozenset({"id"}),
    "situation": UNDERSTOOD,
}
"""Keys that are not told as "reads otherwise": what follows from them is, or it is only counted."""

Model = TypeVar("Model", bound=BaseModel)


def compare_teams(before: Roster, after: Roster, start: datetime, end: datetime) -> Differences:
    """What is different in escalation.yaml; shifts and who is asked are those between two instants (UTC)."""
    old, new = before.file, after.file
    people, schedules = _people(before, after, start, end)
    topics, understanding = _topics(old, new)
    changes = (
        *_listed("person", old.people, new.people),
        *_teams(old, new),
        *topics,
        *last_resort_changes(old, new),
        *_altered("workspace", None, old.workspace, new.workspace),
        *(one for one in _schedules(old, new) if one.key not in schedules),
    )
    found = Differences(start=start, end=end, people=people, changes=changes, understanding=understanding)
    return _named(found, old, new)


def compare_philosophies(
    before: Philosophy, after: Philosophy, start: datetime, end: datetime
) -> Differences:
    """What is different in values.yaml; the instants only stand beside it."""
    old, new = ({value.id: value for value in one.values} for one in (before, after))
    situations = _understood(before.situations, after.situations)
    changes = (
        *_altered("philosophy", None, before, after),
        *_listed("value", old, new),
        *_listed("situation", before.situations, after.situations),
    )
    names: dict[Thing, dict[str, Text]] = {
        "value": {key: value.name for key, value in (old | new).items()},
        "situation": {key: one.title for key, one in (before.situations | after.situations).items()},
    }
    return Differences(start=start, end=end, changes=changes, understanding=situations, names=names)


def together(*parts: Differences) -> Differences:
    """Those of both files as one."""
    first = parts[0]
    names: dict[Thing, dict[str, Text]] = {}
    for part in parts:
        for thing, known in part.names.items():
            names[thing] = names.get(thing, {}) | known
    return first.model_copy(
        update={
            "people": tuple(one for part in parts for one in part.people),
            "changes": tuple(one for part in parts for one in part.changes),
            "understanding": sum(part.understanding for part in parts),
            "names": names,
        }
    )


def _people(
    before: Roster, after: Roster, start: datetime, end: datetime
) -> tuple[tuple[PersonChange, ...], set[str]]:
    """What is different for each person, and the schedules whose shifts are."""
    schedules = list(dict.fromkeys((*before.file.schedules, *after.file.schedules)))
    was, is_now = (on_call_times(roster, schedules, start, end) for roster in (before, after))
    stood, stand = stands(before.file, was), stands(after.file, is_now)
    decided = _decided_otherwise(before.file, after.file)
    changes: list[PersonChange] = []
    moved: set[str] = set()
    for key in dict.fromkeys((*after.file.people, *before.file.people)):
        gained, lost = more(is_now, was, key), more(was, is_now, key)
        moved |= {span.schedule for span in (*gained, *lost)}
        earlier, later = stood.get(key, ()), stand.get(key, ())
        person = after.file.people.get(key)
        roles = person.roles if person else ()
        change = PersonChange(
            person=key,
            gained=gained,
            lost=lost,
            asked_now=_places(later, earlier),
            asked_no_more=_places(earlier, later),
            may_decide=tuple((topic, role) for topic, role in decided if role in roles),
        )
        if change != PersonChange(person=key):
            changes.append(change)
    return tuple(changes), moved


def _places(here: Sequence[Stand], there: Sequence[Stand]) -> tuple[Stand, ...]:
    """Places held here and not there; who is asked by name there is asked while on call, too."""
    return tuple(
        one for one in here if one not in there and one.model_copy(update={"schedule": None}) not in there
    )


def _decided_otherwise(old: TeamFile, new: TeamFile) -> list[tuple[str, str]]:
    """Topics and the roles that may decide something else there; a topic that came or went says so itself."""
    return [
        (key, role)
        for key, topic in new.topics.items()
        if key in old.topics
        for role in dict.fromkeys((*old.topics[key].may_decide, *topic.may_decide))
        if old.topics[key].may_decide.get(role) != topic.may_decide.get(role)
    ]


def _topics(old: TeamFile, new: TeamFile) -> tuple[list[Change], int]:
    changes: list[Change] = [*_came_and_went("topic", old.topics, new.topics)]
    for key, topic in new.topics.items():
        if before := old.topics.get(key):
            changes += topic_changes(key, before, topic)
            changes += _altered("topic", key, before, topic)
    return changes, _understood(old.topics, new.topics)


def _understood(old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> int:
    """How many of those in both are recognised by other words."""
    return sum(
        any(getattr(old[key], field, None) != getattr(one, field, None) for field in UNDERSTOOD)
        for key, one in new.items()
        if key in old
    )


def _teams(old: TeamFile, new: TeamFile) -> list[Change]:
    changes: list[Change] = [*_listed("team", old.teams, new.teams)]
    for key, team in new.teams.items():
        if before := old.teams.get(key):
            joined = tuple(one for one in team.members if one not in before.members)
            left = tuple(one for one in before.members if one not in team.members)
            if joined or left:
                changes.append(MembersChange(team=key, joined=joined, left=left))
    return changes


def _schedules(old: TeamFile, new: TeamFile) -> list[Added | Removed | Altered]:
    """Those that changed at all; whose shifts differ is told by the shifts."""
    changed = [
        key for key, one in new.schedules.items() if key in old.schedules and one != old.schedules[key]
    ]
    return [
        *_came_and_went("schedule", old.schedules, new.schedules),
        *(Altered(thing="schedule", key=key, field="later") for key in changed),
    ]


def _listed(thing: Thing, old: Mapping[str, Model], new: Mapping[str, Model]) -> list[Change]:
    """What came, what went, and which keys of the rest read otherwise."""
    changes: list[Change] = [*_came_and_went(thing, old, new)]
    for key, one in new.items():
        if key in old:
            changes += _altered(thing, key, old[key], one)
    return changes


def _came_and_went(
    thing: Thing, old: Mapping[str, object], new: Mapping[str, object]
) -> list[Added | Removed]:
    return [
        *(Added(thing=thing, key=key) for key in new if key not in old),
        *(Removed(thing=thing, key=key) for key in old if key not in new),
    ]


def _altered(thing: Thing, key: str | None, old: BaseModel, new: BaseModel) -> list[Altered]:
    fields = [name for name in type(new).model_fields if name not in TOLD_OTHERWISE[thing]]
    return [
        Altered(
            thing=thing, key=key, field=name, before=_short(getattr(old, name)), after=_short(getattr(new, name))
        )
        for name in fields
        if getattr(old, name) != getattr(new, name)
    ]  # fmt: skip


def _short(value: object) -> Text | str | None:
    """A value short enough to be read aloud, written as in the file; None for everything else."""
    for kinds, write in _WRITE:
        if isinstance(value, kinds):
            return write(value)
    return None


def _words(value: object) -> str | None:
    parts = [_short(part) for part in value] if isinstance(value, tuple) else []
    return (
        ", ".join(str(part) for part in parts) if parts and all(isinstance(p, str) for p in parts) else None
    )


def _post(value: object) -> str | None:
    if not isinstance(value, Night | LineUp):
        return None
    return f"{value.time:%H:%M} {value.days.write()} {value.channel}"


_WRITE: Sequence[tuple[type | tuple[type, ...], Callable[[object], Text | str | None]]] = (
    (Text, lambda value: value if isinstance(value, Text) else None),
    (bool, lambda value: "true" if value else "false"),
    (Enum, lambda value: str(value.value) if isinstance(value, Enum) else None),
    ((str, int), str),
    (time, lambda value: f"{value:%H:%M}"),
    (timedelta, lambda value: write_duration(value) if isinstance(value, timedelta) else None),
    (Days, lambda value: value.write() if isinstance(value, Days) else None),
    ((Night, LineUp), _post),
    (tuple, _words),
)


def _named(found: Differences, old: TeamFile, new: TeamFile) -> Differences:
    """With the names of everything; the newer reading's where both have one."""
    teams: dict[str, Team] = old.teams | new.teams
    topics = old.topics | new.topics
    return found.model_copy(
        update={
            "names": {
                "person": {key: person.name for key, person in (old.people | new.people).items()},
                "team": {key: team.name for key, team in teams.items()},
                "topic": {key: topic.title for key, topic in topics.items()},
                "schedule": {
                    key: one.title for key, one in (old.schedules | new.schedules).items() if one.title
                },
            },
            "team_of": {key: topic.team for key, topic in topics.items()},
        }
    )
