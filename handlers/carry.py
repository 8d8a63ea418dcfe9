"""What people do with an escalation: the buttons and forms of its cards."""

from bot.domain.carrying import Changed, Kept, Outcome, Unchanged, has_a_say
from bot.domain.escalation import Escalation, Party
from bot.requests.hand_over import parse_target
from bot.requests.tickets import Held
from bot.services.change import held
from bot.services.close import cancel, may_cancel, resolve, still_on_it
from bot.services.hand_on import hand_on
from bot.services.take import take
from bot.views import failures, forms, ids, notices
from bot.views.words import say
from handlers.desk import Desk
from handlers.routing import Close, Incoming, Mend, Nothing, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.TAKE: bind(took, desk),
            ids.HAND_ON: bind(opened_hand_on, desk),
            ids.RESOLVE: bind(opened_resolve, desk),
            ids.CANCEL: bind(opened_cancel, desk),
            ids.STILL_ON_IT: bind(still_there, desk),
        },
        views={
            ids.HAND_ON_FORM: bind(handed_on, desk),
            ids.RESOLVE_FORM: bind(resolved, desk),
            ids.CANCEL_FORM: bind(cancelled, desk),
        },
    )


async def took(desk: Desk, incoming: Incoming) -> Reply:
    """Take it: whoever pressed reads what they took with it."""
    book, reader = desk.book, await desk.reader(incoming)
    outcome = await take(desk.tools, _held(incoming), await desk.reading.party(book, incoming.user))
    if isinstance(outcome, Changed):
        return Say(notices.yours_now(outcome.escalation, book, reader, desk.now))
    return await _told(desk, incoming, outcome)


async def still_there(desk: Desk, incoming: Incoming) -> Reply:
    """Still on it."""
    by = await desk.reading.party(desk.book, incoming.user)
    outcome = await still_on_it(desk.tools, _held(incoming), by)
    if isinstance(outcome, Changed):
        return Say(notices.noted_that_you_are_on_it(outcome.escalation, await desk.reader(incoming)))
    return await _told(desk, incoming, outcome)


async def opened_hand_on(desk: Desk, incoming: Incoming) -> Reply:
    """Whom to ask instead."""
    e, by = await _before_a_form(desk, incoming)
    if e.is_open and e.owner is not None and e.owner.user != by.user:
        return await _told(desk, incoming, Unchanged(e, Kept.NOT_YOURS))
    if (why := _no_say(e, by)) is not None:
        return await _told(desk, incoming, Unchanged(e, why))
    return Open(forms.hand_on_form(_ticket(e), desk.book.file, await desk.reader(incoming)))


async def opened_resolve(desk: Desk, incoming: Incoming) -> Reply:
    """How it was solved."""
    e, by = await _before_a_form(desk, incoming)
    if (why := _no_say(e, by)) is not None:
        return await _told(desk, incoming, Unchanged(e, why))
    return Open(forms.resolve_form(_ticket(e), await desk.reader(incoming)))


async def opened_cancel(desk: Desk, incoming: Incoming) -> Reply:
    """Why it is not needed any more; who may not say so learns it before they write anything."""
    e, by = await _before_a_form(desk, incoming)
    if not e.is_open:
        return await _told(desk, incoming, Unchanged(e, Kept.CLOSED))
    if not may_cancel(e, by, desk.book.file):
        return await _told(desk, incoming, Unchanged(e, Kept.NOT_YOURS))
    return Open(forms.cancel_form(_ticket(e), await desk.reader(incoming)))


async def handed_on(desk: Desk, incoming: Incoming) -> Reply:
    """Somebody else is asked."""
    reader, to = await desk.reader(incoming), parse_target(incoming.inputs)
    if to is None:
        return Mend({ids.TO: say(reader, ko="누구에게 넘길지 골라 주세요.", en="Please choose somebody.")})
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await hand_on(desk.tools, _held(incoming), by, to))


async def resolved(desk: Desk, incoming: Incoming) -> Reply:
    """It is solved."""
    reader, summary = await desk.reader(incoming), str(incoming.inputs.get(ids.SUMMARY) or "").strip()
    if not summary:
        return Mend({ids.SUMMARY: say(reader, ko="한 줄이라도 적어 주세요.", en="One line is enough.")})
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await resolve(desk.tools, _held(incoming), by, summary))


async def cancelled(desk: Desk, incoming: Incoming) -> Reply:
    """It is not needed any more."""
    reason = str(incoming.inputs.get(ids.REASON) or "").strip() or None
    by = await desk.reading.party(desk.book, incoming.user)
    return await _told(desk, incoming, await cancel(desk.tools, _held(incoming), by, reason))


def _held(incoming: Incoming) -> str:
    return Held.read(incoming.metadata or incoming.value).escalation


async def _before_a_form(desk: Desk, incoming: Incoming) -> tuple[Escalation, Party]:
    """As it stands and who pressed: nobody should write into a form that will be refused."""
    e = await held(desk.tools, _held(incoming))
    return e, await desk.reading.party(desk.book, incoming.user)


def _no_say(e: Escalation, by: Party) -> Kept | None:
    if not e.is_open:
        return Kept.CLOSED
    return None if has_a_say(e, by) else Kept.NOT_LISTED


def _ticket(e: Escalation) -> Held:
    return Held(escalation=e.id)


async def _told(desk: Desk, incoming: Incoming, outcome: Outcome) -> Reply:
    """A change shows on the cards; why nothing changed is told to whoever pressed."""
    if not isinstance(outcome, Unchanged):
        return Close() if incoming.from_form else Nothing()
    book, reader = desk.book, await desk.reader(incoming)
    if incoming.from_form:
        return Redraw(forms.told(failures.kept(outcome.why, outcome.escalation, reader), book, reader))
    return Say(failures.refusal(outcome.why, outcome.escalation, book, reader))
