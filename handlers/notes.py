"""Delivered notes: opened, answered, shown, in windows of the one who presses and nowhere else.

Every press answers with how the note stands now, for whoever pressed; to whoever may not read it, it tells nothing.
"""

from collections.abc import Sequence

from bot.domain.correction import AnswerKind, Correction
from bot.domain.note_life import may_answer, may_talk_again
from bot.domain.reader import Reader
from bot.services.answer_note import NoDay, SaidBefore, answer_note, close_note, talk_again
from bot.services.feedback_tools import NoteTools
from bot.services.read_note import NothingToRead, Opened, notes_by_me, notes_to_me, read_note
from bot.services.show_note import (
    Showing,
    block_author,
    blocked_authors,
    hide_note,
    show_note,
    showing,
    unblock_author,
)
from bot.views import note_answers, note_ids, note_lists, note_window
from bot.views import note_life_ids as ids
from bot.views.corrections import nothing_to_read
from bot.views.message import Block
from handlers.desk import Desk
from handlers.routing import Handler, Incoming, Mend, Open, Redraw, Reply, Routes, View, bind

_KINDS: dict[str, AnswerKind] = {
    ids.NOTE_UNDERSTOOD: "understood",
    ids.NOTE_REPLY: "reply",
    ids.NOTE_DIFFER: "differ",
    ids.NOTE_TALK: "talk",
}


def routes(desk: Desk, tools: NoteTools, home: Handler) -> Routes:
    """What this module answers; `home` redraws App Home."""
    return Routes(
        actions={
            note_ids.NOTE_OPEN: bind(opened, desk, tools),
            **{name: bind(answering, desk, tools, kind) for name, kind in _KINDS.items()},
            ids.NOTE_BACK: bind(back, desk, tools),
            ids.NOTE_CLOSE: bind(closed, desk, tools),
            ids.NOTE_AGAIN: bind(again, desk, tools),
            ids.NOTE_SHOW: bind(show, desk, tools),
            ids.NOTE_SHOW_TO: bind(showed, desk, tools),
            ids.NOTE_HIDE_FROM: bind(hid, desk, tools),
            ids.NOTE_BLOCK: bind(blocked, desk, tools),
            ids.NOTE_UNBLOCK: bind(unblocked, desk, tools, home),
            ids.NOTES_ALL: bind(everything, desk, tools),
        },
        views={
            ids.NOTE_ANSWER_FORM: bind(answered, desk, tools),
            ids.NOTE_AGAIN_FORM: bind(set_day, desk, tools),
        },
    )


async def my_notes(
    tools: NoteTools, user: str, *, sealed: Sequence[Correction] | None = None
) -> note_lists.MyNotes:
    """Everything of one person's own, without words; `sealed` where those are at hand."""
    return note_lists.MyNotes(
        to_me=await notes_to_me(tools, user),
        sealed=await tools.notes.sealed_by(user) if sealed is None else sealed,
        sent=await notes_by_me(tools, user),
        blocked=await blocked_authors(tools, user),
    )


async def section(
    desk: Desk, tools: NoteTools, reader: Reader, *, sealed: Sequence[Correction]
) -> Sequence[Block]:
    """The part of App Home about notes: of one reader, for their eyes alone."""
    mine = await my_notes(tools, reader.user or "", sealed=sealed)
    return note_lists.home_section(mine, reader, desk.now)


