"""What every command shares: the world outside, the two files, and how a refusal is said."""

import inspect
import json
from asyncio import run
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

import click

from bot.adapters.resealing import Resealed
from bot.config import Loaded, PackageCalendars, Problem, load
from bot.config.problems import did_you_mean
from bot.config.starting import Gathered
from bot.domain.audit import Entry
from bot.domain.diagnosis import Finding
from bot.domain.feeds import Feed
from bot.domain.hours import instant
from bot.domain.language import Language, language_of
from bot.domain.learning import Learned
from bot.domain.oncall import Cover
from bot.domain.periods import Period
from bot.domain.philosophy import Philosophy
from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.domain.review import Review
from bot.domain.survey import SurveyAnswer
from bot.domain.team_file import TeamFile
from bot.errors import OperatorError
from bot.ports.surveys import Taken
from bot.services.handbook import Handbook, UnderstandWith
from bot.settings import Need, Settings

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])


class Wiring(Protocol):
    """What commands that do more than read the files ask of `bot.wiring`; imported only then."""

    def serve(self, settings: Settings, *, http: bool, workers: int) -> int:
        """Run the bot, in so many processes, until it is told to stop; the exit status."""

    async def erase(self, settings: Settings, who: str) -> list[str]:
        """Have the running bot erase somebody, by key or Slack id. Returns what will be done."""

    async def backup(self, settings: Settings, out: Path, workspace: str | None) -> list[str]:
        """Write what the store holds of a workspace into a file; None is the only one there is. Returns what was done."""

    async def restore(self, settings: Settings, path: Path, replace: bool) -> list[str]:  # noqa: FBT001 - the wiring's own
        """Put a backup into the store. Returns what was done."""

    async def run_nightly(
        self,
        settings: Settings,
        team: str,
        date: date | None,
        dry_run: bool,  # noqa: FBT001 - the wiring's own signature
    ) -> list[str]:
        """Run a team's night; None is the team's today by the bot's clock. Returns what was done."""

    def check_slack(self, settings: Settings, loaded: Loaded) -> list[Problem] | Awaitable[list[Problem]]:
        """What Slack says of the people and channels the files name."""

    def examine(
        self,
        settings: Settings,
        loaded: Loaded,
        http: bool,  # noqa: FBT001 - the wiring's own signature
    ) -> list[Finding] | Awaitable[list[Finding]]:
        """Everything but the environment and the files' own problems, looked at from outside."""

    def gather_people(self, settings: Settings, group: str) -> Gathered | Awaitable[Gathered]:
        """The people of a user group or channel in Slack."""

    def learned(self, settings: Settings) -> Learned | Awaitable[Learned]:
        """What was counted of how people use the answers, and the questions that are kept."""

    def gather_review(self, settings: Settings, team: str, period: Period) -> Review | Awaitable[Review]:
        """A team's week or month."""

    def accepted_practices(self, settings: Settings) -> Sequence[Practice] | Awaitable[Sequence[Practice]]:
        """The phrases and cases that people shared and approvers accepted."""

    def take_in_answers(
        self,
        settings: Settings,
        answers: Sequence[SurveyAnswer],
        dry_run: bool,  # noqa: FBT001 - the wiring's own signature
    ) -> Sequence[Taken] | Awaitable[Sequence[Taken]]:
        """Take in what customers answered; what became of each, or would."""

    def audited(
        self, settings: Settings, first: date, last: date
    ) -> Sequence[Entry] | Awaitable[Sequence[Entry]]:
        """The audit trail of some days (UTC)."""

    def reseal_store(self, settings: Settings) -> Resealed | Awaitable[Resealed]:
        """Everything that is stored encrypted, encrypted anew with the first secret key."""

    def live_covers(self, settings: Settings) -> Sequence[Cover] | Awaitable[Sequence[Cover]]:
        """The covers made in Slack that hold now or later."""


@dataclass(frozen=True)
class Outside:
    """The world a command runs in; handed over once, by `python -m bot` or by a test."""

    environ: Mapping[str, str]
    now: Callable[[], datetime]
    wiring: Callable[[], Wiring]
    understand: UnderstandWith


