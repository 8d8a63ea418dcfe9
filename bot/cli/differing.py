"""`diff`: what another version of a file would change for whom, before it is put in place."""

from datetime import timedelta
from pathlib import Path

import click

from bot.cli.calendars import read_calendars, tell_calendars
from bot.cli.outside import (
    FilesHaveProblems,
    Outside,
    moment_of,
    print_json,
    reader,
    settings_for,
    shown_as_is,
    takes_json,
)
from bot.cli.plain import plain
from bot.cli.shapes import Json, iso
from bot.config import PackageCalendars
from bot.config.alone import load_alone
from bot.domain.comparing import compare_philosophies, compare_teams
from bot.domain.differences import Differences
from bot.domain.language import Language
from bot.domain.oncall import Roster
from bot.domain.philosophy import Philosophy
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.settings import Need
from bot.views.blocks import section
from bot.views.differences import everything, nothing
from bot.views.message import Message

_FILE = click.Path(path_type=Path, dir_okay=False)
_LONGEST_DAYS = 366


@click.command(
    epilog=shown_as_is(
        "Examples:",
        "  python -m bot diff escalation.yaml draft.yaml",
        "  git show HEAD:escalation.yaml > before.yaml; python -m bot diff before.yaml escalation.yaml --days 90",
    )
)
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST_DAYS),
    default=30,
    show_default=True,
    help="Compare shifts so far.",
)
@click.option("--from", "start", metavar="ISO", help="From this moment on; by default now.")
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Answer in this language.")
@click.option("--live", is_flag=True, help="Fetch calendars on the web anew instead of taking the last copy.")
@takes_json
@click.pass_obj
def diff(
    outside: Outside,
    *,
    old: Path,
    new: Path,
    days: int,
    start: str | None,
    lang: str | None,
    live: bool,
    as_json: bool,
) -> None:
    """Say what changes for whom between two versions of escalation.yaml, or of values.yaml.

    Shifts gained and lost, topics asked of others, promises, teams. Covers made in Slack are not counted.
    """
    before, after = _read(old), _read(new)
    file = after if isinstance(after, TeamFile) else None
    zone = file.workspace.time_zone if file else "UTC"
    begins = moment_of(start, "--from", zone) or outside.now().replace(microsecond=0)
    ends = begins + timedelta(days=days)
    asker = (
        reader(file, lang) if file else Reader(language=Language(lang or "ko"), zone=zone, user="terminal")
    )
    match before, after:
        case TeamFile(), TeamFile():
            held = _roster(outside, old, before, asker, live=live)
            draft = _roster(outside, new, after, asker, live=live)
            found = compare_teams(held, draft, begins, ends)
        case Philosophy(), Philosophy():
            found = compare_philosophies(before, after, begins, ends)
        case _:
            raise click.UsageError(
                "one is an escalation.yaml and the other a values.yaml; compare two of a kind"
            )
    if as_json:
        print_json(differences_json(found, zone))
        return
    for line in _lines(found, asker):
        click.echo(line)


def _read(path: Path) -> TeamFile | Philosophy:
    """One file.

    Raises:
        FilesHaveProblems: with every error of it.
    """
    alone = load_alone(path)
    if alone.told is None:
        raise FilesHaveProblems("\n".join(str(problem) for problem in alone.errors))
    return alone.told


def _roster(outside: Outside, path: Path, file: TeamFile, asker: Reader, *, live: bool) -> Roster:
    settings = settings_for(outside, Need.FILES, path, None)
    calendars = read_calendars(outside, settings, file, live=live)
    tell_calendars(calendars, file, asker, live=live)
    return Roster(file, PackageCalendars(), feeds=calendars.feeds)


def _lines(found: Differences, asker: Reader) -> list[str]:
    parts = everything(found, asker)
    if not parts:
        return [nothing(asker)]
    lines: list[str] = []
    chapter = ""
    for part in parts:
        if part.chapter != chapter:
            chapter = part.chapter
            lines += ["", click.style(chapter, bold=True)]
        lines += [f"  {_words(part.title)}"] if part.title != chapter else []
        lines += [f"    {_words(line)}" for line in part.lines]
    return lines[1:]


def _words(line: str) -> str:
    return plain(Message(text=line, blocks=(section(line),)))


def differences_json(found: Differences, zone: str) -> Json:
    """What `diff --json` prints: the times in the workspace's zone."""
    shape = found.model_dump(mode="json", exclude={"names", "team_of"})
    shape["start"], shape["end"] = iso(found.start, zone), iso(found.end, zone)
    for change, said in zip(found.people, shape["people"], strict=True):
        for way in ("gained", "lost"):
            for span, told in zip(getattr(change, way), said[way], strict=True):
                told["start"], told["end"] = iso(span.start, zone), iso(span.end, zone)
    return shape
