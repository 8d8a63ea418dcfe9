"""Saying no in time: giving an escalation back, and declining one."""

from bot.domain import giving_back
from bot.domain.escalation import Party
from bot.domain.outcome import Outcome
from bot.services.change import change_who_is_asked
from bot.services.tools import Tools


async def hand_back(tools: Tools, escalation_id: str, by: Party, reason: str) -> Outcome:
    """Its owner gives it back; somebody else is asked in the same write.

    Raises:
        Gone: there is no such escalation any more.
    """
    return await change_who_is_asked(
        tools,
        escalation_id,
        lambda e, now, roster: giving_back.hand_back(e, by, reason, now=now, roster=roster),
    )


async def decline(tools: Tools, escalation_id: str, by: Party, reason: str) -> Outcome:
    """Somebody who is asked cannot take it; who is left, or next, is asked.

    Raises:
        Gone: there is no such escalation any more.
    """
    return await change_who_is_asked(
        tools,
        escalation_id,
        lambda e, now, roster: giving_back.decline(e, by, reason, now=now, roster=roster),
    )
