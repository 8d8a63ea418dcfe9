"""`who` and `values`: the answers of the two files, without Slack."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.against import draft_of, say_against
from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.outside import (
    Outside,
    finished,
    handbook,
    moment_of,
    print_json,
    read_files,
    reader,
    said,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.cli.plain import plain
from bot.cli.shapes import FROM_THE_FILE, FROM_THE_FILE_KO, values_json, who_json
from bot.domain.policy import Severity
from bot.services.answer import Question, answer
from bot.services.look_up_values import look_up_values
from bot.settings import Need
from bot.views.answers import answered
from bot.views.values import glance, looked_up
from bot.views.words import say

_LANGUAGE = click.Choice(["ko", "en"])


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot who 고객님이 환불을 원하세요",
        '  python -m bot who "the whole platform is down" --severity critical --at 2026-02-14T23:30',
    )
)
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@click.option(
    "--at", metavar="ISO", help="Ask for another moment; without an offset in the workspace's zone."
)
@click.option("--lang", type=_LANGUAGE, help="Answer in this language; by default that of the text.")
@click.option(
    "--severity", type=click.Choice([level.value for level in Severity]), default="normal", show_default=True
)
@click.option("--tier", help="The customer's tier, as a policy names it.")
@click.option("--region", help="The customer's region, as a policy names it.")
@click.option(
    "--live", is_flag=True, help="Count the covers made in Slack, which needs the store; fetch calendars."
)
@click.option(
    "--against",
    metavar="DRAFT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ask a draft of escalation.yaml too, and say what differs.",
)
@takes_files
@takes_json
@click.pass_obj
def who(
    outside: Outside,
    *,
    words: Sequence[str],
    at: str | None,
    lang: str | None,
    severity: str,
    tier: str | None,
    region: str | None,
    live: bool,
    against: Path | None,
    escalation: Path | None,
    values_file: Path | None,
    as_json: bool,
) -> None:
    """Say who a customer would be handed to, and what comes next. Nobody is paged."""
    text = said(words)
    if not text:
        raise click.BadParameter("say in a few words what it is about", param_hint="'TEXT'")
    settings = settings_for(outside, Need.STORE if live else Need.FILES, escalation, values_file)
    file, philosophy = read_files(settings)
    when = moment_of(at, "--at", file.workspace.time_zone) or outside.now().replace(microsecond=0)
    covers = finished(outside.wiring().live_covers(settings)) if live else ()
    calendars = read_calendars(outside, settings, file, live=live)
    book = handbook(outside, file, philosophy, covers, calendars.feeds)
    question = Question(text, Severity(severity), tier, region)
    found = answer(book, question, when)
    asker = reader(file, lang, text)
    tell_calendars(calendars, file, asker, live=live)
    if against is not None:
        draft = draft_of(outside, settings, against, book, asker, live=live)
        other = answer(draft, question, when), draft
        say_against((found, book), other, asker, counted=live, as_json=as_json)
        return
    if as_json:
        print_json(who_json(found, book, asker, live=live))
        return
    click.echo(plain(answered(found, book, asker)))
    if not live:
        click.echo(f"\n({say(asker, ko=FROM_THE_FILE_KO, en=FROM_THE_FILE)})")


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot values",
        "  python -m bot values H",
        "  python -m bot values 고객님이 많이 화나셨어요 --lang en",
    )
)
@click.argument("words", nargs=-1, metavar="[TEXT]")
@click.option("--lang", type=_LANGUAGE, help="Answer in this language; by default that of the text.")
@takes_files
@takes_json
@click.pass_obj
def values(
    outside: Outside,
    *,
    words: Sequence[str],
    lang: str | None,
    escalation: Path | None,
    values_file: Path | None,
    as_json: bool,
) -> None:
    """Show what the team stands for, one value, or the value that helps in a situation."""
    text = said(words)
    settings = settings_for(outside, Need.FILES, escalation, values_file)
    file, philosophy = read_files(settings)
    asker = reader(file, lang, text)
    if not text and as_json:
        print_json(
            philosophy.model_dump(mode="json", by_alias=True, exclude={"not_for_us", "kudos", "corrections"})
        )
        return
    book = handbook(outside, file, philosophy)
    if not text:
        click.echo(plain(glance(book, asker)))
        return
    found = look_up_values(book, text)
    if as_json:
        print_json(values_json(found, book))
    else:
        click.echo(plain(looked_up(found, book, asker)))
