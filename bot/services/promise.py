"""The promise that travels with an escalation: given or moved, and kept."""

from datetime import datetime

from bot.domain import promise_verbs
from bot.domain.carrying import Kept, Outcome, Unchanged
from bot.domain.escalation import Escalation, Party
from bot.domain.promise import proposed_by
from bot.domain.team_file import TeamFile
from bot.services.change import change
from bot.services.close import may_cancel
from bot.services.handbook import Handbook
from bot.services.tools import Tools


async def promise(
    tools: Tools, escalation_id: str, by: Party, text: str | None, at: datetime, reason: str | None
) -> Outcome:
    """The customer was told something by a time (UTC), or another time than before, for a reason.

    Raises:
        Gone: there is no such escalation any more.
        ValueError: an open promise is moved without a reason.
    """
    now, file = tools.clock(), tools.handbook().file

    def verb(e: Escalation) -> Outcome:
        if e.is_open and not may_promise(e, by, file):
            return Unchanged(e, Kept.NOT_YOURS)
        return promise_verbs.promise(e, by, text, at, reason, now=now)

    return await change(tools, escalation_id, verb)


async def keep_promise(tools: Tools, escalation_id: str, by: Party, *, late: bool) -> Outcome:
    """The customer was told, in time or late.

    Raises:
        Gone: there is no such escalation any more.
    """
    now, file = tools.clock(), tools.handbook().file

    def verb(e: Escalation) -> Outcome:
        if e.is_open and not may_promise(e, by, file):
            return Unchanged(e, Kept.NOT_YOURS)
        return promise_verbs.keep(e, by, late=late, now=now)

    return await change(tools, escalation_id, verb)


def may_promise(e: Escalation, by: Party, file: TeamFile) -> bool:
    """Who speaks for an owned one: its owner, its requester, the lead; while nobody has it, anybody of the file."""
    return e.owner is None or may_cancel(e, by, file)


def proposal(e: Escalation, book: Handbook, now: datetime) -> datetime | None:
    """What may be proposed to promise now (UTC), by its topic's rule with a buffer; None if there is no rule."""
    topic = book.file.topics.get(e.topic) if e.topic else None
    if topic is None or topic.promise is None:
        return None
    return proposed_by(topic.promise, book.roster.team_hours(topic.team), now)
