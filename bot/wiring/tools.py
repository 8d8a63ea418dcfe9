"""What the verbs of the services work with, put together from the core."""

from bot.adapters.background import Background
from bot.adapters.slack_bulletins import SlackBulletins
from bot.adapters.slack_covers import SlackCovers
from bot.adapters.slack_feedback import PrivateVoice, RenderingWhisperer, SlackNightBoard
from bot.adapters.slack_messenger import SlackMessenger, Speaker, addressee
from bot.adapters.slack_promises import SlackPromises
from bot.adapters.store_bulletins import StoredBulletins
from bot.adapters.store_covers import StoredCovers
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredPreferences
from bot.adapters.store_promises import StoredPromises
from bot.adapters.system_clock import SystemClock
from bot.domain.reader import Reader
from bot.ports import Utterance
from bot.services.bulletins import BulletinTools
from bot.services.cover import CoverTools
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.promise_tools import PromiseTools
from bot.services.reading import Reading
from bot.services.tick_cover import follow_up as follow_cover
from bot.services.tools import Tools
from bot.views.feedback_render import FeedbackRenderer
from bot.views.render import Renderer
from bot.wiring.core import Core


def escalation_tools(c: Core, background: Background) -> Tools:
    """What the verbs of escalation work with."""
    reading = Reading(c.directory, StoredPreferences(c.store, c.keys))

    async def reader_for(what: Utterance) -> Reader:
        user = addressee(what)
        if user is None:
            return reading.public(c.book, what.escalation.team)
        return await reading.reader(c.book, user)

    renderer = Renderer(c.live, c.directory, c.clock)
    return Tools(
        handbook=c.live,
        escalations=StoredEscalations(c.store, c.keys, c.new_id),
        deadlines=StoredDeadlines(c.store, c.keys, c.new_id),
        messenger=SlackMessenger(c.mouth, renderer, reader_for),
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        later=background,
        refresh=c.covers,
        look=c.statuses.look,
    )


def cover_tools(c: Core, tools: Tools, background: Background) -> CoverTools:
    """What arranging covers works with."""
    reading = Reading(c.directory, StoredPreferences(c.store, c.keys))

    async def reader_of(user: str) -> Reader:
        return await reading.reader(c.book, user)

    def public(team: str | None) -> Reader:
        return reading.public(c.book, team)

    def follow(cover_id: str) -> None:
        background(follow_cover(made, cover_id))

    made = CoverTools(
        tools=tools,
        book=StoredCovers(c.store, c.keys),
        board=SlackCovers(c.mouth, c.live, reader_of, public, c.clock),
        fresh=c.covers,
        follow=follow,
    )
    return made


def feedback_tools(
    c: Core, speaker: Speaker, voice: PrivateVoice
) -> tuple[ThanksTools, NoteTools, NightTools]:
    """What the verbs of kudos, of notes and of the night work with. Notes are given no voice but a private one."""
    preferences = StoredPreferences(c.store, c.keys)
    reading = Reading(c.directory, preferences)
    render = FeedbackRenderer(c.live)

    async def reader_of(user: str) -> Reader:
        return await reading.reader(c.book, user)

    def public(team: str | None = None) -> Reader:
        return reading.public(c.book, team)

    whisperer = RenderingWhisperer(voice, render, reader_of)
    ledger = StoredNights(c.store, c.keys, c.new_id)
    notes = NoteTools(
        handbook=c.live,
        notes=stored_notes(c),
        ledger=ledger,
        whisperer=whisperer,
        directory=c.directory,
        deadlines=StoredDeadlines(c.store, c.keys, c.new_id),
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )
    thanks = ThanksTools(
        handbook=c.live,
        kudos=StoredKudos(c.store, c.keys, c.new_id),
        ledger=ledger,
        directory=c.directory,
        clock=c.clock,
        new_id=c.new_id,
    )
    nights = NightTools(
        handbook=c.live,
        ledger=ledger,
        board=SlackNightBoard(speaker, render, public),
        whisperer=whisperer,
        directory=c.directory,
        preferences=preferences,
        deadlines=notes.deadlines,
        clock=c.clock,
        wall_clock=notes.wall_clock,
        notes=notes,
    )
    return thanks, notes, nights


def promise_tools(c: Core, voice: PrivateVoice) -> PromiseTools:
    """What the verbs of promises without an escalation work with. They have no voice but a private one."""
    reading = Reading(c.directory, StoredPreferences(c.store, c.keys))

    async def reader_of(user: str) -> Reader:
        return await reading.reader(c.book, user)

    return PromiseTools(
        handbook=c.live,
        promises=stored_promises(c),
        voice=SlackPromises(voice, c.live, reader_of, c.clock),
        directory=c.directory,
        deadlines=StoredDeadlines(c.store, c.keys, c.new_id),
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
    )


def stored_promises(c: Core) -> StoredPromises:
    """The promises without an escalation."""
    return StoredPromises(c.store, c.keys, c.new_id)


def stored_notes(c: Core) -> StoredNotes:
    """The notes, kept as long as values.yaml says."""
    return StoredNotes(c.store, c.keys, c.new_id, c.sealer, lambda: c.book.philosophy.corrections.retention)


def bulletin_tools(c: Core, tools: Tools) -> BulletinTools:
    """What telling people of open escalations at a shift change works with."""
    reading = Reading(c.directory, StoredPreferences(c.store, c.keys))

    async def reader_of(user: str) -> Reader:
        return await reading.reader(c.book, user)

    return BulletinTools(
        handbook=c.live,
        book=StoredBulletins(c.store, c.keys),
        board=SlackBulletins(c.mouth, c.live, reader_of, c.clock),
        escalations=tools.escalations,
        promises=stored_promises(c),
        deadlines=tools.deadlines,
        directory=c.directory,
        clock=c.clock,
        wall_clock=tools.wall_clock,
    )
