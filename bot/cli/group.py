"""All commands together."""

from typing import Any

import click

from bot.cli.lazily import Commands
from bot.cli.outside import FilesHaveProblems, shown_as_is
from bot.errors import OperatorError, UserError

_COMMANDS = {
    "serve": "bot.cli.running:serve",
    "init": "bot.cli.starting:init",
    "check": "bot.cli.files:check",
    "doctor": "bot.cli.doctor:doctor",
    "schema": "bot.cli.files:schema",
    "who": "bot.cli.questions:who",
    "diff": "bot.cli.differing:diff",
    "values": "bot.cli.questions:values",
    "oncall": "bot.cli.oncall:oncall",
    "map": "bot.cli.pictures:map_",
    "nightly": "bot.cli.running:nightly",
    "intake": "bot.cli.intake:intake",
    "eval": "bot.cli.measuring:eval_",
    "suggestions": "bot.cli.suggesting:suggestions",
    "report": "bot.cli.report:report",
    "erase": "bot.cli.erasing:erase",
    "backup": "bot.cli.keeping:backup",
    "restore": "bot.cli.keeping:restore",
    "audit": "bot.cli.auditing:audit",
    "reseal": "bot.cli.resealing:reseal",
    "export": "bot.cli.export:export",
}
"""Only the one that is run is imported, so that it starts the sooner."""


class _Boundary(click.Group):
    """Our own errors are sentences for whoever runs Baton; anything else is a bug and keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (OperatorError, UserError) as refused:
            raise FilesHaveProblems(str(refused)) from None


@click.group(
    epilog=shown_as_is(
        "Start here:", "  python -m bot check", '  python -m bot who "the customer was charged twice"'
    ),
    cls=_Boundary,
    commands=Commands(_COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
def baton() -> None:
    """Baton: who to hand a customer to, what we stand for, and the day's thanks every night.

    It reads two files, escalation.yaml and values.yaml. check tells what is wrong in them; who, values and
    oncall answer from them alone; serve runs the bot in Slack.
    """
