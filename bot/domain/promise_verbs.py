"""What people do with the promise of an escalation. Idempotent like all verbs (rule 10)."""

from datetime import datetime

from bot.domain.allowed import Verb, refusal
from bot.domain.asking import logged
from bot.domain.escalation import Escalation, NoticeKind, Party, Promise, PromiseState
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged
from bot.domain.promising import ended, missed, moved, say_of_promise


def promise(
    e: Escalation,
    by: Party,
    text: str | None,
    at: datetime,
    reason: str | None,
    *,
    now: datetime,
    lead: bool = False,
) -> Outcome:
    """The customer was told something by a time; or that time moves, for a reason.

    Whoever speaks with the customer and whoever has it learn of it, except who did it. `lead`: whether
    they are the lead of its team, which the caller knows.

    Raises:
        ValueError: an open promise is moved without a reason.
    """
    if (why := refusal(Verb.PROMISE, e, by, lead=lead)) is not None:
        return Unchanged(e, why)
    e = _seen_at_work(e, by, now)
    before = e.promise if e.promise and e.promise.is_open else None
    if before is None:
        promised = Promise(text=text, by=at, made=now, who=by)
        e = logged(e.model_copy(update={"promise": promised}), "promised", now=now, who=by.user)
        return Changed(_tell(e, NoticeKind.PROMISE_SET, by, now=now))
    reworded = before.model_copy(update={"text": text})
    if before.by == at:
        if reworded == before:
            return Unchanged(e, Kept.DONE_ALREADY)
        return Changed(logged(e.model_copy(update={"promise": reworded}), "promised", now=now, who=by.user))
    if not reason:
        raise ValueError("a promise is moved for a reason")
    what = "promise_broken" if missed(before, now=now) else "promise_moved"
    e = e.model_copy(update={"promise": moved(reworded, at, reason, by, now=now)})
    return Changed(_tell(logged(e, what, now=now, who=by.user), NoticeKind.PROMISE_MOVED, by, now=now))


def moves(e: Escalation, at: datetime) -> bool:
    """Whether giving that time would move a promise that stands, which wants a reason."""
    return e.promise is not None and e.promise.is_open and e.promise.by != at


def keep(e: Escalation, by: Party, *, late: bool, now: datetime, lead: bool = False) -> Outcome:
    """The customer was told, in time or late, as whoever did it says."""
    if (why := refusal(Verb.PROMISE, e, by, lead=lead)) is not None:
        return Unchanged(e, why)
    if e.promise is None or not e.promise.is_open:
        return Unchanged(e, Kept.DONE_ALREADY)
    state = PromiseState.BROKEN if late else PromiseState.KEPT
    e = _seen_at_work(e.model_copy(update={"promise": ended(e.promise, state, now=now)}), by, now)
    return Changed(logged(e, "promise_broken" if late else "promise_kept", now=now, who=by.user))


def _seen_at_work(e: Escalation, by: Party, now: datetime) -> Escalation:
    """Whatever an owner does with the promise is a sign that they are on it."""
    if e.owner is None or e.owner.user != by.user:
        return e
    return e.model_copy(update={"last_sign": now, "reminded": None})


def _tell(e: Escalation, kind: NoticeKind, by: Party, *, now: datetime) -> Escalation:
    told = {e.requester.user, *((e.owner.user,) if e.owner else ())} - {by.user}
    for user in sorted(told):
        e = say_of_promise(e, kind, now=now, user=user, by=by)
    return e
