"""Opening a note: for its one reader, for its author, and for whoever its reader shows it to; and nobody else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.correction import Correction
from bot.domain.note_life import Part, after_opening, is_being_told, next_due, part_of, seen_by
from bot.services.feedback_tools import NoteTools
from bot.services.live_on import brought, tell_at

_TRIES = 5


@dataclass(frozen=True)
class Opened:
    """The note with its words, as whoever opened it may see it."""

    note: Correction
    part: Part = "reader"


@dataclass(frozen=True)
class NothingToRead:
    """No such note for this person: not theirs, not delivered yet, or erased. It says no more."""


async def read_note(tools: NoteTools, note_id: str, *, by: str) -> Opened | NothingToRead:
    """A delivered note, for whoever may read it; remembers when its reader first opened it.

    Whoever was told of it reads it, also before Slack has answered us that they were.
    """

    def opened(note: Correction, part: Part) -> Correction:
        if part != "reader":
            return note
        return after_opening(note, tools.clock(), tell_at=tell_at(tools, note.author, unhurried=True))

    return await step(tools, note_id, by, opened)


async def step(
    tools: NoteTools, note_id: str, by: str, change: Callable[[Correction, Part], Correction]
) -> Opened | NothingToRead:
    """What one of them does with a delivered note, over whatever happens at the same time; how it stands then."""
    for _ in range(_TRIES):
        stored = await tools.notes.get(note_id)
        note = await _as_it_reached(tools, stored, by) if stored else None
        part = part_of(note, by, tools.clock()) if note else None
        if note is None or part is None:
            return NothingToRead()
        changed = change(note, part)
        if changed == stored:
            return Opened(seen_by(note, part), part)
        new = changed.model_copy(update={"revision": note.revision + 1})
        if await tools.notes.live(new, due=next_due(new)):
            return Opened(seen_by(new, part), part)
    raise RuntimeError(f"note {note_id} was changed {_TRIES} times while one step was written")


async def _as_it_reached(tools: NoteTools, note: Correction, by: str) -> Correction:
    """The note; delivered, where its reader was told of it and Slack has not answered us yet."""
    if is_being_told(note, by) and not await tools.notes.blocks(by, note.author.user):
        return brought(tools, note)
    return note


async def notes_to_me(tools: NoteTools, user: str) -> Sequence[Correction]:
    """The notes brought to somebody and not erased yet, newest first; without any words."""
    now = tools.clock()
    found = await tools.notes.delivered_to(user)
    return [seen_by(note, "reader") for note in found if part_of(note, user, now) == "reader"]


async def notes_by_me(tools: NoteTools, user: str) -> Sequence[Correction]:
    """The delivered notes of somebody to others, newest first; without any words."""
    now = tools.clock()
    found = await tools.notes.sent_by(user)
    return [seen_by(note, "author") for note in found if part_of(note, user, now) == "author"]
