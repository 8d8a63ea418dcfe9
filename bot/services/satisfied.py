"""What becomes known of a customer after the solution."""

from bot.domain import satisfaction
from bot.domain.carrying import Outcome
from bot.domain.escalation import Party, Satisfied
from bot.services.change import change
from bot.services.tools import Tools


async def satisfied(tools: Tools, escalation_id: str, by: Party, answer: Satisfied) -> Outcome:
    """Whether the customer was satisfied, too; it goes into the figures as well.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: satisfaction.answer(e, by, answer, now=now))
