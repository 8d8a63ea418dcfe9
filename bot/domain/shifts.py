"""The values a roster answers with: shifts, gaps, covers, time off. Every instant is in UTC."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """What put somebody on call."""

    ROTATION = "rotation"
    OVERRIDE = "override"
    COVER = "cover"


@dataclass(frozen=True)
class Cover:
    """Somebody does another's part for a while, agreed in Slack; UTC. No schedule means everywhere."""

    id: str
    absent: str
    by: str
    start: datetime
    end: datetime
    schedule: str | None = None

    def holds(self, at: datetime, schedule: str | None) -> bool:
        """Whether it counts at an instant, for a schedule or (None) wherever the person is asked by name."""
        return self.start <= at < self.end and self.schedule in (None, schedule)


@dataclass(frozen=True)
class Shift:
    """One person on call for one reason without a break, in UTC.

    `endless` means that no end is in sight: `end` is then only how far was looked. `instead_of` is whose
    place it is, at the instant asked about or at the shift's start.
    """

    schedule: str
    person: str
    start: datetime
    end: datetime
    why: Why
    instead_of: str | None = None
    endless: bool = False


@dataclass(frozen=True)
class Gap:
    """A stretch with nobody on call, in UTC."""

    schedule: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Away:
    """A person's time off, in UTC; touching entries of the file are one."""

    person: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class StandIn:
    """Who answers for somebody asked by name: `why` is None for the person themself.

    `until` is when a cover (or the stand-in's own presence) ends.
    """

    person: str
    why: Why | None = None
    instead_of: str | None = None
    until: datetime | None = None
