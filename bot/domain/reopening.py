"""Taking up again what was closed too early."""

from datetime import datetime

from bot.domain.allowed import Verb, leads, refusal
from bot.domain.asking import logged, noticed
from bot.domain.carrying import take
from bot.domain.escalation import Escalation, Note, NoticeKind, Party, Promise, PromiseState, State
from bot.domain.giving_back import ask_first
from bot.domain.oncall import Roster
from bot.domain.outcome import Changed, Outcome, Unchanged
from bot.domain.rerouting import rechosen
from bot.domain.talking import with_note


def reopen(e: Escalation, by: Party, reason: str | None, *, now: datetime, roster: Roster) -> Outcome:
    """The customer still needs somebody: whoever had it last is asked first, then the ladder from its first level.

    They know the case, and the customer need not tell it twice. If it is they who reopen it, it is theirs at
    once. The policy is chosen for now. What it was closed with stays on the card as a note. A promise that
    ended with the closing stands again if its time is still ahead.
    """
    if (why := refusal(Verb.REOPEN, e, by, lead=leads(e, by, roster.file))) is not None:
        return Unchanged(e, why)
    last, closed_by, summary = e.last_owner, e.closed_by, e.summary
    if summary and closed_by and e.closed:
        e = with_note(e, Note(id=f"closed-{e.revision}", by=closed_by, text=summary, at=e.closed))
    e = rechosen(e, now, roster).model_copy(
        update={
            "state": State.WAITING, "closed": None, "closed_by": None, "summary": None, "owner": None,
            "owned_since": None, "last_sign": None, "reminded": None, "handed_by": None, "questions": (),
            "satisfied": None, "promise": _still_promised(e, now),
        }
    )  # fmt: skip
    e = logged(e, "reopened", now=now, who=by.user)
    e = noticed(e, NoticeKind.TAKEN_UP_AGAIN, now=now, by=by, text=reason)
    if e.requester.user != by.user:
        e = noticed(
            e, NoticeKind.TAKEN_UP_AGAIN, now=now, place="dm", user=e.requester.user, by=by, text=reason
        )
    if last is not None and last.user == by.user:
        taken = take(e, by, now=now)
        if isinstance(taken, Changed):
            return taken
    return Changed(ask_first(e, last, by, now=now, roster=roster))


def _still_promised(e: Escalation, now: datetime) -> Promise | None:
    promise = e.promise
    if promise is None or promise.is_open or promise.ended != e.closed or promise.by <= now:
        return promise
    return promise.model_copy(
        update={"state": PromiseState.OPEN, "ended": None, "said": None, "said_at": None}
    )
