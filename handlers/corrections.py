"""/correct: a note for one reader. Every answer that concerns one is a window of the person's own."""

from collections.abc import Awaitable, Callable

from bot.domain.kind_words import Thought, thoughts
from bot.requests.correct import (
    AboutProcess,
    CorrectForm,
    CorrectHelp,
    CorrectList,
    OneReaderOnly,
    parse_correct,
)
from bot.requests.note_form import NoteForm
from bot.requests.tickets import NoteHeld
from bot.services.correct import (
    NoReader,
    NoSuchDay,
    NotNow,
    NotSealed,
    Sealed,
    ToImprove,
    own_note,
    withdraw_note,
)
from bot.services.feedback_tools import NoteTools
from bot.services.may_write import CannotReceive, CannotWrite, MayWrite, NotForYou, may_write
from bot.services.send_note import Reword, Sent, ThinkOver, send_note
from bot.views import corrections as views
from bot.views import note_forms as forms
from bot.views import note_ids as ids
from bot.views import note_thoughts, note_writing
from handlers.desk import Desk
from handlers.feedback_home import HomePage, in_home, in_modal
from handlers.note_sheet import Sending, form_of, sending, sheet_for, typed_in
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind

Process = Callable[[Desk, Incoming, AboutProcess], Awaitable[Reply]]
"""Who answers `/correct process …`."""


def routes(desk: Desk, tools: NoteTools, home: HomePage, process: Process) -> Routes:
    """What this module answers."""
    return Routes(
        commands={"/correct": bind(asked, desk, tools, process)},
        actions={
            ids.NOTE_NEW: bind(opened_form, desk, tools),
            ids.NOTE_CHANGE: bind(opened_change, desk, tools),
            ids.NOTE_TO: bind(chose, desk, tools),
            ids.NOTE_VALUE: bind(chose, desk, tools),
            ids.NOTE_WITHDRAW: bind(withdrew, desk, tools, home),
        },
        views={
            ids.NOTE_FORM: bind(sent, desk, tools),
            ids.NOTE_CHANGE_FORM: bind(sent, desk, tools),
        },
    )


def is_about_a_person(incoming: Incoming) -> bool:
    """Whether it is about a note; what is about how we work is read by the whole team."""
    return not isinstance(parse_correct(incoming.text), AboutProcess)


async def asked(desk: Desk, tools: NoteTools, process: Process, incoming: Incoming) -> Reply:
    """The form, for a colleague if one was named; or one's own sealed notes."""
    book, reader = desk.book, await desk.reader(incoming)
    match parse_correct(incoming.text):
        case AboutProcess() as about:
            return await process(desk, incoming, about)
        case CorrectHelp():
            return Say(note_writing.helped(book, reader))
        case OneReaderOnly():
            return Say(note_writing.one_reader(book, reader))
        case CorrectList():
            notes = await tools.notes.sealed_by(incoming.user)
            return Open(views.mine(notes, reader, desk.now))
        case CorrectForm(to=to, ignored=ignored):
            if to:
                allowed = await may_write(tools, incoming.user, to)
                if not isinstance(allowed, MayWrite):
                    return Say(note_writing.refused(allowed, book, reader))
            return await _form(desk, tools, incoming, NoteForm(to=to), ignored=ignored)


async def opened_form(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The empty form."""
    return await _form(desk, tools, incoming, NoteForm())


async def _form(
    desk: Desk, tools: NoteTools, incoming: Incoming, typed: NoteForm, *, ignored: bool = False
) -> Reply:
    sheet = await sheet_for(desk, tools, incoming, typed, ignored=ignored)
    return Open(forms.form(desk.book, await desk.reader(incoming), desk.now, sheet))


async def opened_change(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The form with a sealed note's words, for its author."""
    reader = await desk.reader(incoming)
    note = await own_note(tools, incoming.value or "", by=incoming.user)
    if isinstance(note, NotSealed):
        return Open(views.not_sealed(desk.book, reader))
    sheet = await sheet_for(desk, tools, incoming, form_of(note), held=NoteHeld(note=note.id))
    return Open(forms.form(desk.book, reader, desk.now, sheet))


async def chose(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """The same form for the chosen reader, with the chosen value's line and phrases; what was typed stays."""
    held, typed = NoteHeld.read(incoming.metadata), typed_in(incoming)
    found = thoughts(typed.words, is_process=typed.is_process) if held.mark else ()
    return await _again(desk, tools, incoming, Sending(typed, "", held), found)


async def sent(desk: Desk, tools: NoteTools, incoming: Incoming) -> Reply:
    """Sealed, or on the improvement list; or what to mend or think over. The form sent twice is one note."""
    arrived = await sending(desk, tools, incoming)
    outcome = await send_note(
        tools,
        arrived.typed,
        author=incoming.user,
        phrase=arrived.phrase,
        mark=arrived.held.mark,
        once=incoming.once,
        changing=arrived.held.note,
    )
    if isinstance(outcome, ThinkOver):
        marked = arrived.held.model_copy(update={"mark": outcome.mark})
        return await _again(
            desk, tools, incoming, Sending(arrived.typed, arrived.phrase, marked), outcome.thoughts
        )
    return await _answered(desk, incoming, outcome)


async def _answered(desk: Desk, incoming: Incoming, outcome: Sent) -> Reply:
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    match outcome:
        case Sealed():
            return Redraw(note_writing.sealed(outcome, reader, now))
        case ToImprove():
            return Redraw(note_writing.to_improve(outcome, book, reader))
        case NotSealed():
            return Redraw(views.not_sealed(book, reader))
        case Reword(found):
            return Mend({forms.FIELD_OF[one.part]: note_thoughts.reword(one, reader) for one in found})
        case NotNow():
            return Mend({ids.NOTE_DELIVER: note_writing.not_now(outcome, reader, now)})
        case NoSuchDay():
            return Mend({ids.NOTE_FOLLOW_UP: note_writing.no_such_day(outcome, reader)})
        case NoReader():
            return Mend({ids.NOTE_TO: forms.choose_reader(reader)})
        case CannotWrite() | CannotReceive() | NotForYou():
            changing = NoteHeld.read(incoming.metadata).note
            field = ids.NOTE_DELIVER if changing else ids.NOTE_TO
            return Mend({field: note_writing.under_field(outcome, reader)})
        case ThinkOver():
            raise AssertionError("shown in the form itself")


async def _again(
    desk: Desk, tools: NoteTools, incoming: Incoming, at: Sending, found: tuple[Thought, ...] = ()
) -> Reply:
    """The form once more, every word in it."""
    reader, typed, held = await desk.reader(incoming), at.typed, at.held
    if held.note:
        note = await own_note(tools, held.note, by=incoming.user)
        if isinstance(note, NotSealed):
            return Redraw(views.not_sealed(desk.book, reader))
        typed = typed.model_copy(update={"to": note.recipient.user})
    sheet = await sheet_for(desk, tools, incoming, typed, held=held, thoughts=found)
    return Redraw(forms.form(desk.book, reader, desk.now, sheet))


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
