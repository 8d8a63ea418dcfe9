"""The composition root: the only place that knows everybody. Read it from top to bottom to know what runs."""

import asyncio
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from slack_bolt.async_app import AsyncApp

from bot.adapters import semantic
from bot.adapters.background import Background
from bot.adapters.dry_run import DryRunMouth, DryRunWhisperer
from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.sealing import Sealer
from bot.adapters.server import Door, WebServer
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, build_app, introduce, make_client, open_session, quiet_loggers
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_feedback import PrivateVoice, RenderingWhisperer, SlackNightBoard
from bot.adapters.slack_messenger import Mouth, SlackMessenger, Speaker, addressee
from bot.adapters.slack_posting import Posting
from bot.adapters.slack_socket import SocketMode
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_checks import check_schema, warnings
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredOnce, StoredPreferences
from bot.adapters.system_clock import FollowedClock, MovableClock, SystemClock
from bot.config import Loaded, PackageCalendars, Problem, load
from bot.domain.matching import Entry, Semantic
from bot.domain.oncall import Cover
from bot.domain.reader import Reader
from bot.errors import OperatorError, StoreUnavailable
from bot.ports import NewId, Unclear, Utterance
from bot.services.deliver_note import tick_note
from bot.services.feedback_tools import NightTools, NoteTools, ThanksTools
from bot.services.handbook import Handbook, UnderstandWith, by_words_alone
from bot.services.keep_time import KeepTime
from bot.services.reading import Reading
from bot.services.run_night import ensure_nights, run_night, tick_night
from bot.services.tick import tick_escalation
from bot.services.tools import Tools
from bot.settings import Settings
from bot.views.feedback_render import FeedbackRenderer
from bot.views.night import lines as night_lines
from bot.views.render import Renderer
from handlers import Services, register
from handlers.desk import Desk

log = logging.getLogger(__name__)

ReadFiles = Callable[[Settings], Handbook]

_GRACE = 8.0
"""Seconds that begun work gets at a stop; containers are killed after ten."""


def short_id() -> str:
    """Eight letters and digits that people can read aloud to each other."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(alphabet) for _ in range(8))


def read_by_words(settings: Settings) -> Handbook:
    """The two files for what understands no questions; see `read_handbook`."""
    return read_handbook(settings, by_words_alone)


def read_handbook(settings: Settings, understand: UnderstandWith | None = None) -> Handbook:
    """The two files, ready for use, understood with the sentence encoder where it is installed.

    Raises:
        OperatorError: with every problem of both, a line each.
    """
    loaded = load(settings.escalation_file, settings.values_file)
    if loaded.errors:
        raise OperatorError("\n".join(str(problem) for problem in loaded.errors))
    for problem in loaded.warnings:
        log.warning("%s", problem)
    file, philosophy = loaded.both()
    return Handbook.of(file, philosophy, PackageCalendars(), understand=understand or by_meaning)


def by_meaning(entries: Sequence[Entry], not_for_us: Sequence[str]) -> Semantic | None:
    """With the sentence encoder; without it by words alone, which is said once."""
    if why := semantic.unavailable():
        _say_once(why)
        return None
    return semantic.load_semantic(entries, not_for_us=not_for_us)


@cache
def _say_once(sentence: str) -> None:
    log.warning("%s", sentence)


@dataclass(frozen=True)
class Core:
    """What both a serving bot and a command of the command line stand on."""

    settings: Settings
    book: Handbook
    clock: MovableClock
    store: Store
    keys: Keys
    api: SlackApi
    identity: Identity
    directory: SlackDirectory
    posting: Posting
    mouth: Mouth
    sealer: Sealer
    new_id: NewId = short_id


@asynccontextmanager
async def core(
    settings: Settings, *, clock: MovableClock | None = None, read: ReadFiles = read_handbook
) -> AsyncIterator[Core]:
    """Store, Slack and files, opened in order and closed in reverse.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    quiet_loggers()
    async with AsyncExitStack() as stack:
        book = await asyncio.to_thread(read, settings)
        if settings.redis_url:
            url, found = settings.redis_url.get_secret_value(), settings.secret_keys
        else:
            server = await stack.enter_async_context(embedded_server(settings.data_dir))
            url, found = server.url, settings.secret_keys or server.secret_keys
        store = await stack.enter_async_context(connected(url))
        session = await stack.enter_async_context(open_session())
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        api = SlackApi(make_client(token, session, base_url=settings.slack_api_url))
        identity = await introduce(api)
        keys = Keys(identity.key)
        await _greet_store(store, keys)
        directory = SlackDirectory(api, identity, book.file)
        await _know_everybody(directory)
        ticking = clock if clock is not None else await stack.enter_async_context(_clock(settings))
        posting = Posting(api, identity)
        yield Core(
            settings=settings,
            book=book,
            clock=ticking,
            store=store,
            keys=keys,
            api=api,
            identity=identity,
            directory=directory,
            posting=posting,
            mouth=Mouth(posting, channel_id=directory.channel_id, learn=directory.learn),
            sealer=Sealer(found),
        )


