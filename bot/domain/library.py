"""The team's library of good phrases and cases: proposed by anybody, accepted by the file's approvers.

proposed ──accept──► accepted ──retire──► retired
   │                  │    ▲
   │                  └keep┘ at its review date
   └──decline──► declined      taken back by whoever it is from; lapsed after half a year
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.domain.escalation import Party, Posted
from bot.domain.language import Frozen, Language, Text
from bot.domain.lookup import fold
from bot.domain.philosophy import Philosophy, Shared, Situation
from bot.domain.team_file import TeamFile

PracticeState = Literal["proposed", "accepted", "declined", "taken_back", "lapsed", "retired"]
Kind = Literal["phrase", "case"]

LAPSES_AFTER = timedelta(days=180)
"""A proposal that nobody decided on for so long has lost its moment; whoever made it may make it again."""
KEEP_CLOSED = timedelta(days=90)
"""How long those who proposed it can read what became of one that does not stand."""
MOST_WAITING = 5
"""Proposals of one person that may wait: approvers read each of them."""
MOST_SHOWN = 5
"""Accepted ones shown for a situation, of each language."""
LONGEST: Mapping[Kind, int] = {"phrase": 300, "case": 1500}
"""Characters: a phrase can be said in one breath, a case read in one minute."""
SHORTEST = 5


class TellingKind(StrEnum):
    """What somebody is told about a practice, once."""

    ASKED = "asked"
    """An approver: please decide."""
    SAVED = "saved"
    """Its author: a colleague proposed your words."""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RETIRED = "retired"


WHILE_PROPOSED = frozenset({TellingKind.ASKED, TellingKind.SAVED})
"""What is drawn anew once somebody has decided, and not said any more."""


class Telling(Frozen):
    """One direct message: being posted since (real time, UTC), or told.

    That of an approver is drawn anew once somebody has decided: `settled` says that this is done.
    """

    number: int
    user: str
    kind: TellingKind
    posting_since: datetime | None = None
    told: bool = False
    posted: Posted | None = None
    settled: bool = False


class Practice(Frozen):
    """A phrase one can say, or a case one can learn from, and whom it is owed to. Times are UTC.

    `situation` is a key of values.yaml; `language` is that of the words. `saver` proposed what somebody else
    wrote; `edited_by` changed the words, and the author keeps the credit. A `review_by` that is past (a date
    of the workspace) asks its approvers to read it again; it still counts until they retire it.
    """

    version: Literal[1] = 1
    id: str
    revision: int = 0
    kind: Kind = "phrase"
    situation: str
    text: str
    language: Language
    author: Party
    saver: Party | None = None
    edited_by: Party | None = None
    state: PracticeState = "proposed"
    proposed: datetime
    decided: datetime | None = None
    decided_by: Party | None = None
    reason: str = ""
    review_by: date | None = None
    reviewed_by: Party | None = None
    closed: datetime | None = None
    closed_by: Party | None = None
    tellings: tuple[Telling, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it is in the library, or on its way into it."""
        return self.state in ("proposed", "accepted")

    @property
    def from_whom(self) -> tuple[Party, ...]:
        """Its author, and who proposed it, where that was somebody else."""
        return (self.author, *([self.saver] if self.saver else []))

    @property
    def proposer(self) -> Party:
        """Who proposed it."""
        return self.saver or self.author

    def is_from(self, user: str) -> bool:
        """Whether somebody wrote or proposed it."""
        return any(one.user == user for one in self.from_whom)

    def is_due_for_review(self, today: date) -> bool:
        """Whether its approvers are to read it again."""
        return self.state == "accepted" and self.review_by is not None and self.review_by <= today

    def due(self, now: datetime) -> datetime | None:
        """When there is something to do about it by itself; None once all is said."""
        if any(not one.told or self._shows_old(one) for one in self.tellings):
            return now
        return self.proposed + LAPSES_AFTER if self.state == "proposed" else None

    def _shows_old(self, one: Telling) -> bool:
        asks = one.kind in WHILE_PROPOSED and one.posted is not None
        return asks and self.state != "proposed" and not one.settled

    def telling(self, kind: TellingKind, *users: str | None) -> "Practice":
        """With one more thing to tell each of these people."""
        number = len(self.tellings)
        new = [user for user in dict.fromkeys(users) if user]
        more = tuple(Telling(number=number + i, user=user, kind=kind) for i, user in enumerate(new))
        return self.model_copy(update={"tellings": (*self.tellings, *more)})

    def noted(self, telling: Telling) -> "Practice":
        """With our note of one thing told, as the next revision."""
        changed = tuple(telling if telling.number == one.number else one for one in self.tellings)
        return self.model_copy(update={"tellings": changed, "revision": self.revision + 1})


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


def in_file(situation: Situation | None, text: str) -> bool:
    """Whether the file says these words for the situation already."""
    if situation is None:
        return False
    known = (*situation.say.both, *(words for one in situation.shared for words in one.text.both))
    return fold(text) in {fold(words) for words in known}


def from_file(key: str, shared: Shared, number: int) -> Practice:
    """What the file holds of the library, as a card shows it; nobody is told of it."""
    language = Language.KO if shared.text.ko else Language.EN
    return Practice(
        id=f"file-{key}-{number}",
        kind=shared.kind,
        situation=key,
        text=shared.text.in_(language),
        language=language,
        author=Party(user="", name=shared.by),
        edited_by=Party(user="", name=shared.edited_by) if shared.edited_by else None,
        state="accepted",
        proposed=datetime.min.replace(tzinfo=UTC),
    )


def into_file(p: Practice) -> Shared:
    """What the file is to hold of an accepted one."""
    words = Text(ko=p.text) if p.language is Language.KO else Text(en=p.text)
    return Shared(
        kind=p.kind, text=words, by=p.author.name, edited_by=p.edited_by.name if p.edited_by else None
    )


@dataclass(frozen=True)
class ForFile:
    """What values.yaml does not hold yet, by situation, oldest first; `left_out` are of situations it has not."""

    shared: Mapping[str, tuple[Shared, ...]]
    left_out: tuple[Practice, ...] = ()


def for_file(philosophy: Philosophy, accepted: Sequence[Practice]) -> ForFile:
    """What of the library is to be written into the file; what it holds already is left as it is."""
    found: dict[str, dict[str, Shared]] = {}
    known = philosophy.situations
    for p in sorted(accepted, key=lambda p: (p.decided or p.proposed, p.id)):
        situation = known.get(p.situation)
        if p.state == "accepted" and situation is not None and not in_file(situation, p.text):
            found.setdefault(p.situation, {}).setdefault(fold(p.text), into_file(p))
    return ForFile(
        {key: tuple(found[key].values()) for key in known if key in found},
        tuple(p for p in accepted if p.state == "accepted" and p.situation not in known),
    )


def shown_for(key: str, situation: Situation | None, accepted: tuple[Practice, ...]) -> tuple[Practice, ...]:
    """What a card of the situation shows: newest first, at most so many of a language, each words once.

    What the file itself says is left to the file; what it holds of the library comes after what is newer.
    """
    kept = [p for p in accepted if p.situation == key and p.state == "accepted"]
    kept = [p for p in kept if not in_file(situation, p.text)]
    kept.sort(key=lambda p: (p.decided or p.proposed, p.id), reverse=True)
    shared = situation.shared if situation else ()
    filed = [from_file(key, one, number) for number, one in enumerate(shared)]
    every = [*kept, *reversed(filed)]
    return tuple(
        p for language in Language for p in [one for one in every if one.language is language][:MOST_SHOWN]
    )
