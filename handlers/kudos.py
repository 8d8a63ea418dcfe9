"""/kudos: thanking colleagues, and changing it until the night."""

from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches

from bot.domain.reader import Reader
from bot.requests.kudos import (
    KudosForm,
    KudosHelp,
    KudosMine,
    KudosPostNow,
    KudosTo,
    KudosTonight,
    NobodyNamed,
    parse_kudos,
)
from bot.requests.tickets import Begun
from bot.services.change_kudos import ChangeOutcome, choose_value, mine, rewrite_kudos, take_back
from bot.services.feedback_tools import ThanksTools
from bot.services.give_kudos import (
    CannotGive,
    DayIsFull,
    GiveOutcome,
    KudosKept,
    KudosRepeated,
    NobodyToThank,
    NoNights,
    TooManyThanked,
    WrongLength,
    give_kudos,
)
from bot.services.my_queue import my_kudos
from bot.views import kudos as views
from bot.views import kudos_ids as ids
from bot.views import kudos_refused as refusals
from bot.views.message import Message
from bot.views.thanks import NO_VALUE
from bot.views.words import person
from handlers.desk import Desk
from handlers.feedback_home import HomePage, in_home, in_modal
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind

_FIELD_OF = {
    NobodyToThank: ids.KUDOS_TO,
    TooManyThanked: ids.KUDOS_TO,
    WrongLength: ids.KUDOS_TEXT,
    DayIsFull: ids.KUDOS_TEXT,
    CannotGive: ids.KUDOS_TO,
    NoNights: ids.KUDOS_TO,
}
"""Under which field of the form a refusal stands."""


Subcommands = Mapping[type, Callable[[Desk, Incoming], Awaitable[Reply]]]
"""Who answers what the giver of thanks does not: by the type that was read."""


def routes(desk: Desk, tools: ThanksTools, home: HomePage, subcommands: Subcommands) -> Routes:
    """What this module answers."""
    return Routes(
        commands={"/kudos": bind(asked, desk, tools, subcommands)},
        actions={
            ids.KUDOS_VALUE: bind(chose_value, desk, tools, home),
            ids.KUDOS_EDIT: bind(opened_edit, desk, tools, home),
            ids.KUDOS_TAKE_BACK: bind(took_back, desk, tools, home),
            ids.KUDOS_NEW: bind(opened_form, desk, tools),
        },
        views={ids.KUDOS_FORM: bind(sent, desk, tools)},
        shortcuts={ids.GIVE_KUDOS_FOR_THIS: bind(for_this, desk, tools)},
    )


async def asked(desk: Desk, tools: ThanksTools, subcommands: Subcommands, incoming: Incoming) -> Reply:
    """Thanks in one line, or one of the few other things /kudos does."""
    book, reader = desk.book, await desk.reader(incoming)
    match parse_kudos(incoming.text):
        case KudosMine() | KudosPostNow() as other:
            handler = subcommands.get(type(other))
            return await handler(desk, incoming) if handler else Say(views.helped(book, reader))
        case KudosForm():
            return Open(views.form(book, reader))
        case KudosHelp():
            return Say(views.helped(book, reader))
        case KudosTonight():
            waiting = await my_kudos(tools, incoming.user)
            return Say(views.tonight(waiting, book, reader, desk.now))
        case NobodyNamed() as problem:
            return Say(refusals.nobody_named(problem, _meant(desk, problem, reader), book, reader))
        case KudosTo() as request:
            outcome = await give_kudos(tools, request, giver=incoming.user)
            return Say(_answered(desk, outcome, request, reader))


def _answered(desk: Desk, outcome: GiveOutcome, request: KudosTo, reader: Reader) -> Message:
    if isinstance(outcome, KudosKept | KudosRepeated):
        return views.kept(outcome, desk.book, reader, desk.now)
    return refusals.refused(outcome, desk.book, reader, to=request.users)


