"""Taking an escalation."""

from bot.domain import carrying
from bot.domain.carrying import Outcome
from bot.domain.escalation import Party
from bot.services.change import change
from bot.services.tools import Tools


async def take(tools: Tools, escalation_id: str, by: Party) -> Outcome:
    """They own it from now on, unless somebody else does.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: carrying.take(e, by, now=now))
