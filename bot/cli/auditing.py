"""`audit`: who did what, from the trail in the store."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click

from bot.cli.outside import Outside, finished, print_json, settings_for, shown_as_is, takes_json
from bot.domain.audit import Entry
from bot.settings import Need

_DATE = click.DateTime(["%Y-%m-%d"])
_WEEK = timedelta(days=6)


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot audit --about escalation:K7PQ2M4X",
        "  python -m bot audit --since 2026-02-01 --until 2026-02-28 --json > february.json",
    )
)
@click.option("--since", type=_DATE, help="The first day (UTC); by default six days ago.")
@click.option("--until", type=_DATE, help="The last day (UTC); by default today.")
@click.option(
    "--about", help="Only what is about this: escalation:<id>, cover:<id>, settings, files, operator."
)
@click.option("--by", help="Only what this Slack id did.")
@takes_json
@click.pass_obj
def audit(
    outside: Outside,
    *,
    since: datetime | None,
    until: datetime | None,
    about: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Print who did what: to escalations and covers, with settings, and which version of the files was live.

    It holds nobody's words, and nothing of kudos and notes. A day is kept for 400 days.
    """
    settings = settings_for(outside, Need.AUDIT, None, None)
    last = (until or outside.now()).replace(tzinfo=UTC).date()
    first = since.date() if since else last - _WEEK
    if first > last:
        raise click.BadParameter(f"{first} is after {last}", param_hint="--since")
    found = finished(outside.wiring().audited(settings, first, last))
    told = [entry for entry in found if about in (None, entry.about) and by in (None, entry.who)]
    if as_json:
        print_json([entry.model_dump(mode="json") for entry in told])
        return
    for line in _lines(told):
        click.echo(line)


def _lines(entries: Sequence[Entry]) -> list[str]:
    if not entries:
        return ["Nothing of that kind was done in these days."]
    return [
        f"{entry.at:%Y-%m-%d %H:%M:%SZ}  {entry.about:22}  {entry.what:16}  {entry.who or '-':12}  "
        f"{entry.detail or ''}".rstrip()
        for entry in entries
    ]
