"""Ending an escalation, solved or not needed any more, and saying that one is still on it."""

from bot.domain import carrying, joining
from bot.domain.carrying import Kept, Outcome, Unchanged
from bot.domain.escalation import Escalation, Party
from bot.domain.team_file import TeamFile
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
        if e.is_open and not may_cancel(e, by, file):
            return Unchanged(e, Kept.NOT_YOURS)
        if e.joined and by.user == e.requester.user:
            return joining.pass_on(e, by, now=now)
        return carrying.cancel(e, by, reason, now=now)

    return await change(tools, escalation_id, verb)


def may_cancel(e: Escalation, by: Party, file: TeamFile) -> bool:
    """Whether somebody is its requester, its owner or the lead of its team."""
    team = file.teams.get(e.team)
    is_lead = by.key is not None and team is not None and team.lead == by.key
    return is_lead or by.user in {e.requester.user, e.owner.user if e.owner else ""}


async def still_on_it(tools: Tools, escalation_id: str, by: Party) -> Outcome:
    """The owner was asked and says so.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: carrying.still_on_it(e, by, now=now))
