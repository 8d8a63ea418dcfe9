"""What telling people of open escalations at a shift change needs from the outside."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.bulletin import Bulletin
from bot.domain.escalation import Escalation, Posted
from bot.domain.language import Frozen
from bot.domain.tracked import Tracked
from bot.ports import Lease


class Leaf(Frozen):
    """A bulletin on its way to one person: being posted since (real time, UTC), or told.

    One that had nothing to tell is told without a word.
    """

    id: str
    user: str
    bulletin: Bulletin
    posting_since: datetime | None = None
    told: bool = False


@dataclass(frozen=True)
class Standing:
    """What is open, oldest first, as it is when somebody reads of it.

    `theirs` they own; `shift` belongs to the schedules they take or give; `team` to the teams they lead.
    Each escalation stands in one of them only. `promises` are those they track without an escalation.
    """

    promises: Sequence[Tracked] = field(default=())
    theirs: Sequence[Escalation] = field(default=())
    shift: Sequence[Escalation] = field(default=())
    team: Sequence[Escalation] = field(default=())

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.promises or self.theirs or self.shift or self.team)


class BulletinBook(Protocol):
    """How far the clock was looked at, and the bulletins under way; items `round:all` and `bulletin:<id>`."""

    async def begin(self, now: datetime) -> None:
        """Look from now on; where it was begun before, go on from there."""

    async def looked(self) -> datetime | None:
        """Up to when it was looked (the bot's clock)."""

    async def open(self, looked: datetime, leaves: Sequence[Leaf], *, lease: Lease, due: datetime) -> bool:
        """Note how far was looked, and when to look again; open those bulletins that are new, due at once.

        False once the lease is lost.
        """

    async def get(self, leaf_id: str) -> Leaf | None:
        """One of them."""

    async def save(self, leaf: Leaf, *, lease: Lease) -> bool:
        """Replace it; a told one is not due any more. False once the lease is lost."""


class BulletinBoard(Protocol):
    """Tells one person, in their direct messages with Baton."""

    async def tell(self, leaf: Leaf, standing: Standing, *, key: str) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
