"""What people do to an escalation. Each verb answers the changed escalation, or why it stays as it is.

All of them are idempotent: doing twice what was done once changes nothing and says so (rule 10).
"""

from datetime import datetime, timedelta

from bot.domain.allowed import Verb, refusal
from bot.domain.asking import asked_of, begin_level, logged, noticed, patience
from bot.domain.escalation import Escalation, NoticeKind, Offer, Party, State
from bot.domain.ladder import ask_level, level_deadline
from bot.domain.oncall import Roster
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged
from bot.domain.policy import Level, Target
from bot.domain.promising import close_promise
from bot.domain.rerouting import rerouted

__all__ = [
    "Changed",
    "Kept",
    "Outcome",
    "Unchanged",
    "cancel",
    "hand_on",
    "has_a_say",
    "resolve",
    "start",
    "still_on_it",
    "take",
]


def start(escalation: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """Open it: ask its first level now, or wait for the shift it is queued for."""
    e = logged(escalation, "opened", now=now, who=escalation.requester.user)
    if e.queued_until is not None:
        return logged(e.model_copy(update={"state": State.QUEUED}), "queued", now=now)
    return begin_level(e, now=now, roster=roster)


_SAME_PRESS = timedelta(minutes=1)
"""A sign of life given again in this time is the same one."""
_OWNERS = 10
"""Of a customer who went through more hands than this, the latest are remembered."""


def take(e: Escalation, by: Party, *, now: datetime) -> Outcome:
    """Somebody of the file becomes the owner; the promise goes with it (rules 5 and 11)."""
    if e.is_open and e.owner is not None and e.owner.user == by.user:
        return Unchanged(e, Kept.YOURS_ALREADY)
    if (why := refusal(Verb.TAKE, e, by)) is not None:
        return Unchanged(e, why)
    before = e.owner
    routed = rerouted(e, e.offer.route, e.offer.by, now=now) if e.offer and e.offer.route else e
    taken = routed.model_copy(
        update={
            "state": State.OWNED, "owner": by, "owned_since": now, "first_owned": e.first_owned or now,
            "last_sign": now, "reminded": None, "offer": None, "asked": (), "level_ends": None,
            "queued_until": None, "before_level": False, "handed_by": before, "silence": None,
            "owners": (*(owner for owner in e.owners if owner.user != by.user), by)[-_OWNERS:],
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
    if (why := refusal(Verb.HAND_ON, e, by)) is not None:
        return Unchanged(e, why)
    level = Level(ask=(to,), within=patience(e))
    asks, _ = ask_level(level, roster, now)
    if not asks:
        return Unchanged(e, Kept.NOBODY_THERE)
    asked = asked_of(asks[0])
    waits_until = level_deadline(
        level, asks, count=e.policy.count, topic_team=e.team, roster=roster, begins=now
    )
    if e.owner is None:
        if asked.target in {entry.target for entry in e.asking}:
            return Unchanged(e, Kept.DONE_ALREADY)
        ends = e.level_ends if e.state is State.WAITING and e.level_ends else waits_until
        update = {"state": State.WAITING, "asked": (asked,), "level_ends": ends, "queued_until": None}
        update["declined"] = tuple(entry for entry in e.declined if entry.person not in asked.people)
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
    """The owner gives a sign of life, which those who wait can see; the clock of their silence starts anew.

    Who presses it late, when it was reopened already, takes it again.
    """
    if e.owner is None:
        return take(e, by, now=now)
    if (why := refusal(Verb.STILL_ON_IT, e, by)) is not None:
        return Unchanged(e, why)
    signed = e.model_copy(update={"last_sign": now, "reminded": None})
    last = e.events[-1] if e.events else None
    if last is not None and (last.what, last.who) == ("still_on_it", by.user) and now - last.at < _SAME_PRESS:
        return Changed(signed)
    return Changed(logged(signed, "still_on_it", now=now, who=by.user))


def resolve(e: Escalation, by: Party, summary: str, *, now: datetime) -> Outcome:
    """It is solved: anybody of the file may say so, with a summary; whoever waits for it is told.

    Its owner, or who says so where it has none, is told too, and asked whether the customer is satisfied.
    """
    if (why := refusal(Verb.RESOLVE, e, by)) is not None:
        return Unchanged(e, why)
    closed = _closed(e, by, State.RESOLVED, summary, now=now)
    return Changed(logged(closed, "resolved", now=now, who=by.user))


def cancel(e: Escalation, by: Party, reason: str | None, *, now: datetime, lead: bool = False) -> Outcome:
    """It is not needed any more: its requester, its owner or its team's lead may say so (the caller knows leads)."""
    if (why := refusal(Verb.CANCEL, e, by, lead=lead)) is not None:
        return Unchanged(e, why)
    closed = _closed(e, by, State.CANCELLED, reason, now=now)
    return Changed(logged(closed, "cancelled", now=now, who=by.user))


def _closed(e: Escalation, by: Party, state: State, summary: str | None, *, now: datetime) -> Escalation:
    closed = e.model_copy(
        update={
            "state": state, "closed": now, "closed_by": by, "summary": summary, "asked": (), "offer": None,
            "level_ends": None, "queued_until": None, "reminded": None, "before_level": False,
            "questions": (), "silence": None, "declined": (),
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
