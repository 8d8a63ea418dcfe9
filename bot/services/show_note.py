"""Its reader's own choices: to show a note to somebody, and to get no more of an author. Baton makes neither.

The author is told of neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.correction import Correction
from bot.domain.escalation import Party
from bot.domain.note_life import Part, after_hiding, after_showing, part_of
from bot.services.feedback_tools import NoteTools
from bot.services.live_on import tell_at
from bot.services.read_note import NothingToRead, Opened, step
from bot.services.standing import standing


@dataclass(frozen=True)
class Showing:
    """A note, to whom its reader may show it, and whether they get no more of its author."""

    opened: Opened
    people: tuple[Party, ...]
    blocked: bool


async def showing(tools: NoteTools, note_id: str, *, by: str) -> Showing | NothingToRead:
    """To whom its reader may show a note: for its reader alone."""
    outcome = await step(tools, note_id, by, lambda note, _part: note)
    if not isinstance(outcome, Opened) or outcome.part != "reader":
        return NothingToRead()
    note = outcome.note
    people = await may_be_shown(tools, note)
    return Showing(outcome, people, await tools.notes.blocks(by, note.author.user))


async def may_be_shown(tools: NoteTools, note: Correction) -> tuple[Party, ...]:
    """The leads of its reader's teams and whom the file names (`corrections.show_to`), without its two parties."""
    book, reader = tools.handbook(), note.recipient.key
    leads = [team.lead for team in book.file.teams.values() if reader in team.everyone and team.lead]
    found = []
    for key in dict.fromkeys([*leads, *book.philosophy.corrections.show_to]):
        user = tools.directory.user_of(key)
        if user is None or user in (note.author.user, note.recipient.user):
            continue
        who = await standing(tools.directory, book, user)
        if isinstance(who, Party):
            found.append(who)
    return tuple(found)


async def show_note(tools: NoteTools, note_id: str, *, by: str, to: str) -> Showing | NothingToRead:
    """They may read it from now on, and are told so; somebody it may not be shown to never is."""
    before = await showing(tools, note_id, by=by)
    who = (
        next((one for one in before.people if one.user == to), None) if isinstance(before, Showing) else None
    )
    if who is None:
        return before
    chosen = who

    def show(note: Correction, part: Part) -> Correction:
        if part != "reader":
            return note
        return after_showing(note, chosen, tools.clock(), tell_at=tell_at(tools, chosen))

    await step(tools, note_id, by, show)
    return await showing(tools, note_id, by=by)


async def hide_note(tools: NoteTools, note_id: str, *, by: str, to: str) -> Showing | NothingToRead:
    """They may read it no more."""
    await step(tools, note_id, by, lambda note, part: after_hiding(note, to) if part == "reader" else note)
    return await showing(tools, note_id, by=by)


async def block_author(tools: NoteTools, note_id: str, *, by: str) -> Opened | NothingToRead:
    """The reader of a note gets no more of its author's; those brought before stay."""
    note = await tools.notes.get(note_id)
    if note is None or note.is_to_self or part_of(note, by, tools.clock()) != "reader":
        return NothingToRead()
    await tools.notes.block(by, note.author.user)
    return await step(tools, note_id, by, lambda note, _part: note)


async def unblock_author(tools: NoteTools, *, by: str, author: str) -> None:
    """Later notes of that author come again; those held meanwhile stay unread."""
    await tools.notes.unblock(by, author)


async def blocked_authors(tools: NoteTools, user: str) -> Sequence[Party]:
    """Whose notes somebody does not want, for themselves alone."""
    found = []
    for author in await tools.notes.blocked_by(user):
        who = await standing(tools.directory, tools.handbook(), author)
        found.append(who if isinstance(who, Party) else who.who)
    return found
