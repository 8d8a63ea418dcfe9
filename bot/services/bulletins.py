"""Telling people what is open as a shift changes hands, and leads as their morning begins.

One item, `round:all`, looks at the clock; each message is an item of its own, so that one
person whom Slack does not reach holds up nobody else.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.bulletin import bulletins, next_instant
from bot.domain.escalation import Escalation, Posted
from bot.domain.night import NightClock
from bot.domain.policy import Target, TargetKind
from bot.ports import Clock, Deadlines, Directory, Escalations, Lease, Refused, Unclear
from bot.ports.bulletins import BulletinBoard, BulletinBook, Leaf, Standing
from bot.ports.promises import Promises
from bot.services.handbook import Handbook
from bot.services.said_once import said_before_if_seen

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(minutes=15)
"""A cover or a changed file may bring a change of hands forward: it is told at most this much late."""


@dataclass(frozen=True)
class BulletinTools:
    """What these verbs work with. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    book: BulletinBook
    board: BulletinBoard
    escalations: Escalations
    promises: Promises
    deadlines: Deadlines
    directory: Directory
    clock: Clock
    wall_clock: Clock


async def tick_round(tools: BulletinTools, _key: str, lease: Lease) -> None:
    """Open a bulletin for everybody whose shift or morning began since it was looked last."""
    handbook, now = tools.handbook(), tools.clock()
    hours_of = NightClock(handbook.file, handbook.calendars).hours_of
    since = await tools.book.looked() or now
    leaves = [
        Leaf(id=f"{int(found.at.timestamp())}-{user}", user=user, bulletin=found)
        for found in bulletins(handbook.roster, hours_of, since, now)
        if (user := tools.directory.user_of(found.person))
    ]
    due = next_instant(handbook.roster, hours_of, now, now + LOOK_AGAIN) or now + LOOK_AGAIN
    if await tools.book.open(now, leaves, lease=lease, due=due):
        await tools.deadlines.release(lease)


async def tick_bulletin(tools: BulletinTools, leaf_id: str, lease: Lease) -> None:
    """Tell one person, exactly once; who has nothing open is told nothing."""
    leaf = await tools.book.get(leaf_id)
    if leaf is None or leaf.told:
        await tools.deadlines.forget(lease)
        return
    try:
        told = await _told(tools, leaf, lease)
    except Unclear as unclear:
        log.warning("bulletin %s: Slack gave no clear answer: %s", leaf_id, unclear)
        await tools.deadlines.release(lease, failed=True)
        return
    if told is not None and await tools.book.save(told, lease=lease):
        await tools.deadlines.release(lease)


async def _told(tools: BulletinTools, leaf: Leaf, lease: Lease) -> Leaf | None:
    """The bulletin as told; None if another replica has taken over."""
    key, done = f"bulletin-{leaf.id}", leaf.model_copy(update={"told": True})

    async def look(since: datetime) -> Posted | None:
        return await tools.board.find(leaf.user, key=key, since=since)

    if await said_before_if_seen(look, leaf.posting_since, key):
        return done
    standing = await standing_of(tools, leaf)
    if not standing:
        return done
    since = leaf.posting_since or tools.wall_clock()
    if not await tools.book.save(leaf.model_copy(update={"posting_since": since}), lease=lease):
        return None
    try:
        await tools.board.tell(leaf, standing, key=key)
    except Refused as refused:
        log.warning("bulletin %s: Slack refused it: %s", leaf.id, refused.reason)
    return done


async def standing_of(tools: BulletinTools, leaf: Leaf) -> Standing:
    """What is open for them now, oldest first, each escalation once."""
    bulletin = leaf.bulletin
    mine = [e for e in await tools.escalations.open_of_person(leaf.user) if _owns(e, leaf.user)]
    schedules = {handing.schedule for handing in (*bulletin.takes, *bulletin.gives)}
    teams = list(tools.handbook().file.teams) if schedules else list(bulletin.leads)
    found = {team: await tools.escalations.open_of_team(team) for team in teams}
    seen = {e.id for e in mine}
    shift = [e for e in _flat(found.values()) if e.id not in seen and asks_one_of(e, schedules)]
    seen |= {e.id for e in shift}
    led = [e for team in bulletin.leads for e in found[team] if e.id not in seen]
    promises = await tools.promises.open_of_person(leaf.user)
    return Standing(promises=promises, theirs=_oldest(mine), shift=_oldest(shift), team=_oldest(led))


def asks_one_of(e: Escalation, schedules: Iterable[str]) -> bool:
    """Whether its ladder asks the on-call of one of these schedules."""
    wanted = {str(Target(kind=TargetKind.SCHEDULE, ref=schedule)) for schedule in schedules}
    asked = {str(target) for level in e.policy.levels for target in level.ask}
    return bool(wanted & (asked | {entry.target for entry in e.asked}))


def _owns(e: Escalation, user: str) -> bool:
    return e.owner is not None and e.owner.user == user


def _flat(lists: Iterable[Iterable[Escalation]]) -> list[Escalation]:
    return [e for one in lists for e in one]


def _oldest(found: Iterable[Escalation]) -> list[Escalation]:
    return sorted(found, key=lambda e: (e.opened, e.id))
