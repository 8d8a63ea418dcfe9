"""Handing an escalation on to somebody else, or to another topic."""

from datetime import timedelta

from bot.domain import carrying, rerouting
from bot.domain.carrying import Outcome
from bot.domain.escalation import Party
from bot.domain.policy import Level, Target, TargetKind
from bot.services.change import change, change_who_is_asked
from bot.services.tools import Tools

_ANY = timedelta(minutes=1)


async def hand_on(tools: Tools, escalation_id: str, by: Party, to: Target) -> Outcome:
    """Ask somebody else: at once while it waits, as an offer once somebody owns it (rule 5).

    Raises:
        Gone: there is no such escalation any more.
    """
    await tools.refresh()
    await tools.look([Level(ask=(to,), within=_ANY)])
    now, roster = tools.clock(), tools.handbook().roster
    if to.kind is TargetKind.PERSON:
        roster = roster.with_statuses({})  # whoever is named by a person is asked, whatever their status says
    return await change(tools, escalation_id, lambda e: carrying.hand_on(e, by, to, now=now, roster=roster))


async def hand_on_to_topic(tools: Tools, escalation_id: str, by: Party, topic: str) -> Outcome:
    """It belongs to another topic: that one's first level is asked, or offered it by the owner.

    Raises:
        Gone: there is no such escalation any more.
    """
    return await change_who_is_asked(
        tools,
        escalation_id,
        lambda e, now, roster: rerouting.hand_on_to_topic(e, by, topic, now=now, roster=roster),
    )
