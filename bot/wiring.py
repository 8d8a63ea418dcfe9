"""The composition root: the only place that knows everybody. Read it from top to bottom to know what runs."""

import asyncio
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial

from slack_bolt.async_app import AsyncApp

from bot.adapters import semantic
from bot.adapters.background import Background
from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.server import Door, WebServer
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, build_app, introduce, make_client, open_session, quiet_loggers
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_messenger import Mouth, SlackMessenger, addressee
from bot.adapters.slack_posting import Posting
from bot.adapters.slack_socket import SocketMode
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.store_checks import check_schema, warnings
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce, StoredPreferences
from bot.adapters.system_clock import FollowedClock, MovableClock, SystemClock
from bot.config import PackageCalendars, load
from bot.domain.matching import Entry, Semantic
from bot.domain.reader import Reader
from bot.errors import OperatorError
from bot.ports import NewId, Unclear, Utterance
from bot.services.handbook import Handbook, UnderstandWith
from bot.services.keep_time import KeepTime
from bot.services.reading import Reading
from bot.services.tick import tick_escalation
from bot.services.tools import Tools
from bot.settings import Settings
from bot.views.render import Renderer
from handlers import register
from handlers.desk import Desk

log = logging.getLogger(__name__)

_GRACE = 8.0
"""Seconds that begun work gets at a stop; containers are killed after ten."""


def short_id() -> str:
    """Eight letters and digits that people can read aloud to each other."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    return "".join(secrets.choice(alphabet) for _ in range(8))


def read_handbook(settings: Settings, understand: UnderstandWith) -> Handbook:
    """The two files, ready for use; `understand` brings the sentence encoder, where it is installed.

    Raises:
        OperatorError: with every problem of both, a line each.
    """
    loaded = load(settings.escalation_file, settings.values_file)
    if loaded.errors:
        raise OperatorError("\n".join(str(problem) for problem in loaded.errors))
    for problem in loaded.warnings:
        log.warning("%s", problem)
    file, philosophy = loaded.both()
    return Handbook.of(file, philosophy, PackageCalendars(), understand=understand)


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
    mouth: Mouth
    secret_keys: tuple[str, ...]
    new_id: NewId = short_id


@asynccontextmanager
async def core(
    settings: Settings, *, clock: MovableClock | None = None, understand: UnderstandWith = by_meaning
) -> AsyncIterator[Core]:
    """Store, Slack and files, opened in order and closed in reverse.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    quiet_loggers()
    async with AsyncExitStack() as stack:
        book = await asyncio.to_thread(read_handbook, settings, understand)
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
        keys = Keys(identity.team)
        await check_schema(store, keys)
        for sentence in await warnings(store, keys):
            log.warning("%s", sentence)
        directory = SlackDirectory(api, identity, book.file)
        await _know_everybody(directory)
        ticking = clock if clock is not None else await stack.enter_async_context(_clock(settings))
        yield Core(
            settings=settings,
            book=book,
            clock=ticking,
            store=store,
            keys=keys,
            api=api,
            identity=identity,
            directory=directory,
            mouth=Mouth(Posting(api, identity), channel_id=directory.channel_id),
            secret_keys=tuple(key.get_secret_value() for key in found),
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
    settings: Settings, *, clock: MovableClock | None = None, understand: UnderstandWith = by_meaning
) -> AsyncIterator[Running]:
    """The whole bot, deadlines running, but not yet listening to Slack.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with core(settings, clock=clock, understand=understand) as c:
        background = Background()
        tools = escalation_tools(c, background)
        preferences = StoredPreferences(c.store, c.keys)
        desk = Desk(tools, Reading(c.directory, preferences), preferences)
        time = KeepTime(tools.deadlines, c.clock, {"escalation": partial(tick_escalation, tools)})
        await StoredEscalations(c.store, c.keys, c.new_id).rebuild()
        secret = settings.slack_signing_secret
        app = build_app(
            c.api.client, c.identity, signing_secret=secret.get_secret_value() if secret else None
        )
        register(app, desk, Surfaces(c.api), background, StoredOnce(c.store, c.keys, c.new_id))
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
    understand: UnderstandWith = by_meaning,
    listening: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serve until told to stop; `listening` is told the port once everything is ready.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with build(settings, understand=understand) as bot, AsyncExitStack() as stack:
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
