"""Bringing Slack in line with an escalation: wanted messages − present messages → posts and redraws.

The steps of STORE.md §4: the intent to post is stored, with the time, before Slack is called,
and Slack's answer after. Whoever finds an intent without an answer (a crash in between, or
a reply that was lost) looks into the channel before posting again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.escalation import Escalation, Notice, Post, Posted
from bot.domain.policy import Target, TargetKind
from bot.domain.ticking import due_of
from bot.ports import (
    Card,
    ChannelNotice,
    DirectNotice,
    Lease,
    Place,
    Refused,
    RequesterCard,
    ThreadNotice,
    Unclear,
    Utterance,
)
from bot.services.tools import Tools

log = logging.getLogger(__name__)

CARD, REQUESTER = "card", "requester"
_LOOK_BACK = timedelta(minutes=2)
"""Slack's clock and ours may differ; the search for a lost post begins this much earlier."""
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
    marked, and the lease is given back as failed: it is due again after a pause.
    """
    e = escalation
    try:
        for _ in range(_PASSES):
            wanted = await wanted_of(tools, e)
            if not wanted:
                break
            unmarked = [w for w in wanted if w.present is None and not _intended(e, w.key)]
            if unmarked:
                since = tools.wall_clock()
                marks = [Post(key=w.key, posting_since=since) for w in unmarked]
                e = await _note(tools, e, marks, lease)
                fresh |= {w.key for w in unmarked}
            results = await asyncio.gather(*(_perform(tools, e, w, look=w.key not in fresh) for w in wanted))
            notes = [result for result in results if result]
            complete = None not in results and not await wanted_of(tools, e.with_posts(notes))
            e = await _note(tools, e, notes, lease, said=len(e.notices) if complete else None)
            if None in results:
                await tools.deadlines.release(lease, failed=True)
                return
            fresh = frozenset()
        if e.said < len(e.notices):
            e = await _note(tools, e, [], lease, said=len(e.notices))
    except LeaseLost:
        log.info("escalation %s: the lease went to another replica, which carries on", e.id)
        return
    await tools.deadlines.release(lease)


def first_posts(e: Escalation, wanted: Sequence[Wanted], since: datetime) -> Escalation:
    """A new escalation with the intent to post its first messages in the same write as itself."""
    return e.with_posts(Post(key=w.key, posting_since=since) for w in wanted)


async def wanted_of(tools: Tools, e: Escalation) -> list[Wanted]:
    """Which messages should be posted or redrawn now. Threads follow once the card is there."""
    wanted = []
    team = tools.handbook().file.teams.get(e.team)
    channel = Place(channel=team.channel if team else None)
    for key, place, what in (
        (CARD, channel, Card(e)),
        (REQUESTER, Place(user=e.requester.user), RequesterCard(e)),
    ):
        post = e.post(key)
        if post is None or (post.given_up is None and post.face < e.face):
            wanted.append(Wanted(key, place, what, post.posted if post else None))
    card = e.post(CARD)
    if card is not None and (card.posted or card.given_up):
        for notice in e.notices[e.said :]:
            wanted += [w for w in await _of_notice(tools, e, notice, card) if not _settled(e, w.key)]
    return wanted


async def _of_notice(tools: Tools, e: Escalation, notice: Notice, card: Post) -> list[Wanted]:
    if notice.place == "dm":
        user = notice.user or e.requester.user
        return [Wanted(notice.key, Place(user=user), DirectNotice(e, notice, user))]
    wanted = []
    if notice.place == "thread" and card.posted:
        thread = Place(channel=card.posted.channel, thread=card.posted.ts)
        wanted.append(Wanted(notice.key, thread, ThreadNotice(e, notice)))
    wanted += [
        Wanted(f"{notice.key}-{user}", Place(user=user), DirectNotice(e, notice, user))
        for user in await _unseeing(tools, notice, card)
    ]
    for asked in notice.asked:
        target = Target.parse(asked.target)
        info = await tools.directory.channel(target.ref) if target.kind is TargetKind.CHANNEL else None
        if info and not (card.posted and card.posted.channel == info.id):
            key = f"{notice.key}-{info.id}"
            wanted.append(Wanted(key, Place(channel=info.id), ChannelNotice(e, notice)))
    return wanted


async def _unseeing(tools: Tools, notice: Notice, card: Post) -> list[str]:
    """Everybody asked who cannot read the card where it stands: they are asked by DM (rule 11)."""
    users: list[str] = []
    for asked in notice.asked:
        target = Target.parse(asked.target)
        if target.kind is TargetKind.GROUP:
            users += await tools.directory.group(target.ref)
        users += [user for key in asked.people if (user := tools.directory.user_of(key))]
    if card.posted is None:
        return list(dict.fromkeys(users))
    return [
        user for user in dict.fromkeys(users) if not await tools.directory.sees(user, card.posted.channel)
    ]


def _intended(e: Escalation, key: str) -> bool:
    return e.post(key) is not None


def _settled(e: Escalation, key: str) -> bool:
    post = e.post(key)
    return post is not None and (post.posted is not None or post.given_up is not None)


async def _perform(tools: Tools, e: Escalation, wanted: Wanted, *, look: bool) -> Post | None:
    """Our note of the message after the attempt; None while it is unclear whether Slack has it."""
    note = e.post(wanted.key) or Post(key=wanted.key)
    try:
        if wanted.present is not None:
            await tools.messenger.update(wanted.present, wanted.what)
            return note.model_copy(update={"face": e.face})
        posted = await _found(tools, e, wanted, note) if look else None
        if posted is None:
            posted = await tools.messenger.post(wanted.place, wanted.what, key=_slack_key(e, wanted.key))
            return Post(key=wanted.key, posted=posted, face=e.face)
        return Post(key=wanted.key, posted=posted, face=e.face - 1)
    except Refused as refusal:
        log.warning("escalation %s, message %s: Slack refused it: %s", e.id, wanted.key, refusal.reason)
        return note.model_copy(update={"given_up": refusal.reason, "face": e.face})
    except Unclear:
        log.warning("escalation %s, message %s: Slack gave no clear answer", e.id, wanted.key)
        return None


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


async def _note(
    tools: Tools, e: Escalation, posts: Sequence[Post], lease: Lease, *, said: int | None = None
) -> Escalation:
    """Store our notes on the newest state of the escalation, whoever changed it meanwhile.

    Raises:
        LeaseLost: if it is not ours to write any more.
    """
    for _ in range(_PASSES):
        noted = e.with_posts(posts).model_copy(
            update={"revision": e.revision + 1, "said": e.said if said is None else said}
        )
        if await tools.escalations.save(noted, due=when_due(noted), op=tools.new_id(), lease=lease):
            return noted
        newest = await tools.escalations.get(e.id)
        if newest is None or newest.revision == e.revision:
            raise LeaseLost(e.id)
        e = newest
    raise LeaseLost(e.id)


def when_due(e: Escalation) -> datetime | None:
    """When it next needs anybody: at once while Slack lags behind it, else when time does something to it."""
    lagging = e.said < len(e.notices) or any(
        (post := e.post(key)) is None or (post.given_up is None and post.face < e.face)
        for key in (CARD, REQUESTER)
    )
    return e.opened if lagging else due_of(e)
