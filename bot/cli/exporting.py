"""`oncall --ics`: a calendar for each schedule and each person, to import or subscribe to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

import click

from bot.adapters.ical_writing import Entry, whole_shifts, write_ical
from bot.adapters.whole_files import put
from bot.domain.oncall import Roster, Shift
from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.views.calendars import (
    person_calendar,
    schedule_calendar,
    shift_in_schedule,
    shift_of_person,
    shift_reason,
)

_Calendar = tuple[str, str, list[Entry]]
"""The name of its file, its title, and what stands in it."""

_Found = Mapping[str, Sequence[tuple[str, Shift]]]


def write_calendars(
    folder: Path,
    roster: Roster,
    schedules: Sequence[str],
    reader: Reader,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    people: bool,
) -> list[Path]:
    """`schedule-KEY.ics` of each schedule and, with `people`, `person-KEY.ics` of everybody in the file.

    Files of before are replaced, each whole. Somebody without a shift gets a calendar without one, so that
    whoever subscribed to it sees the last one go.

    Raises:
        click.BadParameter: the folder cannot be written to.
    """
    found = {key: whole_shifts(roster, key, start, end) for key in schedules}
    calendars = _of_schedules(roster.file, found, reader)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, title, entries in (
            chain(calendars, _of_people(roster.file, found, reader)) if people else calendars
        ):
            path = folder / f"{name}.ics"
            put(path, write_ical(title, entries, zone=reader.zone, now=now), mode=0o644)
            written.append(path)
    except OSError as refused:
        raise click.BadParameter(f"{folder}: {refused.strerror}", param_hint="'--ics'") from None
    return written


def _of_schedules(file: TeamFile, found: _Found, reader: Reader) -> Iterator[_Calendar]:
    for key, shifts in found.items():
        entries = [
            Entry(uid, shift, shift_in_schedule(file, shift, reader), shift_reason(file, shift, reader))
            for uid, shift in shifts
        ]
        yield f"schedule-{key}", schedule_calendar(key, reader), entries


def _of_people(file: TeamFile, found: _Found, reader: Reader) -> Iterator[_Calendar]:
    for key in file.people:
        entries = [
            Entry(uid, shift, shift_of_person(shift, reader), shift_reason(file, shift, reader))
            for shifts in found.values()
            for uid, shift in shifts
            if shift.person == key
        ]
        yield f"person-{key}", person_calendar(file, key, reader), entries
