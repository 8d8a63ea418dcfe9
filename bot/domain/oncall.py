"""Who is on call: rotations, their layers, overrides, covers and time off."""

from typing import Literal

from pydantic import Field

from bot.domain.hours import HolidayRule, WeeklyHours
from bot.domain.language import Frozen
from bot.domain.scalars import Duration, LocalMoment, ZoneName


class Layer(Frozen):
    """A rotation: its members take turns; `~` (None) is the slot of somebody who left."""

    members: tuple[str | None, ...] = ()
    starts: LocalMoment
    every: Duration = Field(description="whole days; handoffs at the same local wall-clock time")
    active: WeeklyHours | None = None
    turns: Literal["calendar", "worked"] = "calendar"


class Override(Frozen):
    """Somebody takes the place of whoever the rotation says, or of one person only."""

    person: str
    from_: LocalMoment = Field(alias="from")
    to: LocalMoment
    instead_of: str | None = None


class Schedule(Frozen):
    """Who is on call when: the first layer first, the next fills its gaps."""

    time_zone: ZoneName | None = Field(default=None, description="default: the workspace's")
    holidays: HolidayRule | None = Field(default=None, description="default: the workspace's")
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()
