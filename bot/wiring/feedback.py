"""What kudos, notes and the night work with, put together from the core."""

from collections.abc import Callable

from bot.adapters.sealing import SealedTickets
from bot.adapters.slack_feedback import PrivateVoice, RenderingWhisperer, SlackNightBoard
from bot.adapters.slack_messenger import Speaker
from bot.adapters.store_improvements import StoredImprovements
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.adapters.system_clock import SystemClock
from bot.domain.kudos import Kudos
from bot.ports.whisper import Whisperer
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.views.feedback_render import FeedbackRenderer
from bot.wiring.core import Core


def feedback_tools(
    c: Core, speaker: Speaker, voice: PrivateVoice, *, thanked: Callable[[Kudos], None] = lambda _kudos: None
) -> tuple[ThanksTools, NoteTools, NightTools]:
    """What the verbs of kudos, of notes and of the night work with. Notes are given no voice but a private one."""
    render = FeedbackRenderer(c.live)
    whisperer = RenderingWhisperer(voice, render, c.reader_of)
    notes = note_tools(c, whisperer)
    thanks = ThanksTools(
        handbook=c.live,
        kudos=StoredKudos(c.store, c.keys, c.new_id),
        ledger=notes.ledger,
        directory=c.directory,
        clock=c.clock,
        new_id=c.new_id,
        thanked=thanked,
    )
    nights = NightTools(
        handbook=c.live,
        ledger=notes.ledger,
        board=SlackNightBoard(speaker, render, c.public),
        whisperer=whisperer,
        directory=c.directory,
        preferences=c.preferences,
        deadlines=notes.deadlines,
        clock=c.clock,
        wall_clock=notes.wall_clock,
        notes=notes,
        meter=c.meter,
    )
    return thanks, notes, nights


def note_tools(c: Core, whisperer: Whisperer) -> NoteTools:
    """What the verbs of notes work with."""
    return NoteTools(
        handbook=c.live,
        notes=stored_notes(c),
        ledger=StoredNights(c.store, c.keys, c.new_id),
        whisperer=whisperer,
        directory=c.directory,
        deadlines=c.deadlines,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        tickets=SealedTickets(c.sealer),
        improvements=StoredImprovements(c.store, c.keys, c.sealer),
    )


def stored_notes(c: Core) -> StoredNotes:
    """The notes, kept as long as values.yaml says."""
    return StoredNotes(c.store, c.keys, c.new_id, c.sealer, lambda: c.book.philosophy.corrections.retention)
