"""Topics and their escalation policies: who is asked, in which order, for how long."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, StrictInt, WithJsonSchema

from bot.domain.language import Frozen, Text, Texts
from bot.domain.scalars import Duration


class Severity(StrEnum):
    """How bad it is for the customer."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    CRITICAL = "critical"


class TargetKind(StrEnum):
    """What a level can ask."""

    PERSON = "person"
    LEAD = "lead"
    TEAM = "team"
    SCHEDULE = "schedule"
    GROUP = "group"
    CHANNEL = "channel"


_TARGET = re.compile(r"(person|lead|team|schedule|group|channel):\s*(\S.*)")


class Target(Frozen):
    """One of whom a level asks: `person:jimin`, `lead:support`, `schedule:billing` …"""

    kind: TargetKind
    ref: str

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `kind:name`.

        Raises:
            ValueError: with the kinds there are.
        """
        found = _TARGET.fullmatch(text.strip()) if isinstance(text, str) else None
        if found is None:
            kinds = ", ".join(f"{kind}:" for kind in TargetKind)
            raise ValueError(f'"{text}" is not a target; it begins with one of {kinds}')
        return cls(kind=TargetKind(found[1]), ref=found[2].strip())

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


def _target(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return value if isinstance(value, Target) else Target.parse(value)


_TARGET_SCHEMA = {"type": "string", "pattern": r"^(person|lead|team|schedule|group|channel):\s*\S"}

TargetText = Annotated[Target, BeforeValidator(_target), PlainSerializer(str), WithJsonSchema(_TARGET_SCHEMA)]


def _several(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return value if isinstance(value, list | tuple) else [value]


_STRING_OR_LIST = {
    "anyOf": [_TARGET_SCHEMA, {"type": "array", "items": _TARGET_SCHEMA, "minItems": 1}],
    "examples": ["schedule:billing", ["person:jimin", "channel:#billing"]],
}


class Level(Frozen):
    """A step of the ladder: everybody it asks, and how long they have to take it."""

    ask: Annotated[
        tuple[TargetText, ...],
        Field(min_length=1),
        BeforeValidator(_several),
        WithJsonSchema(_STRING_OR_LIST),
    ]
    within: Duration


CountedHours = Literal["always", "working_hours"]


class Condition(Frozen):
    """When a policy applies: every key given must hold; a list holds if any of its entries does."""

    severity: tuple[Severity, ...] = ()
    tier: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    hours: Literal["inside", "outside"] | None = Field(default=None, description="of the topic's team")

    def holds(self, *, severity: Severity, tier: str | None, region: str | None, inside_hours: bool) -> bool:
        """Whether this applies; a customer of unknown tier or region is in no list of them."""
        if self.severity and severity not in self.severity:
            return False
        if self.tier and (tier or "").casefold() not in {entry.casefold() for entry in self.tier}:
            return False
        if self.region and (region or "").casefold() not in {entry.casefold() for entry in self.region}:
            return False
        return self.hours is None or (self.hours == "inside") == inside_hours


class Policy(Frozen):
    """An ordered ladder of levels."""

    when: Condition | None = None
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    repeat: Annotated[StrictInt, Field(ge=0, le=20, description="times the whole ladder is asked again")] = 0
    count: CountedHours = Field(default="always", description="what the acknowledgement clock counts")
    remind_after: Duration | None = Field(
        default=None, description="silence of an owner before they are asked"
    )


class LastResort(Frozen):
    """Who is asked when nothing matches or every level was asked."""

    levels: Annotated[tuple[Level, ...], Field(min_length=1)]


class PromiseRule(Frozen):
    """What may honestly be promised to a customer: an answer after this much time."""

    after: Duration
    count: CountedHours = "always"


class Topic(Frozen):
    """What the trouble is about, and who cares for it."""

    title: Text
    team: str
    keywords: Texts = Texts()
    examples: Texts = Texts()
    see_also: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    critical: StrictBool = False
    may_decide: dict[str, Text] = Field(default_factory=dict)
    can_offer: Texts = Texts()
    promise: PromiseRule | None = None
    policies: Annotated[tuple[Policy, ...], Field(min_length=1)]

    def choose(
        self, *, severity: Severity, tier: str | None, region: str | None, inside_hours: bool
    ) -> tuple[int, Policy]:
        """The first policy, in the file's order, that applies, with its index.

        Raises:
            LookupError: if the last policy has a condition; the file's check refuses that.
        """
        for index, policy in enumerate(self.policies):
            if policy.when is None or policy.when.holds(
                severity=severity, tier=tier, region=region, inside_hours=inside_hours
            ):
                return index, policy
        raise LookupError("the last policy of a topic applies always")

    @property
    def asks_for(self) -> frozenset[str]:
        """Which of `tier` and `region` its policies want to know."""
        conditions = [policy.when for policy in self.policies if policy.when]
        return frozenset(
            ({"tier"} if any(c.tier for c in conditions) else set())
            | ({"region"} if any(c.region for c in conditions) else set())
        )
