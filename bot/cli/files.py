"""`check` and `schema`: is what stands in the two files right, and what may stand there."""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.calendars import calendar_problems, read_calendars
from bot.cli.coverage import LONGEST, look_ahead
from bot.cli.outside import Outside, finished, print_json, settings_for, shown_as_is, takes_files, takes_json
from bot.cli.shapes import problem_json
from bot.config import Loaded, Problem, load
from bot.config.lints import honest
from bot.config.schema import FileKind, json_schema
from bot.settings import Need


@click.command(
    epilog=shown_as_is(
        "Example:",
        "  python -m bot check --escalation draft.yaml",
        '  draft.yaml:42:13: topic "refund", level 2: unknown key "colour"; allowed: ask, within',
        "",
        "  python -m bot check --coverage 365      # does every topic reach a person, at every moment of a year?",
    )
)
@takes_files
@click.option("--slack", "ask_slack", is_flag=True, help="Also ask Slack for the people and channels named.")
@click.option("--live", is_flag=True, help="Fetch calendars on the web anew instead of taking the last copy.")
@click.option(
    "--coverage",
    "days",
    type=click.IntRange(1, LONGEST),
    metavar="DAYS",
    help="Also tell when in so many days a topic would reach nobody, and which ladders cannot work.",
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Tell the coverage in this language.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@takes_json
@click.pass_obj
def check(
    outside: Outside,
    *,
    escalation: Path | None,
    values_file: Path | None,
    ask_slack: bool,
    live: bool,
    days: int | None,
    lang: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Tell everything wrong in the two files, each with its line.

    Errors keep the bot from starting, and the exit code is 1. Warnings do no harm and are probably not meant.
    What --coverage tells are warnings, unless a topic never reaches anybody at all, by the last resort either.
    """
    need = Need.SLACK if ask_slack else Need.FILES
    settings = settings_for(outside, need, escalation, values_file)
    loaded = load(settings.escalation_file, settings.values_file)
    problems, feeds = _in_order(loaded, _lints(loaded, outside)), None
    if loaded.team_file and loaded.calendars:
        feeds = read_calendars(outside, settings, loaded.team_file, live=live)
        problems += calendar_problems(feeds, settings, loaded, live=live)
    slack = (
        finished(outside.wiring().check_slack(settings, loaded)) if ask_slack and not loaded.errors else []
    )
    problems += slack
    ahead = look_ahead(loaded, feeds.feeds if feeds else {}, outside.now(), days, lang) if days else None
    if as_json:
        found = ahead.findings() if ahead else []
        print_json([problem_json(problem) for problem in [*problems, *found]])
    else:
        _tell(loaded, problems, ahead.report(beside_slack=bool(slack)) if ahead else None)
    if any(strict or problem.severity == "error" for problem in problems):
        raise SystemExit(1)
    if ahead and (ahead.outlook.unanswerable or (strict and ahead.outlook.has_findings)):
        raise SystemExit(1)


def _tell(loaded: Loaded, problems: Sequence[Problem], ahead: str | None) -> None:
    for problem in problems:
        click.echo(_line(problem))
    click.echo(_summary(loaded, problems), err=True)
    if ahead is not None:
        click.echo(ahead)


def _lints(loaded: Loaded, outside: Outside) -> Sequence[Problem]:
    """What in values.yaml works and helps nobody; dates by the workspace's calendar."""
    if loaded.values_tree is None:
        return ()
    zone = loaded.team_file.workspace.time_zone if loaded.team_file else "UTC"
    return honest(loaded.values_tree, loaded.team_file, outside.now().astimezone(ZoneInfo(zone)).date())


def _in_order(loaded: Loaded, lints: Sequence[Problem]) -> list[Problem]:
    """Those of escalation.yaml as they are, then all of values.yaml by line."""
    name = loaded.values_tree.name if loaded.values_tree else None
    last = [*(one for one in loaded.problems if one.path == name), *lints]
    first = [one for one in loaded.problems if one.path != name]
    return [*first, *sorted(last, key=lambda one: (one.line, one.col))]


def _line(problem: Problem) -> str:
    if problem.severity == "error":
        return str(problem)
    return f"{problem.path}:{problem.line}:{problem.col}: warning: {problem.message}"


def _summary(loaded: Loaded, problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    counted = _count(errors, "error"), _count(len(problems) - errors, "warning")
    if errors or loaded.team_file is None or loaded.philosophy is None:
        return f"{counted[0]}, {counted[1]}."
    file, values = loaded.team_file, loaded.philosophy
    told = (
        _count(len(file.people), "person", "people"),
        _count(len(file.teams), "team"),
        _count(len(file.topics), "topic"),
        _count(len(values.values), "value"),
        _count(len(values.situations), "situation"),
    )
    return f"Both files are in order ({counted[1]}): {', '.join(told)}."


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}"


@click.command(
    epilog=shown_as_is(
        "Example, for VS Code's YAML extension:",
        "  python -m bot schema escalation > escalation.schema.json",
        "  # then, as the first line of escalation.yaml:",
        "  # yaml-language-server: $schema=escalation.schema.json",
    )
)
@click.argument("which", type=click.Choice(["escalation", "values"]), default="escalation")
def schema(which: FileKind) -> None:
    """Print the JSON Schema of one of the files, for editors.

    Editors that know YAML complete keys and underline mistakes while you type.
    """
    print_json(json_schema(which))
