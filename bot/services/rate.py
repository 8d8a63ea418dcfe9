"""Another severity, and another time: the policy is chosen anew."""

from bot.domain import rerouting
from bot.domain.escalation import Party
from bot.domain.outcome import Outcome
from bot.domain.policy import Severity
from bot.services.change import change, change_who_is_asked
from bot.services.tools import Tools


async def rate(tools: Tools, escalation_id: str, by: Party, severity: Severity, reason: str) -> Outcome:
    """It is worse, or less bad, than was thought.

    Raises:
        Gone: there is no such escalation any more.
    """
    return await change_who_is_asked(
        tools,
        escalation_id,
        lambda e, now, roster: rerouting.rate(e, by, severity, reason, now=now, roster=roster),
    )


async def queue(tools: Tools, escalation_id: str, by: Party) -> Outcome:
    """It waits for the next shift of its team.

    Raises:
        Gone: there is no such escalation any more.
    """
    now, roster = tools.clock(), tools.handbook().roster
    return await change(tools, escalation_id, lambda e: rerouting.queue(e, by, now=now, roster=roster))
