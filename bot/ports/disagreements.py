"""What disagreeing quietly needs from the outside: a place to wait in, and a voice that speaks to one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Posted
from bot.ports import Lease


class Disagreements(Protocol):
    """Those on their way, their words encrypted; items `disagreement:<id>`."""

    async def open(self, told: Sequence[Disagreement], *, once: str, due: datetime) -> None:
        """Store all of them at once, each due then; `once` used in the last day changes nothing."""

    async def get(self, disagreement_id: str) -> Disagreement | None:
        """One of them; without its words once it was told."""

    async def save(self, d: Disagreement, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it. One that is told loses its words and is not due any more. False once the lease is lost."""

    async def rebuild(self) -> int:
        """Put back the deadlines the index lost; how many those were."""


class QuietVoice(Protocol):
    """Tells one person in their direct messages, and has no other way to speak."""

    async def tell(self, d: Disagreement, *, key: str) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no; that person cannot be reached.
            Unclear: it may or may not have been said.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
