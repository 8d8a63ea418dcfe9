"""What pinned facts need from the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.facts import Facts
from bot.ports import Lease
from bot.ports.voice import Voice


class FactBook(Protocol):
    """The pinned facts, each with its deadline in the same write; items are named `facts:<id>`."""

    def known(self) -> Sequence[Facts] | None:
        """The same as `kept`, where it is known without asking; None where it must be asked for."""

    async def kept(self) -> Sequence[Facts]:
        """Every one that is still known, ended ones among them, nearest end first; one cheap read."""

    async def get(self, facts_id: str) -> Facts | None:
        """One of them; an ended one for a day."""

    async def save(self, facts: Facts, *, now: datetime, op: str, lease: Lease | None = None) -> bool:
        """Replace the one that stands at `revision - 1` (0: a new one); False if it moved on.

        With a lease it fails once that is lost.
        """


FactVoice = Voice[Facts]
"""Tells whoever pinned something that its end is near."""
