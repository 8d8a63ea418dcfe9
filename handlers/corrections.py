"""/correct: a note for one reader. Every answer that concerns one is a window of the person's own."""

from collections.abc import Awaitable, Callable

from bot.domain.correction import Observation
from bot.requests.correct import (
    AboutProcess,
    CorrectForm,
    CorrectHelp,
    CorrectList,
    OneReaderOnly,
    parse_correct,
)
from bot.services.correct import (
    CannotReceive,
    CannotWrite,
    MayWrite,
    NoReader,
    NotForYou,
    NotSealed,
    Sealed,
    expected_at,
    improve_process,
    may_write,
    own_note,
    rewrite_note,
    withdraw_note,
    write_note,
)
from bot.services.feedback_tools import NoteTools
from bot.services.read_note import Opened, read_note
from bot.views import corrections as views
from bot.views import note_forms as forms
from bot.views import note_ids as ids
from bot.views.thanks import NO_VALUE
from handlers.desk import Desk
from handlers.feedback_home import HomePage, in_home, in_modal
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind

Process = Callable[[Desk, Incoming, AboutProcess], Awaitable[Reply]]
"""Who answers `/correct process …`."""


def routes(desk: Desk, tools: NoteTools, home: HomePage, process: Process) -> Routes:
    """What this module answers."""
    return Routes(
        commands={"/correct": bind(asked, desk, tools, process)},
        actions={
            ids.NOTE_NEW: bind(opened_form, desk, tools),
            ids.NOTE_OPEN: bind(opened, desk, tools),
            ids.NOTE_CHANGE: bind(opened_change, desk, tools),
            ids.NOTE_VALUE: bind(chose_value, desk, tools),
            ids.NOTE_WITHDRAW: bind(withdrew, desk, tools, home),
        },
        views={
            ids.NOTE_FORM: bind(sent, desk, tools),
            ids.NOTE_CHANGE_FORM: bind(changed, desk, tools),
        },
    )


async def asked(desk: Desk, tools: NoteTools, process: Process, incoming: Incoming) -> Reply:
    """The form, for a colleague if one was named; or one's own sealed notes."""
    book, reader = desk.book, await desk.reader(incoming)
    match parse_correct(incoming.text):
        case AboutProcess() as about:
            return await process(desk, incoming, about)
        case CorrectHelp():
            return Say(views.helped(book, reader))
        case OneReaderOnly():
            return Say(views.one_reader(book, reader))
        case CorrectList():
            notes = await tools.notes.sealed_by(incoming.user)
            return Open(views.mine(notes, reader, desk.now))
        case CorrectForm(to=to, ignored=ignored):
            if to is None:
                return Open(forms.form(book, reader, desk.now, ignored=ignored))
            allowed = await may_write(tools, incoming.user, to)
            if not isinstance(allowed, MayWrite):
                return Say(views.refused(allowed, book, reader))
            who, due = allowed.recipient, expected_at(tools, allowed.recipient)
            return Open(forms.form(book, reader, desk.now, to=who, due=due, ignored=ignored))


async def opened_form(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:  # noqa: ARG001 - one shape
    """The empty form."""
    return Open(forms.form(desk.book, await desk.reader(incoming), desk.now))


async def sent(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """Sealed, or on the improvement list. The form sent twice is one note."""
    book, reader, typed = desk.book, await desk.reader(incoming), incoming.inputs
    recipient = str(typed.get(ids.NOTE_TO) or "") or None
    if typed.get(ids.NOTE_ABOUT) == forms.PROCESS:
        listed = await improve_process(
            tools, author=incoming.user, recipient=recipient, words=_words(incoming), once=incoming.once
        )
        if isinstance(listed, CannotWrite):
            return Mend({ids.NOTE_TO: views.refusal(listed, reader)})
        return Redraw(views.to_improve(listed, book, reader))
    outcome = await write_note(
        tools,
        author=incoming.user,
        recipient=recipient,
        words=_words(incoming),
        value=_value(incoming),
        once=incoming.once,
    )
    match outcome:
        case Sealed():
            return Redraw(views.sealed(outcome, reader, desk.now))
        case NoReader():
            return Mend({ids.NOTE_TO: forms.choose_reader(reader)})
        case CannotWrite() | CannotReceive() | NotForYou():
            return Mend({ids.NOTE_TO: views.refusal(outcome, reader)})


async def changed(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """Other words for a sealed note."""
    reader = await desk.reader(incoming)
    outcome = await rewrite_note(
        tools, incoming.metadata, by=incoming.user, words=_words(incoming), value=_value(incoming)
    )
    if isinstance(outcome, NotSealed):
        return Redraw(views.not_sealed(desk.book, reader))
    return Redraw(views.sealed(outcome, reader, desk.now))


async def opened(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The note itself, if whoever pressed is its one reader."""
    reader = await desk.reader(incoming)
    outcome = await read_note(tools, incoming.value or "", by=incoming.user)
    if isinstance(outcome, Opened):
        return Open(views.opened(outcome.note, desk.book, reader, desk.now))
    return Open(views.nothing_to_read(desk.book, reader))


async def opened_change(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The form with a sealed note's words, for its author."""
    reader = await desk.reader(incoming)
    note = await own_note(tools, incoming.value or "", by=incoming.user)
    if isinstance(note, NotSealed):
        return Open(views.not_sealed(desk.book, reader))
    return Open(forms.change_form(note, desk.book, reader, desk.now))


async def chose_value(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The same form with the chosen value's line; what was typed stays where it is."""
    reader, value = await desk.reader(incoming), incoming.value
    chosen = value if value and desk.book.philosophy.value(value) else None
    if (incoming.view or {}).get("callback_id") == ids.NOTE_CHANGE_FORM:
        note = await own_note(tools, incoming.metadata, by=incoming.user)
        if isinstance(note, NotSealed):
            return Redraw(views.not_sealed(desk.book, reader))
        return Redraw(forms.change_form(note, desk.book, reader, desk.now, value=chosen))
    to = incoming.inputs.get(ids.NOTE_TO)
    allowed = await may_write(tools, incoming.user, to) if isinstance(to, str) and to else None
    who = allowed.recipient if isinstance(allowed, MayWrite) else None
    due = expected_at(tools, who) if who else None
    return Redraw(forms.form(desk.book, reader, desk.now, to=who, due=due, value=chosen))


async def withdrew(desk: Desk, tools: NoteTools, home: HomePage, incoming: Incoming) -> Reply:
    """A sealed note, withdrawn by its author; in the list it leaves at once."""
    reader = await desk.reader(incoming)
    outcome = await withdraw_note(tools, incoming.value or "", by=incoming.user)
    if isinstance(outcome, NotSealed):
        return Open(views.not_sealed(desk.book, reader))
    if in_home(incoming):
        return await home(incoming)
    if in_modal(incoming):
        return Redraw(views.mine(await tools.notes.sealed_by(incoming.user), reader, desk.now))
    return Open(views.withdrawn(reader))


def _words(incoming: Incoming) -> Observation:
    typed = incoming.inputs
    return Observation(
        situation=str(typed.get(ids.NOTE_SITUATION) or ""),
        behaviour=str(typed.get(ids.NOTE_BEHAVIOUR) or ""),
        impact=str(typed.get(ids.NOTE_IMPACT) or ""),
        next_time=str(typed.get(ids.NOTE_NEXT_TIME) or ""),
    )


def _value(incoming: Incoming) -> str | None:
    chosen = incoming.inputs.get(ids.NOTE_VALUE)
    return chosen if isinstance(chosen, str) and chosen != NO_VALUE else None
