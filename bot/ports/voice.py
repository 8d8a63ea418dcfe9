"""A voice that speaks to one person alone; what it tells them is each part's own."""

from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.escalation import Posted

What_contra = TypeVar("What_contra", contravariant=True)


class Voice(Protocol[What_contra]):
    """Tells one person in their direct messages, and has no other way to speak."""

    async def tell(self, user: str, what: What_contra, *, key: str) -> Posted:
        """Say it once; `key` travels with it.

        Raises:
            Refused: Slack said no; that person cannot be reached.
            Unclear: it may or may not have been said.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told to them with that key since (real time), if Slack has it.

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
