"""Who may do what to an escalation, as a table. docs/behaviour.md shows the same one; a test reads it there."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.escalation import Escalation, Party, State
from bot.domain.outcome import Kept
from bot.domain.team_file import TeamFile


class Verb(StrEnum):
    """What people do to an escalation."""

    TAKE = "take it"
    STILL_ON_IT = "still on it"
    HAND_ON = "hand on"
    HAND_BACK = "hand back"
    DECLINE = "decline"
    ASK = "ask the requester"
    ANSWER = "answer"
    NOTE = "add a note"
    RAISE = "raise the severity"
    LOWER = "lower the severity"
    QUEUE = "queue for the next shift"
    PROMISE = "set, move or keep the promise"
    RESOLVE = "resolve"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Role(StrEnum):
    """What somebody is to an escalation; one person can be several."""

    LISTED = "anybody in `people`"
    COLLEAGUE = "anybody else in `people`"
    REQUESTER = "the requester"
    ASKED = "whoever is asked by name"
    OFFERED = "whom it is offered to"
    OWNER = "the owner"
    EARLIER_OWNER = "whoever had it before"
    CLOSER = "whoever closed it"
    LEAD = "the team's lead"


class Phase(StrEnum):
    """What counts of its state here: whether somebody has it."""

    NOBODYS = "nobody has it"
    OWNED = "owned"
    CLOSED = "closed"


_EVERYBODY = (Role.LISTED, Role.REQUESTER)

MAY: Mapping[Verb, Mapping[Phase, tuple[Role, ...]]] = {
    Verb.TAKE: {Phase.NOBODYS: (Role.LISTED,), Phase.OWNED: (Role.OFFERED,)},
    Verb.STILL_ON_IT: {Phase.NOBODYS: (Role.LISTED,), Phase.OWNED: (Role.OWNER,)},
    Verb.HAND_ON: {Phase.NOBODYS: _EVERYBODY, Phase.OWNED: (Role.OWNER,)},
    Verb.HAND_BACK: {Phase.OWNED: (Role.OWNER,)},
    Verb.DECLINE: {Phase.NOBODYS: (Role.ASKED,), Phase.OWNED: (Role.OFFERED,)},
    Verb.ASK: {Phase.NOBODYS: (Role.COLLEAGUE,), Phase.OWNED: (Role.OWNER, Role.OFFERED)},
    Verb.ANSWER: {Phase.NOBODYS: (Role.REQUESTER,), Phase.OWNED: (Role.REQUESTER,)},
    Verb.NOTE: {Phase.NOBODYS: _EVERYBODY, Phase.OWNED: _EVERYBODY},
    Verb.RAISE: {Phase.NOBODYS: _EVERYBODY, Phase.OWNED: _EVERYBODY},
    Verb.LOWER: {
        Phase.NOBODYS: (Role.REQUESTER, Role.LEAD),
        Phase.OWNED: (Role.REQUESTER, Role.OWNER, Role.LEAD),
    },
    Verb.QUEUE: {Phase.NOBODYS: (Role.REQUESTER, Role.LEAD)},
    Verb.PROMISE: {Phase.NOBODYS: _EVERYBODY, Phase.OWNED: (Role.REQUESTER, Role.OWNER, Role.LEAD)},
    Verb.RESOLVE: {Phase.NOBODYS: _EVERYBODY, Phase.OWNED: _EVERYBODY},
    Verb.CANCEL: {
        Phase.NOBODYS: (Role.REQUESTER, Role.LEAD),
        Phase.OWNED: (Role.REQUESTER, Role.OWNER, Role.LEAD),
    },
    Verb.REOPEN: {Phase.CLOSED: (Role.REQUESTER, Role.EARLIER_OWNER, Role.CLOSER, Role.LEAD)},
}
"""Who is not in a cell is refused kindly; a cell that is missing refuses everybody."""


def phase_of(e: Escalation) -> Phase:
    """Whether somebody has it."""
    if not e.is_open:
        return Phase.CLOSED
    return Phase.NOBODYS if e.owner is None else Phase.OWNED


def leads(e: Escalation, by: Party, file: TeamFile) -> bool:
    """Whether somebody is the lead of its team."""
    team = file.teams.get(e.team)
    return by.key is not None and team is not None and team.lead == by.key


def roles_of(e: Escalation, by: Party, *, lead: bool = False) -> frozenset[Role]:
    """All that somebody is to it; `lead` says whether they are the lead of its team, which the file knows."""
    owns = e.owner is not None and by.user == e.owner.user
    holds = {
        Role.LISTED: by.key is not None,
        Role.COLLEAGUE: by.key is not None and by.user != e.requester.user,
        Role.REQUESTER: by.user == e.requester.user,
        Role.ASKED: by.key is not None and by.key in e.asked_people,
        Role.OFFERED: e.offer is not None and e.offer.may_be_taken_by(by.key) and not owns,
        Role.OWNER: e.is_open and owns,
        Role.EARLIER_OWNER: by.user in {owner.user for owner in e.owners},
        Role.CLOSER: e.closed_by is not None and by.user == e.closed_by.user,
        Role.LEAD: lead,
    }
    return frozenset(role for role, held in holds.items() if held)


def refusal(verb: Verb, e: Escalation, by: Party, *, lead: bool = False) -> Kept | None:
    """Why somebody may not do it now; None if they may."""
    phase = phase_of(e)
    allowed = MAY[verb].get(phase, ())
    if roles_of(e, by, lead=lead) & frozenset(allowed):
        return None
    if verb is Verb.REOPEN:
        return Kept.NOT_YOURS_TO_REOPEN if phase is Phase.CLOSED else Kept.DONE_ALREADY
    if phase is Phase.CLOSED:
        return _done_or_closed(verb, e)
    return _WHILE_OPEN.get((verb, phase)) or (
        Kept.NOT_LISTED if {Role.LISTED, Role.COLLEAGUE} & set(allowed) else Kept.NOT_YOURS
    )


def _done_or_closed(verb: Verb, e: Escalation) -> Kept:
    done = {Verb.RESOLVE: State.RESOLVED, Verb.CANCEL: State.CANCELLED}
    return Kept.DONE_ALREADY if done.get(verb) is e.state else Kept.CLOSED


_WHILE_OPEN: Mapping[tuple[Verb, Phase], Kept] = {
    (Verb.TAKE, Phase.OWNED): Kept.TAKEN,
    (Verb.STILL_ON_IT, Phase.OWNED): Kept.TAKEN,
    (Verb.QUEUE, Phase.OWNED): Kept.TAKEN,
    (Verb.HAND_BACK, Phase.NOBODYS): Kept.NOBODY_HAS_IT,
    (Verb.DECLINE, Phase.NOBODYS): Kept.NOT_ASKED,
    (Verb.DECLINE, Phase.OWNED): Kept.TAKEN,
    (Verb.ANSWER, Phase.NOBODYS): Kept.NOT_YOUR_QUESTION,
    (Verb.ANSWER, Phase.OWNED): Kept.NOT_YOUR_QUESTION,
}
