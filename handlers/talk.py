"""What people say about an escalation: questions, answers, notes, its severity, and that it can wait."""

from dataclasses import replace

from bot.domain import rerouting
from bot.domain.allowed import Verb, refusal
from bot.domain.outcome import Kept, Unchanged
from bot.domain.policy import Severity
from bot.requests.tickets import Held, Wished
from bot.services.rate import queue, rate
from bot.services.talk import answer, ask_requester, note
from bot.views import carry_forms, failures, ids
from bot.views.carry_forms import Form
from handlers.carry import FORMS
from handlers.desk import Desk
from handlers.holding import before_a_form, one_line, opened, party, ticket, told, written
from handlers.routing import Handler, Incoming, Open, Reply, Routes, Say, bind

_FORMS: dict[str, tuple[Verb, Form]] = {
    ids.ASK: (Verb.ASK, carry_forms.ask_form),
    ids.NOTE: (Verb.NOTE, carry_forms.note_form),
    ids.SEVERITY_CHANGE: (Verb.RAISE, carry_forms.severity_form),
}


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    openers = {action: bind(opened, desk, verb, form) for action, (verb, form) in _FORMS.items()}
    own: dict[str, Handler] = {**openers, ids.QUEUE: bind(opened_queue, desk)}
    return Routes(
        actions={
            **own,
            ids.ANSWER: bind(opened_answer, desk),
            ids.ANSWER_FAMILY: bind(opened_answer, desk),
            ids.MORE: bind(wished, desk, own),
        },
        views={
            ids.ASK_FORM: bind(asked, desk),
            ids.ANSWER_FORM: bind(answered, desk),
            ids.NOTE_FORM: bind(noted, desk),
            ids.SEVERITY_FORM: bind(rated, desk),
            ids.QUEUE_FORM: bind(queued, desk),
        },
    )


async def wished(desk: Desk, own: dict[str, Handler], incoming: Incoming) -> Reply:
    """A choice of the card's menu does what a button of that name does."""
    wish = Wished.read(incoming.value)
    pressed = replace(incoming, text="", value=Held(escalation=wish.escalation).write())
    if wish.wish in FORMS:
        return await opened(desk, *FORMS[wish.wish], pressed)
    handler = own.get(wish.wish)
    if handler is None:
        return Say(failures.expired(desk.book, await desk.reader(incoming)))
    return await handler(pressed)


async def opened_queue(desk: Desk, incoming: Incoming) -> Reply:
    """From when it would be asked; where it cannot wait, why not."""
    e, by = await before_a_form(desk, incoming)
    outcome = rerouting.queue(e, by, now=desk.now, roster=desk.book.roster)
    if isinstance(outcome, Unchanged):
        return await told(desk, incoming, outcome)
    return Open(carry_forms.queue_form(e, desk.book, await desk.reader(incoming), desk.now))


async def opened_answer(desk: Desk, incoming: Incoming) -> Reply:
    """The question, for the requester to answer; one that was answered is not open any more."""
    e, by = await before_a_form(desk, incoming)
    question = ticket(incoming).question
    why = refusal(Verb.ANSWER, e, by)
    if why is None and question not in {entry.id for entry in e.questions}:
        why = Kept.DONE_ALREADY
    if why is not None:
        return await told(desk, incoming, Unchanged(e, why))
    return Open(carry_forms.answer_form(e, question, await desk.reader(incoming)))


async def asked(desk: Desk, incoming: Incoming) -> Reply:
    """The requester is asked."""
    if not (text := written(incoming, ids.WORDS)):
        return one_line(ids.WORDS, await desk.reader(incoming))
    escalation, by = ticket(incoming).escalation, await party(desk, incoming)
    return await told(
        desk, incoming, await ask_requester(desk.tools, escalation, by, text, once=incoming.once)
    )


async def answered(desk: Desk, incoming: Incoming) -> Reply:
    """The requester has answered."""
    if not (text := written(incoming, ids.WORDS)):
        return one_line(ids.WORDS, await desk.reader(incoming))
    about, by = ticket(incoming), await party(desk, incoming)
    return await told(desk, incoming, await answer(desk.tools, about.escalation, by, about.question, text))


async def noted(desk: Desk, incoming: Incoming) -> Reply:
    """Something worth knowing stands beside it."""
    if not (text := written(incoming, ids.WORDS)):
        return one_line(ids.WORDS, await desk.reader(incoming))
    escalation, by = ticket(incoming).escalation, await party(desk, incoming)
    return await told(desk, incoming, await note(desk.tools, escalation, by, text, once=incoming.once))


async def rated(desk: Desk, incoming: Incoming) -> Reply:
    """Its severity is another."""
    if not (reason := written(incoming, ids.REASON)):
        return one_line(ids.REASON, await desk.reader(incoming))
    chosen = written(incoming, ids.SEVERITY)
    if chosen not in set(Severity):
        return Say(failures.expired(desk.book, await desk.reader(incoming)))
    escalation, by = ticket(incoming).escalation, await party(desk, incoming)
    return await told(desk, incoming, await rate(desk.tools, escalation, by, Severity(chosen), reason))


async def queued(desk: Desk, incoming: Incoming) -> Reply:
    """It waits for the next shift."""
    escalation, by = ticket(incoming).escalation, await party(desk, incoming)
    return await told(desk, incoming, await queue(desk.tools, escalation, by))
