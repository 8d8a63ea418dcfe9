"""`intake`: a survey tool's CSV file, taken in like what comes by HTTP."""

from pathlib import Path

import click

from bot.cli.outside import (
    FilesHaveProblems,
    Outside,
    finished,
    read_files,
    reader,
    settings_for,
    shown_as_is,
    takes_files,
)
from bot.domain.reader import Reader
from bot.requests.intake import IntakeProblem
from bot.requests.intake_file import Row, read_csv
from bot.settings import Need
from bot.views.intake import nothing_taken, problem_line, summary


@click.command(
    epilog=shown_as_is(
        "Examples:", "  python -m bot intake survey.csv --dry-run", "  python -m bot intake survey.csv"
    )
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what each answer would become, and store nothing.")
@click.option("--lang", type=click.Choice(["ko", "en"]), help="In this language; by default the file's.")
@takes_files
@click.pass_obj
def intake(
    outside: Outside,
    *,
    file: Path,
    dry_run: bool,
    lang: str | None,
    escalation: Path | None,
    values_file: Path | None,
) -> None:
    """Take in what customers answered, from a CSV file of a survey tool.

    Columns: id, agent, score, scale, and comment, customer, ticket, channel, answered_at, language, wants_reply, in
    English or Korean (docs/intake.md). An id is taken in once, however often it comes. With a problem anywhere
    nothing is taken in.
    """
    settings = settings_for(outside, Need.INTAKE, escalation, values_file)
    team_file, _ = read_files(settings)
    asker = reader(team_file, lang)
    rows = read_csv(file.read_bytes(), now=outside.now())
    if isinstance(rows, IntakeProblem):
        raise _refused([problem_line(str(file), rows.at, rows, asker)], asker)
    problems = [line for row in rows for line in _problems(str(file), row, asker)]
    if problems:
        raise _refused(problems, asker)
    answers = [row.answer for row in rows if row.answer]
    taken = finished(outside.wiring().take_in_answers(settings, answers, dry_run))
    for line in summary([row.line for row in rows], taken, asker, dry_run=dry_run):
        click.echo(line)


def _problems(file: str, row: Row, asker: Reader) -> list[str]:
    return [problem_line(file, f"{row.line}:{column}", one, asker) for column, one in row.problems]


def _refused(problems: list[str], asker: Reader) -> FilesHaveProblems:
    return FilesHaveProblems("\n".join([*problems, nothing_taken(len(problems), asker)]))