@asynccontextmanager
async def _clock(settings: Settings) -> AsyncIterator[MovableClock]:
    if settings.clock_url is None:
        yield SystemClock()
        return
    followed = FollowedClock(settings.clock_url)
    await followed.start()
    try:
        yield followed
    finally:
        await followed.close()


async def _greet_store(store: Store, keys: Keys) -> None:
    try:
        await check_schema(store, keys)
        for sentence in await warnings(store, keys):
            log.warning("%s", sentence)
    except StoreUnavailable as away:
        raise OperatorError(
            f"The store does not answer ({away}): check REDIS_URL, its password, and that the server runs."
        ) from None


async def _know_everybody(directory: SlackDirectory) -> None:
    try:
        await directory.start()
    except Unclear as unclear:
        log.warning("Slack did not tell who is who (%s); people are asked for as they come up", unclear)
    for sentence in directory.problems():
        log.warning("%s", sentence)


@dataclass(frozen=True)
class Running:
    """A bot at work."""

    core: Core
    app: AsyncApp
    tools: Tools
    time: KeepTime
    background: Background


@asynccontextmanager
async def build(
    settings: Settings, *, clock: MovableClock | None = None, read: ReadFiles = read_handbook
) -> AsyncIterator[Running]:
    """The whole bot, deadlines running, but not yet listening to Slack.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, clock=clock, read=read) as c:
        background = Background()
        tools = escalation_tools(c, background)
        thanks, notes, nights = feedback_tools(c, c.mouth, SlackWhisperer(c.posting))
        time = KeepTime(
            tools.deadlines,
            c.clock,
            {
                "escalation": partial(tick_escalation, tools),
                "night": partial(tick_night, nights),
                "note": partial(tick_note, notes),
            },
            background,
        )
        await StoredEscalations(c.store, c.keys, c.new_id).rebuild()
        await stored_notes(c).rebuild()
        await ensure_nights(nights)
        for parked in await tools.deadlines.parked():
            log.warning(
                "%s was set aside after %d failures in a row; trying again", parked.item, parked.failures
            )
            await tools.deadlines.revive(parked.item)
        secret = settings.slack_signing_secret
        app = build_app(
            c.api.client, c.identity, signing_secret=secret.get_secret_value() if secret else None
        )
        preferences = StoredPreferences(c.store, c.keys)
        desk = Desk(tools, Reading(c.directory, preferences), preferences)
        once = StoredOnce(c.store, c.keys, c.new_id)
        register(app, Services(desk, thanks, notes), Surfaces(c.api), background, once)
        loops = [asyncio.create_task(time.run()), asyncio.create_task(_wake_on_jumps(c.clock, time))]
        try:
            yield Running(c, app, tools, time, background)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await background.finish(_GRACE)


def escalation_tools(c: Core, background: Background) -> Tools:
    """What the verbs of escalation work with."""
    reading = Reading(c.directory, StoredPreferences(c.store, c.keys))

    async def reader_for(what: Utterance) -> Reader:
        user = addressee(what)
        if user is None:
            return reading.public(c.book, what.escalation.team)
        return await reading.reader(c.book, user)

    renderer = Renderer(lambda: c.book, c.directory, c.clock)
    return Tools(
        handbook=lambda: c.book,
        escalations=StoredEscalations(c.store, c.keys, c.new_id),
        deadlines=StoredDeadlines(c.store, c.keys, c.new_id),
        messenger=SlackMessenger(c.mouth, renderer, reader_for),
        directory=c.directory,
        clock=c.clock,
        wall_clock=SystemClock(),
        new_id=c.new_id,
        later=background,
    )


def feedback_tools(
    c: Core, speaker: Speaker, voice: PrivateVoice
) -> tuple[ThanksTools, NoteTools, NightTools]:
    """What the verbs of kudos, of notes and of the night work with. Notes are given no voice but a private one."""
    preferences = StoredPreferences(c.store, c.keys)
    reading = Reading(c.directory, preferences)
    render = FeedbackRenderer(lambda: c.book)
    whisperer = RenderingWhisperer(voice, render, partial(reading.reader, c.book))
    ledger = StoredNights(c.store, c.keys, c.new_id)
    notes = NoteTools(
        handbook=lambda: c.book,
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
        handbook=lambda: c.book,
        kudos=StoredKudos(c.store, c.keys, c.new_id),
        ledger=ledger,
        directory=c.directory,
        clock=c.clock,
        new_id=c.new_id,
    )
    nights = NightTools(
        handbook=lambda: c.book,
        ledger=ledger,
        board=SlackNightBoard(speaker, render, partial(reading.public, c.book)),
        whisperer=whisperer,
        directory=c.directory,
        preferences=preferences,
        deadlines=notes.deadlines,
        clock=c.clock,
        wall_clock=notes.wall_clock,
        notes=notes,
    )
    return thanks, notes, nights


def stored_notes(c: Core) -> StoredNotes:
    """The notes, kept as long as values.yaml says."""
    return StoredNotes(c.store, c.keys, c.new_id, c.sealer, lambda: c.book.philosophy.corrections.retention)


async def run_nightly(settings: Settings, team: str, date: date | None, dry_run: bool) -> list[str]:  # noqa: FBT001 - the command line's flag
    """Run a team's night by hand; None is the team's today. The lines tell what was done.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, read=read_by_words) as c:
        speaker: Speaker = DryRunMouth() if dry_run else c.mouth
        voice: PrivateVoice = DryRunWhisperer() if dry_run else SlackWhisperer(c.posting)
        _, _, nights = feedback_tools(c, speaker, voice)
        outcome = await run_night(nights, team, date, dry_run=dry_run)
        if not dry_run and team in c.book.file.teams:
            await ensure_nights(nights)
        reader = Reading(c.directory, nights.preferences).public(c.book)
        return night_lines(outcome, c.book, reader)


