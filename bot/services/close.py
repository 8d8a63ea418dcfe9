"""Ending an escalation, solved or not needed any more, and saying that one is still on it."""

from bot.domain import carrying, joining
from bot.domain.allowed import leads
from bot.domain.escalation import Escalation, Party
from bot.domain.outcome import Outcome
from bot.services.change import change
from bot.services.tools import Tools


async def resolve(tools: Tools, escalation_id: str, by: Party, summary: str) -> Outcome:
    """It is solved; whoever reads the card later learns how.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: carrying.resolve(e, by, summary, now=now))


async def cancel(tools: Tools, escalation_id: str, by: Party, reason: str | None) -> Outcome:
    """It is not needed any more: for its requester, its owner, and a lead of its team to say.

    While others have joined, its requester only withdraws their own customer; it goes on for the others.

    Raises:
        Gone: there is no such escalation any more.
    """
    now, file = tools.clock(), tools.handbook().file

    def verb(e: Escalation) -> Outcome:
        if e.is_open and e.joined and by.user == e.requester.user:
            return joining.pass_on(e, by, now=now)
        return carrying.cancel(e, by, reason, now=now, lead=leads(e, by, file))

    return await change(tools, escalation_id, verb)


async def still_on_it(tools: Tools, escalation_id: str, by: Party) -> Outcome:
    """The owner was asked and says so.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: carrying.still_on_it(e, by, now=now))
