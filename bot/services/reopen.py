"""Taking up again what was closed too early."""

from bot.domain import reopening
from bot.domain.escalation import Party
from bot.domain.outcome import Outcome
from bot.services.change import change_who_is_asked
from bot.services.tools import Tools


async def reopen(tools: Tools, escalation_id: str, by: Party, reason: str | None) -> Outcome:
    """The customer still needs somebody: whoever had it last, then the ladder.

    Raises:
        Gone: it was erased, ninety days after closing.
    """
    return await change_who_is_asked(
        tools, escalation_id, lambda e, now, roster: reopening.reopen(e, by, reason, now=now, roster=roster)
    )