async def opened(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The note, if whoever pressed may read it."""
    note = tools.tickets.note_of(incoming.value or "")
    return Open(await _window(desk, tools, incoming, await _read(tools, incoming, note)))


async def back(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """From a form to the note again."""
    return Redraw(await _window(desk, tools, incoming, await _read(tools, incoming, incoming.value)))


async def answering(desk: Desk, tools: NoteTools, kind: AnswerKind, incoming: Incoming) -> Reply:
    """The form of an answer, for its reader, unless it was given; then how the note stands."""
    outcome = await _read(tools, incoming, incoming.value)
    if isinstance(outcome, Opened) and may_answer(outcome.note, outcome.part, kind):
        return Redraw(note_answers.answer_form(kind, outcome.note, desk.book, await desk.reader(incoming)))
    return Redraw(await _window(desk, tools, incoming, outcome))


async def answered(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The answer is kept for its author's eyes; the form sent twice is one answer."""
    kind, note = note_answers.parse_metadata(incoming.metadata)
    words = str(incoming.inputs.get(ids.NOTE_ANSWER) or "")
    outcome = await answer_note(tools, note, by=incoming.user, kind=kind, words=words)
    if isinstance(outcome, SaidBefore):
        told = note_answers.said_before(await desk.reader(incoming))
        return Redraw(await _window(desk, tools, incoming, outcome.opened, told=told))
    return Redraw(await _window(desk, tools, incoming, outcome))


async def closed(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """It went well, says one of the two."""
    outcome = await close_note(tools, incoming.value or "", by=incoming.user)
    return Redraw(await _window(desk, tools, incoming, outcome))


async def again(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The form for another date, once both were asked."""
    outcome = await _read(tools, incoming, incoming.value)
    if isinstance(outcome, Opened) and may_talk_again(outcome.note, outcome.part):
        reader = await desk.reader(incoming)
        return Redraw(note_answers.again_form(outcome.note, desk.book, reader, desk.now))
    return Redraw(await _window(desk, tools, incoming, outcome))


async def set_day(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """Both are asked again on that day."""
    reader, day = await desk.reader(incoming), note_answers.chosen_day(incoming.inputs.get(ids.NOTE_DAY))
    outcome = await _read(tools, incoming, incoming.metadata)
    if isinstance(outcome, Opened):
        sent = await talk_again(tools, incoming.metadata, by=incoming.user, day=day) if day else None
        if sent is None or isinstance(sent, NoDay):
            return Mend({ids.NOTE_DAY: note_answers.no_such_day(outcome.note, reader, desk.now)})
        outcome = sent
    return Redraw(await _window(desk, tools, incoming, outcome))


async def show(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """To whom its reader may show it."""
    return await _showing(desk, incoming, await showing(tools, incoming.value or "", by=incoming.user))


async def showed(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """Somebody may read it from now on."""
    note, user = note_answers.target(incoming.value or "")
    return await _showing(desk, incoming, await show_note(tools, note, by=incoming.user, to=user))


async def hid(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """They may read it no more."""
    note, user = note_answers.target(incoming.value or "")
    return await _showing(desk, incoming, await hide_note(tools, note, by=incoming.user, to=user))


async def blocked(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """No more notes of this one's author."""
    outcome = await block_author(tools, incoming.value or "", by=incoming.user)
    return Redraw(await _window(desk, tools, incoming, outcome))


async def unblocked(desk: Desk, tools: NoteTools, home: Handler, incoming: Incoming) -> Reply:
    """Later notes of that author come again."""
    await unblock_author(tools, by=incoming.user, author=incoming.value or "")
    if (incoming.view or {}).get("type") == "home":
        return await home(incoming)
    return Redraw(await _all(desk, tools, incoming))


async def everything(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """All notes of one's own."""
    return Open(await _all(desk, tools, incoming))


async def _all(desk: Desk, tools: NoteTools, incoming: Incoming) -> View:
    mine = await my_notes(tools, incoming.user)
    return note_lists.all_notes(mine, desk.book, await desk.reader(incoming), desk.now)


async def _read(tools: NoteTools, incoming: Incoming, note: str | None) -> Opened | NothingToRead:
    return await read_note(tools, note or "", by=incoming.user)


async def _window(
    desk: Desk, tools: NoteTools, incoming: Incoming, outcome: Opened | NothingToRead, *, told: str = ""
) -> View:
    reader = await desk.reader(incoming)
    if isinstance(outcome, NothingToRead):
        return nothing_to_read(desk.book, reader)
    author = outcome.note.author.user
    no_more = outcome.part == "reader" and await tools.notes.blocks(incoming.user, author)
    return note_window.opened(outcome, desk.book, reader, desk.now, blocked=no_more, told=told)


async def _showing(desk: Desk, incoming: Incoming, outcome: Showing | NothingToRead) -> Reply:
    reader = await desk.reader(incoming)
    if isinstance(outcome, NothingToRead):
        return Redraw(nothing_to_read(desk.book, reader))
    return Redraw(note_answers.show_window(outcome, desk.book, reader, desk.now))
