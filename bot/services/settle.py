"""Bringing Slack in line with an escalation: wanted messages − present messages → posts and redraws.

The steps of STORE.md §4: the intent to post is stored, with the time, before Slack is called,
and Slack's answer after. Whoever finds an intent without an answer (a crash in between, or
a reply that was lost) looks into the channel before posting again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.escalation import Escalation, Notice, Post, Posted
from bot.domain.overtaken import is_moot
from bot.domain.policy import Target, TargetKind
from bot.domain.ticking import due_of
from bot.ports import (
    Card,
    ChannelNotice,
    DirectNotice,
    Lease,
    MovedCard,
    Place,
    Refused,
    RequesterCard,
    ThreadNotice,
    Unclear,
    Utterance,
)
from bot.services.live_cards import answered, face_of, is_lagging, live_cards
from bot.services.moved_cards import channel_left, left_behind
from bot.services.tools import Tools

log = logging.getLogger(__name__)

_LOOK_BACK = timedelta(minutes=2)
"""Slack's clock and ours may differ; the search for a lost post begins this much earlier."""
_STILL_FRESH = timedelta(seconds=20)
"""Whoever stored an intent longer ago looks before posting: its lease (90 s) may soon be another's."""
_PASSES = 25
"""A settle that has not come to rest after this many passes leaves the rest to the next one."""


@dataclass(frozen=True)
class Wanted:
    """A message that should exist, or look different."""

    key: str
    place: Place
    what: Utterance
    present: Posted | None = None


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
                break
            e, marked = await _intend(tools, e, wanted, lease)
            fresh |= marked
            results = await asyncio.gather(*(_perform(tools, e, w, fresh=w.key in fresh) for w in wanted))
            notes = [result for result in results if result]
            failed = None in results
            complete = not failed and not await wanted_of(tools, _with_notes(e, notes))
            e, at_rest = await _note(tools, e, notes, lease, complete=complete)
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


def first_posts(e: Escalation, wanted: Sequence[Wanted], since: datetime) -> Escalation:
    """A new escalation with the intent to post its first messages in the same write as itself."""
    return e.with_posts(Post(key=w.key, posting_since=since) for w in wanted)


async def wanted_of(tools: Tools, e: Escalation) -> list[Wanted]:
    """Which messages should be posted or redrawn now. Threads follow once the card is there."""
    wanted = []
    team = tools.handbook().file.teams.get(e.team)
    channel = Place(channel=team.channel if team else None)
    live = [Wanted(one.key, Place(user=one.user), RequesterCard(e, one.user)) for one in live_cards(e)]
    for want in (Wanted(e.card_key, channel, Card(e)), *live):
        post = e.post(want.key)
        if post is None or (post.given_up is None and post.face < face_of(e, want.key)):
            wanted.append(replace(want, present=post.posted if post else None))
    wanted += _answered(e)
    left = channel_left(e, tools.handbook())
    wanted += [Wanted(post.key, left, MovedCard(e), post.posted) for post in left_behind(e)]
    card = e.card
    if card is not None and (card.posted or card.given_up):
        for notice in (notice for notice in e.unsaid if not is_moot(e, notice)):
            wanted += [w for w in await _of_notice(tools, e, notice, card) if not _settled(e, w.key)]
    return wanted


def _answered(e: Escalation) -> list[Wanted]:
    """Questions whose answer is there: they are redrawn without their buttons."""
    return [
        Wanted(notice.key, Place(user=user), DirectNotice(e, notice, user), post.posted)
        for notice in e.notices
        for key, user in answered(e)
        if key == notice.key and (post := e.post(key)) and post.face < e.face
    ]


async def _of_notice(tools: Tools, e: Escalation, notice: Notice, card: Post) -> list[Wanted]:
    if notice.place == "dm" and notice.asked:
        users = await _users_asked(tools, notice)
        return [
            Wanted(f"{notice.key}-{user}", Place(user=user), DirectNotice(e, notice, user)) for user in users
        ]
    if notice.place == "dm":
        user = notice.user or e.requester.user
        return [Wanted(notice.key, Place(user=user), DirectNotice(e, notice, user))]
    wanted = []
    if notice.place == "thread" and card.posted:
        thread = Place(channel=card.posted.channel, thread=card.posted.ts)
        wanted.append(Wanted(notice.key, thread, ThreadNotice(e, notice)))
    wanted += [
        Wanted(f"{notice.key}-{user}", Place(user=user), DirectNotice(e, notice, user))
        for user in await _unseeing(tools, e, notice, card)
    ]
    for asked in notice.asked:
        target = Target.parse(asked.target)
        if target.kind is not TargetKind.CHANNEL:
            continue
        info = await tools.directory.channel(target.ref)
        where = info.id if info else target.ref
        if not (card.posted and card.posted.channel == where):
            wanted.append(Wanted(f"{notice.key}-{where}", Place(channel=where), ChannelNotice(e, notice)))
    return wanted