def _meant(desk: Desk, problem: NobodyNamed, reader: Reader) -> list[str]:
    """Names of the file that what was typed after an @ comes near to."""
    known = {key: key for key in desk.book.file.people}
    known |= {name.casefold(): key for key, one in desk.book.file.people.items() for name in one.name.both}
    near = [get_close_matches(name.casefold(), known, n=1, cutoff=0.6) for name in problem.names[:5]]
    keys = dict.fromkeys(known[found] for matches in near for found in matches)
    return [person(desk.book.file, key, reader) for key in keys]


async def opened_form(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:  # noqa: ARG001 - one shape
    """The form, empty or with what was typed before."""
    begun = Begun.read(incoming.value)
    return Open(views.form(desk.book, await desk.reader(incoming), to=begun.to, text=begun.text))


async def for_this(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:  # noqa: ARG001 - one shape
    """The form for whoever wrote a message; its words stay where they are."""
    author = str((incoming.message or {}).get("user") or "")
    to = [author] if author and author != incoming.user else []
    return Open(views.form(desk.book, await desk.reader(incoming), to=to))


async def sent(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:
    """The form, new or for a kudos that is changed."""
    book, reader, typed = desk.book, await desk.reader(incoming), incoming.inputs
    people = typed.get(ids.KUDOS_TO)
    request = KudosTo(
        users=tuple(people) if isinstance(people, list) else (), text=str(typed.get(ids.KUDOS_TEXT) or "")
    )
    chosen = str(typed.get(ids.KUDOS_FORM_VALUE) or NO_VALUE)
    value = None if chosen == NO_VALUE else chosen
    outcome: GiveOutcome | ChangeOutcome
    if incoming.metadata:
        outcome = await rewrite_kudos(tools, incoming.metadata, request, by=incoming.user, value=value)
    else:
        outcome = await give_kudos(tools, request, giver=incoming.user, value=value)
    match outcome:
        case KudosKept() | KudosRepeated():
            return Redraw(views.window(views.kept(outcome, book, reader, desk.now), reader))
        case NobodyToThank() | TooManyThanked() | WrongLength() | DayIsFull() | CannotGive() | NoNights():
            return Mend({_FIELD_OF[type(outcome)]: refusals.reason(outcome, reader)})
        case _:
            return Say(views.changed(outcome, book, reader, desk.now))


async def chose_value(desk: Desk, tools: ThanksTools, home: HomePage, incoming: Incoming) -> Reply:
    """Another value, from the menu under one's own thanks."""
    kudos_id, _, value = (incoming.value or "").partition("|")
    outcome = await choose_value(
        tools, kudos_id, by=incoming.user, value=None if value == NO_VALUE else value
    )
    return await _in_place(desk, outcome, home, incoming)


async def opened_edit(desk: Desk, tools: ThanksTools, home: HomePage, incoming: Incoming) -> Reply:
    """The form with what was given."""
    book, reader = desk.book, await desk.reader(incoming)
    outcome = await mine(tools, incoming.value or "", by=incoming.user)
    if isinstance(outcome, KudosKept):
        return Open(views.form(book, reader, kudos=outcome.kudos))
    return await _in_place(desk, outcome, home, incoming)


async def took_back(desk: Desk, tools: ThanksTools, home: HomePage, incoming: Incoming) -> Reply:
    """One's own thanks, taken back."""
    outcome = await take_back(tools, incoming.value or "", by=incoming.user)
    return await _in_place(desk, outcome, home, incoming)


async def _in_place(desk: Desk, outcome: ChangeOutcome, home: HomePage, incoming: Incoming) -> Reply:
    """The new state where the button stood: in App Home, in a form, or in the answer."""
    if in_home(incoming):
        return await home(incoming)
    reader = await desk.reader(incoming)
    message = views.changed(outcome, desk.book, reader, desk.now)
    return Redraw(views.window(message, reader)) if in_modal(incoming) else Say(message, replace=True)
