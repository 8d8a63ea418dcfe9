"""What time does to a promise without an escalation: its reminders are told, each once.

The intent to tell is stored in the write that decides it, before Slack is called, and taken out after.
Whoever finds an intent (a crash in between, or a lost reply) looks whether it was told (ADR 0003).
"""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.promising import leads_of
from bot.domain.tracked import Telling, Tracked, due_of, still_to_say, tick
from bot.ports import Lease, Refused, Unclear
from bot.ports.promises import PromiseSaid
from bot.services.promise_tools import PromiseTools
from bot.services.said_once import LeaseLost, said_before_if_seen

log = logging.getLogger(__name__)

_TRIES = 25

Change = Callable[[Tracked], Tracked]


async def tick_promise(tools: PromiseTools, promise_id: str, lease: Lease) -> None:
    """Do what is due on one promise, and give the lease back."""
    t = await tools.promises.get(promise_id)
    if t is None:
        await tools.deadlines.forget(lease)
        return
    try:
        failed = await _tell_what_is_due(tools, t, lease)
    except LeaseLost:
        log.info("promise %s: the lease went to another replica, which carries on", promise_id)
        return
    await tools.deadlines.release(lease, failed=failed, park=False)


async def _tell_what_is_due(tools: PromiseTools, t: Tracked, lease: Lease) -> bool:
    """Whether Slack left open what became of something."""
    now, since, leads = tools.clock(), tools.wall_clock(), _leads(tools, t)
    begun: set[int] = set()

    def begin(newest: Tracked) -> Tracked:
        begun.update(telling.number for telling in newest.pending if telling.posting_since)
        moved = tick(newest, now=now, leads=leads)
        marked = (
            telling if telling.posting_since else telling.model_copy(update={"posting_since": since})
            for telling in moved.pending
            if still_to_say(moved, telling)
        )
        return moved.model_copy(update={"pending": tuple(marked)})

    t = await _write(tools, t, begin, lease)
    failed = False
    for telling in t.pending:
        if await _tell(tools, t, telling, begun=telling.number in begun):
            t = await _write(tools, t, _without(telling), lease)
        else:
            failed = True
    return failed


async def _write(tools: PromiseTools, t: Tracked, change: Change, lease: Lease) -> Tracked:
    """Apply a change to the newest state, whoever changed it meanwhile.

    Raises:
        LeaseLost: if it is not ours to write any more.
    """
    for _ in range(_TRIES):
        new = change(t).model_copy(update={"revision": t.revision + 1})
        if await tools.promises.save(new, due=due_of(new), op=tools.new_id(), lease=lease):
            return new
        newest = await tools.promises.get(t.id)
        if newest is None or newest.revision == t.revision:
            break
        t = newest
    raise LeaseLost(t.id)


def _without(telling: Telling) -> Change:
    def done(newest: Tracked) -> Tracked:
        left = tuple(other for other in newest.pending if other.number != telling.number)
        return newest.model_copy(update={"pending": left})

    return done


def _leads(tools: PromiseTools, t: Tracked) -> tuple[str, ...]:
    """Who leads the keeper's team now; nobody for somebody who is in no team."""
    book = tools.handbook()
    team = book.file.primary_team(t.keeper.key) if t.keeper.key else None
    if team is None:
        return ()
    keys = [key for lead in leads_of(team, book.roster, tools.clock()) for key in lead.people]
    return tuple(user for key in keys if (user := tools.directory.user_of(key)))


async def _tell(tools: PromiseTools, t: Tracked, telling: Telling, *, begun: bool) -> bool:
    """Whether it is settled: told, found, or refused for good. Once `begun` by an earlier attempt, look first."""
    key = f"promise-{t.id}-{telling.number}"

    async def look(since: datetime) -> Posted | None:
        return await tools.voice.find(telling.user, key=key, since=since)

    try:
        if not (begun and await said_before_if_seen(look, telling.posting_since, key)):
            await tools.voice.tell(telling.user, PromiseSaid(t, telling), key=key)
    except Refused as refusal:
        log.warning("promise %s: %s could not be told: %s", t.id, telling.kind, refusal.reason)
    except Unclear:
        log.warning("promise %s: Slack gave no clear answer", t.id)
        return False
    return True
