"""Serving: in which order everything begins, and ends; in one process or in several that share a port."""

import asyncio
import contextlib
import logging
import os
import signal
import socket as sockets
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from bot.adapters.background import Grace, broken_off
from bot.adapters.logs import set_up_logs
from bot.adapters.memory import settle
from bot.adapters.prometheus import forget_worker
from bot.adapters.server import Door, WebServer, listen
from bot.adapters.slack_socket import SocketMode
from bot.adapters.store_deadlines import LEASE_FOR
from bot.adapters.workers import Seat, Workers
from bot.errors import OperatorError
from bot.services.reload import UNHURRIED, Pace
from bot.settings import Settings
from bot.wiring.bot import Running, build
from bot.wiring.files import InStages, ReadFiles, beside, read_handbook
from bot.wiring.observing import goes_on, metrics_page, ready_checks
from bot.wiring.surveys import intake
from bot.wiring.taking_over import time_to_end

log = logging.getLogger(__name__)

_BREATH = 0.2
"""Seconds in which whoever waited at the door is answered, before what was left for later takes its share."""

_SIGN_OF_LIFE = 1.0
"""Seconds between two of a worker's."""


@dataclass(frozen=True)
class Post:
    """Where a bot stands that serves: what it listens on (by default PORT), and what it tells whom.

    A bot on its own answers health checks from its first moment, and holds Slack's requests until it is `ready`; one
    of several takes no connection before that, so that the others do.
    """

    listener: sockets.socket | None = None
    alone: bool = True
    ready: Callable[[int], None] = lambda _port: None
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    lease_for: timedelta = LEASE_FOR


async def serving(
    settings: Settings,
    *,
    http: bool,
    until: asyncio.Event,
    read: ReadFiles = read_handbook,
    pace: Pace = UNHURRIED,
    asked: asyncio.Event | None = None,
    listening: Callable[[int], None] = lambda _port: None,
    lease_for: timedelta = LEASE_FOR,
) -> None:
    """Serve until told to stop; `listening` is told the port once everything is ready. For the rest see `build`.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    post = Post(ready=listening, asked=asked or asyncio.Event(), lease_for=lease_for)
    await _serving(settings, post, http=http, until=until, read=read, pace=pace)


async def _serving(
    settings: Settings, post: Post, *, http: bool, until: asyncio.Event, read: ReadFiles, pace: Pace
) -> None:
    """As `serving`; told to stop while it still begins, it breaks that off."""
    begun = asyncio.Event()
    whole = asyncio.create_task(
        _begin_to_end(settings, post, begun, http=http, until=until, read=read, pace=pace)
    )
    told = asyncio.create_task(until.wait())
    try:
        await asyncio.wait({whole, told}, return_when=asyncio.FIRST_COMPLETED)
        if not whole.done() and not begun.is_set():
            whole.cancel()
            await asyncio.wait([whole], timeout=Grace().left())
            return
        await whole
    finally:
        await broken_off([told, whole])


async def _begin_to_end(
    settings: Settings,
    post: Post,
    begun: asyncio.Event,
    *,
    http: bool,
    until: asyncio.Event,
    read: ReadFiles,
    pace: Pace,
) -> None:
    grace = Grace()
    async with AsyncExitStack() as stack:
        door = Door()
        server = WebServer(door, port=settings.port, listener=post.listener)
        stack.push_async_callback(server.close)
        if post.alone:
            await server.start()
        bot = await stack.enter_async_context(
            build(settings, read=read, pace=pace, asked=post.asked, grace=grace, lease_for=post.lease_for)
        )
        socket = await _open(door, bot, settings, http=http)
        await server.start()
        if socket is not None:
            stack.push_async_callback(socket.close)
        begun.set()
        log.info("Baton is ready in %s", bot.core.identity.workspace or bot.core.identity.team)
        post.ready(server.port)
        settling = asyncio.create_task(_settle_in(settings, bot, read))
        stack.push_async_callback(broken_off, [settling])
        why = await time_to_end(until, bot.core)
        log.info("stopping: begun work is finished first")
        grace.left()
        door.close()
        await bot.take_no_more()
        await asyncio.gather(server.close(), *([socket.close()] if socket else []))
    if why:
        raise OperatorError(why)


async def _settle_in(settings: Settings, bot: Running, read: ReadFiles) -> None:
    """What need not be there for the first answer. What was built at the start stays: it is not searched for garbage."""
    if isinstance(read, InStages):
        await asyncio.sleep(_BREATH)
        await read.deepen(settings, bot.core.live)
        await beside(settle)


async def _open(door: Door, bot: Running, settings: Settings, *, http: bool) -> SocketMode | None:
    """Let requests in, by the door or by Socket Mode."""
    socket = None
    if not http:
        token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
        socket = SocketMode(bot.app, token, meter=bot.meter)
    door.open(
        ready_checks(bot.core, socket, bot.taking_up),
        slack=bot.app if http else None,
        signed=[settings.slack_signing_secret] if settings.slack_signing_secret else (),
        pages={
            **intake(bot.core, bot.surveys),
            **metrics_page(bot.meter, bot.core, bot.background, socket),
        },
        meter=bot.meter,
        meanwhile=partial(goes_on, bot.mending),
    )
    if socket is not None:
        await socket.start()
    return socket


def serve(settings: Settings, *, http: bool, workers: int = 1) -> int:
    """Run until SIGTERM or Ctrl-C, in so many processes; SIGHUP has changed files taken over at once.

    Answers the exit status.

    Raises:
        OperatorError: something is missing or wrong; the sentence says how to mend it.
    """
    set_up_logs(settings.log_level, settings.log_format)
    if workers == 1:
        _run(_until_told(settings, Post(), http=http))
        return 0
    if not hasattr(os, "fork"):
        raise OperatorError(
            "Several workers need a system that can fork; start several bots behind a balancer."
        )
    with contextlib.closing(listen(settings.port)) as listener:
        log.info("listening on port %d with %d workers", listener.getsockname()[1], workers)
        return Workers(workers, lambda seat: _work(settings, seat, listener), gone=forget_worker).run()


def _work(settings: Settings, seat: Seat, listener: sockets.socket) -> int:
    """One worker's life. What is wrong with the settings is a sentence, not a trace."""
    post = Post(listener=listener, alone=seat.alone, ready=lambda _port: seat.ready())
    try:
        _run(_until_told(settings, post, http=True, seat=seat))
    except OperatorError as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    return 0


async def _until_told(settings: Settings, post: Post, *, http: bool, seat: Seat | None = None) -> None:
    until = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, until.set)
    if hasattr(signal, "SIGHUP"):
        loop.add_signal_handler(signal.SIGHUP, post.asked.set)
    async with AsyncExitStack() as stack:
        if seat is not None:
            await stack.enter_async_context(_watched(seat, until))
        await _serving(settings, post, http=http, until=until, read=InStages(), pace=UNHURRIED)


@asynccontextmanager
async def _watched(seat: Seat, until: asyncio.Event) -> AsyncIterator[None]:
    """Tell the parent that we live, and stop when it does not."""

    async def live() -> None:
        while True:
            seat.alive()
            await asyncio.sleep(_SIGN_OF_LIFE)

    loop = asyncio.get_running_loop()

    def alone() -> None:
        loop.remove_reader(seat.parent)
        log.error("the parent process is gone; this worker stops, too")
        until.set()

    loop.add_reader(seat.parent, alone)
    living = asyncio.create_task(live())
    try:
        yield
    finally:
        loop.remove_reader(seat.parent)
        await broken_off([living])


def _run(main: Coroutine[Any, Any, None]) -> None:
    try:
        import uvloop  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)
