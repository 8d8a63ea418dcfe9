"""Applying a verb to an escalation while others do the same: one truth, and Slack follows it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from bot.domain.compacting import compacted
from bot.domain.escalation import Escalation
from bot.domain.oncall import Roster
from bot.domain.outcome import Changed, Outcome
from bot.domain.silence import counted
from bot.errors import Gone
from bot.services.settle import settle, when_due
from bot.services.tools import Tools

Why = TypeVar("Why")
"""Why a verb leaves it as it is; what it answers is handed through."""

Asking = Callable[[Escalation, datetime, Roster], Outcome]
"""A verb that asks somebody: at that instant, by that roster."""

_TRIES = 30
"""Twenty people pressing at once end well within this; more means that something else is wrong."""


async def change(
    tools: Tools, escalation_id: str, verb: Callable[[Escalation], Changed | Why]
) -> Changed | Why:
    """Apply a pure verb to the newest state until it holds; redraw Slack behind the answer.

    Raises:
        Gone: there is no such escalation any more.
    """
    for _ in range(_TRIES):
        e = await held(tools, escalation_id)
        outcome = verb(e)
        if not isinstance(outcome, Changed):
            return outcome
        kept = compacted(counted(outcome.escalation, tools.handbook().roster))
        new = kept.model_copy(update={"revision": e.revision + 1})
        if await tools.escalations.save(new, due=when_due(new), op=tools.new_id()):
            tools.later(follow_up(tools, new))
            return Changed(new)
    raise RuntimeError(f"escalation {escalation_id} changed {_TRIES} times under one press")


async def change_who_is_asked(tools: Tools, escalation_id: str, verb: Asking) -> Outcome:
    """Like `change`, for what asks somebody: covers made elsewhere are known first, and whoever is away by their status.

    The verb is tried to see whose ladder would ask; nothing comes of that but a look at those people.

    Raises:
        Gone: there is no such escalation any more.
    """
    await tools.refresh()
    tried = verb(await held(tools, escalation_id), tools.clock(), tools.handbook().roster)
    if isinstance(tried, Changed):
        e = tried.escalation
        await tools.look(e.offer.route.policy.levels if e.offer and e.offer.route else e.policy.levels)
    now, roster = tools.clock(), tools.handbook().roster
    return await change(tools, escalation_id, lambda e: verb(e, now, roster))


async def held(tools: Tools, escalation_id: str) -> Escalation:
    """The escalation a button or form is about.

    Raises:
        Gone: there is no such escalation any more.
    """
    e = await tools.escalations.get(escalation_id)
    if e is None:
        raise Gone(
            ko="이 건은 더 이상 보관되어 있지 않습니다. 필요하시면 /escalate 로 새로 넘겨 주세요.",
            en="This one is no longer kept. If the customer still needs help, hand over anew with /escalate.",
        )
    return e


async def follow_up(tools: Tools, e: Escalation) -> None:
    """Let Slack show it now; whoever holds the lease already does so, and sees this change too."""
    lease = await tools.deadlines.lease(f"escalation:{e.id}")
    if lease is not None:
        newest = await tools.escalations.get(e.id)
        if newest is None:
            await tools.deadlines.forget(lease)
        else:
            await settle(tools, newest, lease)
