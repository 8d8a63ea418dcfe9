"""Handing a customer over: the escalation is opened, its first level asked."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.domain.carrying import start
from bot.domain.escalation import Escalation, Packet, Party, Promise, State
from bot.domain.language import Text
from bot.domain.policy import Policy, Severity, Topic
from bot.services.handbook import Handbook
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
    now = tools.clock()
    e = _opened(draft, tools.handbook(), escalation_id=tools.new_id(), now=now)
    if not e.queued_until:
        await tools.look(e.policy.levels)
    e = start(e, now=now, roster=tools.handbook().roster)
    wanted = await wanted_of(tools, e)
    e = first_posts(e, wanted, tools.wall_clock())
    fresh = frozenset(w.key for w in wanted)
    return await asyncio.shield(_open(tools, e, once, fresh))


def _opened(draft: Draft, book: Handbook, *, escalation_id: str, now: datetime) -> Escalation:
    """The draft with its policy as it is now, before anybody is asked."""
    topic = book.file.topics.get(draft.topic) if draft.topic else None
    team = topic.team if topic else book.last_resort_team
    hours = book.roster.team_hours(team)
    queued_until = hours.opens_next(now) if draft.queue and not hours.is_open(now) else None
    inside = hours.is_open(queued_until or now)
    index, policy = _policy_of(draft, topic, inside_hours=inside) if topic else (None, book.last_resort)
    return Escalation(
        id=escalation_id,
        opened=now,
        requester=draft.requester,
        team=team,
        topic=draft.topic if topic else None,
        title=topic.title if topic else NO_TOPIC,
        severity=draft.severity,
        tier=draft.tier,
        region=draft.region,
        packet=draft.packet,
        promise=_promised(draft, now),
        value=draft.value,
        policy=policy,
        policy_index=index,
        last_resort=book.last_resort.levels,
        state=State.QUEUED if queued_until else State.WAITING,
        queued_until=queued_until,
    )


def _policy_of(draft: Draft, topic: Topic, *, inside_hours: bool) -> tuple[int, Policy]:
    return topic.choose(
        severity=draft.severity, tier=draft.tier, region=draft.region, inside_hours=inside_hours
    )


def _promised(draft: Draft, now: datetime) -> Promise | None:
    if draft.promised_by is None:
        return None
    return Promise(text=draft.packet.told, by=draft.promised_by, made=now, who=draft.requester)


async def _open(tools: Tools, e: Escalation, once: str, fresh: frozenset[str]) -> Escalation:
    """Not to be broken off in between: what is stored is leased, and told Slack by whoever holds that."""
    stored, lease = await tools.escalations.open(e, once=once, due=when_due(e))
    if lease is not None:
        tools.later(settle(tools, stored, lease, fresh=fresh))
    return stored
