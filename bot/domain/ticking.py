"""What time does to an escalation."""

from datetime import datetime, timedelta

from bot.domain.asking import asked_of, begin_level, exhaust, logged, noticed
from bot.domain.escalation import Asked, Escalation, NoticeKind, State
from bot.domain.ladder import ask_level
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Target, TargetKind


def tick(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """The escalation after everything that was due at `now`; the same one if nothing was.

    A deadline that passed while nobody looked moves it one step, and the next level's time
    begins now: people get the time the policy promises them.
    """
    match e.state:
        case State.QUEUED if e.queued_until and now >= e.queued_until:
            return begin_level(e, now=now, roster=roster)
        case State.WAITING if e.level_ends and now >= e.level_ends:
            above = e.model_copy(update={"level": e.level + 1})
            return begin_level(above, now=now, roster=roster)
        case State.WAITING:
            return _ask_the_new_shift(e, now=now, roster=roster)
        case State.EXHAUSTED if e.level_ends and now >= e.level_ends:
            return exhaust(e, now=now, roster=roster)
        case State.OWNED:
            return _look_after_owner(e, now=now, roster=roster)
        case _:
            return e


def due_of(e: Escalation) -> datetime | None:
    """When `tick` next has something to do (UTC); None once it is closed."""
    match e.state:
        case State.QUEUED:
            return e.queued_until
        case State.WAITING:
            return min(at for at in (e.level_ends, *(a.until for a in e.asked)) if at)
        case State.EXHAUSTED:
            return e.level_ends
        case State.OWNED:
            moments = [e.offer.lapses] if e.offer else []
            moments += [silence] if (silence := _silence_ends(e)) else []
            return min(moments, default=None)
        case _:
            return None


def _ask_the_new_shift(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """The shift changed while the level waits: the new person is asked too, the level's clock stands (rule 4)."""
    asked: list[Asked] = []
    new: list[Asked] = []
    for entry in e.asked:
        if entry.until is None or now < entry.until:
            asked.append(entry)
            continue
        asked.append(entry.model_copy(update={"until": None}))
        found, _ = ask_level(Level(ask=(Target.parse(entry.target),), within=_patience(e)), roster, now)
        new += [asked_of(ask) for ask in found if not set(ask.people) <= set(e.asked_people)]
    if asked == list(e.asked):
        return e
    e = e.model_copy(update={"asked": (*asked, *new)})
    if not new:
        return e
    e = logged(e, "asked", now=now, detail=", ".join(entry.target for entry in new))
    return noticed(e, NoticeKind.ASKED, now=now, asked=tuple(new))


def _patience(e: Escalation) -> timedelta:
    """How long the present level lets people wait for an answer."""
    return e.policy.levels[min(e.level, len(e.policy.levels) - 1)].within


def _silence_ends(e: Escalation) -> datetime | None:
    """When a silent owner is asked, or, once asked, when their silence reopens it."""
    if e.policy.remind_after is None or e.last_sign is None:
        return None
    return e.reminded + _patience(e) if e.reminded else e.last_sign + e.policy.remind_after


def _look_after_owner(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    if e.offer and now >= e.offer.lapses:
        e = _lapse(e, now=now, roster=roster)
    silence = _silence_ends(e)
    owner = e.owner
    if silence is None or now < silence or owner is None:
        return e
    if e.reminded is None:
        e = logged(e.model_copy(update={"reminded": now}), "reminded", now=now, who=owner.user)
        return noticed(e, NoticeKind.OWNER_SILENT, now=now, place="dm", user=owner.user)
    reopened = e.model_copy(
        update={
            "state": State.WAITING, "owner": None, "owned_since": None, "last_sign": None, "reminded": None,
            "offer": None,
        }
    )  # fmt: skip
    reopened = logged(reopened, "reopened", now=now, who=owner.user)
    return begin_level(reopened, now=now, roster=roster, kind=NoticeKind.REOPENED)


def _lapse(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """Nobody took what the owner offered: the owner keeps it and the lead is told (rule 5)."""
    target = Target(kind=TargetKind.LEAD, ref=e.team)
    leads, _ = ask_level(Level(ask=(target,), within=_patience(e)), roster, now)
    e = logged(e.model_copy(update={"offer": None}), "offer_lapsed", now=now)
    return noticed(
        e, NoticeKind.OFFER_LAPSED, now=now, asked=tuple(asked_of(ask) for ask in leads), by=e.owner
    )
