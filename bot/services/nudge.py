"""Reminding those who should act that a customer waits."""

from bot.domain import nudging
from bot.domain.carrying import Changed
from bot.domain.escalation import Party
from bot.domain.nudging import HeldBack
from bot.services.change import change
from bot.services.tools import Tools


async def nudge(tools: Tools, escalation_id: str, by: Party) -> Changed | HeldBack:
    """Once, however often it is pressed and by however many.

    Raises:
        Gone: there is no such escalation any more.
    """
    now, roster = tools.clock(), tools.handbook().roster
    return await change(tools, escalation_id, lambda e: nudging.nudge(e, by, now=now, roster=roster))
