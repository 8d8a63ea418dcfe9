"""The life of a note from its delivery on, as pure steps.

    sealed ─► delivered ─► opened ─► understood · replied · seen differently · to talk about ─┐
                  │           │                                                              │
                  └───────────┴── on its date both are asked how it went ◄───────────────────┤
                                        │ "it went well"        │ "talk again" (a new date)   │
                                        ▼                       └────────────────────────────►┘
                                      closed                    whatever it is: erased at `keep_until`

Its reader alone answers, each answer once; an answer given again changes nothing. Once both were asked, either
closes it; its reader may at any time. What is told of it on the way is a `Knock`: that there is something to open.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.correction import Answer, AnswerKind, Correction, Knock, Shown
from bot.domain.escalation import Party

Part = Literal["reader", "author", "shown"]
"""How somebody may read a note: as who it was written to, as who wrote it, as one its reader showed it to."""

Stage = Literal["sealed", "delivered", "opened", "understood", "reply", "differ", "talk", "asked", "closed"]
"""Where a note stands, for a list: its latest answer, if it has any."""

LONGEST_KEPT = timedelta(days=3650)
"""A note is erased after ten years even where values.yaml says longer."""

UNHURRIED = timedelta(minutes=10)
"""Its author learns that it was opened so much later, so that an answer given at once is told together with it."""


def part_of(note: Correction, user: str, now: datetime) -> Part | None:
    """How somebody may read a delivered note now; None: they may not, and are told no more than that."""
    if note.delivered is None or (note.keep_until is not None and now >= note.keep_until):
        return None
    if user == note.recipient.user:
        return None if note.held else "reader"
    if user == note.author.user:
        return "author"
    return "shown" if not note.held and any(one.who.user == user for one in note.shown) else None


def is_being_told(note: Correction, user: str) -> bool:
    """Whether its reader may hold the knock already, though nobody has noted yet that it was said.

    The intent to say it stands: they may press before Slack has answered us, or after whoever said it has died.
    """
    return note.is_sealed and note.post is not None and user == note.recipient.user


def seen_by(note: Correction, part: Part) -> Correction:
    """The note as one of them may see it: whom it was shown to is its reader's alone, and nobody sees what is told.

    A held one and one that its reader never opened are the same to their author, to the last number.
    """
    hidden = {"held": False, "knocks": (), "knocked": 0, "revision": 0, "post": None}
    return note.model_copy(update={"shown": note.shown if part == "reader" else (), **hidden})


def stage(note: Correction) -> Stage:
    """Where it stands."""
    if note.delivered is None:
        return "sealed"
    if note.closed:
        return "closed"
    if note.asked:
        return "asked"
    if note.answers:
        return note.answers[-1].kind
    return "opened" if note.opened else "delivered"


def answered(note: Correction, kind: AnswerKind) -> Answer | None:
    """The answer of that kind, if it was given."""
    return next((answer for answer in note.answers if answer.kind == kind), None)


def may_answer(note: Correction, part: Part, kind: AnswerKind) -> bool:
    """Whether one of them can give that answer: its reader, each once, until it is closed."""
    return part == "reader" and note.closed is None and answered(note, kind) is None


def may_close(note: Correction, part: Part) -> bool:
    """Whether one of them can say that it went well: its reader at any time, its author once both were asked."""
    return note.closed is None and (part == "reader" or (part == "author" and note.asked is not None))


def may_talk_again(note: Correction, part: Part) -> bool:
    """Whether one of them can set another date: both, once they were asked."""
    return note.closed is None and note.asked is not None and part != "shown"


def after_opening(note: Correction, now: datetime, *, tell_at: datetime) -> Correction:
    """Its reader has opened it; the first time counts."""
    if note.opened is not None:
        return note
    opened = note.model_copy(update={"opened": now})
    return _told(opened, note.author.user, "opened", tell_at)


def after_answer(
    note: Correction, kind: AnswerKind, words: str, now: datetime, *, tell_at: datetime
) -> Correction:
    """Its reader has answered; the same answer again, and one to a closed note, changes nothing."""
    if note.closed or answered(note, kind):
        return note
    said = note.model_copy(
        update={
            "answers": (*note.answers, Answer(kind=kind, at=now, words=words)),
            "opened": note.opened or now,
        }
    )
    return _told(said, note.author.user, "answered", tell_at)


def after_closing(note: Correction, part: Part, now: datetime, *, tell_at: datetime) -> Correction:
    """One of them says that it went well: nobody is asked again, and nothing more is answered."""
    if not may_close(note, part):
        return note
    closed = note.model_copy(update={"closed": now, "follow_up_at": None})
    return _other_told(closed, part, tell_at)


def after_talking_again(
    note: Correction, part: Part, day: date, at: datetime, *, tell_at: datetime
) -> Correction:
    """One of them sets another date; the first to do so sets it for both."""
    if not may_talk_again(note, part):
        return note
    again = note.model_copy(update={"follow_up": day, "follow_up_at": at, "asked": None})
    return _other_told(again, part, tell_at)


def after_showing(note: Correction, who: Party, now: datetime, *, tell_at: datetime) -> Correction:
    """Its reader shows it to somebody; again changes nothing."""
    if any(one.who.user == who.user for one in note.shown):
        return note
    shown = note.model_copy(update={"shown": (*note.shown, Shown(who=who, at=now))})
    return _told(shown, who.user, "shown", tell_at)


def after_hiding(note: Correction, user: str) -> Correction:
    """Its reader takes that back; whoever has not been told of it never is."""
    shown = tuple(one for one in note.shown if one.who.user != user)
    knocks = tuple(
        knock for knock in note.knocks if knock.posting_since or (knock.about, knock.to) != ("shown", user)
    )
    return note.model_copy(update={"shown": shown, "knocks": knocks})


def after_asking(note: Correction, now: datetime) -> Correction:
    """Its date has come: both are asked how it went."""
    asked = note.model_copy(update={"asked": now, "follow_up_at": None})
    users = dict.fromkeys([*([] if note.held else [note.recipient.user]), note.author.user])
    for user in users:
        asked = _with(asked, user, "follow_up", now)
    return asked


def without_knock(note: Correction, number: int) -> Correction:
    """It was told, or cannot be."""
    return note.model_copy(update={"knocks": tuple(one for one in note.knocks if one.number != number)})


def with_intent(note: Correction, number: int, since: datetime) -> Correction:
    """It is about to be told."""
    knocks = tuple(
        one.model_copy(update={"posting_since": since}) if one.number == number else one
        for one in note.knocks
    )
    return note.model_copy(update={"knocks": knocks})


@dataclass(frozen=True)
class Told:
    """Tell this now."""

    knock: Knock


@dataclass(frozen=True)
class Asked:
    """Its date has come."""


@dataclass(frozen=True)
class Erased:
    """Its time is over."""


def what_is_due(note: Correction, now: datetime) -> Told | Asked | Erased | None:
    """What time does to a delivered note now, one thing after the other."""
    if note.keep_until is not None and now >= note.keep_until:
        return Erased()
    if note.follow_up_at is not None and now >= note.follow_up_at:
        return Asked()
    ready = [knock for knock in note.knocks if knock.due <= now]
    return Told(min(ready, key=lambda knock: (knock.due, knock.number))) if ready else None


def next_due(note: Correction) -> datetime | None:
    """When time does something to a delivered note next; None for one of before, which expires by itself."""
    dues = [note.keep_until, note.follow_up_at, *(knock.due for knock in note.knocks)]
    return min((due for due in dues if due is not None), default=None)


def _other_told(note: Correction, part: Part, tell_at: datetime) -> Correction:
    if part == "reader":
        return _told(note, note.author.user, "settled", tell_at)
    return note if note.held else _told(note, note.recipient.user, "settled", tell_at)


def _told(
    note: Correction, user: str, about: Literal["opened", "answered", "shown", "settled"], due: datetime
) -> Correction:
    """With one more knock. Whoever wrote to themselves is told nothing; what is not told yet becomes one."""
    if note.is_to_self and about != "shown":
        return note
    waiting = [one for one in note.knocks if one.to == user and one.posting_since is None]
    if any(one.due <= due for one in waiting):
        return note
    others = tuple(one for one in note.knocks if one not in waiting)
    return _with(note.model_copy(update={"knocks": others}), user, about, due)


def _with(
    note: Correction,
    user: str,
    about: Literal["opened", "answered", "shown", "follow_up", "settled"],
    due: datetime,
) -> Correction:
    if not user:  # they asked to be erased: nobody is there to be told
        return note
    knock = Knock(number=note.knocked + 1, to=user, due=due, about=about)
    return note.model_copy(update={"knocks": (*note.knocks, knock), "knocked": knock.number})
