"""`map`, and the chart of `oncall`: pictures written into files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.outside import (
    Outside,
    finished,
    handbook,
    moment_of,
    read_files,
    reader,
    said,
    settings_for,
    shown_as_is,
    takes_files,
)
from bot.cli.shapes import FROM_THE_FILE, FROM_THE_FILE_KO
from bot.domain.oncall import Gap, Shift
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.services.handbook import Handbook
from bot.services.map_ladder import Everything, OneTopic, map_all, map_ladder, wanted
from bot.settings import Need
from bot.views.pictures import chart, ladder, ladder_words, overview
from bot.views.words import say, text_of

FORMATS = (".svg", ".png")


@click.command(
    "map",
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot map refund -o ladder.png",
        "  python -m bot map 환불 --at 2026-02-14T23:30 -o ladder.svg",
        "  python -m bot map -o everything.png",
    ),
)
@click.argument("words", nargs=-1, metavar="[TOPIC]")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A .png or .svg; else in words."
)
@click.option("--at", metavar="ISO", help="At another moment; without an offset in the workspace's zone.")
@click.option("--lang", type=click.Choice(["ko", "en"]), help="In this language; by default that of TOPIC.")
@click.option(
    "--live", is_flag=True, help="Count the covers made in Slack, which needs the store; fetch calendars."
)
@takes_files
@click.pass_obj
def map_(
    outside: Outside,
    *,
    words: Sequence[str],
    output: Path | None,
    at: str | None,
    lang: str | None,
    live: bool,
    escalation: Path | None,
    values_file: Path | None,
) -> None:
    """Draw the ladder of a topic with the people of a moment; without TOPIC who takes what."""
    refuse_other_formats(output, "--output")
    settings = settings_for(outside, Need.STORE if live else Need.FILES, escalation, values_file)
    file, philosophy = read_files(settings)
    when = moment_of(at, "--at", file.workspace.time_zone) or outside.now().replace(microsecond=0)
    covers = finished(outside.wiring().live_covers(settings)) if live else ()
    calendars = read_calendars(outside, settings, file, live=live)
    book, text = handbook(outside, file, philosophy, covers, calendars.feeds), said(words)
    asker = reader(file, lang, text)
    tell_calendars(calendars, file, asker, live=live)
    note = _note(asker, live=live)
    match wanted(book, text):
        case Everything():
            whole = overview.told(map_all(book, when), when, file, asker, note=note)
            lines, svg = whole.lines, overview.drawn(whole)
        case OneTopic(topic):
            sheet = ladder_words.told(map_ladder(book, topic, when), file, asker, note=note)
            lines, svg = sheet.lines, ladder.drawn(sheet)
        case _:
            raise click.BadParameter(_no_topic(text, book, asker), param_hint="'TOPIC'")
    if output is None:
        click.echo("\n".join(lines))
    else:
        write(svg, output, "--output")
        click.echo(str(output))


def draw_chart(
    path: Path,
    listed: Mapping[str, tuple[Sequence[Shift], Sequence[Gap]]],
    file: TeamFile,
    asker: Reader,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    live: bool,
) -> None:
    """Draw the shifts and gaps of schedules between two instants; one alone by its own clock."""
    zone = file.zone_of_schedule(next(iter(listed))) if len(listed) == 1 else asker.zone
    rows = tuple(chart.Row(key, tuple(shifts), tuple(gaps)) for key, (shifts, gaps) in listed.items())
    made = chart.Chart(rows, start, end, now, _note(asker, live=live))
    write(chart.drawn(made, file, replace(asker, zone=zone)), path, "--chart")


def _note(asker: Reader, *, live: bool) -> str:
    return "" if live else say(asker, ko=FROM_THE_FILE_KO, en=FROM_THE_FILE)


def refuse_other_formats(path: Path | None, option: str) -> None:
    """Before anything is worked out.

    Raises:
        click.BadParameter: the file is to be neither an SVG nor a PNG.
    """
    if path is not None and path.suffix.lower() not in FORMATS:
        told = f'"{path}" ends in neither {" nor ".join(FORMATS)}, which decides what is drawn'
        raise click.BadParameter(told, param_hint=f"'{option}'")


def write(svg: str, path: Path, option: str) -> None:
    """Write a picture in the format its name asks for.

    Raises:
        click.BadParameter: it cannot be written there.
    """
    from bot.adapters.drawing import ZOOM  # noqa: PLC0415 - words and SVG need no drawing
    from bot.adapters.drawing_program import png  # noqa: PLC0415

    content = svg.encode() if path.suffix.lower() == ".svg" else png(svg, ZOOM)
    try:
        path.write_bytes(content)
    except OSError as refused:
        raise click.BadParameter(f"{path}: {refused.strerror}", param_hint=f"'{option}'") from None


def _no_topic(text: str, book: Handbook, asker: Reader) -> str:
    named = ", ".join(f"{key} ({text_of(topic.title, asker)})" for key, topic in book.file.topics.items())
    return f'"{text}" names no one topic clearly; there are: {named}'
