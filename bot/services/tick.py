"""What time does to an escalation, carried out."""

from bot.domain.ticking import tick
from bot.ports import Lease
from bot.services.settle import settle, when_due
from bot.services.tools import Tools


async def tick_escalation(tools: Tools, escalation_id: str, lease: Lease) -> None:
    """Do what is due on one escalation and bring Slack in line; the lease is given back at the end.

    One that stands in the index though nothing is due, as after a change of the rules, is put
    where it belongs, so that it is not taken again and again.
    """
    e = await tools.escalations.get(escalation_id)
    if e is None:
        await tools.deadlines.forget(lease)
        return
    await tools.refresh()
    if (due := when_due(e)) is not None and due <= tools.clock() and e.owner is None:
        await tools.look(e.policy.levels)
    now = tools.clock()
    moved = tick(e, now=now, roster=tools.handbook().roster)
    due = when_due(e)
    if moved is not e or due is None or due > now:
        moved = moved.model_copy(update={"revision": e.revision + 1})
        if not await tools.escalations.save(moved, due=when_due(moved), op=tools.new_id(), lease=lease):
            await tools.deadlines.release(lease)
            return
    await settle(tools, moved, lease)
