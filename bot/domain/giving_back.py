"""Saying no in time: an owner gives it back, somebody who is asked declines. It is never nobody's for that."""

from datetime import datetime

from bot.domain.allowed import Verb, refusal
from bot.domain.asking import ask_aside, asked_of, begin_level, logged, noticed, patience, reach
from bot.domain.escalation import Asked, Declined, Escalation, NoticeKind, Offer, Party, Skip, State
from bot.domain.ladder import SkipReason, level_deadline
from bot.domain.oncall import Roster
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged
from bot.domain.policy import Level, Target, TargetKind


def hand_back(e: Escalation, by: Party, reason: str, *, now: datetime, roster: Roster) -> Outcome:
    """Its owner gives it back: to whoever handed it on to them, if they are there, else to the same level.

    Whoever gives it back is not asked again before the next climb. The earlier owner has the level's whole time;
    if they do not take it, the level itself is asked.
    """
    if (why := refusal(Verb.HAND_BACK, e, by)) is not None:
        done = why is Kept.NOBODY_HAS_IT and e.last_owner is not None and e.last_owner.user == by.user
        return Unchanged(e, Kept.DONE_ALREADY if done else why)
    back_to = e.handed_by
    free = e.model_copy(
        update={
            "state": State.WAITING, "owner": None, "owned_since": None, "last_sign": None, "reminded": None,
            "offer": None, "handed_by": None, "silence": None, "declined": _with_decline(e, by, reason, now),
        }
    )  # fmt: skip
    free = logged(free, "handed_back", now=now, who=by.user)
    free = noticed(free, NoticeKind.HANDED_BACK, now=now, by=by, text=reason)
    if e.requester.user != by.user:
        free = noticed(free, NoticeKind.HANDED_BACK, now=now, place="dm", user=e.requester.user, by=by)
    return Changed(ask_first(free, back_to, by, now=now, roster=roster))


def ask_first(e: Escalation, first: Party | None, by: Party, *, now: datetime, roster: Roster) -> Escalation:
    """Ask somebody who knows it before the level is asked, if they are there; else the level at once."""
    if first is None or first.key is None or first.user == by.user:
        return begin_level(e, now=now, roster=roster)
    level = Level(ask=(Target(kind=TargetKind.PERSON, ref=first.key),), within=patience(e))
    asks, _ = reach(level, roster, now, without={by.key} if by.key else ())
    if not asks:
        return begin_level(e, now=now, roster=roster)
    until = level_deadline(level, asks, count=e.policy.count, topic_team=e.team, roster=roster, begins=now)
    return ask_aside(e, asked_of(asks[0]), until=until, now=now)


def decline(e: Escalation, by: Party, reason: str, *, now: datetime, roster: Roster) -> Outcome:
    """Somebody who is asked cannot take it: the others still are, they themselves not before the next climb.

    If nobody is left at this level, the next one is asked at once. To decline an owner's offer is told to
    the owner, who keeps it.
    """
    if e.is_open and e.owner is not None and e.owner.user == by.user:
        return Unchanged(e, Kept.YOURS_ALREADY)
    if (why := refusal(Verb.DECLINE, e, by)) is not None:
        known = e.is_open and e.owner is None and by.key in {entry.person for entry in e.declined}
        return Unchanged(e, Kept.DONE_ALREADY if known else why)
    if e.owner is not None:
        return _decline_offer(e, by, reason, now=now)
    declined = e.model_copy(
        update={"asked": _without(e.asked, by.key), "declined": _with_decline(e, by, reason, now)}
    )
    declined = logged(declined, "declined", now=now, who=by.user)
    declined = noticed(declined, NoticeKind.DECLINED, now=now, by=by, text=reason)
    if declined.asking:
        return Changed(declined)
    if e.requester.user != by.user:
        declined = noticed(declined, NoticeKind.DECLINED, now=now, place="dm", user=e.requester.user, by=by)
    return Changed(_go_on(declined, now=now, roster=roster))


def pass_over(e: Escalation, reasons: dict[str, str], *, now: datetime, roster: Roster) -> Escalation:
    """Slack refused every way of asking the present level: the next one is asked at once (rule 4).

    `reasons` are Slack's error names by target.
    """
    skips = tuple(
        Skip(lap=e.lap, level=e.level, target=target, reason=SkipReason.NOT_REACHED, detail=reason)
        for target, reason in reasons.items()
    )
    e = e.model_copy(update={"skipped": (*e.skipped, *skips)})
    e = logged(e, "not_reached", now=now, detail=", ".join(reasons))
    return _go_on(e, now=now, roster=roster)


def _go_on(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """Nobody is left of those who are asked: whoever is next. Past the last level the next hour asks again."""
    if e.state is State.EXHAUSTED:
        return e
    if e.before_level:
        return begin_level(e, now=now, roster=roster)
    return begin_level(e.model_copy(update={"level": e.level + 1}), now=now, roster=roster)


def _decline_offer(e: Escalation, by: Party, reason: str, *, now: datetime) -> Outcome:
    offer = e.offer
    left = _without(offer.everybody, by.key) if offer else ()
    left = tuple(entry for entry in left if entry.reaches)
    remaining = None
    if offer and left:
        remaining = Offer(to=left[0], also=left[1:], by=offer.by, lapses=offer.lapses, route=offer.route)
    declined = logged(e.model_copy(update={"offer": remaining}), "declined", now=now, who=by.user)
    declined = noticed(declined, NoticeKind.DECLINED, now=now, by=by, text=reason)
    owner = e.owner.user if e.owner else None
    return Changed(
        noticed(declined, NoticeKind.DECLINED, now=now, place="dm", user=owner, by=by, text=reason)
    )


def _with_decline(e: Escalation, by: Party, reason: str, now: datetime) -> tuple[Declined, ...]:
    others = tuple(entry for entry in e.declined if entry.person != by.key)
    if by.key is None:
        return others
    return (*others, Declined(person=by.key, lap=e.lap, level=e.level, reason=reason, at=now))


def _without(asked: tuple[Asked, ...], key: str | None) -> tuple[Asked, ...]:
    """Whoever is asked but one; a target with nobody left stays, so that its next shift is asked."""
    return tuple(
        entry.model_copy(update={"people": tuple(person for person in entry.people if person != key)})
        for entry in asked
    )
