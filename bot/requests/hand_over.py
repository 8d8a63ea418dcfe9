"""What was written into the forms of an escalation, as typed requests or problems under their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.escalation import Packet
from bot.domain.policy import Severity, Target, TargetKind
from bot.requests.form_fields import moment_in, text_in


@dataclass(frozen=True)
class HandOverForm:
    """The hand-over form, filled in. `topic` None: let a person decide; `promised_by` is UTC."""

    topic: str | None
    packet: Packet
    severity: Severity
    tier: str | None
    region: str | None
    promised_by: datetime | None
    queue: bool


def parse_hand_over(inputs: Mapping[str, Any], topics: Mapping[str, object]) -> HandOverForm:
    """Read the form. Fields that are missing count as empty; a topic the file lost meanwhile as none."""
    topic = text_in(inputs, "topic")
    packet = Packet(
        need=text_in(inputs, "need") or "",
        impact=text_in(inputs, "impact"),
        tried=text_in(inputs, "tried"),
        told=text_in(inputs, "told"),
        link=text_in(inputs, "link"),
    )
    level = text_in(inputs, "severity")
    return HandOverForm(
        topic=topic if topic in topics else None,
        packet=packet,
        severity=Severity(level) if level in set(Severity) else Severity.NORMAL,
        tier=text_in(inputs, "tier"),
        region=text_in(inputs, "region"),
        promised_by=moment_in(inputs, "promised_by"),
        queue=text_in(inputs, "when") == "queue",
    )


@dataclass(frozen=True)
class OtherTopic:
    """The topic an escalation is handed on to, by its key in the file."""

    topic: str


def parse_target(inputs: Mapping[str, Any]) -> Target | OtherTopic | None:
    """Whom an escalation is handed on to; None if nobody was chosen, or what the form does not offer."""
    chosen = text_in(inputs, "to")
    if chosen and chosen.startswith("topic:"):
        return OtherTopic(chosen.removeprefix("topic:"))
    try:
        target = Target.parse(chosen) if chosen else None
    except ValueError:
        return None
    return target if target and target.kind in _OFFERED else None


_OFFERED = frozenset({TargetKind.PERSON, TargetKind.TEAM, TargetKind.SCHEDULE})
