"""People and their teams, as escalation.yaml names them."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from bot.domain.hours import HolidayRule
from bot.domain.language import Frozen, Language, Text
from bot.domain.scalars import ClockTime, Day, DayOrMoment, ZoneName
from bot.domain.weekdays import Days, WeeklyHours

_SLACK_USER = re.compile(r"[UW][A-Z0-9]{2,20}")


def _slack_user(text: str) -> str:
    if not _SLACK_USER.fullmatch(text):
        raise ValueError(
            f'"{text}" is not a Slack user id; it looks like U012ABCDEF (profile, ⋮, Copy member ID)'
        )
    return text


SlackUser = Annotated[
    str,
    AfterValidator(_slack_user),
    WithJsonSchema({"type": "string", "pattern": "^[UW][A-Z0-9]{2,20}$", "examples": ["U012ABCDEF"]}),
]
"""A Slack member id."""


class TimeOff(Frozen):
    """Time off: a date is a whole local day of the person; `to` is not included."""

    from_: DayOrMoment = Field(alias="from")
    to: DayOrMoment


class Person(Frozen):
    """Somebody a customer can be handed to or who hands over."""

    name: Text
    email: str | None = None
    slack: SlackUser | None = None
    time_zone: ZoneName | None = Field(
        default=None, description="where the person is; default: the workspace's"
    )
    language: Language | None = None
    roles: tuple[str, ...] = ("agent",)
    time_off: tuple[TimeOff, ...] = ()
    starts: Day | None = Field(default=None, description="first working day of somebody who is new")


class Night(Frozen):
    """When and where a team's kudos are posted: local time of the team."""

    time: ClockTime
    days: Days = Field(default_factory=lambda: Days.parse("mon-fri"))
    channel: str


class LineUp(Frozen):
    """When and where the value of the day is posted: local time of the team."""

    time: ClockTime
    days: Days = Field(default_factory=lambda: Days.parse("mon-fri"))
    channel: str


class Reminders(Frozen):
    """Channels that asked for a value to come up by itself."""

    channels: tuple[str, ...] = ()


class Team(Frozen):
    """People who work together, their hours and their channels."""

    name: Text
    lead: str | None = None
    members: tuple[str, ...] = ()
    channel: str
    time_zone: ZoneName | None = Field(default=None, description="default: the workspace's")
    holidays: HolidayRule | None = Field(default=None, description="default: the workspace's")
    hours: WeeklyHours | None = Field(default=None, description="when the team works; default: always")
    night: Night | None = None
    line_up: LineUp | None = None
    reminders: Reminders | None = None

    @property
    def everyone(self) -> tuple[str, ...]:
        """The lead and the members, each once, the lead first."""
        return tuple(dict.fromkeys(((self.lead,) if self.lead else ()) + self.members))
