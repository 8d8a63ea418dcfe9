"""Questions to the requester, their answers, and notes."""

from bot.domain import talking
from bot.domain.escalation import Party
from bot.domain.outcome import Outcome
from bot.services.change import change
from bot.services.tools import Tools


async def ask_requester(tools: Tools, escalation_id: str, by: Party, text: str, *, once: str) -> Outcome:
    """Somebody needs to know more. `once` is the form's own id: sent twice, it asks once.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(
        tools, escalation_id, lambda e: talking.ask_requester(e, by, text, once=once, now=now)
    )


async def answer(tools: Tools, escalation_id: str, by: Party, question: str, text: str) -> Outcome:
    """The requester answers a question, by its id.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: talking.answer(e, by, question, text, now=now))


async def note(tools: Tools, escalation_id: str, by: Party, text: str, *, once: str) -> Outcome:
    """Something worth knowing is written beside it. `once` is the form's own id.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: talking.note(e, by, text, once=once, now=now))
