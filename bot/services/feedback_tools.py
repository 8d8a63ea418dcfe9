"""What the verbs of kudos, of notes and of the night work with, handed over once by the wiring.

The verbs of notes have a `Whisperer` and nothing that can speak in public.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.kudos import Kudos
from bot.domain.night import NightClock
from bot.domain.night_run import NightKey, NightRun
from bot.ports import Clock, Deadlines, Directory, NewId, PreferenceBook
from bot.ports.improvements import Improvements
from bot.ports.kudos import KudosBook
from bot.ports.meter import SILENT, Meter
from bot.ports.nights import NightBoard, NightLedger
from bot.ports.notes import Notes, Tickets
from bot.ports.whisper import Whisperer
from bot.services.handbook import Handbook


def told_to_nobody(_kudos: Kudos) -> None:
    """Nothing follows: where nobody is asked how they like to be thanked."""


@dataclass(frozen=True)
class ThanksTools:
    """For giving and changing kudos. `thanked` is told, in the background, of whatever is kept or readdressed."""

    handbook: Callable[[], Handbook]
    kudos: KudosBook
    ledger: NightLedger
    directory: Directory
    clock: Clock
    new_id: NewId
    thanked: Callable[[Kudos], None] = told_to_nobody


@dataclass(frozen=True)
class NoteTools:
    """For writing, bringing and reading corrections. `wall_clock` is real time, as Slack sees it."""

    handbook: Callable[[], Handbook]
    notes: Notes
    ledger: NightLedger
    whisperer: Whisperer
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    tickets: Tickets
    improvements: Improvements


@dataclass(frozen=True)
class NightTools:
    """For the night. It knows of notes only which wait and how their delivery went."""

    handbook: Callable[[], Handbook]
    ledger: NightLedger
    board: NightBoard
    whisperer: Whisperer
    directory: Directory
    preferences: PreferenceBook
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    notes: NoteTools
    meter: Meter = SILENT


async def run_that_brings(ledger: NightLedger, night: NightKey) -> NightRun | None:
    """The run that posts a night: its own, or the one it was folded into; None while it is open."""
    run = await ledger.run(night)
    while run and run.part_of is not None:
        run = await ledger.run(NightKey(team=night.team, date=run.part_of))
    return run


def nights_of(book: Handbook) -> NightClock:
    """The nights of the teams in the file as it is now."""
    return NightClock(book.file, book.calendars)
