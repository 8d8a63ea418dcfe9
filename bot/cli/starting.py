"""`init`: a first escalation.yaml from the people who are in Slack already."""

from pathlib import Path

import click

from bot.cli.outside import Outside, finished, settings_for, shown_as_is
from bot.config.starting import first_file
from bot.settings import Need


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot init escalation --slack @billing-helpers",
        "  python -m bot init escalation --slack '#support' --lead jimin@example.com -o escalation.yaml",
    )
)
@click.argument("which", type=click.Choice(["escalation"]))
@click.option(
    "--slack",
    "group",
    required=True,
    metavar="GROUP",
    help="A user group (@handle or S…) or a channel (#name or id).",
)
@click.option("--lead", metavar="NAME", help="Who leads the team: a name, an e-mail address or a Slack id.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write into a file that is not there yet; by default on the terminal.",
)
@click.pass_obj
def init(outside: Outside, *, which: str, group: str, lead: str | None, output: Path | None) -> None:  # noqa: ARG001 - one kind so far
    """Write a first, commented escalation.yaml from a user group or channel in Slack.

    Nothing is ever overwritten. Needs SLACK_BOT_TOKEN.
    """
    if output is not None and output.exists():
        raise click.BadParameter(f"{output} is there already and stays as it is", param_hint="'--output'")
    settings = settings_for(outside, Need.SLACK, None, None)
    text = first_file(finished(outside.wiring().gather_people(settings, group)), outside.now(), lead)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as reason:
        raise click.BadParameter(f"{output}: {reason.strerror}", param_hint="'--output'") from None
    click.echo(f"Written: {output}. Next: python -m bot check --escalation {output} --slack", err=True)
