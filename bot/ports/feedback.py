"""What kudos, corrections and the night need from the outside.

Thanks may be spoken in public and go through a `NightBoard`. Notes go through a `Whisperer`,
which speaks to one person alone; nothing here takes both, and nothing that is whispered about
a note holds any of its words.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.digest import NightPage, PrivateThanks
from bot.domain.escalation import Posted
from bot.domain.feedback import Correction, Kudos, NightKey, NightRun, ProcessItem
from bot.domain.language import Frozen
from bot.ports import Lease


class Kept(Frozen):
    """The kudos is stored."""

    kudos: Kudos


class Alike(Frozen):
    """The giver sent the same a moment ago; that one stands."""

    kudos: Kudos


class DayFull(Frozen):
    """The giver has given as many as their day allows."""


class NightClosed(Frozen):
    """Some of its nights accept nothing more."""

    nights: tuple[NightKey, ...]


class Overtaken(Frozen):
    """Somebody changed it meanwhile; read it again."""


class KudosBook(Protocol):
    """The thanks that were given. Cap, repeat and night are decided in the write itself (rule 17)."""

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, unless the day is full, it is a repeat, or one of its nights has closed."""

    async def change(self, before: Kudos, after: Kudos) -> Kept | NightClosed | Overtaken:
        """Replace what stands at `before.revision`; one taken back leaves its night and its day."""

    async def get(self, kudos_id: str) -> Kudos | None:
        """One of them."""

    async def given_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody gave since, oldest first; not what they took back."""


class NightLedger(Protocol):
    """The nights: what waits for each, and the one run of each."""

    async def closed(self, nights: Collection[NightKey]) -> frozenset[NightKey]:
        """Which of them accept nothing more."""

    async def pending(self, team: str, until: date) -> Sequence[date]:
        """The dates up to `until` that hold something or were begun, and are not done; earliest first."""

    async def run(self, night: NightKey) -> NightRun | None:
        """How far it got; None while it is open."""

    async def close(self, run: NightRun) -> NightRun:
        """Close a night: nothing more is accepted. If it is closed already, answers how far it got."""

    async def kudos(self, nights: Collection[NightKey]) -> Sequence[Kudos]:
        """What those nights hold, in the order given."""

    async def notes(self, night: NightKey) -> Sequence[str]:
        """The ids of the notes that night seals and nobody has delivered yet."""

    async def save(self, run: NightRun, *, lease: Lease) -> bool:
        """Replace the run that stands at `run.revision - 1`; False if it moved on or the lease is lost.

        A run that is done leaves `pending`, and the dates it took along (`also`) with it.
        """

    async def schedule(self, team: str, due: datetime | None) -> None:
        """Put the team's next night into the due index, or take it out."""


class Notes(Protocol):
    """The corrections, their words encrypted at rest."""

    async def seal(self, note: Correction) -> NightClosed | None:
        """Store a new one, due at its `deliver_at`; unless its night has closed. Again changes nothing."""

    async def change(self, note: Correction) -> bool:
        """Replace the sealed one that stands at `note.revision - 1`; False if it moved on or was delivered.

        A withdrawn one loses its words at once.
        """

    async def save(self, note: Correction, *, lease: Lease, due: datetime | None, keep: bool = True) -> bool:
        """Note how delivery went; False if overtaken or without lease. Without `keep` its words are erased."""

    async def put_off(self, lease: Lease, due: datetime) -> None:
        """It waits until then."""

    async def mark_opened(self, note: Correction) -> bool:
        """Replace the delivered one that stands at `note.revision - 1`; False if it moved on."""

    async def get(self, note_id: str) -> Correction | None:
        """One of them with its words (empty once erased); None when nothing is kept of it any more."""

    async def sealed_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote and nobody has read yet, oldest first; without their words."""

    async def delivered_to(self, user: str) -> Sequence[Correction]:
        """The notes somebody was brought, newest first; without their words."""

    async def improve(self, item: ProcessItem) -> None:
        """Add to the team's improvement list."""

    async def improvements(self, team: str) -> Sequence[ProcessItem]:
        """The team's improvement list, newest first."""


class NoteWaiting(Frozen):
    """A note has come: says that, and nothing else about it."""

    note: str


class NoteReturned(Frozen):
    """To its author: a note could not be delivered."""

    note: str


class PostHeld(Frozen):
    """To the team's lead: the night could not be posted, and why."""

    team: str
    channel: str
    dates: tuple[date, ...]
    problem: str


Whisper = NoteWaiting | NoteReturned | PostHeld | PrivateThanks
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


class NightBoard(Protocol):
    """Posts a night's thanks in the team's channel."""

    async def post(self, channel: str, page: NightPage, *, key: str, thread: str | None = None) -> Posted:
        """Post one message of the night.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def find(
        self, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        """The message of that key among those posted since (real time), if Slack has it."""
