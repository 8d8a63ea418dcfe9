"""All commands together."""

from typing import Any

import click

from bot.cli.auditing import audit
from bot.cli.differing import diff
from bot.cli.doctor import doctor
from bot.cli.erasing import erase
from bot.cli.export import export
from bot.cli.files import check, schema
from bot.cli.intake import intake
from bot.cli.keeping import backup, restore
from bot.cli.measuring import eval_
from bot.cli.outside import FilesHaveProblems, shown_as_is
from bot.cli.pictures import map_
from bot.cli.questions import oncall, values, who
from bot.cli.report import report
from bot.cli.resealing import reseal
from bot.cli.running import nightly, serve
from bot.cli.starting import init
from bot.cli.suggesting import suggestions
from bot.errors import OperatorError, UserError


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
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
def baton() -> None:
    """Baton: who to hand a customer to, what we stand for, and the day's thanks every night.

    It reads two files, escalation.yaml and values.yaml. check tells what is wrong in them; who, values and
    oncall answer from them alone; serve runs the bot in Slack.
    """


for command in (
    serve,
    init,
    check,
    doctor,
    schema,
    who,
    diff,
    values,
    oncall,
    map_,
    nightly,
    intake,
    eval_,
    suggestions,
    report,
    erase,
    backup,
    restore,
    audit,
    reseal,
    export,
):
    baton.add_command(command)
