"""/values pin: facts that hold while something is down or closed, their form, and the buttons under them."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from bot.domain.decision import Direct
from bot.domain.escalation import Party
from bot.domain.facts import Draft, Facts, drafted, first_end
from bot.domain.lookup import fold
from bot.domain.reader import Reader
from bot.requests.pin import ListPins, NewPin, PinTicket, parse_extension, parse_pin, parse_pin_form
from bot.services.handbook import Handbook
from bot.services.pin import FactTools, No, change, extend, pin, replaced_by, standing, unpin
from bot.views import failures, forms, pin_forms, pins
from bot.views import pin_ids as ids
from bot.views.human import with_human
from bot.views.message import Block
from handlers.desk import Desk
from handlers.routing import Incoming, Mend, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk, t: FactTools) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.PIN_NEW: bind(opened_new, desk, t),
            ids.PIN_CHANGE_FAMILY: bind(opened_change, desk, t),
            ids.PIN_EXTEND_FAMILY: bind(extended, desk, t),
            ids.PIN_END_FAMILY: bind(taken_down, desk, t),
        },
        views={ids.PIN_FORM: bind(filled, desk, t)},
    )


async def typed(t: FactTools, desk: Desk, incoming: Incoming, rest: str) -> Reply | None:
    """`/values pin …`: the form, or what stands; None where the words tell of something else."""
    book = desk.book
    request = parse_pin(rest, named=_names(book), guess=lambda words: _guess(book, words))
    may = t.may(await _who(desk, incoming))
    match request:
        case None:
            return None
        case NewPin(sure=False) if not may:
            return None
        case NewPin(topic=None, kind=None) if not may:
            return await _list(t, desk, incoming, may=may)
        case ListPins():
            return await _list(t, desk, incoming, may=may)
        case NewPin() if not may:
            return Say(pins.refused(No.NOT_YOURS, book, await desk.reader(incoming)))
        case NewPin(topic, kind):
            return await _form(
                desk, t, incoming, Draft(kind=kind or "outage", topics=(topic,) if topic else ())
            )


async def sections(
    desk: Desk, t: FactTools, more: Callable[[Reader], Awaitable[Sequence[Block]]], reader: Reader
) -> Sequence[Block]:
    """The part of App Home that tells what stands, before the others."""
    return [*pins.home_section(await standing(t), desk.book, reader, desk.now), *await more(reader)]


async def opened_new(desk: Desk, t: FactTools, incoming: Incoming) -> Reply:
    """The form, empty."""
    if not t.may(await _who(desk, incoming)):
        return Say(pins.refused(No.NOT_YOURS, desk.book, await desk.reader(incoming)))
    return await _form(desk, t, incoming, Draft())


async def opened_change(desk: Desk, t: FactTools, incoming: Incoming) -> Reply:
    """The form of what stands."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    if not t.may(await _who(desk, incoming)):
        return Say(pins.refused(No.NOT_YOURS, book, reader))
    facts = await t.book.get(incoming.value or "")
    if facts is None or not facts.stands(now):
        return Say(pins.refused(No.OVER, book, reader))
    ticket = PinTicket(id=facts.id, new=False)
    return Open(pin_forms.pin_form(drafted(facts), ticket, book, reader, now))


async def filled(desk: Desk, t: FactTools, incoming: Incoming) -> Reply:
    """The form was sent: pinned, changed, or asked once more where it takes the place of something."""
    book, reader, now = desk.book, await desk.reader(incoming), desk.now
    ticket, by = PinTicket.read(incoming.metadata), await _who(desk, incoming)
    if ticket is None:
        return Redraw(forms.told(failures.expired(book, reader).text, book, reader))
    draft = parse_pin_form(incoming.inputs, book.file.topics)
    if slips := draft.slips(now):
        return Mend(pin_forms.slips(slips, reader))
    if not ticket.new:
        return Redraw(_told(desk, await change(t, ticket.id, draft, by), reader))
    old = await replaced_by(t, draft, ticket.id)
    if not {facts.id for facts in old} <= set(ticket.replaces):
        again = ticket.model_copy(update={"replaces": tuple(facts.id for facts in old)})
        return Redraw(pin_forms.pin_form(draft, again, book, reader, now, replaces=old))
    replaced = tuple(facts.id for facts in old)
    return Redraw(_told(desk, await pin(t, draft, by, facts_id=ticket.id, replaces=replaced), reader))


async def extended(desk: Desk, t: FactTools, incoming: Incoming) -> Reply:
    """One hour more."""
    book, reader = desk.book, await desk.reader(incoming)
    found = parse_extension(incoming.value)
    if found is None:
        return Say(failures.expired(book, reader))
    facts_id, seconds = found
    outcome = await extend(t, facts_id, datetime.fromtimestamp(seconds, UTC), await _who(desk, incoming))
    return Say(with_human(_words(desk, outcome, reader), book, reader))


async def taken_down(desk: Desk, t: FactTools, incoming: Incoming) -> Reply:
    """Its end, early."""
    book, reader = desk.book, await desk.reader(incoming)
    outcome = await unpin(t, incoming.value or "", await _who(desk, incoming))
    if isinstance(outcome, No):
        return Say(pins.refused(outcome, book, reader))
    return Say(with_human(pins.taken_down(outcome, reader), book, reader))


async def _list(t: FactTools, desk: Desk, incoming: Incoming, *, may: bool) -> Reply:
    reader = await desk.reader(incoming)
    return Say(pins.listed(await standing(t), desk.book, reader, desk.now, may=may))


async def _form(desk: Desk, t: FactTools, incoming: Incoming, draft: Draft) -> Reply:
    now = desk.now
    begun = draft.model_copy(update={"ends": first_end(now)})
    ticket = PinTicket(id=t.new_id())
    return Open(pin_forms.pin_form(begun, ticket, desk.book, await desk.reader(incoming), now))


async def _who(desk: Desk, incoming: Incoming) -> Party:
    return await desk.reading.party(desk.book, incoming.user)


def _told(desk: Desk, outcome: Facts | No, reader: Reader) -> dict[str, object]:
    return forms.told(_words(desk, outcome, reader), desk.book, reader)


def _words(desk: Desk, outcome: Facts | No, reader: Reader) -> str:
    if isinstance(outcome, No):
        return pins.reason(outcome, desk.book, reader)
    return pins.pinned(outcome, desk.book, reader, desk.now)


def _names(book: Handbook) -> dict[str, str]:
    """What a topic is called: its key, its titles, its keywords; the first topic that has a name keeps it."""
    found: dict[str, str] = {}
    for key, topic in book.file.topics.items():
        for name in (key, *topic.title.both):
            found.setdefault(fold(name), key)
    for key, topic in book.file.topics.items():
        for name in topic.keywords.both:
            found.setdefault(fold(name), key)
    return found


def _guess(book: Handbook, words: str) -> str | None:
    decision = book.topics.match(words)
    return decision.best.id if isinstance(decision, Direct) else None