async def _unseeing(tools: Tools, e: Escalation, notice: Notice, card: Post) -> list[str]:
    """Everybody asked who cannot read it where it stands, or should: they are asked by DM (rule 11)."""
    users = await _users_asked(tools, notice)
    said = e.post(notice.key)
    where = card.posted if said is None or said.given_up is None else None
    return [user for user in users if where is None or not await _sees(tools, user, where)]


async def _users_asked(tools: Tools, notice: Notice) -> list[str]:
    users: list[str] = []
    for asked in notice.asked:
        target = Target.parse(asked.target)
        if target.kind is TargetKind.GROUP:
            users += await tools.directory.group(target.ref)
        users += [user for key in asked.people if (user := tools.directory.user_of(key))]
    return list(dict.fromkeys(users))


async def _sees(tools: Tools, user: str, where: Posted) -> bool:
    """In doubt not: told twice is better than not told."""
    try:
        return await tools.directory.sees(user, where.channel)
    except (Refused, Unclear):
        return False


def _settled(e: Escalation, key: str) -> bool:
    post = e.post(key)
    return post is not None and (post.posted is not None or post.given_up is not None)


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


async def _perform(tools: Tools, e: Escalation, wanted: Wanted, *, fresh: bool) -> Post | None:
    """Our note of the message after the attempt; None while it is unclear whether Slack has it."""
    note = e.post(wanted.key) or Post(key=wanted.key)
    leaves = isinstance(wanted.what, MovedCard)
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
            return Post(key=wanted.key, posted=posted, face=face_of(e, wanted.key))
        return Post(key=wanted.key, posted=posted, face=face_of(e, wanted.key) - 1)
    except Refused as refusal:
        log.warning("escalation %s, message %s: Slack refused it: %s", e.id, wanted.key, refusal.reason)
        return note.model_copy(update={"given_up": refusal.reason, "face": face_of(e, wanted.key)})
    except Unclear:
        log.warning("escalation %s, message %s: Slack gave no clear answer", e.id, wanted.key)
        return None


async def _redrawn(tools: Tools, e: Escalation, present: Posted, wanted: Wanted, note: Post) -> Post:
    """A face Slack does not take is passed over; the next one is tried again."""
    try:
        await tools.messenger.update(present, wanted.what)
    except Refused as refusal:
        log.warning("escalation %s, message %s was not redrawn: %s", e.id, wanted.key, refusal.reason)
    return note.model_copy(update={"face": face_of(e, wanted.key)})


async def _found(tools: Tools, e: Escalation, wanted: Wanted, note: Post) -> Posted | None:
    """What an earlier attempt may have posted. Where Slack lets nobody look, twice is better than never."""
    if note.posting_since is None:
        return None
    since = note.posting_since - _LOOK_BACK
    try:
        return await tools.messenger.find(wanted.place, key=_slack_key(e, wanted.key), since=since)
    except Refused as refusal:
        log.warning("escalation %s: cannot look for message %s: %s", e.id, wanted.key, refusal.reason)
        return None


def _slack_key(e: Escalation, key: str) -> str:
    return f"escalation-{e.id}-{key}"


class LeaseLost(Exception):
    """Another replica has taken over."""


def _with_notes(e: Escalation, posts: Sequence[Post]) -> Escalation:
    """With our notes. That the card could not be posted shows on the requester's own: a new face."""
    before = e.card
    refused = any(post.key == e.card_key and post.given_up for post in posts)
    newly = refused and not (before and before.given_up)
    return e.with_posts(posts).model_copy(update={"face": e.face + 1} if newly else {})


async def _note(
    tools: Tools, e: Escalation, posts: Sequence[Post], lease: Lease, *, complete: bool = False
) -> tuple[Escalation, bool]:
    """Store our notes on the newest state of the escalation, whoever changed it meanwhile.

    `complete`: with them Slack shows `e` as it is. If it is still the newest, the lease is given
    back in the same write, and the answer's second half says so.

    Raises:
        LeaseLost: if it is not ours to write any more.
    """
    said = e.next_number if complete else e.said
    for attempt in range(_PASSES):
        release = complete and attempt == 0
        noted = _with_notes(e, posts).model_copy(update={"revision": e.revision + 1, "said": said})
        if await tools.escalations.save(
            noted, due=when_due(noted), op=tools.new_id(), lease=lease, release=release
        ):
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
