"""Telling people of a practice, each thing once (docs/adr/0003), and showing approvers what was decided."""

import logging
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.practice import LAPSES_AFTER, WHILE_PROPOSED, Practice, Telling
from bot.domain.practice_acts import lapse
from bot.ports import Lease, Refused, Unclear
from bot.services.practice_tools import LibraryTools
from bot.services.said_once import LeaseLost, on_newest, said_before_if_seen

log = logging.getLogger(__name__)


async def tick_practice(t: LibraryTools, practice_id: str, lease: Lease) -> None:
    """Do what is due on one practice; the lease is given back at the end."""
    p = await t.book.get(practice_id)
    if p is None:
        await t.deadlines.forget(lease)
        return
    try:
        p = await _lapsed(t, p, lease)
        for place in range(len(p.tellings)):
            p = await _told(t, p, p.tellings[place], lease)
        for place in range(len(p.tellings)):
            p = await _settled(t, p, p.tellings[place], lease)
    except LeaseLost:
        log.info("practice %s: it changed meanwhile, or the lease went to another replica", practice_id)
    except Unclear as unclear:
        log.warning("practice %s: Slack gave no clear answer: %s", practice_id, unclear)
        await t.deadlines.release(lease, failed=True)
        return
    await t.deadlines.release(lease)


async def follow_up(t: LibraryTools, practice_id: str) -> None:
    """Do it now; whoever holds the lease already does so."""
    lease = await t.deadlines.lease(f"practice:{practice_id}")
    if lease is not None:
        await tick_practice(t, practice_id, lease)


async def _lapsed(t: LibraryTools, p: Practice, lease: Lease) -> Practice:
    now = t.clock()
    if p.state != "proposed" or now < p.proposed + LAPSES_AFTER:
        return p
    return await _saved(t, lapse(p, now=now), lease)


async def _told(t: LibraryTools, p: Practice, telling: Telling, lease: Lease) -> Practice:
    """With one thing told, exactly once: see docs/adr/0003."""
    if telling.told:
        return p
    key = f"practice-{p.id}-{telling.number}"
    done = telling.model_copy(update={"told": True})

    async def look(since: datetime) -> Posted | None:
        return await t.board.find(telling.user, key=key, since=since)

    if posted := await said_before_if_seen(look, telling.posting_since, key):
        return await _saved(t, p.noted(done.model_copy(update={"posted": posted})), lease)
    if telling.kind in WHILE_PROPOSED and p.state != "proposed":
        return await _saved(t, p.noted(done), lease)
    if telling.posting_since is None:
        p = await _saved(t, p.noted(telling.model_copy(update={"posting_since": t.wall_clock()})), lease)
    try:
        posted = await t.board.tell(p, telling, key=key)
    except Refused as refused:
        log.warning("practice %s: Slack refused to tell %s: %s", p.id, telling.user, refused.reason)
        return await _saved(t, p.noted(done), lease)

    async def heard(newest: Practice) -> Practice:
        """Who was erased meanwhile is told of nothing, and not written back."""
        mine = next(one for one in newest.tellings if one.number == telling.number)
        known = mine if mine.told else mine.model_copy(update={"told": True, "posted": posted})
        return await _saved(t, newest.noted(known), lease)

    return await on_newest(p, heard, lambda: t.book.get(p.id))


async def _settled(t: LibraryTools, p: Practice, telling: Telling, lease: Lease) -> Practice:
    """With what was decided shown in one message that asked for it, or that told its author."""
    asked = telling.posted if telling.kind in WHILE_PROPOSED else None
    if p.state == "proposed" or asked is None or telling.settled:
        return p
    try:
        await t.board.redraw(asked, p, telling)
    except Refused as refused:
        log.warning("practice %s was not drawn anew: %s", p.id, refused.reason)
    return await _saved(t, p.noted(telling.model_copy(update={"settled": True})), lease)


async def _saved(t: LibraryTools, p: Practice, lease: Lease) -> Practice:
    """Stored, with what is still due.

    Raises:
        LeaseLost: it moved on, or another replica has taken over: it is due again then.
    """
    if not await t.book.save(p, due=p.due(t.clock()), op=t.new_id(), lease=lease):
        raise LeaseLost(p.id)
    return p
