"""The whole bot: built, with its deadlines running, and served."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.adapters.background import Background, broken_off
from bot.adapters.drawing import Draughtsman
from bot.adapters.file_room import FileRoom
from bot.adapters.picture_room import PictureRoom
from bot.adapters.server import Door, WebServer
from bot.adapters.slack_client import build_app
from bot.adapters.slack_gallery import SlackGallery
from bot.adapters.slack_sharing import SlackCardBoard
from bot.adapters.slack_socket import SocketMode
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.store_people import StoredOnce
from bot.adapters.store_thanks_choice import StoredFirstTimes
from bot.adapters.system_clock import MovableClock, SystemClock
from bot.services.keep_time import KeepTime
from bot.services.reload import UNHURRIED, Pace, Reload
from bot.services.share_card import ShareTools
from bot.services.survey_tools import SurveyTools
from bot.services.tools import Tools
from bot.settings import Settings
from bot.wiring.core import Core, core
from bot.wiring.files import ReadFiles, read_handbook
from bot.wiring.reacting import reaction_tools
from bot.wiring.reloading import reloading, watched
from bot.wiring.surveys import intake
from bot.wiring.tools import Toolbox, take_up, toolbox
from handlers import Services, register
from handlers.desk import Desk

log = logging.getLogger(__name__)


_GRACE = 8.0
"""Seconds that begun work gets at a stop; containers are killed after ten."""


@dataclass(frozen=True)
class Running:
    """A bot at work."""

    core: Core
    app: AsyncApp
    tools: Tools
    surveys: SurveyTools
    time: KeepTime
    background: Background
    reload: Reload


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    clock: MovableClock | None = None,
    read: ReadFiles = read_handbook,
    pace: Pace = UNHURRIED,
    asked: asyncio.Event | None = None,
) -> AsyncIterator[Running]:
    """The whole bot, deadlines running, but not yet listening to Slack.

    The files are taken over when they change, at that `pace`; at once when somebody sets `asked`.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    present = await watched(settings).look()
    async with core(settings, clock=clock, read=read) as c:
        background = Background()
        t = toolbox(c, background)
        await take_up(c, t)
        await t.reminders.rooms.settle()
        time = KeepTime(c.deadlines, c.clock, t.verbs, background)
        app = _app(settings, c, t)
        reload = reloading(c, t, read=read, present=present, pace=pace, asked=asked)
        endless = (
            time.run(),
            _wake_on_jumps(c.clock, time),
            reload.run(),
            c.covers.watch(),
            c.statuses.watch(),
            t.reminders.rooms.watch(),
        )
        loops = [asyncio.create_task(loop) for loop in endless]
        try:
            yield Running(c, app, t.escalations, t.surveys, time, background, reload)
        finally:
            await broken_off(loops)
            await background.finish(_GRACE)


def _app(settings: Settings, c: Core, t: Toolbox) -> AsyncApp:
    """Bolt's app with every handler behind it."""
    secret = settings.slack_signing_secret
    app = build_app(c.api.client, c.identity, signing_secret=secret.get_secret_value() if secret else None)
    surfaces, once = Surfaces(c.api), StoredOnce(c.store, c.keys, c.new_id)
    desk = Desk(t.escalations, c.reading, c.preferences, t.promises, t.surroundings, t.learning)
    services = Services(
        desk=desk,
        thanks=t.thanks,
        notes=t.notes,
        nights=t.nights,
        news=t.news,
        pictures=PictureRoom(Draughtsman(), SlackGallery(c.api, c.posting), surfaces.direct),
        files=FileRoom(SlackGallery(c.api, c.posting), surfaces.direct),
        covers=t.covers,
        statuses=c.statuses,
        reminders=t.reminders,
        facts=t.facts,
        mornings=t.mornings,
        phrases=t.phrases,
        disagreeing=t.disagreeing,
        surveys=t.surveys,
        improving=t.improving,
        my_data=t.my_data,
        firsts=StoredFirstTimes(c.store, c.keys),
        published=t.published,
        reacting=reaction_tools(c, t.thanks, t.published),
        sharing=ShareTools(
            board=SlackCardBoard(c.mouth, c.live, c.public, desk.around),
            directory=c.directory,
            once=once,
            wall_clock=SystemClock(),
        ),
    )
    register(app, services, surfaces, t.escalations.later, once)
    return app


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
    pace: Pace = UNHURRIED,
    asked: asyncio.Event | None = None,
    listening: Callable[[int], None] = lambda _port: None,
) -> None:
    """Serve until told to stop; `listening` is told the port once everything is ready. For the rest see `build`.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    async with build(settings, read=read, pace=pace, asked=asked) as bot, AsyncExitStack() as stack:
        socket = None
        if not http:
            token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
            socket = SocketMode(bot.app, token)

        async def slack_reaches_us() -> bool:
            return socket is None or await socket.connected()

        async def store_answers() -> bool:
            await bot.core.store.ping()
            return True

        door = Door(
            {"slack": slack_reaches_us, "store": store_answers},
            slack=bot.app if http else None,
            intake=intake(bot.core, bot.surveys),
        )
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
    """Run until SIGTERM or Ctrl-C; SIGHUP has changed files taken over at once.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")

    async def main() -> None:
        until, asked = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, until.set)
        loop.add_signal_handler(signal.SIGHUP, asked.set)
        await serving(settings, http=http, until=until, asked=asked)

    try:
        import uvloop  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        asyncio.run(main())
    else:
        uvloop.run(main())
