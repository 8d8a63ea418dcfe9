"""One of the two files by itself: which of the two it is, and what it tells or what is wrong with it."""

from dataclasses import dataclass
from pathlib import Path

from bot.config.checking import Checked
from bot.config.philosophy_checks import check_philosophy
from bot.config.problems import Problem
from bot.config.reading import read_file, read_yaml
from bot.config.shapes import read_shape
from bot.config.team_checks import check_team_file
from bot.config.tree import child
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile

_OF_VALUES = frozenset(
    {"values", "situations", "purpose", "vision", "acronym", "filter_question", "filter_questions"}
)


@dataclass(frozen=True, slots=True)
class Alone:
    """What one file tells; None if it has an error. What it names in the other file is not looked up."""

    told: TeamFile | Philosophy | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep it from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_alone(path: Path) -> Alone:
    """Read an escalation.yaml or a values.yaml, whichever it is by its keys."""
    data, problems = read_file(path)
    if data is None:
        return Alone(None, problems)
    root, problems = read_yaml(str(path), data)
    if root is None:
        return Alone(None, problems)
    tree = Checked(str(path), root)
    told: TeamFile | Philosophy | None
    if any(child(root, key) is not None for key in _OF_VALUES):
        told, found = read_shape(Philosophy, tree.name, root)
        check_philosophy(tree)
    else:
        told, found = read_shape(TeamFile, tree.name, root)
        check_team_file(tree)
    every = sorted(
        dict.fromkeys((*problems, *found, *tree.problems)), key=lambda one: (one.line, one.col, one.message)
    )
    alone = Alone(told, tuple(every))
    return Alone(None, alone.problems) if alone.errors else alone
