"""What people do with a practice of the library, and who may: docs/behaviour.md shows the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.escalation import Party
from bot.domain.language import Language
from bot.domain.lookup import fold
from bot.domain.philosophy import Philosophy
from bot.domain.practice import Kind, Practice, TellingKind
from bot.domain.team_file import TeamFile


class Verb(StrEnum):
    """What people do with a practice."""

    READ = "read it"
    ACCEPT = "accept"
    DECLINE = "decline"
    EDIT = "edit"
    TAKE_BACK = "take back"
    KEEP = "keep for longer"
    RETIRE = "retire"


class Role(StrEnum):
    """What somebody is to a practice."""

    EVERYBODY = "everybody"
    AUTHOR = "its author"
    SAVER = "who proposed it"
    APPROVER = "an approver"


class Phase(StrEnum):
    """The states of a practice, as far as it matters who may do what."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CLOSED = "closed"


_THEIRS = frozenset({Role.AUTHOR, Role.SAVER})
_APPROVER = frozenset({Role.APPROVER})

MAY: Mapping[Verb, Mapping[Phase, frozenset[Role]]] = {
    Verb.READ: {
        Phase.PROPOSED: _THEIRS | _APPROVER,
        Phase.ACCEPTED: frozenset({Role.EVERYBODY}),
        Phase.CLOSED: _THEIRS,
    },
    Verb.ACCEPT: {Phase.PROPOSED: _APPROVER},
    Verb.DECLINE: {Phase.PROPOSED: _APPROVER},
    Verb.EDIT: {Phase.PROPOSED: _APPROVER, Phase.ACCEPTED: _APPROVER},
    Verb.TAKE_BACK: {Phase.PROPOSED: _THEIRS},
    Verb.KEEP: {Phase.ACCEPTED: _APPROVER},
    Verb.RETIRE: {Phase.ACCEPTED: _APPROVER | {Role.AUTHOR}},
}
"""Who may do what; docs/behaviour.md shows it."""


class Why(StrEnum):
    """Why nothing changed."""

    NOT_YOURS = "not_yours"
    DONE_ALREADY = "done_already"
    DECIDED = "decided"
    """Somebody else was first, or it does not stand any more."""


@dataclass(frozen=True)
class Became:
    """Somebody changed it."""

    practice: Practice


@dataclass(frozen=True)
class Stays:
    """It stays as it is."""

    practice: Practice
    why: Why


Outcome = Became | Stays


@dataclass(frozen=True)
class Words:
    """The words of a practice as a form gives them."""

    text: str
    situation: str
    kind: Kind
    language: Language


def approvers_of(file: TeamFile, philosophy: Philosophy) -> tuple[str, ...]:
    """Who decides: the approvers of values.yaml; with none the workspace's keepers; with none of those the leads."""
    named = philosophy.approvers or file.workspace.keepers
    leads = [team.lead for team in file.teams.values() if team.lead]
    leads += [key for key, person in file.people.items() if "lead" in person.roles]
    return tuple(dict.fromkeys(key for key in (named or leads) if key in file.people))


def phase_of(p: Practice) -> Phase:
    """Where it is."""
    return Phase(p.state) if p.stands else Phase.CLOSED


def roles_of(p: Practice, by: Party, approvers: tuple[str, ...]) -> frozenset[Role]:
    """What somebody is to it."""
    return frozenset(
        role
        for role, holds in (
            (Role.EVERYBODY, True),
            (Role.AUTHOR, by.user == p.author.user),
            (Role.SAVER, by.user == p.proposer.user),
            (Role.APPROVER, by.key in approvers),
        )
        if holds
    )


def may(verb: Verb, p: Practice, by: Party, approvers: tuple[str, ...]) -> bool:
    """Whether somebody may do that to it as it stands."""
    return bool(MAY[verb].get(phase_of(p), frozenset()) & roles_of(p, by, approvers))


def refusal(verb: Verb, p: Practice, by: Party, approvers: tuple[str, ...], *, due: str = "") -> Why | None:
    """Why somebody may not; None if they may.

    `due` is the review date a button was drawn for; words are edited as somebody saw them: proposed (no date),
    or standing until that date.
    """
    roles = roles_of(p, by, approvers)
    if not any(allowed & roles for phase, allowed in MAY[verb].items()):
        return Why.NOT_YOURS
    if not may(verb, p, by, approvers):
        return Why.DECIDED
    until = p.review_by.isoformat() if p.state == "accepted" and p.review_by else ""
    if (due or verb is Verb.EDIT) and due != until:
        return Why.DECIDED
    return None


def proposed(p: Practice, approvers: tuple[str, ...]) -> Practice:
    """A new one, with who is to be told: the approvers (Slack ids), and an author who did not propose it."""
    if p.saver is not None:
        p = p.telling(TellingKind.SAVED, p.author.user)
    return p.telling(TellingKind.ASKED, *approvers)


def accept(p: Practice, by: Party, *, now: datetime, review_by: date) -> Practice:
    """It stands in the library from now on."""
    update = {"state": "accepted", "decided": now, "decided_by": by, "review_by": review_by}
    return _next(p, update, TellingKind.ACCEPTED, by)


def decline(p: Practice, by: Party, *, now: datetime, reason: str) -> Practice:
    """It does not; the reason is for those it is from alone."""
    update = {"state": "declined", "decided": now, "decided_by": by, "reason": reason, "closed": now}
    return _next(p, update, TellingKind.DECLINED, by)


def edit(p: Practice, words: Words, by: Party, *, now: datetime, review_by: date) -> Practice:
    """The words as somebody changed them: a proposal is accepted with them, an accepted one read again."""
    update: dict[str, object] = {
        "text": words.text, "situation": words.situation, "kind": words.kind, "language": words.language,
    }  # fmt: skip
    changed = p.model_copy(update=update)
    if fold(words.text) != fold(p.text) and by.user != p.author.user:
        changed = changed.model_copy(update={"edited_by": by})
    if p.state == "proposed":
        return accept(changed, by, now=now, review_by=review_by)
    return keep(changed, by, review_by=review_by)


def take_back(p: Practice, by: Party, *, now: datetime) -> Practice:
    """Whoever it is from would rather not; approvers read that it needs no decision."""
    return _next(p, {"state": "taken_back", "closed": now, "closed_by": by}, None, by)


def lapse(p: Practice, *, now: datetime) -> Practice:
    """Nobody decided for half a year."""
    return _next(p, {"state": "lapsed", "closed": now}, TellingKind.LAPSED, None)


def keep(p: Practice, by: Party, *, review_by: date) -> Practice:
    """It was read again and is good."""
    return _next(p, {"review_by": review_by, "reviewed_by": by}, None, by)


def retire(p: Practice, by: Party, *, now: datetime) -> Practice:
    """It is shown no more."""
    return _next(p, {"state": "retired", "closed": now, "closed_by": by}, TellingKind.RETIRED, by)


def _next(p: Practice, update: dict[str, object], tells: TellingKind | None, by: Party | None) -> Practice:
    """The next revision; those it is from are told, but not of what they did themselves."""
    changed = p.model_copy(update={**update, "revision": p.revision + 1})
    if tells is None:
        return changed
    return changed.telling(tells, *(one.user for one in p.from_whom if by is None or one.user != by.user))
