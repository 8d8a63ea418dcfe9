"""What those do who wait with a customer: nudge, join, leave; and what is asked once it is solved."""

from bot.domain.carrying import Changed, Kept, Unchanged
from bot.requests.hand_over import parse_hand_over
from bot.requests.tickets import Asked, Felt, Held
from bot.services.answer import Question, route
from bot.services.change import held
from bot.services.join import join, leave
from bot.services.nudge import nudge
from bot.services.satisfied import satisfied
from bot.views import failures, followed, forms, ids, joining, nudges
from bot.views.human import with_human
from handlers.desk import Desk
from handlers.escalate import above_form
from handlers.holding import one_line
from handlers.routing import Close, Incoming, Nothing, Open, Redraw, Reply, Routes, Say, bind


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.NUDGE: bind(nudged, desk),
            ids.JOIN: bind(opened_join, desk),
            ids.NOT_THE_SAME_FAMILY: bind(not_the_same, desk),
            ids.LEAVE_FAMILY: bind(left, desk),
            ids.SATISFIED_FAMILY: bind(felt, desk),
        },
        views={ids.JOIN_FORM: bind(joined, desk)},
    )


async def nudged(desk: Desk, incoming: Incoming) -> Reply:
    """Those who should act are reminded; whoever pressed reads whom, or when it is possible again."""
    book, reader = desk.book, await desk.reader(incoming)
    by = await desk.reading.party(book, incoming.user)
    outcome = await nudge(desk.tools, Held.read(incoming.value).escalation, by)
    if isinstance(outcome, Changed):
        return Say(nudges.nudged(outcome.escalation, book, reader, desk.now))
    return Say(nudges.held_back(outcome, book, reader, desk.now))


async def opened_join(desk: Desk, incoming: Incoming) -> Reply:
    """What is this customer's own, prefilled with what was typed into the form the offer stood in."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Open(forms.told(failures.guest(book, reader).text, book, reader))
    e = await held(desk.tools, Held.read(incoming.value).escalation)
    if not e.is_open:
        return Open(forms.told(failures.kept(Kept.CLOSED, e, reader), book, reader))
    return Open(joining.join_form(e, parse_hand_over(incoming.inputs, {}).packet, reader))


async def joined(desk: Desk, incoming: Incoming) -> Reply:
    """One more customer waits for it."""
    book, reader = desk.book, await desk.reader(incoming)
    if await desk.is_outsider(incoming.user):
        return Redraw(forms.told(failures.guest(book, reader).text, book, reader))
    customer = parse_hand_over(incoming.inputs, {}).packet
    if not customer.need:
        return one_line(ids.NEED, reader)
    by = await desk.reading.party(book, incoming.user)
    outcome = await join(desk.tools, Held.read(incoming.metadata).escalation, by, customer)
    if isinstance(outcome, Unchanged):
        return Redraw(forms.told(failures.kept(outcome.why, outcome.escalation, reader), book, reader))
    return Close(all=True)


async def not_the_same(desk: Desk, incoming: Incoming) -> Reply:
    """The hand-over form with what was written; the customer leaves only once they are handed over themselves."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Held.read(incoming.value)
    e = await held(desk.tools, ticket.escalation)
    mine = [one for one in e.joined if (one.number, one.party.user) == (ticket.customer, incoming.user)]
    if not (e.is_open and mine):
        why = Kept.DONE_ALREADY if e.is_open else Kept.CLOSED
        return Say(failures.refusal(why, e, book, reader))
    customer = mine[0]
    begun = Asked.about(customer.need, topic=e.topic, situation=e.value)
    begun = begun.model_copy(update={"link": customer.link, "leaves": ticket})
    where = route(book, e.topic, desk.now, Question(customer.need))
    above = await above_form(desk, begun, reader)
    form = forms.hand_over_form(
        begun, where, book, reader, need=customer.need, told=customer.told or "", above=above
    )
    return Open(form)


async def left(desk: Desk, incoming: Incoming) -> Reply:
    """Their customer needs nothing any more; their card says so."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Held.read(incoming.value)
    by = await desk.reading.party(book, incoming.user)
    outcome = await leave(desk.tools, ticket.escalation, by, ticket.customer or 0)
    if isinstance(outcome, Unchanged):
        return Say(failures.refusal(outcome.why, outcome.escalation, book, reader))
    return Nothing()


async def felt(desk: Desk, incoming: Incoming) -> Reply:
    """Whether the customer was satisfied, too; the message it was asked in says so from then on."""
    book, reader, ticket = desk.book, await desk.reader(incoming), Felt.read(incoming.value)
    by = await desk.reading.party(book, incoming.user)
    outcome = await satisfied(desk.tools, ticket.escalation, by, ticket.satisfied)
    if isinstance(outcome, Changed):
        return Nothing()
    if outcome.why is Kept.DONE_ALREADY:
        return Say(with_human(followed.noted(ticket.satisfied, reader), book, reader))
    return Say(failures.refusal(outcome.why, outcome.escalation, book, reader))
