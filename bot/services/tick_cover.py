"""What follows from a cover: both are told once, a search's card shows how it stands, waiting escalations look again."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from bot.domain.covering import LOOK_TWICE_AFTER, Arrangement, Telling, looked_at_again
from bot.domain.escalation import Escalation, Post, Posted
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged
from bot.errors import Gone
from bot.ports import Lease, Refused, Unclear
from bot.services.change import change
from bot.services.cover import CoverTools
from bot.services.said_once import LeaseLost, on_newest, said_before_if_seen
from bot.services.tools import Tools

log = logging.getLogger(__name__)


async def tick_cover(t: CoverTools, cover_id: str, lease: Lease) -> None:
    """Do what is due on one cover; the lease is given back at the end."""
    a: Arrangement | None = await t.book.get(cover_id)
    if a is None:
        await t.tools.deadlines.forget(lease)
        return
    try:
        for step in (_look_at_waiting, _tell, _show_card):
            a = await step(t, a, lease)
            if a is None:
                await t.tools.deadlines.release(lease)
                return
    except Unclear as unclear:
        log.warning("cover %s: Slack gave no clear answer: %s", cover_id, unclear)
        await t.tools.deadlines.release(lease, failed=True)
        return
    await _noted(t, a, lease)
    await t.tools.deadlines.release(lease)


async def follow_up(t: CoverTools, cover_id: str) -> None:
    """Do it now; whoever holds the lease already does so."""
    lease = await t.tools.deadlines.lease(f"cover:{cover_id}")
    if lease is not None:
        await tick_cover(t, cover_id, lease)


async def _noted(t: CoverTools, a: Arrangement, lease: Lease, **update: object) -> Arrangement | None:
    """The arrangement with our note of it stored; None if it moved on meanwhile: it is due again then."""
    noted = a.model_copy(update={**update, "revision": a.revision + 1})
    saved = await t.book.save(noted, now=t.now, op=t.tools.new_id(), lease=lease)
    return noted if saved else None


async def _heard(
    t: CoverTools, a: Arrangement, lease: Lease, note: Callable[[Arrangement], dict[str, object]]
) -> Arrangement | None:
    """With Slack's answer noted, whatever people did meanwhile; None if it is not ours to write any more."""

    async def write(newest: Arrangement) -> Arrangement:
        noted = await _noted(t, newest, lease, **note(newest))
        if noted is None:
            raise LeaseLost(a.id)
        return noted

    try:
        return await on_newest(a, write, lambda: t.book.get(a.id))
    except LeaseLost:
        return None


async def _look_at_waiting(t: CoverTools, a: Arrangement, lease: Lease) -> Arrangement | None:
    """Let waiting escalations that ask one of the two look who is on call (rule 4), and once more a moment later."""
    now = t.now
    if a.looks_again is None or now < a.looks_again:
        return a
    await t.fresh()
    people = frozenset({a.absent, a.by or a.absent})
    at = now if a.ended is not None else max(now, a.start)
    for team in t.handbook.file.teams:
        for e in await t.tools.escalations.open_of_team(team):
            if looked_at_again(e, people, at) is not e:
                await _look(t.tools, e.id, partial(looked_at_again, people=people, at=at))
    begun = a.ended or a.made
    again = begun + LOOK_TWICE_AFTER
    return await _noted(t, a, lease, looks_again=again if now < again else None)


async def _look(tools: Tools, escalation_id: str, look: partial[Escalation]) -> None:
    def verb(e: Escalation) -> Outcome:
        looked = look(e)
        return Unchanged(e, Kept.DONE_ALREADY) if looked is e else Changed(looked)

    try:
        await change(tools, escalation_id, verb)
    except Gone:
        return


async def _tell(t: CoverTools, a: Arrangement, lease: Lease) -> Arrangement | None:
    current: Arrangement | None = a
    for place in range(len(a.tellings)):
        if current is not None and not current.tellings[place].told:
            current = await _told(t, current, current.tellings[place], lease)
    return current


async def _told(t: CoverTools, a: Arrangement, telling: Telling, lease: Lease) -> Arrangement | None:
    """With one thing told, exactly once: see docs/adr/0003."""
    key, done = f"cover-{a.id}-{telling.number}", {"told": True}

    async def look(since: datetime) -> Posted | None:
        return await t.board.find(a, telling, key=key, since=since)

    if await said_before_if_seen(look, telling.posting_since, key):
        return await _noted(t, a, lease, tellings=_with(a, telling, done))
    if telling.posting_since is None:
        posting = {"posting_since": t.tools.wall_clock()}
        noted = await _noted(t, a, lease, tellings=_with(a, telling, posting))
        if noted is None:
            return None
        a = noted
    try:
        await t.board.tell(a, telling, key=key)
    except Refused as refused:
        log.warning("cover %s: Slack refused to tell %s: %s", a.id, telling.user, refused.reason)
    return await _heard(t, a, lease, lambda newest: {"tellings": _with(newest, telling, done)})


def _with(a: Arrangement, telling: Telling, update: Mapping[str, object]) -> tuple[Telling, ...]:
    """What is noted of one telling, on what stands there now: who was erased meanwhile is not written back."""
    return tuple(one.model_copy(update=update) if one.number == telling.number else one for one in a.tellings)


async def _show_card(t: CoverTools, a: Arrangement, lease: Lease) -> Arrangement | None:
    """The search's one post, as it stands now."""
    if a.team is None or (a.card is not None and a.card.given_up):
        return a
    face = a.face(t.now)
    try:
        if a.card is None or a.card.posted is None:
            return await _post_card(t, a, lease, face)
        if a.card.face != face:
            await t.board.redraw(a.card.posted, a)
            return await _noted(t, a, lease, card=a.card.model_copy(update={"face": face}))
    except Refused as refused:
        log.warning("cover %s: Slack refused its card: %s", a.id, refused.reason)
        card = (a.card or Post(key="card")).model_copy(update={"given_up": refused.reason})
        return await _noted(t, a, lease, card=card)
    return a


async def _post_card(t: CoverTools, a: Arrangement, lease: Lease, face: int) -> Arrangement | None:
    key, since = f"cover-{a.id}", a.card.posting_since if a.card else None

    async def look(since: datetime) -> Posted | None:
        return await t.board.find(a, None, key=key, since=since)

    if posted := await said_before_if_seen(look, since, key):
        # what it showed when it was posted is not known: it is redrawn
        return await _noted(t, a, lease, card=Post(key="card", posted=posted, face=-1))
    if since is None:
        noted = await _noted(t, a, lease, card=Post(key="card", posting_since=t.tools.wall_clock()))
        if noted is None:
            return None
        a = noted
    card = Post(key="card", posted=await t.board.post(a, key=key), face=face)
    return await _heard(t, a, lease, lambda _: {"card": card})
