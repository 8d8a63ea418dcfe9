"""Handing a customer over: the escalation is opened, its first level asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.domain.carrying import start
from bot.domain.escalation import Escalation, Packet, Party, Promise, State
from bot.domain.language import Text
from bot.domain.policy import Severity
from bot.services.settle import first_posts, settle, when_due
from bot.services.tools import Tools
from bot.services.wanted import wanted_of

NO_TOPIC = Text(ko="주제를 정하지 못한 문의", en="A question no topic fits")


@dataclass(frozen=True)
class Draft:
    """What somebody sent off with the form. `topic` None goes to the last resort; times are UTC."""

    requester: Party
    topic: str | None
    packet: Packet
    severity: Severity = Severity.NORMAL
    tier: str | None = None
    region: str | None = None
    promised_by: datetime | None = None
    value: str | None = None
    queue: bool = False


async def hand_over(tools: Tools, draft: Draft, *, once: str) -> Escalation:
    """Open it, durably, before anybody is told; Slack follows behind.

    `once` is the form's own id: sent twice, it opens one escalation.

    Raises:
        StoreUnavailable: nothing was opened.
    """
    await tools.refresh()
    book, now = tools.handbook(), tools.clock()
    topic = book.file.topics.get(draft.topic) if draft.topic else None
    team = topic.team if topic else book.last_resort_team
    hours = book.roster.team_hours(team)
    queued_until = hours.opens_next(now) if draft.queue and not hours.is_open(now) else None
    index, policy = (
        topic.choose(
            severity=draft.severity,
            tier=draft.tier,
            region=draft.region,
            inside_hours=hours.is_open(queued_until or now),
        )
        if topic
        else (None, book.last_resort)
    )
    if not queued_until:
        await tools.look(policy.levels)
        book = tools.handbook()
    promise = (
        Promise(text=draft.packet.told, by=draft.promised_by, made=now, who=draft.requester)
        if draft.promised_by
        else None
    )
    e = Escalation(
        id=tools.new_id(),
        opened=now,
        requester=draft.requester,
        team=team,
        topic=draft.topic if topic else None,
        title=topic.title if topic else NO_TOPIC,
        severity=draft.severity,
        tier=draft.tier,
        region=draft.region,
        packet=draft.packet,
        promise=promise,
        value=draft.value,
        policy=policy,
        policy_index=index,
        last_resort=book.last_resort.levels,
        state=State.QUEUED if queued_until else State.WAITING,
        queued_until=queued_until,
    )
    e = start(e, now=now, roster=book.roster)
    wanted = await wanted_of(tools, e)
    e = first_posts(e, wanted, tools.wall_clock())
    fresh = frozenset(w.key for w in wanted)
    return await asyncio.shield(_open(tools, e, once, fresh))


async def _open(tools: Tools, e: Escalation, once: str, fresh: frozenset[str]) -> Escalation:
    """Not to be broken off in between: what is stored is leased, and told Slack by whoever holds that."""
    stored, lease = await tools.escalations.open(e, once=once, due=when_due(e))
    if lease is not None:
        tools.later(settle(tools, stored, lease, fresh=fresh))
    return stored
