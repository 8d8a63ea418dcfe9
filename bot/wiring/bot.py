"""The whole bot: built, with its deadlines running, and served."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.background import Background
from bot.adapters.drawing import Draughtsman
from bot.adapters.picture_room import PictureRoom
from bot.adapters.server import Door, WebServer
from bot.adapters.slack_client import build_app
from bot.adapters.slack_gallery import SlackGallery
from bot.adapters.slack_socket import SocketMode
from bot.adapters.slack_surfaces import Surfaces
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce, StoredPreferences
from bot.adapters.system_clock import MovableClock
from bot.services.bulletins import tick_bulletin, tick_round
from bot.services.deliver_note import tick_note
from bot.services.keep_time import KeepTime
from bot.services.reading import Reading
from bot.services.reload import UNHURRIED, Pace, Reload
from bot.services.remind_promise import tick_promise
from bot.services.run_night import ensure_nights, tick_night
from bot.services.say_news import tick_news
from bot.services.tell_changes import note_good, tick_files
from bot.services.tick import tick_escalation
from bot.services.tick_cover import tick_cover
from bot.services.tools import Tools
from bot.settings import Settings
from bot.wiring.core import Core, core
from bot.wiring.files import ReadFiles, read_handbook
from bot.wiring.reloading import news_tools, reloading, watched
from bot.wiring.tools import (
    bulletin_tools,
    cover_tools,
    escalation_tools,
    feedback_tools,
    promise_tools,
    stored_notes,
    stored_promises,
)
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
        tools = escalation_tools(c, background)
        private = SlackWhisperer(c.posting)
        thanks, notes, nights = feedback_tools(c, c.mouth, private)
        promises = promise_tools(c, private)
        bulletins = bulletin_tools(c, tools)
        news = news_tools(c)
        covers = cover_tools(c, tools, background)
        time = KeepTime(
            tools.deadlines,
            c.clock,
            {
                "escalation": partial(tick_escalation, tools),
                "night": partial(tick_night, nights),
                "note": partial(tick_note, notes),
                "promise": partial(tick_promise, promises),
                "round": partial(tick_round, bulletins),
                "bulletin": partial(tick_bulletin, bulletins),
                "files": partial(tick_files, news),
                "news": partial(tick_news, news),
                "cover": partial(tick_cover, covers),
            },
            background,
        )
        await StoredEscalations(c.store, c.keys, c.new_id).rebuild()
        await stored_notes(c).rebuild()
        await stored_promises(c).rebuild()
        await covers.book.rebuild()
        await ensure_nights(nights)
        await bulletins.book.begin(c.clock())
        await news.book.begin()
        await note_good(news, c.book)
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
        desk = Desk(tools, Reading(c.directory, preferences), preferences, promises)
        once = StoredOnce(c.store, c.keys, c.new_id)
        surfaces = Surfaces(c.api)
        pictures = PictureRoom(Draughtsman(), SlackGallery(c.api, c.posting), surfaces.direct)
        register(
            app, Services(desk, thanks, notes, news, pictures, covers, c.statuses), surfaces, background, once
        )
        reload = reloading(c, nights, news, background, read=read, present=present, pace=pace, asked=asked)
        endless = (
            time.run(),
            _wake_on_jumps(c.clock, time),
            reload.run(),
            c.covers.watch(),
            c.statuses.watch(),
        )
        loops = [asyncio.create_task(loop) for loop in endless]
        try:
            yield Running(c, app, tools, time, background, reload)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            await background.finish(_GRACE)


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
