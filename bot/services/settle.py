"""Bringing Slack in line with an escalation: wanted messages − present messages → posts and redraws.

The intent to post is stored, with the time, before Slack is called, and Slack's answer after. Whoever
finds an intent without an answer looks into the channel before posting again (docs/adr/0003).
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.compacting import compacted
from bot.domain.escalation import Escalation, Post, Posted
from bot.domain.giving_back import pass_over
from bot.domain.ticking import due_of
from bot.ports import Lease, MovedCard, Refused, Unclear
from bot.services.live_cards import face_of, is_lagging
from bot.services.moved_cards import left_behind
from bot.services.said_once import LeaseLost, said_before_if_seen
from bot.services.tools import Tools
from bot.services.unreached import refused
from bot.services.wanted import Wanted, wanted_of

log = logging.getLogger(__name__)

_STILL_FRESH = timedelta(seconds=20)
"""Whoever stored an intent longer ago looks before posting: its lease (90 s) may soon be another's."""
_AHEAD = 1.0
"""Seconds a new card has before what tells of it is posted, too: while Slack hangs, nobody waits for the other."""
_PASSES = 25
"""A settle that has not come to rest after this many passes leaves the rest to the next one."""


async def settle(
    tools: Tools, escalation: Escalation, lease: Lease, *, fresh: frozenset[str] = frozenset()
) -> None:
    """Post and redraw until Slack shows the escalation as it is, then give the lease back.

    `fresh` are the keys whose intent this very call stored. What Slack leaves unclear stays
    marked, and the lease is given back as failed: it is due again after a pause. It is never
    set aside for that: the level's clock runs on, however long Slack is silent.
    """
    e, failed = escalation, False
    try:
        for _ in range(_PASSES):
            wanted = await wanted_of(tools, e)
            if not wanted and not e.unsaid:
                moved = await _passed_over(tools, e, lease)
                if moved is e:
                    break
                e, fresh = moved, frozenset()
                continue
            e, marked = await _intend(tools, e, wanted, lease)
            fresh |= marked
            results = await _performed(tools, e, wanted, fresh)
            notes = [result for result in results if result]
            failed = None in results
            complete = not failed and not await wanted_of(tools, _with_notes(e, notes))
            told = _with_notes(e, notes).model_copy(update={"said": e.next_number})
            passed = complete and bool(await refused(tools, told))
            e, at_rest = await _note(tools, e, notes, lease, complete=complete, keep=passed)
            if at_rest:
                return
            if failed:
                break
            fresh = frozenset()
    except LeaseLost:
        log.info("escalation %s: the lease went to another replica, which carries on", e.id)
        return
    except Unclear as unclear:
        log.warning("escalation %s: Slack gave no clear answer about who is where: %s", e.id, unclear)
        failed = True
    await tools.deadlines.release(lease, failed=failed, park=False)


async def _passed_over(tools: Tools, e: Escalation, lease: Lease) -> Escalation:
    """With the next level asked, where Slack refused every way of asking this one (rule 4)."""
    for _ in range(_PASSES):
        reasons = await refused(tools, e)
        if not reasons:
            return e
        roster = tools.handbook().roster
        moved = pass_over(e, reasons, now=tools.clock(), roster=roster)
        moved = compacted(moved).model_copy(update={"revision": e.revision + 1})
        if await tools.escalations.save(moved, due=when_due(moved), op=tools.new_id(), lease=lease):
            return moved
        newest = await tools.escalations.get(e.id)
        if newest is None or newest.revision == e.revision:
            raise LeaseLost(e.id)
        e = newest
    raise LeaseLost(e.id)


def first_posts(e: Escalation, wanted: Sequence[Wanted], since: datetime) -> Escalation:
    """A new escalation with the intent to post its first messages in the same write as itself."""
    return e.with_posts(Post(key=w.key, posting_since=since) for w in wanted)


async def _intend(
    tools: Tools, e: Escalation, wanted: Sequence[Wanted], lease: Lease
) -> tuple[Escalation, frozenset[str]]:
    """Store the intent to post what was not begun yet; the keys of it."""
    begun = {post.key for post in e.posts}
    new = frozenset(w.key for w in wanted if w.present is None and w.key not in begun)
    if not new:
        return e, new
    since = tools.wall_clock()
    marks = [Post(key=key, posting_since=since) for key in sorted(new)]
    return (await _note(tools, e, marks, lease))[0], new


async def _performed(
    tools: Tools, e: Escalation, wanted: Sequence[Wanted], fresh: frozenset[str]
) -> list[Post | None]:
    """All of it: a new card ahead, so that whatever tells of it links to it and need not be redrawn at once."""

    async def each(those: Sequence[Wanted]) -> list[Post | None]:
        return await asyncio.gather(*(_perform(tools, e, w, fresh=w.key in fresh) for w in those))

    first = [w for w in wanted if w.key == e.card_key and w.present is None]
    rest = [w for w in wanted if w not in first]
    ahead = asyncio.ensure_future(each(first))
    try:
        await asyncio.wait({ahead}, timeout=_AHEAD)
        if ahead.done() and any(ahead.result()):
            begun = {w.key for w in rest}
            known = _with_notes(e, [post for post in ahead.result() if post])
            rest = [w for w in await wanted_of(tools, known) if w.key in begun]
        told, others = await asyncio.gather(ahead, each(rest))
    finally:
        ahead.cancel()
        await asyncio.wait({ahead})
    return [*told, *others]


