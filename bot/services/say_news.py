"""Saying one message of some news, exactly once (docs/adr/0003), and showing in it who has read it by now."""

import logging
from datetime import datetime, timedelta

from bot.domain.escalation import Posted
from bot.ports import Lease, Refused, Unclear
from bot.ports.changes import Leaf, Told
from bot.services.night_room import channel_problem
from bot.services.said_once import LeaseLost, said_before
from bot.services.tell_changes import NewsTools

log = logging.getLogger(__name__)

_STANDS_FOR = timedelta(days=60)
"""Who reads news later than this is noted, and no message is drawn anew for it."""
_TRIES = 20


async def tick_news(tools: NewsTools, leaf_id: str, lease: Lease) -> None:
    """A message is due: say it, or if it stands already, draw it anew."""
    leaf = await tools.book.leaf(leaf_id)
    told = await tools.book.news(leaf.news) if leaf else None
    if leaf is None or told is None or leaf.given_up:
        await tools.deadlines.forget(lease)
        return
    try:
        if leaf.posted is None:
            await _say(tools, leaf, told, lease)
        else:
            await _redraw(tools, leaf, told, lease)
    except LeaseLost:
        log.info("news %s: it changed meanwhile, or the lease went to another replica", leaf.id)
    except Unclear as unclear:
        log.warning("news %s: Slack gave no clear answer: %s", leaf.id, unclear)
        await tools.deadlines.release(lease, failed=True)
        return
    await tools.deadlines.release(lease)


async def _say(tools: NewsTools, leaf: Leaf, told: Told, lease: Lease) -> None:
    """Post it, or find what an earlier attempt posted: that does not show who has read it since, and is drawn anew.

    Raises:
        Unclear: Slack left it open; whoever comes next looks first.
        LeaseLost: another replica has taken over.
    """

    async def look(since: datetime) -> Posted | None:
        return await tools.board.find(leaf, since=since)

    found = None
    if leaf.posting_since is not None:
        found = await said_before(look, leaf.posting_since)
    elif problem := await _closed(tools, leaf):
        await _noted(tools, leaf, {"given_up": problem}, lease)
        return
    else:
        leaf = await _noted(tools, leaf, {"posting_since": tools.wall_clock()}, lease, done=False)
    try:
        posted = found or await tools.board.post(leaf, told)
    except Refused as refused:
        log.warning("news %s: Slack refused it: %s", leaf.id, refused.reason)
        await _noted(tools, leaf, {"given_up": refused.reason}, lease)
        return
    await _noted(tools, leaf, {"posted": posted}, lease, done=not (found and told.seen))


async def _closed(tools: NewsTools, leaf: Leaf) -> str | None:
    """Why a channel is not told: other companies do not read who is asked about what (rule 20)."""
    if leaf.channel is None:
        return None
    return channel_problem(await tools.directory.channel(leaf.channel, fresh=True))


async def _redraw(tools: NewsTools, leaf: Leaf, told: Told, lease: Lease) -> None:
    """Draw it anew. If somebody read it meanwhile, it stays due and is drawn once more."""
    if leaf.posted and tools.clock() - told.news.at <= _STANDS_FOR:
        try:
            await tools.board.redraw(leaf, told)
        except Refused as refused:
            log.warning("news %s was not drawn anew: %s", leaf.id, refused.reason)
    after = leaf.model_copy(update={"revision": leaf.revision + 1})
    await tools.book.save_leaf(after, due=None, lease=lease)


async def _noted(
    tools: NewsTools, leaf: Leaf, update: dict[str, object], lease: Lease, *, done: bool = True
) -> Leaf:
    """Store how far it is; who read it meanwhile counts as well, and then it is drawn anew.

    Raises:
        LeaseLost: another replica has taken over.
    """
    for _ in range(_TRIES):
        after = leaf.model_copy(update={**update, "revision": leaf.revision + 1})
        if await tools.book.save_leaf(after, due=None if done else leaf.due, lease=lease):
            return after
        newest = await tools.book.leaf(leaf.id)
        if newest is None or newest.revision == leaf.revision:
            break
        leaf, done = newest, False
    raise LeaseLost(leaf.id)
