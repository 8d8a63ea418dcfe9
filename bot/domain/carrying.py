"""What people do to an escalation. Each verb answers the changed escalation, or why it stays as it is.

All of them are idempotent: doing twice what was done once changes nothing and says so (rule 10).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.asking import asked_of, begin_level, logged, noticed, patience
from bot.domain.escalation import Escalation, NoticeKind, Offer, Party, State
from bot.domain.ladder import ask_level, level_deadline
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Target
from bot.domain.promising import close_promise


class Kept(StrEnum):
    """Why nothing changed."""

    YOURS_ALREADY = "yours_already"
    TAKEN = "taken"
    CLOSED = "closed"
    NOT_YOURS = "not_yours"
    NOBODY_THERE = "nobody_there"
    NOT_LISTED = "not_listed"
    DONE_ALREADY = "done_already"


@dataclass(frozen=True)
class Changed:
    """It changed: what it is now."""

    escalation: Escalation


@dataclass(frozen=True)
class Unchanged:
    """It stays as it is, and why."""

    escalation: Escalation
    why: Kept


Outcome = Changed | Unchanged


def start(escalation: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """Open it: ask its first level now, or wait for the shift it is queued for."""
    e = logged(escalation, "opened", now=now, who=escalation.requester.user)
    if e.queued_until is not None:
        return logged(e.model_copy(update={"state": State.QUEUED}), "queued", now=now)
    return begin_level(e, now=now, roster=roster)


def take(e: Escalation, by: Party, *, now: datetime) -> Outcome:
    """Somebody of the file becomes the owner; the promise goes with it (rules 5 and 11)."""
    if not e.is_open:
        return Unchanged(e, Kept.CLOSED)
    if e.owner is not None:
        if e.owner.user == by.user:
            return Unchanged(e, Kept.YOURS_ALREADY)
        if e.offer is None or by.key not in e.offer.to.people:
            return Unchanged(e, Kept.TAKEN)
    if by.key is None:
        return Unchanged(e, Kept.NOT_LISTED)
    taken = e.model_copy(
        update={
            "state": State.OWNED, "owner": by, "owned_since": now, "first_owned": e.first_owned or now,
            "last_sign": now, "reminded": None, "offer": None, "asked": (), "level_ends": None,
            "queued_until": None,
        }
    )  # fmt: skip
    taken = logged(taken, "taken", now=now, who=by.user)
    told = {*e.followers, *((e.owner.user,) if e.owner else ())} - {by.user}
    for user in sorted(told):
        taken = noticed(taken, NoticeKind.TAKEN, now=now, place="dm", user=user, by=by)
    return Changed(taken)


def has_a_say(e: Escalation, by: Party) -> bool:
    """Whether somebody is in the file, or handed this over."""
    return by.key is not None or by.user == e.requester.user


def hand_on(e: Escalation, by: Party, to: Target, *, now: datetime, roster: Roster) -> Outcome:
    """Ask somebody else. Handing on is not taking (rule 5).

    While it waits this changes who is asked and the remaining time stands; an owner stays
    the owner until the other takes it, and the offer lapses after the level's `within`.
    """
    if not e.is_open:
        return Unchanged(e, Kept.CLOSED)
    if e.owner is not None and e.owner.user != by.user:
        return Unchanged(e, Kept.NOT_YOURS)
    if not has_a_say(e, by):
        return Unchanged(e, Kept.NOT_LISTED)
    level = Level(ask=(to,), within=patience(e))
    asks, _ = ask_level(level, roster, now)
    if not asks:
        return Unchanged(e, Kept.NOBODY_THERE)
    asked = asked_of(asks[0])
    waits_until = level_deadline(
        level, asks, count=e.policy.count, topic_team=e.team, roster=roster, begins=now
    )
    if e.owner is None:
        if asked.target in {entry.target for entry in e.asked}:
            return Unchanged(e, Kept.DONE_ALREADY)
        ends = e.level_ends if e.state is State.WAITING and e.level_ends else waits_until
        update = {"state": State.WAITING, "asked": (asked,), "level_ends": ends, "queued_until": None}
        moved = logged(e.model_copy(update=update), "handed_on", now=now, who=by.user, detail=asked.target)
        return Changed(noticed(moved, NoticeKind.HANDED_ON, now=now, asked=(asked,), by=by))
    if asked.people == (by.key,):
        return Unchanged(e, Kept.YOURS_ALREADY)
    if e.offer is not None and e.offer.to.target == asked.target:
        return Unchanged(e, Kept.DONE_ALREADY)
    offer = Offer(to=asked, by=by, lapses=waits_until)
    offered = e.model_copy(update={"offer": offer, "last_sign": now, "reminded": None})
    offered = logged(offered, "offered", now=now, who=by.user, detail=asked.target)
    return Changed(noticed(offered, NoticeKind.OFFERED, now=now, asked=(asked,), by=by))


def still_on_it(e: Escalation, by: Party, *, now: datetime) -> Outcome:
    """The owner gives a sign of life; the clock of their silence starts anew.

    Who presses it late, when it was reopened already, takes it again.
    """
    if not e.is_open or e.owner is None or e.owner.user != by.user:
        return take(e, by, now=now)
    signed = e.model_copy(update={"last_sign": now, "reminded": None})
    return Changed(logged(signed, "still_on_it", now=now, who=by.user))


def resolve(e: Escalation, by: Party, summary: str, *, now: datetime) -> Outcome:
    """It is solved: anybody of the file may say so, with a summary; whoever waits for it is told.

    Its owner, or who says so where it has none, is told too, and asked whether the customer is satisfied.
    """
    if not e.is_open:
        return Unchanged(e, Kept.DONE_ALREADY if e.state is State.RESOLVED else Kept.CLOSED)
    if not has_a_say(e, by):
        return Unchanged(e, Kept.NOT_LISTED)
    closed = _closed(e, by, State.RESOLVED, summary, now=now)
    return Changed(logged(closed, "resolved", now=now, who=by.user))


def cancel(e: Escalation, by: Party, reason: str | None, *, now: datetime) -> Outcome:
    """It is not needed any more: its requester, its owner or a lead may say so (the caller knows leads)."""
    if not e.is_open:
        return Unchanged(e, Kept.DONE_ALREADY if e.state is State.CANCELLED else Kept.CLOSED)
    closed = _closed(e, by, State.CANCELLED, reason, now=now)
    return Changed(logged(closed, "cancelled", now=now, who=by.user))


def _closed(e: Escalation, by: Party, state: State, summary: str | None, *, now: datetime) -> Escalation:
    closed = e.model_copy(
        update={
            "state": state, "closed": now, "closed_by": by, "summary": summary, "asked": (), "offer": None,
            "level_ends": None, "queued_until": None, "reminded": None,
        }
    )  # fmt: skip
    closed = close_promise(closed, now=now)
    knows = (e.owner or by).user if state is State.RESOLVED else None
    told = {*e.followers, *((e.owner.user,) if e.owner else ())} - {by.user, knows}
    for user in sorted(told):
        closed = noticed(closed, NoticeKind.CLOSED, now=now, place="dm", user=user, by=by)
    if knows is None:
        return closed
    return noticed(closed, NoticeKind.SATISFIED, now=now, place="dm", user=knows, by=by)