async def _perform(tools: Tools, e: Escalation, wanted: Wanted, *, fresh: bool) -> Post | None:
    """Our note of the message after the attempt; None while it is unclear whether Slack has it."""
    note = e.post(wanted.key) or Post(key=wanted.key)
    leaves = isinstance(wanted.what, MovedCard)
    face = _drawn_face(wanted)
    try:
        if wanted.present is not None:
            drawn = await _redrawn(tools, e, wanted.present, wanted, note)
            return drawn.model_copy(update={"retired": leaves})
        since = note.posting_since
        fresh = fresh and since is not None and tools.wall_clock() - since < _STILL_FRESH
        posted = None if fresh else await _found(tools, e, wanted, note)
        if posted is None and leaves:
            return note.model_copy(update={"retired": True})
        if posted is None:
            posted = await tools.messenger.post(wanted.place, wanted.what, key=_slack_key(e, wanted.key))
            return Post(key=wanted.key, posted=posted, face=face)
        return Post(key=wanted.key, posted=posted, face=face - 1)
    except Refused as refusal:
        log.warning("escalation %s, message %s: Slack refused it: %s", e.id, wanted.key, refusal.reason)
        return note.model_copy(update={"given_up": refusal.reason, "face": face})
    except Unclear:
        log.warning("escalation %s, message %s: Slack gave no clear answer", e.id, wanted.key)
        return None


async def _redrawn(tools: Tools, e: Escalation, present: Posted, wanted: Wanted, note: Post) -> Post:
    """A face Slack does not take is passed over; the next one is tried again."""
    try:
        await tools.messenger.update(present, wanted.what)
    except Refused as refusal:
        log.warning("escalation %s, message %s was not redrawn: %s", e.id, wanted.key, refusal.reason)
    return note.model_copy(update={"face": _drawn_face(wanted)})


def _drawn_face(wanted: Wanted) -> int:
    """Of what was worked out: somebody may have changed the escalation while the intent was being stored."""
    return face_of(wanted.what.escalation, wanted.key)


async def _found(tools: Tools, e: Escalation, wanted: Wanted, note: Post) -> Posted | None:
    """What an earlier attempt may have posted."""

    async def look(since: datetime) -> Posted | None:
        return await tools.messenger.find(wanted.place, key=_slack_key(e, wanted.key), since=since)

    return await said_before_if_seen(look, note.posting_since, f"escalation {e.id}, message {wanted.key}")


def _slack_key(e: Escalation, key: str) -> str:
    return f"escalation-{e.id}-{key}"


def _with_notes(e: Escalation, posts: Sequence[Post]) -> Escalation:
    """With our notes. That the card could not be posted shows on the requester's own: a new face."""
    before = e.card
    refused = any(post.key == e.card_key and post.given_up for post in posts)
    newly = refused and not (before and before.given_up)
    return e.with_posts(posts).model_copy(update={"face": e.face + 1} if newly else {})


async def _note(
    tools: Tools,
    e: Escalation,
    posts: Sequence[Post],
    lease: Lease,
    *,
    complete: bool = False,
    keep: bool = False,
) -> tuple[Escalation, bool]:
    """Store our notes on the newest state of the escalation, whoever changed it meanwhile.

    `complete`: with them Slack shows `e` as it is. If it is still the newest, the lease is given
    back in the same write, and the answer's second half says so; unless we `keep` it, since there is more
    to do, which stays due at once should we not live to do it.

    Raises:
        LeaseLost: if it is not ours to write any more.
    """
    said = e.next_number if complete else e.said
    for attempt in range(_PASSES):
        release = complete and attempt == 0 and not keep
        noted = _with_notes(e, posts).model_copy(update={"revision": e.revision + 1, "said": said})
        due = e.opened if keep else when_due(noted)
        if await tools.escalations.save(noted, due=due, op=tools.new_id(), lease=lease, release=release):
            return noted, release
        newest = await tools.escalations.get(e.id)
        if newest is None or newest.revision == e.revision:
            raise LeaseLost(e.id)
        e = newest
    raise LeaseLost(e.id)


def when_due(e: Escalation) -> datetime | None:
    """When it next needs anybody: at once while Slack lags behind it, else when time does something to it."""
    card = e.card
    lagging = bool(e.unsaid) or card is None or (card.given_up is None and card.face < e.face)
    return e.opened if lagging or left_behind(e) or is_lagging(e) else due_of(e)
