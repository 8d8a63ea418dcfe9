"""What is said between the people of an escalation: questions to the requester, answers, notes."""

from datetime import datetime

from bot.domain.allowed import Verb, refusal
from bot.domain.asking import logged, noticed
from bot.domain.escalation import Asked, Escalation, Note, NoticeKind, Party, Question
from bot.domain.outcome import Changed, Kept, Outcome, Unchanged

OPEN_QUESTIONS = 3
"""More at once than anybody answers; what else there is to say can be a note."""
NOTES_SHOWN = 3
"""The card holds the latest ones; all of them stand in its thread."""


def ask_requester(e: Escalation, by: Party, text: str, *, once: str, now: datetime) -> Outcome:
    """Whoever has it, or might take it, needs to know more. `once` is the form's own id.

    The level's clock goes on: the customer waits meanwhile. An owner who asks gives a sign of life by it.
    """
    if (why := refusal(Verb.ASK, e, by)) is not None:
        own = e.is_open and by.user == e.requester.user
        return Unchanged(e, Kept.OWN_CASE if own else why)
    if by.user == e.requester.user:
        return Unchanged(e, Kept.OWN_CASE)
    if once in {question.id for question in e.questions}:
        return Unchanged(e, Kept.DONE_ALREADY)
    if len(e.questions) >= OPEN_QUESTIONS:
        return Unchanged(e, Kept.QUESTIONS_OPEN)
    question = Question(id=once, by=by, text=text, at=now)
    e = signed(e.model_copy(update={"questions": (*e.questions, question)}), by, now)
    e = logged(e, "question", now=now, who=by.user)
    e = noticed(e, NoticeKind.QUESTION, now=now, by=by, text=text, about=once)
    asked = e.requester.user
    return Changed(
        noticed(e, NoticeKind.QUESTION, now=now, place="dm", user=asked, by=by, text=text, about=once)
    )


def answer(e: Escalation, by: Party, question: str, text: str, *, now: datetime) -> Outcome:
    """The requester answers: it stands in the thread, and whoever asked gets it.

    If the owner had asked, it is their turn from now on: the clock of their silence starts anew.
    """
    if (why := refusal(Verb.ANSWER, e, by)) is not None:
        return Unchanged(e, why)
    asked = next((entry for entry in e.questions if entry.id == question), None)
    if asked is None:
        return Unchanged(e, Kept.DONE_ALREADY)
    left = tuple(entry for entry in e.questions if entry is not asked)
    e = signed(e.model_copy(update={"questions": left}), asked.by, now)
    e = logged(e, "answered", now=now, who=by.user)
    e = noticed(e, NoticeKind.ANSWERED, now=now, by=by, text=text, about=question)
    told = asked.by.user
    return Changed(
        noticed(e, NoticeKind.ANSWERED, now=now, place="dm", user=told, by=by, text=text, about=question)
    )


def note(e: Escalation, by: Party, text: str, *, once: str, now: datetime) -> Outcome:
    """Something worth knowing: in the thread, and for a while on the card. `once` is the form's own id.

    An owner who did not write it is mentioned, so that it does not go unread; one who did gives a sign of
    life by it.
    """
    if (why := refusal(Verb.NOTE, e, by)) is not None:
        return Unchanged(e, why)
    if once in {entry.id for entry in e.notes}:
        return Unchanged(e, Kept.DONE_ALREADY)
    e = signed(with_note(e, Note(id=once, by=by, text=text, at=now)), by, now)
    e = logged(e, "noted", now=now, who=by.user)
    return Changed(noticed(e, NoticeKind.NOTED, now=now, by=by, text=text, asked=owner_unless(e, by)))


def with_note(e: Escalation, added: Note) -> Escalation:
    """With one more note on its card, and the oldest of too many off it."""
    return e.model_copy(update={"notes": (*e.notes, added)[-NOTES_SHOWN:]})


def signed(e: Escalation, by: Party, now: datetime) -> Escalation:
    """With a sign of life, if it is the owner who gave it."""
    if e.owner is None or e.owner.user != by.user:
        return e
    return e.model_copy(update={"last_sign": now, "reminded": None})


def owner_unless(e: Escalation, by: Party) -> tuple[Asked, ...]:
    """Its owner as somebody to mention, unless they are who does it."""
    if e.owner is None or e.owner.key is None or e.owner.user == by.user:
        return ()
    return (Asked(target=f"person:{e.owner.key}", people=(e.owner.key,), why="named"),)
