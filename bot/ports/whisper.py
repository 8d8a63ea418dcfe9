"""A voice that speaks to one person alone; nothing takes it together with one that speaks in public."""

from datetime import datetime
from typing import Protocol

from bot.domain.digest import PrivateThanks
from bot.domain.escalation import Posted
from bot.ports.nights import PostHeld, RoomRenamed
from bot.ports.notes import NoteReminder, NoteReturned, NoteWaiting

Whisper = NoteWaiting | NoteReminder | NoteReturned | PostHeld | RoomRenamed | PrivateThanks

"""What is said to one person alone."""


class Whisperer(Protocol):
    """Speaks to one person in their direct messages, and refuses any other conversation."""

    async def whisper(self, user: str, what: Whisper, *, key: str) -> Posted:
        """Say something to one person.

        Raises:
            Refused: Slack said no; that person cannot be reached.
            Unclear: it may or may not have been said.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """The message of that key among those said to them since (real time), if Slack has it."""
