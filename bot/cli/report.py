"""`report`: a team's week or month as a page for its lead."""

from dataclasses import replace
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.adapters.whole_files import put
from bot.cli.outside import (
    Outside,
    finished,
    handbook,
    one_of,
    read_files,
    reader,
    settings_for,
    shown_as_is,
    takes_files,
)
from bot.domain.periods import Kind, Period
from bot.domain.review import Review
from bot.domain.team_file import TeamFile
from bot.settings import Need
from bot.views.review_page import page

_OWNER_ONLY = 0o600
"""It is for the lead: whoever else has an account on the machine cannot open it."""


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot report --team support --month 2026-11 -o report.html",
        "  python -m bot report --team support --week 2026-W47 --lang ko -o week.html",
    )
)
@click.option("--team", required=True, help="The team, by its key in escalation.yaml.")
@click.option("--month", metavar="YYYY-MM", help="A month, by the team's local dates.")
@click.option("--week", metavar="YYYY-Www", help="Or a week: Monday to Sunday, as ISO 8601 counts them.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write into a file that you alone can open; by default on the terminal.",
)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="In this language; by default the workspace's.")
@takes_files
@click.pass_obj
def report(
    outside: Outside,
    *,
    team: str,
    month: str | None,
    week: str | None,
    output: Path | None,
    lang: str | None,
    escalation: Path | None,
    values_file: Path | None,
) -> None:
    """Write a team's month or week as one HTML page with plots, for its lead.

    It counts the team's work and thanks in public; notes of correction, scores of surveys and figures of single people
    are not in it. The page loads nothing from anywhere.
    """
    settings = settings_for(outside, Need.REPORT, escalation, values_file)
    file, philosophy = read_files(settings)
    one_of(team, list(file.teams), "team", "--team")
    period = _period(outside, file, team, month, week)
    found = finished(outside.wiring().gather_review(settings, team, period))
    if not _knows_anything(found):
        told = f"nothing is known of {team} in {period}: no hand-over, no promise, no thanks, no question"
        raise click.BadParameter(told, param_hint=f"'--{period.kind}'")
    asker = replace(reader(file, lang), zone=file.zone_of_team(team))
    text = page(found, handbook(outside, file, philosophy), asker, outside.now().astimezone(UTC))
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        put(output, text.encode(), mode=_OWNER_ONLY)
    except OSError as refused:
        raise click.BadParameter(f"{output}: {refused.strerror}", param_hint="'--output'") from None
    click.echo(str(output))


def _period(outside: Outside, file: TeamFile, team: str, month: str | None, week: str | None) -> Period:
    """The one that is asked for.

    Raises:
        click.UsageError: none, two, one that is none, or one that has not begun for the team.
    """
    asked: list[tuple[Kind, str]] = [("month", month)] if month else []
    asked += [("week", week)] if week else []
    if len(asked) != 1:
        raise click.UsageError("give either --month (2026-11) or --week (2026-W47)")
    [(kind, name)] = asked
    today = outside.now().astimezone(ZoneInfo(file.zone_of_team(team))).date()
    present = Period.around(kind, today)
    try:
        period = Period.named(kind, name)
    except ValueError:
        told = f'"{name}" is no {kind}; write it like {present.before}'
        raise click.BadParameter(told, param_hint=f"'--{kind}'") from None
    if period.first > today:
        told = f"{period} has not begun; the present {kind} is {present}"
        raise click.BadParameter(told, param_hint=f"'--{kind}'")
    return period


def _knows_anything(found: Review) -> bool:
    asked = any(one.unmatched or one.none_fits for one in found.missed)
    alone = found.alone.due or found.alone.moved
    return bool(not found.is_empty or asked or alone or any(week.spread.n for week in found.weeks))
