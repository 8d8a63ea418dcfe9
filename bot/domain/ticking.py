"""What time does to an escalation."""

from datetime import datetime

from bot.domain.asking import asked_of, begin_level, decliners, exhaust, logged, noticed, patience, reach
from bot.domain.compacting import compacted
from bot.domain.escalation import Asked, Escalation, NoticeKind, State
from bot.domain.ladder import ask_level
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Target, TargetKind
from bot.domain.promising import remind_of_promise, reminds_at
from bot.domain.silence import counted, silence_ends


def tick(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """The escalation after everything that was due at `now`; the same one if nothing was.

    A deadline that passed while nobody looked moves it one step, and the next level's time
    begins now: people get the time the policy promises them.
    """
    moved = remind_of_promise(_carry_on(e, now=now, roster=roster), now=now, roster=roster)
    return e if moved is e else compacted(counted(moved, roster))


def _carry_on(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    match e.state:
        case State.QUEUED if e.queued_until and now >= e.queued_until:
            return begin_level(e, now=now, roster=roster)
        case State.WAITING if e.level_ends and now >= e.level_ends:
            above = e if e.before_level else e.model_copy(update={"level": e.level + 1})
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
    if not e.is_open:
        return None
    return min((at for at in (_carry_on_at(e), reminds_at(e.promise)) if at), default=None)


def _carry_on_at(e: Escalation) -> datetime | None:
    match e.state:
        case State.QUEUED:
            return e.queued_until
        case State.WAITING:
            return min(at for at in (e.level_ends, *(a.until for a in e.asked)) if at)
        case State.EXHAUSTED:
            return e.level_ends
        case State.OWNED:
            moments = [e.offer.lapses] if e.offer else []
            moments += [silence] if (silence := silence_ends(e)) else []
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
        target = Target.parse(entry.target)
        level = Level(ask=(target,), within=patience(e))
        found, missing = reach(level, roster, now, without=decliners(e))
        fresh = [asked_of(ask) for ask in found if not set(ask.people) <= set(e.asked_people)]
        changes = () if fresh else (*(ask.until for ask in found), *(un.until for un in missing))
        look_again = min((at for at in changes if at and at > now), default=None)
        asked.append(entry.model_copy(update={"until": look_again}))
        new += fresh
    if asked == list(e.asked):
        return e
    e = e.model_copy(update={"asked": (*asked, *new)})
    if not new:
        return e
    e = logged(e, "asked", now=now, detail=", ".join(entry.target for entry in new))
    return noticed(e, NoticeKind.ASKED, now=now, asked=tuple(new))


def _look_after_owner(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    if e.offer and now >= e.offer.lapses:
        e = _lapse(e, now=now, roster=roster)
    silence = silence_ends(e)
    owner = e.owner
    if silence is None or now < silence or owner is None:
        return e
    if e.reminded is None:
        asked_about = e.model_copy(update={"reminded": now})
        e = logged(asked_about, "reminded", now=now, who=owner.user, seen=False)
        return noticed(e, NoticeKind.OWNER_SILENT, now=now, place="dm", user=owner.user)
    reopened = e.model_copy(
        update={
            "state": State.WAITING, "owner": None, "owned_since": None, "last_sign": None, "reminded": None,
            "offer": None, "handed_by": None, "silence": None,
        }
    )  # fmt: skip
    reopened = logged(reopened, "reopened", now=now, who=owner.user)
    reopened = begin_level(reopened, now=now, roster=roster, kind=NoticeKind.REOPENED)
    if owner.key in reopened.asked_people:
        return reopened
    return noticed(reopened, NoticeKind.REOPENED, now=now, place="dm", user=owner.user, by=owner)


def _lapse(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """Nobody took what the owner offered: the owner keeps it and is told so, and so is the lead (rule 5)."""
    target = Target(kind=TargetKind.LEAD, ref=e.team)
    leads, _ = ask_level(Level(ask=(target,), within=patience(e)), roster, now)
    told = tuple(asked_of(lead) for lead in leads if not e.owner or e.owner.key not in lead.people)
    e = logged(e.model_copy(update={"offer": None}), "offer_lapsed", now=now)
    e = noticed(e, NoticeKind.OFFER_LAPSED, now=now, asked=told, by=e.owner)
    keeper = e.owner.user if e.owner else None
    return noticed(e, NoticeKind.OFFER_LAPSED, now=now, place="dm", user=keeper, by=e.owner)
