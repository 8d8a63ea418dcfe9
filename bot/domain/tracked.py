"""A promise to a customer that needs no escalation: whose it is, how it is given on, what is to be said about it.

Its reminders are those of `bot.domain.promising`. Whoever it is given to has it once they accept; until
then it stays with its keeper. Times are UTC by the bot's clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.domain.escalation import Party, Promise, PromiseStage, PromiseState
from bot.domain.language import Frozen
from bot.domain.promising import ended, moved, remind, reminds_at

KEEP_AFTER_DONE = timedelta(days=30)
"""So long the words of a promise that is done stay readable behind its old buttons; figures stay."""


class Told(StrEnum):
    """Why something is said about it, to one person alone."""

    SOON = "soon"
    DUE = "due"
    LATE = "late"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Telling(Frozen):
    """Something to be said to one person, exactly once; `posting_since` (real time) marks the intent."""

    number: int
    kind: Told
    user: str
    promised: datetime
    by: Party | None = None
    posting_since: datetime | None = None


class Tracked(Frozen):
    """One promise and its keeper. `pending` is what has still to be said; `revision` counts every write."""

    version: Literal[1] = 1
    id: str
    revision: int = 0
    opened: datetime
    keeper: Party
    promise: Promise
    link: str | None = None
    offer: Party | None = None
    numbered: int = 0
    pending: tuple[Telling, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the customer still waits for it."""
        return self.promise.is_open


class Stays(StrEnum):
    """Why nothing changed."""

    DONE_ALREADY = "done_already"
    NOT_YOURS = "not_yours"
    YOURS_ALREADY = "yours_already"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True)
class Became:
    """It changed: what it is now."""

    tracked: Tracked


@dataclass(frozen=True)
class Remains:
    """It stays as it is, and why."""

    tracked: Tracked
    why: Stays


TrackedOutcome = Became | Remains


def due_of(t: Tracked) -> datetime | None:
    """When anything is to be said about it next; at once while something is."""
    return t.opened if t.pending else reminds_at(t.promise)


def tick(t: Tracked, *, now: datetime, leads: tuple[str, ...] = ()) -> Tracked:
    """The promise after the reminder that is due; the same one if none is.

    `leads` are the Slack ids of whoever leads its keeper's team now; they hear of it last, and once.
    """
    promise = remind(t.promise, now=now)
    if promise is t.promise:
        return t
    t = t.model_copy(update={"promise": promise})
    match promise.said:
        case PromiseStage.SOON:
            return _telling(t, Told.SOON, t.keeper.user)
        case PromiseStage.DUE:
            return _telling(t, Told.DUE, t.keeper.user)
        case _:
            for lead in leads:
                t = t if lead == t.keeper.user else _telling(t, Told.LATE, lead)
            return t


def still_to_say(t: Tracked, telling: Telling) -> bool:
    """Whether it still makes sense: nobody is reminded of what is done, moved, or somebody else's by now."""
    if telling.kind in {Told.ACCEPTED, Told.DECLINED}:
        return True
    if not t.is_open or telling.promised != t.promise.by:
        return False
    match telling.kind:
        case Told.SOON:
            return t.promise.said is PromiseStage.SOON and telling.user == t.keeper.user
        case Told.DUE:
            return telling.user == t.keeper.user
        case Told.OFFERED:
            return t.offer is not None and t.offer.user == telling.user
        case _:
            return True


def keep(t: Tracked, by: Party, *, late: bool, now: datetime) -> TrackedOutcome:
    """The customer was told, in time or late, as its keeper says."""
    return _end(t, by, PromiseState.BROKEN if late else PromiseState.KEPT, now)


def stop(t: Tracked, by: Party, *, now: datetime) -> TrackedOutcome:
    """Its keeper needs no reminders any more: it counts as nothing."""
    return _end(t, by, PromiseState.CANCELLED, now)


def move(t: Tracked, by: Party, to: datetime, reason: str, *, now: datetime) -> TrackedOutcome:
    """The customer has been told another time, and why."""
    if (why := refusal(t, by)) is not None:
        return Remains(t, why)
    if t.promise.by == to:
        return Remains(t, Stays.DONE_ALREADY)
    return Became(t.model_copy(update={"promise": moved(t.promise, to, reason, by, now=now)}))


def give(t: Tracked, by: Party, to: Party) -> TrackedOutcome:
    """Ask a colleague to keep it from now on; it stays where it is until they accept."""
    if (why := refusal(t, by)) is not None:
        return Remains(t, why)
    if to.user == t.keeper.user:
        return Remains(t, Stays.YOURS_ALREADY)
    if t.offer is not None and t.offer.user == to.user:
        return Remains(t, Stays.DONE_ALREADY)
    return Became(_telling(t.model_copy(update={"offer": to}), Told.OFFERED, to.user, by=by))


def accept(t: Tracked, by: Party) -> TrackedOutcome:
    """Whoever it was offered to keeps it from now on; the keeper before is told."""
    if (why := _not_offered(t, by)) is not None:
        return Remains(t, why)
    before = t.keeper
    t = t.model_copy(update={"keeper": by, "offer": None})
    return Became(_telling(t, Told.ACCEPTED, before.user, by=by))


def decline(t: Tracked, by: Party) -> TrackedOutcome:
    """They cannot: it stays with its keeper, who is told."""
    if (why := _not_offered(t, by)) is not None:
        return Remains(t, why)
    return Became(_telling(t.model_copy(update={"offer": None}), Told.DECLINED, t.keeper.user, by=by))


def refusal(t: Tracked, by: Party) -> Stays | None:
    """Why somebody may not change it, nor read what was promised; None for its keeper while it is open."""
    if by.user != t.keeper.user:
        return Stays.NOT_YOURS
    return None if t.is_open else Stays.DONE_ALREADY


def _not_offered(t: Tracked, by: Party) -> Stays | None:
    if t.keeper.user == by.user:
        return Stays.YOURS_ALREADY
    if t.offer is None or t.offer.user != by.user:
        return Stays.NOT_OFFERED
    return None if t.is_open else Stays.DONE_ALREADY


def _end(t: Tracked, by: Party, state: PromiseState, now: datetime) -> TrackedOutcome:
    if (why := refusal(t, by)) is not None:
        return Remains(t, why)
    return Became(t.model_copy(update={"promise": ended(t.promise, state, now=now), "offer": None}))


def _telling(t: Tracked, kind: Told, user: str, *, by: Party | None = None) -> Tracked:
    telling = Telling(number=t.numbered, kind=kind, user=user, promised=t.promise.by, by=by)
    return t.model_copy(update={"numbered": t.numbered + 1, "pending": (*t.pending, telling)})