async def check_slack(settings: Settings, loaded: Loaded) -> list[Problem]:
    """What Slack says of the people and channels the files name.

    Raises:
        OperatorError: Slack cannot be asked; the sentence says why.
    """
    if loaded.team_file is None:
        return []
    quiet_loggers()
    async with open_session() as session:
        token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
        api = SlackApi(make_client(token, session, base_url=settings.slack_api_url))
        directory = SlackDirectory(api, await introduce(api), loaded.team_file)
        await directory.start()
        path = str(settings.escalation_file)
        return [Problem(path, 1, 1, "warning", sentence) for sentence in directory.problems()]


async def live_covers(_settings: Settings) -> Sequence[Cover]:
    """The covers that hold now or later. None can be made yet: /escalate cover is still to come."""
    return ()


async def _wake_on_jumps(clock: MovableClock, time: KeepTime) -> None:
    version = clock.version
    while True:
        version = await clock.moved(version)
        time.wake()


async def serving(
    settings: Settings,
    *,
    http: bool,
    until: asyncio.Event,
    read: ReadFiles = read_handbook,
    listening: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serve until told to stop; `listening` is told the port once everything is ready.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with build(settings, read=read) as bot, AsyncExitStack() as stack:
        socket = None
        if not http:
            token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
            socket = SocketMode(bot.app, token)

        async def slack_reaches_us() -> bool:
            return socket is None or await socket.connected()

        async def store_answers() -> bool:
            await bot.core.store.ping()
            return True

        door = Door({"slack": slack_reaches_us, "store": store_answers}, slack=bot.app if http else None)
        server = WebServer(door, port=settings.port)
        await server.start()
        stack.push_async_callback(server.close)
        if socket is not None:
            await socket.start()
            stack.push_async_callback(socket.close)
        log.info("Baton is ready in %s", bot.core.identity.workspace or bot.core.identity.team)
        listening(server.port)
        await until.wait()
        log.info("stopping: begun work is finished first")


def serve(settings: Settings, *, http: bool) -> None:
    """Run until SIGTERM or Ctrl-C.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    async def main() -> None:
        until = asyncio.Event()
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, until.set)
        await serving(settings, http=http, until=until)

    try:
        import uvloop  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
