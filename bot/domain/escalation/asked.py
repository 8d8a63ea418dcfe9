"""Who takes part in an escalation, and who is asked, is skipped, declines or is offered it."""

from datetime import datetime

from bot.domain.language import Frozen, Text
from bot.domain.policy import Policy


class Party(Frozen):
    """Somebody who takes part: their Slack user id and, if the file names them, their key there."""

    user: str
    key: str | None = None
    name: Text


class Asked(Frozen):
    """One target of the present level, and the people that meant when it was asked."""

    target: str
    people: tuple[str, ...] = ()
    why: str
    until: datetime | None = None
    instead_of: str | None = None

    @property
    def as_a_whole(self) -> bool:
        """Whether it is a group or a channel, which is asked as a whole and names nobody."""
        return self.target.startswith(("group:", "channel:"))

    @property
    def reaches(self) -> bool:
        """Whether somebody of it is still asked: all whom it named may have declined."""
        return bool(self.people) or self.as_a_whole


class Skip(Frozen):
    """A target that reached nobody, shown with its reason; `whole` where that left its level nobody to ask.

    `detail` is Slack's error name where Slack refused to tell them, and the words of a status that says away.
    """

    lap: int
    level: int
    target: str
    reason: str
    person: str | None = None
    until: datetime | None = None
    whole: bool = True
    detail: str | None = None


class Declined(Frozen):
    """Somebody who was asked and cannot take it now; they are not asked again before the next climb (`lap`)."""

    person: str
    lap: int
    level: int
    reason: str
    at: datetime


class Rerouted(Frozen):
    """Where another topic leads: chosen when somebody hands on to it, and kept as it was then (rule 3)."""

    topic: str
    title: Text
    team: str
    policy: Policy
    policy_index: int | None
    other_channel: bool


class Offer(Frozen):
    """An owner's wish to hand on: they stay the owner until the other takes it; it lapses (UTC).

    To another topic it is offered to everybody of its first level (`to` and `also`), and `route` is what
    changes when one of them takes it.
    """

    to: Asked
    by: Party
    lapses: datetime
    also: tuple[Asked, ...] = ()
    route: Rerouted | None = None

    @property
    def everybody(self) -> tuple[Asked, ...]:
        """All it is offered to."""
        return (self.to, *self.also)

    def may_be_taken_by(self, key: str | None) -> bool:
        """Whether somebody of the file is meant; a group or a channel means all of them."""
        return key is not None and any(key in entry.people or entry.as_a_whole for entry in self.everybody)
