"""The two files, read together: the values they tell, or everything wrong in both at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.checking import Checked
from bot.config.philosophy_checks import check_both, check_philosophy
from bot.config.problems import Place, Problem
from bot.config.reading import read_file, read_yaml
from bot.config.shapes import Model, read_shape
from bot.config.team_checks import check_team_file
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile
from bot.errors import OperatorError


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the two files tell. A file with an error tells nothing; warnings do no harm."""

    team_file: TeamFile | None
    philosophy: Philosophy | None
    problems: tuple[Problem, ...]
    calendars: Mapping[str, Place] = field(default_factory=dict)
    """Where each schedule's `ical` stands in escalation.yaml, by the schedule's key."""
    tree: Checked | None = field(default=None, compare=False, repr=False)
    """Where everything stands in escalation.yaml; None if it cannot be read."""
    values_tree: Checked | None = field(default=None, compare=False, repr=False)
    """The same of values.yaml."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a file from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What works and is probably not meant."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    def both(self) -> tuple[TeamFile, Philosophy]:
        """The two values.

        Raises:
            OperatorError: with every error, one a line, if there is any.
        """
        if self.team_file is None or self.philosophy is None:
            raise OperatorError("\n".join(str(problem) for problem in self.errors))
        return self.team_file, self.philosophy


def load(escalation: Path, values: Path) -> Loaded:
    """Read both files; problems are sorted by file and line, escalation.yaml first."""
    escalation_data, escalation_problems = read_file(escalation)
    values_data, values_problems = read_file(values)
    return _load(
        _Source.read(str(escalation), escalation_data, escalation_problems),
        _Source.read(str(values), values_data, values_problems),
    )


def load_text(
    escalation: str | bytes,
    values: str | bytes,
    *,
    escalation_name: str = "escalation.yaml",
    values_name: str = "values.yaml",
) -> Loaded:
    """Read both files from memory; the names stand in the problems."""
    return _load(
        _Source.read(escalation_name, _bytes(escalation), ()), _Source.read(values_name, _bytes(values), ())
    )


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as far as it could be read: no tree if its YAML is broken."""

    tree: Checked | None
    problems: tuple[Problem, ...]

    @classmethod
    def read(cls, name: str, data: bytes | None, problems: tuple[Problem, ...]) -> "_Source":
        if data is None:
            return cls(None, problems)
        root, found = read_yaml(name, data)
        return cls(Checked(name, root) if root else None, found)

    def shape(self, model: type[Model]) -> tuple[Model | None, tuple[Problem, ...]]:
        return read_shape(model, self.tree.name, self.tree.root) if self.tree else (None, ())


def _load(escalation: _Source, values: _Source) -> Loaded:
    team_file, team_problems = escalation.shape(TeamFile)
    philosophy, philosophy_problems = values.shape(Philosophy)
    if escalation.tree:
        check_team_file(escalation.tree)
    if values.tree:
        check_philosophy(values.tree)
    if escalation.tree and values.tree:
        check_both(escalation.tree, values.tree)
    first = _sorted(escalation, team_problems)
    second = _sorted(values, philosophy_problems)
    return Loaded(
        team_file=None if _any_error(first) else team_file,
        philosophy=None if _any_error(second) else philosophy,
        problems=first + second,
        calendars=_calendars(escalation),
        tree=escalation.tree,
        values_tree=values.tree,
    )


def _calendars(source: _Source) -> dict[str, Place]:
    found = source.tree.texts("schedules.*.ical") if source.tree else ()
    return {str(path[1]): leaf.at for path, leaf, _ in found}


def _sorted(source: _Source, more: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Every problem of a file once, in the order of its lines."""
    checked = tuple(source.tree.problems) if source.tree else ()
    every = dict.fromkeys(source.problems + more + checked)
    return tuple(sorted(every, key=lambda problem: (problem.line, problem.col, problem.message)))


def _any_error(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)
