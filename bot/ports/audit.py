"""Where the audit trail is kept."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Protocol

from bot.domain.audit import Entry


class AuditTrail(Protocol):
    """Who did what. Escalations, covers and settings write theirs in their own step; this is for the rest."""

    async def note(self, entry: Entry) -> None:
        """Write a line; the same one twice is one."""

    def between(self, first: date, last: date) -> AsyncIterator[Entry]:
        """The lines of these dates (UTC), both included, oldest first."""
