"""What the customer was told, and by when."""

from datetime import datetime
from enum import StrEnum

from bot.domain.escalation.asked import Party
from bot.domain.language import Frozen


class PromiseState(StrEnum):
    """How a promise stands. `broken` is a record of what was, not a reproach."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


class PromiseStage(StrEnum):
    """What has been said about the promised time: it nears, it is here, it passed and somebody else knows."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"


class Moved(Frozen):
    """A promise got another time, with the reason; `was` and `to` are the times, `at` is when it was done (UTC)."""

    at: datetime
    by: Party
    was: datetime
    to: datetime
    reason: str


class Promise(Frozen):
    """What the customer was told, and by when (UTC). Its clock is not the acknowledgement clock.

    `made` is when it got its present time and `who` gave it. `said` is how far its reminders got for
    that time, `said_at` when (UTC). The rules stand in `bot.domain.promising`.
    """

    text: str | None = None
    by: datetime
    made: datetime | None = None
    who: Party | None = None
    state: PromiseState = PromiseState.OPEN
    ended: datetime | None = None
    moves: tuple[Moved, ...] = ()
    said: PromiseStage | None = None
    said_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the customer still waits for it."""
        return self.state is PromiseState.OPEN
