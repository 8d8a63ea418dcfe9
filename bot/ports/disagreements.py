"""What disagreeing quietly needs from the outside: a place to wait in, and a voice that speaks to one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.disagreement import Disagreement
from bot.ports import Lease
from bot.ports.voice import Voice


class Disagreements(Protocol):
    """Those on their way, their words encrypted; items `disagreement:<id>`."""

    async def open(self, told: Sequence[Disagreement], *, once: str, due: datetime) -> None:
        """Store all of them at once, each due then; `once` used in the last day changes nothing."""

    async def get(self, disagreement_id: str) -> Disagreement | None:
        """One of them; without its words once it was told."""

    async def save(self, d: Disagreement, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it. One that is told loses its words and is not due any more. False once the lease is lost."""


QuietVoice = Voice[Disagreement]
"""Tells the reader; or the author, that it could not be brought."""
