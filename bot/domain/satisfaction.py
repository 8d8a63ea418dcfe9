"""Solved, and satisfied too? Asked once of whoever solved it; and who helped on the way."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.asking import logged
from bot.domain.carrying import Changed, Kept, Outcome, Unchanged
from bot.domain.escalation import Escalation, NoticeKind, Party, Satisfied, State


def answer(e: Escalation, by: Party, satisfied: Satisfied, *, now: datetime) -> Outcome:
    """What whoever was asked knows of the customer; a later answer takes the place of an earlier one."""
    if e.state is not State.RESOLVED:
        return Unchanged(e, Kept.CLOSED if e.state is State.CANCELLED else Kept.NOT_YOURS)
    if by.user not in {notice.user for notice in e.notices if notice.kind is NoticeKind.SATISFIED}:
        return Unchanged(e, Kept.NOT_YOURS)
    if e.satisfied == satisfied:
        return Unchanged(e, Kept.DONE_ALREADY)
    answered = e.model_copy(update={"satisfied": satisfied})
    return Changed(logged(answered, "satisfied", now=now, who=by.user, detail=satisfied))


def helpers(e: Escalation, *, besides: str) -> Sequence[str]:
    """The Slack ids of everybody who had it, wrote down what they knew or solved it; who has it first."""
    found = [e.owner, *e.owners, *(note.by for note in e.notes)]
    found += [e.closed_by] if e.state is State.RESOLVED else []
    return [user for user in dict.fromkeys(party.user for party in found if party) if user != besides]
