"""The promise that travels with an escalation: given or moved, and kept."""

from datetime import datetime

from bot.domain import promise_verbs
from bot.domain.allowed import Verb, leads, refusal
from bot.domain.escalation import Escalation, Party
from bot.domain.outcome import Kept, Outcome
from bot.domain.promise import proposed_by
from bot.domain.team_file import TeamFile
from bot.errors import UserError
from bot.services.change import change
from bot.services.handbook import Handbook
from bot.services.tools import Tools


async def promise(
    tools: Tools, escalation_id: str, by: Party, text: str | None, at: datetime, reason: str | None
) -> Outcome:
    """The customer was told something by a time (UTC), or another time than before, for a reason.

    Raises:
        Gone: there is no such escalation any more.
        UserError: an open promise is moved without a reason.
    """
    now, file = tools.clock(), tools.handbook().file

    def verb(e: Escalation) -> Outcome:
        if reason is None and promise_verbs.moves(e, at):
            raise UserError(
                ko="그 사이 약속 시간이 바뀌었습니다. 다시 열어 이유를 함께 적어 주세요.",
                en="The promised time changed meanwhile. Please open it again and add the reason.",
            )
        return promise_verbs.promise(e, by, text, at, reason, now=now, lead=leads(e, by, file))

    return await change(tools, escalation_id, verb)


async def keep_promise(tools: Tools, escalation_id: str, by: Party, *, late: bool) -> Outcome:
    """The customer was told, in time or late.

    Raises:
        Gone: there is no such escalation any more.
    """
    now, file = tools.clock(), tools.handbook().file

    def verb(e: Escalation) -> Outcome:
        return promise_verbs.keep(e, by, late=late, now=now, lead=leads(e, by, file))

    return await change(tools, escalation_id, verb)


def why_not(e: Escalation, by: Party, file: TeamFile) -> Kept | None:
    """Why somebody may not set, move or keep its promise now; None if they may."""
    return refusal(Verb.PROMISE, e, by, lead=leads(e, by, file))


def proposal(e: Escalation, book: Handbook, now: datetime) -> datetime | None:
    """What may be proposed to promise now (UTC), by its topic's rule with a buffer; None if there is no rule."""
    topic = book.file.topics.get(e.topic) if e.topic else None
    if topic is None or topic.promise is None:
        return None
    return proposed_by(topic.promise, book.roster.team_hours(topic.team), now)
