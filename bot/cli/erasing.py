"""`erase`: what Baton holds about somebody who cannot ask for it themselves."""

from asyncio import run
from pathlib import Path

import click

from bot.cli.outside import Outside, read_files, settings_for, shown_as_is, takes_files
from bot.settings import Need


@click.command(epilog=shown_as_is("Example:", "  python -m bot erase U02BOB"))
@click.argument("who")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@takes_files
@click.pass_obj
def erase(
    outside: Outside, *, who: str, yes: bool, escalation: Path | None, values_file: Path | None
) -> None:
    """Erase what Baton holds about WHO, a key of escalation.yaml or a Slack id: for people who left.

    Whoever is still there does it themselves, with My data in App Home. The running bot does it within moments;
    what is open goes on, and loses the name as it ends. It cannot be undone.
    """
    settings = settings_for(outside, Need.ERASE, escalation, values_file)
    read_files(settings)
    if not yes:
        click.confirm(f"Erase everything of {who}? It cannot be undone.", abort=True)
    for line in run(outside.wiring().erase(settings, who)):
        click.echo(line)
