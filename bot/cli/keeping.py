"""`backup` and `restore`: everything Baton holds, in a file and back."""

from asyncio import run
from pathlib import Path

import click

from bot.cli.outside import Outside, settings_for, shown_as_is
from bot.settings import Need

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(epilog=shown_as_is("Example:", "  python -m bot backup baton-$(date +%F).jsonl"))
@click.argument("out", type=_FILE)
@click.option("--workspace", metavar="ID", help="Which one (T…), where the store holds several.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def backup(outside: Outside, *, out: Path, workspace: str | None, force: bool) -> None:
    """Write everything the store holds into OUT, beside a bot that runs.

    Notes stay encrypted in it; everything else can be read, so only its owner may open the file. The secret keys are
    not in it: keep those as well, and elsewhere. Needs no Slack.
    """
    settings = settings_for(outside, Need.STORE, None, None)
    if out.exists() and not force:
        told = f"{out} is there already and stays as it is; --force replaces it"
        raise click.BadParameter(told, param_hint="'OUT'")
    for line in run(outside.wiring().backup(settings, out, workspace)):
        click.echo(line)


@click.command(epilog=shown_as_is("Example:", "  python -m bot restore baton-2026-02-13.jsonl"))
@click.argument("backup_file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Remove what the store holds of the same workspace first.")
@click.option("--yes", is_flag=True, help="Do not ask whether that is meant.")
@click.pass_obj
def restore(outside: Outside, *, backup_file: Path, replace: bool, yes: bool) -> None:
    """Put a backup into the store; stop every bot first.

    The file is read to its end before anything is touched, and compared with the store afterwards. What has ended since
    the backup, such as notes whose time was up, stays gone.
    """
    settings = settings_for(outside, Need.STORE, None, None)
    if replace and not yes:
        click.confirm("Remove what the store holds of this workspace? It cannot be undone.", abort=True)
    for line in run(outside.wiring().restore(settings, backup_file, replace)):
        click.echo(line)
