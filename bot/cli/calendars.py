"""The calendars that schedules name, for commands that answer once: files are read, addresses fetched with --live."""

import asyncio
from pathlib import Path

import click

from bot.adapters.ical_feeds import FeedProblem, Feeds, Trouble
from bot.adapters.ical_fetching import Shelf
from bot.cli.outside import Outside
from bot.config import Loaded, Problem
from bot.config.problems import Place, problem
from bot.domain.feeds import is_web, shown
from bot.domain.language import Language
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.settings import Settings
from bot.views.calendars import calendar_away, calendar_copy


def read_calendars(outside: Outside, settings: Settings, file: TeamFile, *, live: bool) -> Feeds:
    """The calendars as they are now (`live`), or as far as they are on this machine."""
    shelf = Shelf(settings.data_dir / "calendars")
    feeds = Feeds(settings.escalation_file.parent, shelf, lambda: file, outside.now, online=live)
    if any(schedule.ical for schedule in file.schedules.values()):
        asyncio.run(feeds.refresh())
    return feeds


def tell_calendars(feeds: Feeds, file: TeamFile, asker: Reader | None = None, *, live: bool) -> None:
    """Say, beside the answer, which calendars it lacks or has only a copy of; in English unless told whom."""
    whom = asker or Reader(language=Language.EN, zone=file.workspace.time_zone, user="terminal")
    for found in feeds.problems():
        if found.kind is Trouble.AWAY:
            as_of = feeds.as_of(file.schedules[found.schedules[0]].ical or "")
            told = calendar_away(found.schedules, as_of, found.sentence, whom)
            click.echo(f"({told}{_hint(found, live=live)})", err=True)
    for key, schedule in file.schedules.items() if not live else ():
        as_of = feeds.as_of(schedule.ical) if schedule.ical and is_web(schedule.ical) else None
        if as_of is not None:
            click.echo(f"({calendar_copy(key, shown(schedule.ical or ''), as_of, whom)})", err=True)


def calendar_problems(feeds: Feeds, settings: Settings, loaded: Loaded, *, live: bool) -> list[Problem]:
    """What `check` tells of the calendars: an event with its line in the calendar, else where `ical` stands.

    A file that is not there is an error; a calendar on the web may be back tomorrow.
    """
    told: list[Problem] = []
    for found in feeds.problems():
        key = found.schedules[0]
        address = loaded.team_file.schedules[key].ical or "" if loaded.team_file else ""
        path, place = settings.escalation_file, loaded.calendars.get(key, Place(1, 1))
        if found.line is not None and not is_web(address):
            path, place = _beside(settings, address), Place(found.line, 1)
        event = f"{found.where}: " if found.line is not None and is_web(address) else ""
        sentence = f"{_named(found)}, ical: {event}{found.sentence}{_hint(found, live=live)}"
        missing = found.kind is Trouble.AWAY and not is_web(address)
        told.append(problem(str(path), place, sentence, "error" if missing else "warning"))
    return told


def _beside(settings: Settings, address: str) -> Path:
    return settings.escalation_file.parent / address


def _named(found: FeedProblem) -> str:
    return ", ".join(f'schedule "{key}"' for key in found.schedules)


def _hint(found: FeedProblem, *, live: bool) -> str:
    return "; --live fetches it" if found.kind is Trouble.AWAY and not live and is_web(found.where) else ""
