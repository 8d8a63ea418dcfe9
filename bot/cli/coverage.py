"""What `check --coverage` says: every finding at its line, or all of them to be read at once."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cli.outside import reader
from bot.config import Loaded, PackageCalendars, Problem
from bot.config.checking import Checked
from bot.config.locating import located
from bot.config.naming import item_name
from bot.config.problems import Severity
from bot.config.tree import Path
from bot.domain.coverage import Hole, HoleKind, Subject, condensed
from bot.domain.feeds import Feed
from bot.domain.hours import Interval
from bot.domain.oncall import Roster
from bot.domain.promise_checks import AskedTooLate, Hollow, PromisedAlways, PromisedTooSoon, SaysAlways
from bot.domain.reader import Reader
from bot.domain.readiness import LevelReachesNobody, LevelRepeats, NobodyEver, Stuck
from bot.domain.team_file import TeamFile
from bot.services.foresee import Outlook, foresee
from bot.views import coverage as words
from bot.views.words import say

LONGEST = 3660
"""Days: ten years; further no rotation is planned."""


def look_ahead(
    loaded: Loaded, feeds: Mapping[str, Feed], now: datetime, days: int, language: str | None
) -> "Ahead | None":
    """The coming days from the present minute on; nothing where escalation.yaml cannot be used."""
    if loaded.team_file is None or loaded.tree is None:
        return None
    start = now.replace(second=0, microsecond=0)
    roster = Roster(loaded.team_file, PackageCalendars(), feeds=feeds)
    found = foresee(roster, start, start + timedelta(days=days))
    return Ahead(found, loaded.team_file, loaded.tree, reader(loaded.team_file, language))


@dataclass(frozen=True)
class Ahead:
    """What was found, beside the file it was found in, for whoever reads it."""

    outlook: Outlook
    file: TeamFile
    tree: Checked
    reader: Reader

    @property
    def period(self) -> Interval:
        """From when until when was looked."""
        return self.outlook.start, self.outlook.end

    def findings(self) -> list[Problem]:
        """Each finding where it stands in the file, a line a policy; what can never be answered is an error."""
        problems = [located(self.tree, *one) for one in _ladders(self)]
        for hole in self.outlook.holes:
            told = f"{words.kind(hole.kind, self.reader)}: {words.times(hole, self.period, self.file, self.reader)}"
            why = words.reasons(hole, self.file, self.reader)
            sentence = html.unescape(f"{told}; {why}" if why else told)
            problems += [located(self.tree, _path(subject), sentence) for subject in hole.subjects]
        return sorted(problems, key=lambda problem: (problem.line, problem.col))

    def report(self, *, beside_slack: bool = False) -> str:
        """All of it to be read at once: the verdict, the times, and what cannot work as it is written.

        `beside_slack`: Slack's own problems are told above it, and not counted in it.
        """
        lines = [words.opening(self.outlook, self.file, self.reader)]
        holes = condensed(self.outlook.holes)
        for kind in HoleKind:
            told = [line for hole in holes if hole.kind is kind for line in _told(self, hole)]
            lines += ["", words.kind(kind, self.reader), *told] if told else []
        ladders = [f"  {item_name(self.tree.root, path)}: {told}" for path, told, _ in _ladders(self)]
        if ladders:
            lines += ["", say(self.reader, ko="단계와 약속", en="Ladders and promises"), *ladders]
        return "\n".join([*lines, "", f"({words.closing(self.reader, beside_slack=beside_slack)})"])


def _told(ahead: Ahead, hole: Hole) -> list[str]:
    """A hole in three lines; topics that never reach anybody are told by a line of their own."""
    never = {one.subject for one in ahead.outlook.stuck if isinstance(one, NobodyEver)}
    left = tuple(subject for subject in hole.subjects if Subject(subject.topic) not in never)
    if not left:
        return []
    who = words.subjects(left, ahead.file, ahead.reader)
    why = words.reasons(hole, ahead.file, ahead.reader)
    when = words.times(hole, ahead.period, ahead.file, ahead.reader)
    lines = (f"{who}: {why}", f"  {when}") if hole.kind is HoleKind.ALONE else (when, f"  {who}", f"  {why}")
    return [f"  {html.unescape(line)}" for line in lines]


def _ladders(ahead: Ahead) -> Iterator[tuple[Path, str, Severity]]:
    for one in ahead.outlook.stuck:
        unanswerable = isinstance(one, NobodyEver) and one.unanswerable
        sentence = html.unescape(words.stuck(one, ahead.file, ahead.reader))
        yield _path_of(one), sentence, "error" if unanswerable else "warning"
    for promise in ahead.outlook.hollow:
        yield _path_of(promise), html.unescape(words.hollow(promise, ahead.period, ahead.reader)), "warning"


def _path_of(found: Stuck | Hollow) -> Path:
    where = _path(found.subject)
    match found:
        case LevelReachesNobody(level=level) | LevelRepeats(level=level):
            return (*where, "levels", level - 1)
        case PromisedTooSoon(level=level) | AskedTooLate(level=level):
            return (*where, "levels", level - 1)
        case PromisedAlways():
            return (*where, "promise")
        case SaysAlways(language=language, index=index):
            return (*where, "can_offer", language.value, index)
        case _:
            return where


def _path(subject: Subject) -> Path:
    if subject.topic is None:
        return ("workspace", "last_resort")
    topic = ("topics", subject.topic)
    return topic if subject.policy is None else (*topic, "policies", subject.policy)
