"""Opening a note: for its one reader, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.correction import Correction
from bot.services.feedback_tools import NoteTools

_TRIES = 5


@dataclass(frozen=True)
class Opened:
    """The note with its words, for its reader's eyes."""

    note: Correction


@dataclass(frozen=True)
class NothingToRead:
    """No such note for this person: not theirs, not delivered yet, or erased. It says no more."""


async def read_note(tools: NoteTools, note_id: str, *, by: str) -> Opened | NothingToRead:
    """A delivered note, for its recipient; remembers when they first opened it."""
    for _ in range(_TRIES):
        note = await tools.notes.get(note_id)
        if note is None or note.recipient.user != by or note.delivered is None:
            return NothingToRead()
        if note.opened is not None:
            return Opened(note)
        opened = note.model_copy(update={"opened": tools.clock(), "revision": note.revision + 1})
        if await tools.notes.mark_opened(opened):
            return Opened(opened)
    return NothingToRead()


async def notes_to_me(tools: NoteTools, user: str) -> Sequence[Correction]:
    """The notes brought to somebody and not erased yet, newest first."""
    return await tools.notes.delivered_to(user)
