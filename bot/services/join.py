"""One escalation for everybody with the same trouble: what there is to join, joining, leaving, passing on."""

import asyncio
import logging

from bot.domain import joining
from bot.domain.carrying import Outcome
from bot.domain.escalation import Escalation, Packet, Party
from bot.errors import StoreUnavailable
from bot.services.change import change
from bot.services.tools import Tools

log = logging.getLogger(__name__)

_PATIENCE = 0.6
"""Seconds that looking for open ones may take: a form must open within three, with or without them."""
_LOOKED_AT = 300
"""The newest of each team: reading thousands would hold up everybody else, and old ones are rarely the same trouble."""


async def open_alike(tools: Tools, topic: str | None, link: str | None) -> tuple[Escalation, ...]:
    """The open ones that may be the same trouble; none while the store does not answer in time.

    Those of the topic stand with its team. The same link is looked for in every team.
    """
    file = tools.handbook().file
    found = file.topics.get(topic) if topic else None
    teams = list(file.teams) if joining.same_place(link) else [found.team] if found else []
    try:
        async with asyncio.timeout(_PATIENCE):
            some = tools.escalations.some_of_team
            lists = await asyncio.gather(*(some(team, _LOOKED_AT, newest=True) for team in teams))
    except (StoreUnavailable, TimeoutError):
        log.warning("open escalations could not be looked for in time; none is offered to join")
        return ()
    return joining.alike((e for one in lists for e in one.found), topic=topic, link=link, now=tools.clock())


async def join(tools: Tools, escalation_id: str, by: Party, customer: Packet) -> Outcome:
    """One more customer waits for it; of the packet their need, their link and what they were told travel along.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()

    def verb(e: Escalation) -> Outcome:
        return joining.join(e, by, need=customer.need, link=customer.link, told=customer.told, now=now)

    return await change(tools, escalation_id, verb)


async def leave(tools: Tools, escalation_id: str, by: Party, customer: int) -> Outcome:
    """A customer of theirs waits for it no more.

    Raises:
        Gone: there is no such escalation any more.
    """
    now = tools.clock()
    return await change(tools, escalation_id, lambda e: joining.leave(e, by, customer, now=now))
