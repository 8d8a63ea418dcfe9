"""`serve` and `nightly`: the bot itself, and one of its nights by hand."""

import os
import tempfile
from asyncio import run
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import click

from bot.cli.outside import Outside, one_of, read_files, settings_for, shown_as_is, takes_files
from bot.settings import Need


@click.command(
    epilog=shown_as_is("Example:", "  SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… python -m bot serve")
)
@click.option("--http", is_flag=True, help="Take Slack's signed requests on PORT instead of Socket Mode.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="With --http: so many processes on one port; one that dies is replaced.",
)
@takes_files
@click.pass_obj
def serve(
    outside: Outside, *, http: bool, workers: int, escalation: Path | None, values_file: Path | None
) -> None:
    """Run the bot until it is stopped.

    Socket Mode, the default, needs no public address. With --http any number of replicas may stand behind a
    balancer. PORT answers health checks either way.
    """
    need = Need.HTTP_MODE if http else Need.SOCKET_MODE
    settings = settings_for(outside, need, escalation, values_file)
    if workers > 1 and not http:
        told = "goes with --http; in Socket Mode start Baton several times, each with a PORT of its own (at most five)"
        raise click.BadParameter(told, param_hint="'--workers'")
    if workers > 1:
        read_files(settings)  # told once, not by each; one alone tells it as it starts
    with sharing_figures() if workers > 1 else nullcontext():
        status = outside.wiring().serve(settings, http=http, workers=workers)
    raise SystemExit(status)


@click.command(
    epilog=shown_as_is("Example:", "  python -m bot nightly --team support --date 2026-02-13 --dry-run")
)
@click.option("--team", required=True, help="The team, by its key in escalation.yaml.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The night; by default the team's today.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@takes_files
@click.pass_obj
def nightly(
    outside: Outside,
    *,
    team: str,
    date: datetime | None,
    dry_run: bool,
    escalation: Path | None,
    values_file: Path | None,
) -> None:
    """Run one team's night by hand and print what it did.

    A night is posted once: run again, it says "already posted".
    """
    settings = settings_for(outside, Need.NIGHT, escalation, values_file)
    file, _ = read_files(settings)
    one_of(team, list(file.teams), "team", "--team")
    night = date.date() if date else None
    for line in run(outside.wiring().run_nightly(settings, team, night, dry_run)):
        click.echo(line)


@contextmanager
def sharing_figures() -> Iterator[None]:
    """A folder in which workers keep their figures, so that any of them tells those of all.

    The library that keeps them looks for its name once, as it is imported: so this comes before `outside.wiring()`.
    """
    with tempfile.TemporaryDirectory(prefix="baton-metrics-") as folder:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
        yield
