"""What is different between two readings of the two files, as values that can be kept, sent and put into words.

Everything a sentence needs stands here, names included, so that it can still be said when neither reading is
at hand any more. Who is different from whom is worked out in `bot.domain.comparing`.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.language import Frozen, Text
from bot.domain.policy import Condition, PromiseRule
from bot.domain.scalars import Duration

Thing = Literal["workspace", "person", "team", "schedule", "topic", "philosophy", "value", "situation"]
"""What something in the files is; `workspace` and `philosophy` are the files' own heads, and have no key."""


class Span(Frozen):
    """Time on call, in UTC; neighbouring shifts of one person are one."""

    schedule: str
    start: datetime
    end: datetime


class Stand(Frozen):
    """A place among the first two levels of a topic; `when` is the rule's condition, None for the standard one.

    `schedule`: only while on call for it.
    """

    topic: str
    level: Literal[1, 2]
    when: Condition | None = None
    schedule: str | None = None


class PersonChange(Frozen):
    """What is different for one person."""

    person: str
    gained: tuple[Span, ...] = ()
    lost: tuple[Span, ...] = ()
    asked_now: tuple[Stand, ...] = ()
    asked_no_more: tuple[Stand, ...] = ()
    may_decide: tuple[tuple[str, str], ...] = ()
    """Topic and role: one of theirs may decide something else alone there."""


class Added(Frozen):
    """Something that was not there before."""

    kind: Literal["added"] = "added"
    thing: Thing
    key: str


class Removed(Frozen):
    """Something that is not there any more."""

    kind: Literal["removed"] = "removed"
    thing: Thing
    key: str


class LevelChange(Frozen):
    """A level asks others, or waits another time. Nobody before: a new level; nobody after: it is gone.

    No topic: the last resort. Targets are written as in the file.
    """

    kind: Literal["level"] = "level"
    topic: str | None
    when: Condition | None = None
    level: int
    ask_before: tuple[str, ...] = ()
    ask_after: tuple[str, ...] = ()
    within_before: Duration | None = None
    within_after: Duration | None = None


class RulesChange(Frozen):
    """A topic has other rules, or asks for them in another order."""

    kind: Literal["rules"] = "rules"
    topic: str
    added: tuple[Condition | None, ...] = ()
    removed: tuple[Condition | None, ...] = ()
    reordered: bool = False


class PromiseChange(Frozen):
    """Something else may be promised to customers."""

    kind: Literal["promise"] = "promise"
    topic: str
    before: PromiseRule | None
    after: PromiseRule | None


class DecideChange(Frozen):
    """A role may decide something else alone."""

    kind: Literal["decide"] = "decide"
    topic: str
    role: str
    before: Text | None
    after: Text | None


class MembersChange(Frozen):
    """People joined or left a team."""

    kind: Literal["members"] = "members"
    team: str
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class Altered(Frozen):
    """A key of the file reads otherwise; `before` and `after` where they are short enough to be read aloud."""

    kind: Literal["altered"] = "altered"
    thing: Thing
    key: str | None
    field: str
    before: Text | str | None = None
    after: Text | str | None = None


Change = Annotated[
    Added | Removed | LevelChange | RulesChange | PromiseChange | DecideChange | MembersChange | Altered,
    Field(discriminator="kind"),
]


class Differences(Frozen):
    """Everything that is different. Shifts are compared between `start` and `end` (UTC).

    `understanding` counts the topics and situations that are recognised by other words than before.
    """

    start: datetime
    end: datetime
    people: tuple[PersonChange, ...] = ()
    changes: tuple[Change, ...] = ()
    understanding: int = 0
    names: dict[Thing, dict[str, Text]] = Field(default_factory=dict)
    team_of: dict[str, str] = Field(default_factory=dict)
    """The team whose channel a topic's cards go to, after (before, where it is gone)."""

    def __bool__(self) -> bool:
        return bool(self.people or self.changes or self.understanding)

    def name(self, thing: Thing, key: str) -> Text:
        """What people call it."""
        return self.names.get(thing, {}).get(key) or Text(en=key)

    def of_team(self, team: str) -> "Differences":
        """Only what a team's channel has to know: its own, and what its topics do; nothing of single people."""
        return self.model_copy(
            update={
                "people": (),
                "changes": tuple(one for one in self.changes if self.team_concerned(one) == team),
                "understanding": 0,
            }
        )

    def team_concerned(self, change: Change) -> str | None:
        """The team whose work a change is part of; None where it is everybody's or nobody's."""
        match change:
            case LevelChange(topic=topic) | RulesChange(topic=topic) | PromiseChange(topic=topic):
                return self.team_of.get(topic or "")
            case DecideChange(topic=topic):
                return self.team_of.get(topic)
            case MembersChange(team=team):
                return team
            case Added(thing=thing, key=key) | Removed(thing=thing, key=key) | Altered(thing=thing, key=key):
                if thing == "team":
                    return key
                return self.team_of.get(key or "") if thing == "topic" else None

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams with something for their channel."""
        return _each(team for one in self.changes if (team := self.team_concerned(one)))


def _each(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
