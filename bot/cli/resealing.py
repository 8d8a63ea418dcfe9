"""`reseal`: a change of the secret keys, brought to an end."""

import click

from bot.cli.outside import FilesHaveProblems, Outside, finished, settings_for, shown_as_is
from bot.settings import Need


@click.command(
    epilog=shown_as_is(
        "Example, with a new key in front:",
        '  BATON_SECRET_KEYS="$NEW,$OLD" python -m bot reseal',
    )
)
@click.pass_obj
def reseal(outside: Outside) -> None:
    """Encrypt anew, with the first of BATON_SECRET_KEYS, all that another key of them encrypted.

    Every replica must already run with the new key in front. Afterwards the old one can be taken away. It runs
    beside a serving bot and can be run again. docs/operations.md tells the whole way.
    """
    settings = settings_for(outside, Need.RESEAL, None, None)
    done = finished(outside.wiring().reseal_store(settings))
    click.echo(f"{done.renewed} encrypted anew with the first key.")
    if done.closed:
        raise FilesHaveProblems(
            f"{done.closed} cannot be opened by any of BATON_SECRET_KEYS: put the key they were written with "
            "back behind the first, and run this again."
        )
    if done.left:
        raise FilesHaveProblems(f"{done.left} were being changed all the while: run this again.")
