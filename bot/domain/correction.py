"""Corrections: a note with exactly one reader. Thanks are another type (`bot.domain.kudos`).

They share no base class and no function takes either, so that one can never stand where the other is meant.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict

from bot.domain.escalation import Party, Post
from bot.domain.language import Frozen
from bot.domain.night_run import NightKey

Deliver = Literal["tonight", "next_morning", "now"]
"""When its author wants a note to arrive; the night and the morning are its reader's."""


class Observation(Frozen):
    """The words of a correction: situation, behaviour, impact, next time. Only ever stored encrypted.

    Printing one, or failing to read one, shows none of them, so that no log and no error can.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    situation: str
    behaviour: str
    impact: str
    next_time: str
    phrase: str = ""

    def __repr__(self) -> str:
        return "Observation(sealed)"

    def __str__(self) -> str:
        return repr(self)


class Correction(Frozen):
    """A signed note to one colleague. Everything but `words` may be stored in the clear.

    `deliver_at` is UTC by the bot's clock; `delivered`, `opened` likewise. `night` is the one
    whose cut-off seals it, None where no team has nights.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    revision: int = 0
    author: Party
    recipient: Party
    words: Observation
    value: str | None = None
    written: datetime
    night: NightKey | None
    deliver: Deliver = "tonight"
    deliver_at: datetime
    follow_up: date | None = None
    delivered: datetime | None = None
    opened: datetime | None = None
    withdrawn: datetime | None = None
    undeliverable: str | None = None
    post: Post | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether it still waits, and nobody but its author can read it."""
        return not (self.delivered or self.withdrawn or self.undeliverable)

    @property
    def is_changeable(self) -> bool:
        """Whether its author may change it: until its reader is being told of it."""
        return self.is_sealed and self.post is None


class ProcessItem(Frozen):
    """About the process, not the person: no author, no recipient; for the team's improvement list."""

    model_config = ConfigDict(hide_input_in_errors=True)

    version: Literal[1] = 1
    id: str
    team: str
    words: Observation
    written: date
