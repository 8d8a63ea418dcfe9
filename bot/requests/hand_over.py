"""What was written into the forms of an escalation, as typed requests or problems under their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.escalation import Packet
from bot.domain.policy import Severity, Target, TargetKind


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
    topic = _text(inputs, "topic")
    packet = Packet(
        need=_text(inputs, "need") or "",
        impact=_text(inputs, "impact"),
        tried=_text(inputs, "tried"),
        told=_text(inputs, "told"),
        link=_text(inputs, "link"),
    )
    level = _text(inputs, "severity")
    return HandOverForm(
        topic=topic if topic in topics else None,
        packet=packet,
        severity=Severity(level) if level in set(Severity) else Severity.NORMAL,
        tier=_text(inputs, "tier"),
        region=_text(inputs, "region"),
        promised_by=_moment(inputs.get("promised_by")),
        queue=_text(inputs, "when") == "queue",
    )


@dataclass(frozen=True)
class OtherTopic:
    """The topic an escalation is handed on to, by its key in the file."""

    topic: str


def parse_target(inputs: Mapping[str, Any]) -> Target | OtherTopic | None:
    """Whom an escalation is handed on to; None if nobody was chosen, or what the form does not offer."""
    chosen = _text(inputs, "to")
    if chosen and chosen.startswith("topic:"):
        return OtherTopic(chosen.removeprefix("topic:"))
    try:
        target = Target.parse(chosen) if chosen else None
    except ValueError:
        return None
    return target if target and target.kind in _OFFERED else None


_OFFERED = frozenset({TargetKind.PERSON, TargetKind.TEAM, TargetKind.SCHEDULE})


def _text(inputs: Mapping[str, Any], name: str) -> str | None:
    found = inputs.get(name)
    return (found.strip() or None) if isinstance(found, str) else None


def _moment(value: object) -> datetime | None:
    """Slack's date and time picker gives seconds since 1970."""
    try:
        return datetime.fromtimestamp(int(str(value)), UTC) if value else None
    except (ValueError, OverflowError, OSError):
        return None
