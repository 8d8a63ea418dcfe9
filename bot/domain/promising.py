"""What becomes of a promise: reminders before its time, at it and after, and how it ends.

    open ──kept──► kept          its customer was told in time
      │ ▲  └──────► broken       they were told late, or it was closed late
      └─┘ moved, with a reason   a new time; after the old one has passed that counts as broken, too

Each promised time counts once: as kept, as moved in time, or as broken. There is no severity in here:
a small promise to a small customer is a promise.
"""

from datetime import datetime, timedelta

from bot.domain.asking import asked_of, logged, noticed
from bot.domain.escalation import (
    Asked,
    Escalation,
    Moved,
    Notice,
    NoticeKind,
    Party,
    Promise,
    PromiseStage,
    PromiseState,
    State,
)
from bot.domain.ladder import ask_level
from bot.domain.oncall import Roster
from bot.domain.policy import Level, Target, TargetKind

LEAD_SHARE = 5
"""The reminder before comes when a fifth of the time is left …"""
LEAST_LEAD, MOST_LEAD = timedelta(minutes=10), timedelta(minutes=30)
"""… but never less than ten minutes before and never more than thirty. Promises shorter than that have none."""
GRACE = timedelta(minutes=15)
"""So long after the reminder at its time a promise stays with its keeper, before the lead hears of it."""

_KINDS = {PromiseStage.SOON: NoticeKind.PROMISE_SOON, PromiseStage.DUE: NoticeKind.PROMISE_DUE}


def warned_at(promise: Promise) -> datetime | None:
    """When its keeper is reminded beforehand (UTC); None where it was given too shortly before its time."""
    if promise.made is None:
        return promise.by - LEAST_LEAD
    lead = min(MOST_LEAD, max(LEAST_LEAD, (promise.by - promise.made) / LEAD_SHARE))
    at = promise.by - lead
    return at if at > promise.made else None


def reminds_at(promise: Promise | None) -> datetime | None:
    """When the next thing is to be said about it (UTC); None once all is said or it is done."""
    if promise is None or not promise.is_open:
        return None
    match promise.said:
        case None:
            return warned_at(promise) or promise.by
        case PromiseStage.SOON:
            return promise.by
        case PromiseStage.DUE:
            return max(promise.by, promise.said_at or promise.by) + GRACE
        case PromiseStage.LATE:
            return None


def remind(promise: Promise, *, now: datetime) -> Promise:
    """The promise with what is due now marked as said; the same one if nothing is.

    Whoever was away at several of them catches up with one: at its time the reminder before it is not
    said any more, and the lead hears of it only after the keeper had their fifteen minutes.
    """
    due = reminds_at(promise)
    if due is None or now < due:
        return promise
    if promise.said is PromiseStage.DUE:
        stage = PromiseStage.LATE
    else:
        stage = PromiseStage.DUE if now >= promise.by else PromiseStage.SOON
    return promise.model_copy(update={"said": stage, "said_at": now})


def moved(promise: Promise, to: datetime, reason: str, by: Party, *, now: datetime) -> Promise:
    """The promise at another time; its reminders begin anew."""
    move = Moved(at=now, by=by, was=promise.by, to=to, reason=reason)
    return promise.model_copy(
        update={"by": to, "made": now, "moves": (*promise.moves, move), "said": None, "said_at": None}
    )


def ended(promise: Promise, state: PromiseState, *, now: datetime) -> Promise:
    """The promise, done."""
    return promise.model_copy(update={"state": state, "ended": now})


def missed(promise: Promise, *, now: datetime) -> bool:
    """Whether its time has passed."""
    return now > promise.by


def tally(promise: Promise) -> tuple[int, int, int]:
    """How many of its times were kept, moved before they came, and broken."""
    late = sum(move.at > move.was for move in promise.moves)
    kept, broken = promise.state is PromiseState.KEPT, promise.state is PromiseState.BROKEN
    return int(kept), len(promise.moves) - late, late + broken


def remind_of_promise(e: Escalation, *, now: datetime, roster: Roster) -> Escalation:
    """The escalation after the reminder of its promise that is due; the same one if none is.

    The owner is reminded; while nobody owns it the customer waits all the same: then it is the requester,
    and whoever is asked. Late ones reach the lead in private, once.
    """
    if e.promise is None or not e.is_open:
        return e
    promise = remind(e.promise, now=now)
    if promise is e.promise:
        return e
    e = e.model_copy(update={"promise": promise})
    if promise.said is None or promise.said is PromiseStage.LATE:
        leads = tuple(lead for lead in leads_of(e.team, roster, now) if _is_news_to(lead, e))
        return say_of_promise(e, NoticeKind.PROMISE_LATE, now=now, asked=leads) if leads else e
    kind = _KINDS[promise.said]
    if e.owner is not None:
        return say_of_promise(e, kind, now=now, user=e.owner.user)
    e = say_of_promise(e, kind, now=now, user=e.requester.user)
    return say_of_promise(e, kind, now=now, asked=e.asked, place="thread") if e.asked else e


def _is_news_to(lead: Asked, e: Escalation) -> bool:
    keeper = e.owner or e.requester
    return keeper.key not in lead.people


def leads_of(team: str, roster: Roster, now: datetime) -> tuple[Asked, ...]:
    """Who leads a team now; a cover where the lead is away, nobody where there is none."""
    level = Level(ask=(Target(kind=TargetKind.LEAD, ref=team),), within=GRACE)
    return tuple(asked_of(ask) for ask in ask_level(level, roster, now)[0])


def say_of_promise(
    e: Escalation,
    kind: NoticeKind,
    *,
    now: datetime,
    user: str | None = None,
    asked: tuple[Asked, ...] = (),
    by: Party | None = None,
    place: str = "dm",
) -> Escalation:
    """The escalation with one more thing to say about its promise, as its time is now."""
    e = noticed(e, kind, now=now, place=place, user=user, asked=asked, by=by)
    about = e.notices[-1].model_copy(update={"promised": e.promise.by if e.promise else None})
    return e.model_copy(update={"notices": (*e.notices[:-1], about)})


def still_to_remind(e: Escalation, notice: Notice) -> bool:
    """Whether a reminder that is not said yet still makes sense.

    Not once the promise is done or moved, its time has come meanwhile, or somebody else has it by now:
    they read of it as they take it.
    """
    promise = e.promise
    if promise is None or not (e.is_open and promise.is_open and promise.by == notice.promised):
        return False
    if notice.kind is NoticeKind.PROMISE_LATE:
        return True
    if notice.kind is NoticeKind.PROMISE_SOON and promise.said is not PromiseStage.SOON:
        return False
    return e.owner is None or notice.user == e.owner.user


def close_promise(e: Escalation, *, now: datetime) -> Escalation:
    """The promise of one that is closed now: resolved in time it was kept; after its time it was broken.

    One that is cancelled before its time has no promise any more, which counts as neither.
    """
    if e.promise is None or not e.promise.is_open:
        return e
    if missed(e.promise, now=now):
        state, what = PromiseState.BROKEN, "promise_broken"
    elif e.state is State.RESOLVED:
        state, what = PromiseState.KEPT, "promise_kept"
    else:
        return e.model_copy(update={"promise": ended(e.promise, PromiseState.CANCELLED, now=now)})
    e = e.model_copy(update={"promise": ended(e.promise, state, now=now)})
    return logged(e, what, now=now, seen=False)
