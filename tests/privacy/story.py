"""What has happened so far, as far as it decides who may read what: the script's own account, kept beside the bot's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Literal

from bot.config import load
from playground.people import BOT_USER_ID
from tests.conversations.conftest import ROOT
from tests.privacy.hands import Hands
from tests.privacy.marks import Kind, Mark
from tests.privacy.stage import Stage

KOREAN_NIGHTS = ("support", "billing")
"""Teams whose night is in the evening of Seoul; those of the others are before its next morning."""


@dataclass(eq=False)
class Thanks:
    """Thanks that were kept. `waiting` are the recipients whose night has not closed."""

    id: str
    giver: str
    to: set[str]
    mark: Mark
    waiting: set[str] = field(default_factory=set)
    gone: bool = False


@dataclass(eq=False)
class Note:
    """A note that was sealed. A held one was due while its reader wanted none of its author's: nobody ever gets it."""

    author: str
    to: str
    marks: list[Mark]
    deliver: str
    answers: list[Mark] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    sealed: bool = True
    gone: bool = False
    held: bool = False
    doubtful: bool = False

    @property
    def all_marks(self) -> list[Mark]:
        """Its words and those of its answers."""
        return [*self.marks, *self.answers]


class Story:
    """The cast and the account of one script."""

    def __init__(self, stage: Stage, dice: Random) -> None:
        self.stage, self.dice = stage, dice
        self.world = stage.slack.playground.world
        self.cast = {
            user.key: Hands(stage, stage.slack.person(user.key))
            for user in self.world.users.values()
            if user.id != BOT_USER_ID and not user.deleted
        }
        file = load(ROOT / "escalation.yaml", ROOT / "values.yaml").both()[0]
        self.teams: dict[str, set[str]] = {}
        self.team_of: dict[str, str] = {}
        self.leads = {team: self.cast[one.lead].id for team, one in file.teams.items() if one.lead}
        for team, one in file.teams.items():
            self.teams[team] = {self.cast[key].id for key in one.everyone}
            for user in self.teams[team]:
                self.team_of.setdefault(user, team)
        self.names = {
            hands.id: {*(file.people[key].name.both if key in file.people else ()), hands.person.user.name}
            for key, hands in self.cast.items()
        }
        self.quiet: set[str] = set()
        self.blocks: set[tuple[str, str]] = set()
        self.erased: set[str] = set()
        self.closed_early: set[str] = set()
        self.thanks: list[Thanks] = []
        self.notes: list[Note] = []
        self.owed: list[tuple[str, Mark, datetime]] = []
        self.listed: list[tuple[str, Mark]] = []
        self.lines: list[str] = []

    # --- the account ---

    def tells(self, line: str) -> None:
        """One line of the script so far, for whoever reads a failing seed."""
        self.lines.append(line)

    def mark(self, kind: Kind, author: str = "", *, may: Iterable[str] = ()) -> Mark:
        """A new word."""
        return self.stage.marks.new(kind, author, may=may)

    def hands(self, user: str) -> Hands:
        """Somebody by their id."""
        return next(hands for hands in self.cast.values() if hands.id == user)

    def here(self, user: str) -> bool:
        """They did not leave."""
        return user in self.world.users and not self.world.users[user].deleted

    def some(self, *keys: str) -> Hands:
        """One of these who is still here, else one of the support team."""
        there = [self.cast[key] for key in keys if not self.cast[key].gone]
        return self.dice.choice(there or [self.cast["jimin"]])

    def give(self, kudos_id: str, giver: str, to: Iterable[str], mark: Mark) -> None:
        """Thanks were kept; until their night only their giver reads them."""
        people = set(to)
        mark.near |= people
        self.thanks.append(Thanks(kudos_id, giver, people, mark, waiting=set(people)))

    def thanks_by_id(self, kudos_id: str) -> Thanks | None:
        """The thanks that a button is about."""
        return next((one for one in self.thanks if one.id == kudos_id), None)

    def close_nights(self, teams: Iterable[str]) -> None:
        """The nights of these teams close now: how each recipient likes to be thanked now is what counts."""
        closing = {user for team in teams for user in self.teams[team] if self.team_of[user] == team}
        for one in self.thanks:
            if one.gone:
                continue
            now = one.waiting & closing
            one.waiting -= now
            for user in sorted(now):
                self._thanked(one, user)

    def _thanked(self, one: Thanks, user: str) -> None:
        mark = one.mark
        mark.may.add(user)
        owed = self.here(user) and not self._settled(one)
        if user in self.quiet:
            mark.must |= {user} if owed else set()
            mark.unnamed |= self.names[user]
            mark.knows |= {user, one.giver}
        else:
            mark.anybody = True
            mark.must_spread = mark.must_spread or owed

    def _settled(self, one: Thanks) -> bool:
        return bool({one.giver, *one.to} & self.erased)

    def retract(self, one: Thanks) -> None:
        """Taken back or withdrawn: nobody but its giver reads it anew."""
        one.gone = True
        one.mark.settle()
        one.mark.anybody, one.mark.may = False, {one.giver}

    def deliver_notes(
        self, when: Literal["evening", "dawn", "morning", "now"], teams: Iterable[str] = ()
    ) -> None:
        """Notes that may go now, do: from then on their reader may open them, unless they want none of that author.

        `teams` are those whose night closes.
        """
        closing = set(teams)
        for note in self.notes:
            if not note.sealed or note.gone or note.held:
                continue
            tonight = when == "evening" and self.team_of.get(note.to, "") in closing
            surely = (note.deliver == "tonight" and tonight) or (note.deliver == "now" and when == "now")
            if (note.to, note.author) in self.blocks:
                note.held, note.doubtful = surely, True
                continue
            if when == "now" and note.deliver != "now":
                continue
            note.sealed = not surely
            for mark in note.marks:
                mark.may.add(note.to)

    def erase(self, user: str) -> None:
        """Everything of somebody goes or loses its name: nobody has to find it any more."""
        self.erased.add(user)
        self.quiet.discard(user)
        self.blocks = {pair for pair in self.blocks if pair[0] != user}
        for one in self.thanks:
            if user in (one.giver, *one.to):
                one.mark.settle()
        for note in self.notes:
            if user in (note.author, note.to):
                note.gone = note.gone or note.sealed
                for mark in note.all_marks:
                    mark.settle()

    def owe_notes(self) -> None:
        """In the end: whose notes must have been read by whom."""
        for note in self.notes:
            if note.gone or note.held or note.doubtful or {note.author, note.to} & self.erased:
                continue
            for mark in note.marks:
                mark.must |= {note.to} if self.here(note.to) else set()
            for mark in note.answers:
                mark.must |= {note.author} if self.here(note.author) else set()
