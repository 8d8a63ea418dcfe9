"""/kudos: thanking colleagues, and changing it until the night."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.kudos import Source, Tag
from bot.domain.reader import Reader
from bot.requests.kudos import (
    KudosCommand,
    KudosForm,
    KudosHelp,
    KudosMine,
    KudosPostNow,
    KudosTo,
    KudosTonight,
    NobodyNamed,
    parse_kudos,
    parse_spoken,
)
from bot.requests.tickets import Begun
from bot.services.change_kudos import (
    ChangeOutcome,
    TakenBack,
    choose_value,
    mine,
    rewrite_kudos,
    take_back,
)
from bot.services.draft_kudos import NobodyToThank, NoNights, TooManyThanked, ValueMissing, WrongLength
from bot.services.feedback_tools import ThanksTools
from bot.services.give_kudos import (
    CannotGive,
    DayIsFull,
    GiveOutcome,
    KudosKept,
    KudosRepeated,
    Way,
    give_kudos,
)
from bot.services.look_first import Preview, fingerprint, look_first, pointed_out
from bot.services.my_queue import my_kudos
from bot.views import kudos as views
from bot.views import kudos_form as forms
from bot.views import kudos_ids as ids
from bot.views import kudos_preview as previews
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
    ValueMissing: ids.KUDOS_FORM_VALUE,
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
            ids.KUDOS_SEND: bind(sent_anyway, desk, tools),
        },
        views={ids.KUDOS_FORM: bind(sent, desk, tools)},
        shortcuts={ids.GIVE_KUDOS_FOR_THIS: bind(for_this, desk, tools)},
    )


async def asked(desk: Desk, tools: ThanksTools, subcommands: Subcommands, incoming: Incoming) -> Reply:
    """Thanks in one line, or one of the few other things /kudos does."""
    return await _done(desk, tools, subcommands, incoming, parse_kudos(incoming.text), "command")


async def spoken(
    desk: Desk, tools: ThanksTools, subcommands: Subcommands, incoming: Incoming
) -> Reply | None:
    """The same said to Baton in a conversation; None where it is no thanks, and so a question."""
    meant = parse_spoken(incoming.text)
    if meant is None:
        return None
    if isinstance(meant, KudosForm):  # nothing opens out of a message: its answer has a button that does
        meant = KudosHelp()
    return await _done(desk, tools, subcommands, incoming, meant, "mention")


async def _done(
    desk: Desk,
    tools: ThanksTools,
    subcommands: Subcommands,
    incoming: Incoming,
    command: KudosCommand,
    source: Source,
) -> Reply:
    book, reader = desk.book, await desk.reader(incoming)
    match command:
        case KudosMine() | KudosPostNow() as other:
            handler = subcommands.get(type(other))
            return await handler(desk, incoming) if handler else Say(views.helped(book, reader))
        case KudosForm():
            return Open(forms.form(book, reader, Begun(kudos=tools.new_id())))
        case KudosHelp():
            return Say(views.helped(book, reader))
        case KudosTonight():
            waiting = await my_kudos(tools, incoming.user)
            return Say(views.tonight(waiting, book, reader, desk.now))
        case NobodyNamed() as problem:
            return Say(refusals.nobody_named(problem, _meant(desk, problem, reader), book, reader))
        case KudosTo() as request:
            return Say(await _given(desk, tools, request, source, incoming))


async def _given(
    desk: Desk, tools: ThanksTools, request: KudosTo, source: Source, incoming: Incoming
) -> Message:
    """Kept at once, or shown first where there is something to look at."""
    book, reader = desk.book, await desk.reader(incoming)
    first = await look_first(tools, request, giver=incoming.user)
    if isinstance(first, Preview):
        people = tuple(entry.who.user for entry in first.draft.recipients)
        begun = Begun(to=people, text=first.draft.text, kudos=first.kudos_id, source=source)
        return previews.preview(first, begun, book, reader)
    outcome = first or await give_kudos(tools, request, giver=incoming.user, way=Way(source))
    return _answered(desk, outcome, request, reader)


async def sent_anyway(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:
    """What was shown is sent as it was shown; a second press is the same sending."""
    begun = Begun.read(incoming.value)
    request = KudosTo(users=begun.to, text=begun.text)
    way = Way(begun.source, about=begun.about, kudos_id=begun.kudos)
    outcome = await give_kudos(tools, request, giver=incoming.user, way=way)
    reader = await desk.reader(incoming)
    return Say(_answered(desk, outcome, request, reader), replace=True)


def _answered(desk: Desk, outcome: GiveOutcome, request: KudosTo, reader: Reader) -> Message:
    if isinstance(outcome, KudosRepeated) and outcome.kudos.taken_back:
        return views.changed(TakenBack(outcome.kudos), desk.book, reader, desk.now)
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


async def opened_form(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:
    """The form, empty or with what was typed before."""
    begun = Begun.read(incoming.value).model_copy(update={"kudos": tools.new_id()})
    return Open(forms.form(desk.book, await desk.reader(incoming), begun))


async def for_this(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:
    """The form for whoever wrote a message; its words stay where they are. Thanks for it that wait are changed."""
    book, reader, message = desk.book, await desk.reader(incoming), incoming.message or {}
    about = f"{incoming.channel}:{message['ts']}" if incoming.channel and message.get("ts") else None
    waiting = await my_kudos(tools, incoming.user) if about else ()
    before = next((one.kudos for one in waiting if one.kudos.about == about), None)
    if before is not None:
        return Open(forms.changing(before, book, reader))
    author = str(message.get("user") or "")
    to = (author,) if author and author != incoming.user and not message.get("bot_id") else ()
    begun = Begun(to=to, kudos=tools.new_id(), about=about, source="shortcut")
    return Open(forms.form(book, reader, begun))


async def sent(desk: Desk, tools: ThanksTools, incoming: Incoming) -> Reply:
    """The form, new or for a kudos that is changed. What looks like a customer's data is pointed out once."""
    book, reader, typed = desk.book, await desk.reader(incoming), _Typed.of(incoming)
    begun, found = typed.begun, fingerprint(typed.request.text)
    if found and found != begun.seen:
        again = begun.model_copy(
            update={"to": typed.request.users, "text": typed.request.text, "seen": found}
        )
        pointed = pointed_out(typed.request.text)
        return Redraw(
            forms.form(book, reader, again, value=typed.value, tags=typed.tags or (), found=pointed)
        )
    outcome: GiveOutcome | ChangeOutcome
    if begun.changes:
        outcome = await rewrite_kudos(
            tools, begun.changes, typed.request, by=incoming.user, value=typed.value, tags=typed.tags or ()
        )
    else:
        way = Way(begun.source, about=begun.about, kudos_id=begun.kudos, tags=typed.tags)
        outcome = await give_kudos(tools, typed.request, giver=incoming.user, value=typed.value, way=way)
    match outcome:
        case KudosKept() | KudosRepeated():
            message = _answered(desk, outcome, typed.request, reader)
            return Redraw(views.window(message, reader))
        case (
            CannotGive()
            | DayIsFull()
            | NobodyToThank()
            | NoNights()
            | TooManyThanked()
            | ValueMissing()
            | WrongLength()
        ):
            return Mend({_FIELD_OF[type(outcome)]: refusals.reason(outcome, reader)})
        case _:
            return Say(views.changed(outcome, book, reader, desk.now))


@dataclass(frozen=True)
class _Typed:
    """What stands in the form; `tags` None where nothing is ticked, so that the words may suggest some."""

    begun: Begun
    request: KudosTo
    value: str | None
    tags: tuple[Tag, ...] | None

    @classmethod
    def of(cls, incoming: Incoming) -> "_Typed":
        typed = incoming.inputs
        people, ticked = typed.get(ids.KUDOS_TO), typed.get(ids.KUDOS_TAGS)
        chosen = str(typed.get(ids.KUDOS_FORM_VALUE) or NO_VALUE)
        return cls(
            begun=Begun.of(incoming.metadata),
            request=KudosTo(
                users=tuple(people) if isinstance(people, list) else (),
                text=str(typed.get(ids.KUDOS_TEXT) or ""),
            ),
            value=None if chosen == NO_VALUE else chosen,
            tags=tuple(tag for tag in forms.TAGS if tag in ticked) or None
            if isinstance(ticked, list)
            else None,
        )


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
        return Open(forms.changing(outcome.kudos, book, reader))
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
