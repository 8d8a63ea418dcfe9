"""Where corrections are kept, and what may be whispered of one: never any of its words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.correction import Correction
from bot.domain.language import Frozen
from bot.ports import Lease
from bot.ports.nights import NightClosed


class Notes(Protocol):
    """The corrections, their words encrypted at rest."""

    async def seal(self, note: Correction) -> NightClosed | None:
        """Store a new one, due at its `deliver_at`; unless its night has closed. Again changes nothing."""

    async def change(self, note: Correction) -> bool:
        """Replace the sealed one that stands at `note.revision - 1`; False if it moved on or was delivered.

        A withdrawn one loses its words at once.
        """

    async def move(self, before: Correction, after: Correction) -> bool | NightClosed:
        """Replace a sealed one by one that comes at its own `deliver_at`, another night's perhaps.

        False if it moved on or was delivered; `NightClosed` if that other night accepts nothing more.
        """

    async def save(self, note: Correction, *, lease: Lease, due: datetime | None, keep: bool = True) -> bool:
        """Note how delivery went; False if overtaken or without lease. Without `keep` its words are erased."""

    async def put_off(self, lease: Lease, due: datetime) -> None:
        """It waits until then."""

    async def live(self, note: Correction, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the delivered one that stands at `note.revision - 1`, due then.

        False if it moved on, is gone, or the lease is lost. Its words stay as they are.
        """

    async def erase(self, note: Correction) -> None:
        """Nothing of it is left, in no list and in no index; again changes nothing."""

    async def get(self, note_id: str) -> Correction | None:
        """One of them with its words (empty once erased); None when nothing is kept of it any more."""

    async def sealed_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote and nobody has read yet, oldest first; without their words."""

    async def delivered_to(self, user: str) -> Sequence[Correction]:
        """The notes somebody was brought, newest first; without any words."""

    async def sent_by(self, user: str) -> Sequence[Correction]:
        """The delivered notes of somebody, newest first; without any words."""

    async def block(self, user: str, author: str) -> None:
        """No note of that author reaches them from now on; again changes nothing."""

    async def unblock(self, user: str, author: str) -> None:
        """Later notes of that author reach them again."""

    async def blocks(self, user: str, author: str) -> bool:
        """Whether somebody wants no notes of that author."""

    async def blocked_by(self, user: str) -> Sequence[str]:
        """Whose notes somebody does not want (Slack ids)."""


class Tickets(Protocol):
    """What stands in Slack for a note: different at each telling, so that no two people's messages can be matched."""

    def ticket(self, note_id: str) -> str:
        """What a message carries to be opened with; another one each time."""

    def note_of(self, ticket: str) -> str:
        """The note a ticket was made for; whatever else it is stays as it is, and is looked up as an id."""

    def key(self, text: str) -> str:
        """What a message about a note is found again by: the same for the same, and telling nothing."""


class NoteWaiting(Frozen):
    """There is something to open: a note, an answer to one, or one that somebody is shown. Says nothing of which.

    `note` is a ticket (`Tickets`).
    """

    note: str


class NoteReminder(Frozen):
    """A date that was set has come: says that, and nothing else about it. `note` is a ticket."""

    note: str


class NoteReturned(Frozen):
    """To its author: a note could not be delivered."""

    note: str
