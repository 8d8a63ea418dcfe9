"""Which messages about an escalation should exist, or look different from how they stand."""

from dataclasses import dataclass, replace

from bot.domain.escalation import Escalation, Notice, Post, Posted
from bot.domain.overtaken import is_moot
from bot.domain.policy import Target, TargetKind
from bot.ports import (
    Card,
    ChannelNotice,
    DirectNotice,
    FollowerCard,
    MovedCard,
    Place,
    Refused,
    ThreadNotice,
    Unclear,
    Utterance,
)
from bot.services.live_cards import answered, face_of, live_cards
from bot.services.moved_cards import channel_left, left_behind
from bot.services.tools import Tools


@dataclass(frozen=True)
class Wanted:
    """A message that should exist, or look different."""

    key: str
    place: Place
    what: Utterance
    present: Posted | None = None


async def wanted_of(tools: Tools, e: Escalation) -> list[Wanted]:
    """Which messages should be posted or redrawn now. Threads follow once the card is there."""
    wanted = []
    team = tools.handbook().file.teams.get(e.team)
    channel = Place(channel=team.channel if team else None)
    live = [Wanted(one.key, Place(user=one.user), FollowerCard(e, one.user)) for one in live_cards(e)]
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