class FilesHaveProblems(click.ClickException):
    """The two files cannot be used; exit code 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - click's signature
        """Print the problems as they are."""
        click.echo(self.message, err=True)


class WrongEnvironment(FilesHaveProblems):
    """Variables are missing or wrong; exit code 2, like any wrong usage."""

    exit_code = 2


def shown_as_is(*lines: str) -> str:
    """Examples under a command's help, line by line."""
    return "\n".join(["\b", *lines])


def takes_files(command: Command) -> Command:
    """Give a command --escalation and --values."""
    shared = {"type": click.Path(path_type=Path), "metavar": "FILE"}
    escalation = click.option(
        "--escalation",
        help="Instead of BATON_ESCALATION_FILE, by default escalation.yaml.",
        **cast("Any", shared),
    )
    values = click.option(
        "--values",
        "values_file",
        help="Instead of BATON_VALUES_FILE, by default values.yaml.",
        **cast("Any", shared),
    )
    return escalation(values(command))


def takes_json(command: Command) -> Command:
    """Give a command --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def settings_for(outside: Outside, need: Need, escalation: Path | None, values: Path | None) -> Settings:
    """The settings of a command; its options come before the environment.

    Raises:
        WrongEnvironment: naming every variable that is missing or wrong.
    """
    try:
        settings = Settings.read(outside.environ, need)
    except OperatorError as refused:
        raise WrongEnvironment(str(refused)) from None
    given = {"escalation_file": escalation, "values_file": values}
    return settings.model_copy(update={name: path for name, path in given.items() if path})


def read_files(settings: Settings) -> tuple[TeamFile, Philosophy]:
    """Both files.

    Raises:
        FilesHaveProblems: with every error of both.
    """
    try:
        return load(settings.escalation_file, settings.values_file).both()
    except OperatorError as refused:
        raise FilesHaveProblems(str(refused)) from None


def handbook(
    outside: Outside,
    file: TeamFile,
    philosophy: Philosophy,
    covers: Sequence[Cover] = (),
    feeds: Mapping[str, Feed] | None = None,
) -> Handbook:
    """Both files ready for questions."""
    return Handbook.of(
        file, philosophy, PackageCalendars(), understand=outside.understand, covers=covers, feeds=feeds
    )


def reader(file: TeamFile, language: str | None, text: str = "") -> Reader:
    """Whoever reads the terminal: the language asked for, else that of the text, else the file's."""
    fallback = Language.EN if file.workspace.language == "en" else Language.KO
    chosen = Language(language) if language else language_of(text) or fallback
    return Reader(language=chosen, zone=file.workspace.time_zone, user="terminal")


YEARS = range(1970, 2200)
"""What can be asked about: years whose clocks are known, and far from where dates end."""


def moment_of(text: str | None, option: str, zone_name: str) -> datetime | None:
    """An ISO 8601 moment or date as UTC; without an offset it is in the zone, which is mostly the workspace's."""
    if text is None:
        return None
    zone = ZoneInfo(zone_name)
    try:
        given = datetime.fromisoformat(text.strip())
        if given.year not in YEARS:
            told = f'"{text}" is too far away; give a year from {YEARS[0]} to {YEARS[-1]}'
            raise click.BadParameter(told, param_hint=f"'{option}'")
        local = given.astimezone(zone) if given.tzinfo else given.replace(microsecond=0)
        return instant(local, zone) if given.tzinfo is None else local
    except ValueError:
        told = f'"{text}" is not a moment; write for example 2026-01-05T09:00 or 2026-01-05T09:00+09:00'
        raise click.BadParameter(told, param_hint=f"'{option}'") from None


def one_of(name: str, known: Sequence[str], what: str, option: str) -> str:
    """A key of the file.

    Raises:
        click.BadParameter: with the nearest key there is, or all of them.
    """
    if name in known:
        return name
    near = did_you_mean(name, known)
    hint = f'did you mean "{near}"?' if near else f"there are: {', '.join(known) or 'none'}"
    raise click.BadParameter(f'no {what} "{name}"; {hint}', param_hint=f"'{option}'")


def said(words: Sequence[str]) -> str:
    """What was typed after a command, quoted or not."""
    return " ".join(words).strip().encode("utf-8", "replace").decode()


def finished(result: T | Awaitable[T]) -> T:
    """A result, waited for where it has to be."""
    return run(cast("Coroutine[Any, Any, T]", result)) if inspect.isawaitable(result) else result


def print_json(shape: object) -> None:
    """Print for programs; Korean stays readable."""
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
