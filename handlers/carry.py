"""What people do with an escalation: the buttons and forms of its cards."""

from collections.abc import Awaitable, Callable

from bot.domain.allowed import Verb
from bot.domain.escalation import Party
from bot.domain.outcome import Changed, Outcome
from bot.requests.hand_over import OtherTopic, parse_target
from bot.services.close import cancel, resolve, still_on_it
from bot.services.give_back import decline, hand_back
from bot.services.hand_on import hand_on, hand_on_to_topic
from bot.services.reopen import reopen
from bot.services.take import take
from bot.services.tools import Tools
from bot.views import carry_forms, ids, notices
from bot.views.carry_forms import Form
from bot.views.words import say
from handlers.desk import Desk
from handlers.holding import one_line, opened, party, ticket, told, written
from handlers.routing import Incoming, Mend, Reply, Routes, Say, bind

WithReason = Callable[[Tools, str, Party, str], Awaitable[Outcome]]

FORMS: dict[str, tuple[Verb, Form]] = {
    ids.HAND_ON: (Verb.HAND_ON, carry_forms.hand_on_form),
    ids.HAND_BACK: (Verb.HAND_BACK, carry_forms.hand_back_form),
    ids.DECLINE: (Verb.DECLINE, carry_forms.decline_form),
    ids.RESOLVE: (Verb.RESOLVE, carry_forms.resolve_form),
    ids.CANCEL: (Verb.CANCEL, carry_forms.cancel_form),
    ids.REOPEN: (Verb.REOPEN, carry_forms.reopen_form),
}
"""The buttons that open a form, by action id."""


def routes(desk: Desk) -> Routes:
    """What this module answers."""
    return Routes(
        actions={
            ids.TAKE: bind(took, desk),
            ids.STILL_ON_IT: bind(still_there, desk),
            **{action: bind(opened, desk, verb, form) for action, (verb, form) in FORMS.items()},
        },
        views={
            ids.HAND_ON_FORM: bind(handed_on, desk),
            ids.HAND_BACK_FORM: bind(with_reason, desk, hand_back),
            ids.DECLINE_FORM: bind(with_reason, desk, decline),
            ids.RESOLVE_FORM: bind(resolved, desk),
            ids.CANCEL_FORM: bind(cancelled, desk),
            ids.REOPEN_FORM: bind(reopened, desk),
        },
    )


async def took(desk: Desk, incoming: Incoming) -> Reply:
    """Take it: whoever pressed reads what they took with it."""
    outcome = await take(desk.tools, ticket(incoming).escalation, await party(desk, incoming))
    if isinstance(outcome, Changed):
        reader = await desk.reader(incoming)
        return Say(notices.yours_now(outcome.escalation, desk.book, reader, desk.now))
    return await told(desk, incoming, outcome)


async def still_there(desk: Desk, incoming: Incoming) -> Reply:
    """Still on it."""
    outcome = await still_on_it(desk.tools, ticket(incoming).escalation, await party(desk, incoming))
    if isinstance(outcome, Changed):
        reader = await desk.reader(incoming)
        return Say(notices.noted_that_you_are_on_it(outcome.escalation, desk.book, reader, desk.now))
    return await told(desk, incoming, outcome)


async def handed_on(desk: Desk, incoming: Incoming) -> Reply:
    """Somebody else, or another topic's ladder, is asked."""
    reader, to = await desk.reader(incoming), parse_target(incoming.inputs)
    if to is None:
        return Mend({ids.TO: say(reader, ko="누구에게 넘길지 골라 주세요.", en="Please choose somebody.")})
    escalation, by = ticket(incoming).escalation, await party(desk, incoming)
    if isinstance(to, OtherTopic):
        outcome = await hand_on_to_topic(desk.tools, escalation, by, to.topic)
    else:
        outcome = await hand_on(desk.tools, escalation, by, to)
    return await told(desk, incoming, outcome)


async def with_reason(desk: Desk, do: WithReason, incoming: Incoming) -> Reply:
    """Given back, or declined; whoever is asked next reads why."""
    if not (reason := written(incoming, ids.REASON)):
        return one_line(ids.REASON, await desk.reader(incoming))
    outcome = await do(desk.tools, ticket(incoming).escalation, await party(desk, incoming), reason)
    return await told(desk, incoming, outcome)


async def resolved(desk: Desk, incoming: Incoming) -> Reply:
    """It is solved."""
    if not (summary := written(incoming, ids.SUMMARY)):
        return one_line(ids.SUMMARY, await desk.reader(incoming))
    outcome = await resolve(desk.tools, ticket(incoming).escalation, await party(desk, incoming), summary)
    return await told(desk, incoming, outcome)


async def cancelled(desk: Desk, incoming: Incoming) -> Reply:
    """It is not needed any more."""
    reason, by = written(incoming, ids.REASON) or None, await party(desk, incoming)
    return await told(desk, incoming, await cancel(desk.tools, ticket(incoming).escalation, by, reason))


async def reopened(desk: Desk, incoming: Incoming) -> Reply:
    """It was closed too early."""
    reason, by = written(incoming, ids.REASON) or None, await party(desk, incoming)
    return await told(desk, incoming, await reopen(desk.tools, ticket(incoming).escalation, by, reason))
