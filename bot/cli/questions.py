"""`who`, `values` and `oncall`: the answers of the two files, without Slack."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.against import draft_of, say_against
from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.exporting import write_calendars
from bot.cli.outside import (
    Outside,
    finished,
    handbook,
    moment_of,
    one_of,
    print_json,
    read_files,
    reader,
    said,
    settings_for,
    shown_as_is,
    takes_files,
    takes_json,
)
from bot.cli.pictures import draw_chart, refuse_other_formats
from bot.cli.plain import plain
from bot.cli.shapes import FROM_THE_FILE, gap_json, shift_json, values_json, who_json
from bot.config import PackageCalendars
from bot.domain.oncall import Gap, Roster, Shift, Why
from bot.domain.policy import Severity
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.domain.weekdays import DAY_NAMES
from bot.services.answer import Question, answer
from bot.services.look_up_values import look_up_values
from bot.settings import Need
from bot.views.answers import answered
from bot.views.values import glance, looked_up
from bot.views.words import person, say

_LANGUAGE = click.Choice(["ko", "en"])
_LONGEST = timedelta(days=3660)


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
        click.echo(f"\n({say(asker, ko=_FROM_THE_FILE_KO, en=FROM_THE_FILE)})")


_FROM_THE_FILE_KO = "Slack에서 정한 대신 근무는 빠져 있습니다. --live를 붙이면 함께 봅니다"


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


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot oncall",
        "  python -m bot oncall billing --from 2026-02-01 --to 2026-03-01",
        "  python -m bot oncall --ics calendars --live",
        "  python -m bot oncall --from 2026-02-02 --to 2026-02-09 --chart week.png",
    )
)
@click.argument("schedule", required=False)
@click.option("--from", "start", metavar="ISO", help="From this moment on; by default now.")
@click.option(
    "--to", "end", metavar="ISO", help="Up to this moment; by default seven days on, 90 with --ics."
)
@click.option(
    "--ics",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a calendar for each schedule and each person into this folder; for SCHEDULE only its own.",
)
@click.option(
    "--chart",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw a chart of it with the gaps marked, as .png or .svg.",
)
@click.option("--lang", type=_LANGUAGE, help="Print names and times in this language.")
@click.option(
    "--live", is_flag=True, help="Count the covers made in Slack, which needs the store; fetch calendars."
)
@takes_files
@takes_json
@click.pass_obj
def oncall(
    outside: Outside,
    *,
    schedule: str | None,
    start: str | None,
    end: str | None,
    ics: Path | None,
    chart: Path | None,
    lang: str | None,
    live: bool,
    escalation: Path | None,
    values_file: Path | None,
    as_json: bool,
) -> None:
    """List who is on call when, and the gaps where nobody is."""
    refuse_other_formats(chart, "--chart")
    if ics and chart:
        raise click.UsageError("--ics and --chart are two answers; ask for one at a time")
    settings = settings_for(outside, Need.STORE if live else Need.FILES, escalation, values_file)
    file, _ = read_files(settings)
    keys = (
        [one_of(schedule, list(file.schedules), "schedule", "SCHEDULE")] if schedule else list(file.schedules)
    )
    begins = moment_of(start, "--from", file.workspace.time_zone) or outside.now().replace(microsecond=0)
    ends = moment_of(end, "--to", file.workspace.time_zone) or begins + timedelta(days=90 if ics else 7)
    if not timedelta() < ends - begins <= _LONGEST:
        raise click.BadParameter("must be after --from, by ten years at most", param_hint="'--to'")
    covers = finished(outside.wiring().live_covers(settings)) if live else ()
    calendars = read_calendars(outside, settings, file, live=live)
    asker = reader(file, lang)
    tell_calendars(calendars, file, asker, live=live)
    roster = Roster(file, PackageCalendars(), covers, calendars.feeds)
    if ics:
        written = write_calendars(
            ics, roster, keys, asker, start=begins, end=ends, now=outside.now(), people=schedule is None
        )
        names = [str(path) for path in written]
        print_json({"files": names}) if as_json else click.echo("\n".join(names))
        return
    listed = [roster.shifts(key, begins, ends) for key in keys]
    if chart:
        draw_chart(
            chart, dict(zip(keys, listed, strict=True)), file, asker,
            start=begins, end=ends, now=outside.now(), live=live,
        )  # fmt: skip
        print_json({"files": [str(chart)]}) if as_json else click.echo(str(chart))
        return
    zone = file.workspace.time_zone
    if as_json:
        shifts = [shift_json(shift, zone) for found, _ in listed for shift in found]
        gaps = [gap_json(gap, zone) for _, found in listed for gap in found]
        print_json({"shifts": shifts, "gaps": gaps})
        return
    if not keys:
        click.echo(say(asker, ko="파일에 당번 일정(schedules)이 없습니다.", en="The file has no schedules."))
        return
    click.echo(say(asker, ko=f"시각은 {zone} 기준입니다.", en=f"Times are those of {zone}."))
    for key, (found, empty) in zip(keys, listed, strict=True):
        click.echo(click.style(key, bold=True))
        entries: list[Shift | Gap] = [*found, *empty]
        for entry in sorted(entries, key=_start):
            click.echo(f"  {_entry(entry, file, asker)}")
    if not live:
        click.echo(f"\n({say(asker, ko=_FROM_THE_FILE_KO, en=FROM_THE_FILE)})")


def _start(entry: Shift | Gap) -> datetime:
    return entry.start


def _entry(entry: Shift | Gap, file: TeamFile, asker: Reader) -> str:
    span = f"{_clock(entry.start, asker)} – {_clock(entry.end, asker)}"
    if isinstance(entry, Gap):
        return f"{span}  {say(asker, ko='아무도 없습니다', en='nobody')}"
    ko, en = _WHY[entry.why]
    return f"{span}  {person(file, entry.person, asker)} ({say(asker, ko=ko, en=en)})"


_WHY = {
    Why.ROTATION: ("순번", "rotation"),
    Why.OVERRIDE: ("일정 변경", "override"),
    Why.COVER: ("대신 맡음", "cover"),
}


def _clock(at: datetime, asker: Reader) -> str:
    """A date and a time that line up in a column."""
    local = at.astimezone(ZoneInfo(asker.zone))
    weekday = say(asker, ko="월화수목금토일"[local.weekday()], en=DAY_NAMES[local.weekday()].capitalize())
    return f"{local:%Y-%m-%d} {weekday} {local:%H:%M}"
