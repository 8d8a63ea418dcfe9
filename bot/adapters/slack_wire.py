"""One Socket Mode connection: what comes on it, whether its other end still answers, and how it is replaced.

slack_sdk's client closes a connection before it opens the next, drops what arrives while it closes, notices an end of file
only at its next ping, and a silent peer after twenty seconds. Here the next connection stands before the last one is left,
and what still comes on that one is answered.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import ClientError, ClientWebSocketResponse, WSMsgType

from bot.adapters.background import broken_off

PING_INTERVAL = 1.0
"""Seconds. Slack answers every ping; two in a row without an answer, and the connection counts as dead."""

_UNANSWERED = 2
_LINGERS = 12.0
"""Seconds a connection is still read after Slack said it would close it: Slack says so about ten seconds ahead."""
_FAREWELL = 0.3
"""Seconds the other end has to answer that we close."""
_BRIEF = 0.05
"""A connection that lasted no longer is not asked for again at once."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0
"""Seconds between two attempts; doubled each time."""

_log = logging.getLogger(__name__)

Envelope = dict[str, Any]
Address = Callable[[], Awaitable[str]]
Connect = Callable[[str], Awaitable[ClientWebSocketResponse]]


def dialling(session: aiohttp.ClientSession, *, proxy: str | None, ssl: Any) -> Connect:  # noqa: ANN401 - slack_sdk's
    """How an address becomes a WebSocket, by the network's settings of the Web API's client."""

    async def connect(url: str) -> ClientWebSocketResponse:
        return await session.ws_connect(
            url,
            autoping=False,
            max_msg_size=0,
            proxy=proxy,
            ssl=True if ssl is None else ssl,
            timeout=aiohttp.ClientWSTimeout(ws_close=_FAREWELL),
        )

    return connect


class Wire:
    """One WebSocket, from its first message to its last.

    `ending` is set once another one should take its place: Slack said so, it closed, or it fell silent.
    """

    def __init__(
        self,
        socket: ClientWebSocketResponse,
        take: Callable[["Wire", Envelope], None],
        *,
        ping_interval: float,
    ) -> None:
        self._socket = socket
        self._take = take
        self._interval = ping_interval
        self._unanswered = 0
        self.ending = asyncio.Event()
        self.announced = False
        self.began = time.monotonic()
        self._reading = asyncio.create_task(self._read(), name="read Socket Mode")
        self._asking = asyncio.create_task(self._ask(), name="ping Socket Mode")

    @property
    def silent(self) -> bool:
        """Whether its other end answers no pings any more."""
        return self._unanswered > _UNANSWERED

    @property
    def stands(self) -> bool:
        """Whether something can be said on it."""
        return not self._reading.done() and not self._socket.closed and not self.silent

    async def say(self, text: str) -> bool:
        """Send it; False if that is not possible any more."""
        if self._reading.done() or self._socket.closed:
            return False
        try:
            await self._socket.send_str(text)
        except (ClientError, OSError):
            return False
        return True

    async def leave(self) -> None:
        """End it; one whose end Slack announced is read until Slack closes it."""
        if self.announced:
            await asyncio.wait([self._reading], timeout=_LINGERS)
        await self.close()

    async def close(self) -> None:
        """End it now."""
        await broken_off([self._reading, self._asking])
        try:
            await self._socket.close()
        except (ClientError, OSError) as problem:
            _log.debug("a Socket Mode connection was gone before it was closed: %s", type(problem).__name__)

    async def _read(self) -> None:
        try:
            while True:
                message = await self._socket.receive()
                if message.type is WSMsgType.TEXT:
                    self._heed(message.data)
                elif message.type is WSMsgType.PING:
                    await self._socket.pong(message.data)
                elif message.type is WSMsgType.PONG:
                    self._unanswered = 0
                elif message.type is not WSMsgType.BINARY:
                    return
        except (ClientError, OSError) as problem:
            _log.info("a Socket Mode connection broke (%s)", type(problem).__name__)
        finally:
            self.ending.set()

    def _heed(self, text: str) -> None:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            _log.warning("Slack sent something over Socket Mode that is no JSON object; it was set aside")
        elif told.get("type") == "disconnect":
            _log.info("Slack replaces a Socket Mode connection (%s)", told.get("reason"))
            self.announced = True
            self.ending.set()
        elif "envelope_id" in told:
            self._take(self, told)

    async def _ask(self) -> None:
        """Ping; each one is counted until an answer comes, so that a busy spell of our own is not their silence."""
        while not self.silent:
            await asyncio.sleep(self._interval)
            self._unanswered += 1
            try:
                await self._socket.ping()
            except (ClientError, OSError):
                return
        _log.warning("a Socket Mode connection fell silent; it is replaced")
        self.ending.set()


class Line:
    """Keeps one connection standing, one after the other."""

    def __init__(
        self,
        address: Address,
        connect: Connect,
        take: Callable[[Wire, Envelope], None],
        *,
        ping_interval: float,
        opened: Callable[[], None],
        ended: Callable[["Line", Wire], None],
    ) -> None:
        """`address` asks Slack where to connect; `opened` and `ended` hear of each connection."""
        self._address, self._connect, self._take = address, connect, take
        self._interval = ping_interval
        self._opened, self._ended = opened, ended
        self._leaving: set[asyncio.Task[None]] = set()
        self.wire: Wire | None = None
        self.stood = asyncio.Event()
        self.keeping = asyncio.create_task(self._keep(), name="keep a Socket Mode connection")

    @property
    def stands(self) -> bool:
        """Whether requests can arrive on it."""
        return self.wire is not None and self.wire.stands

    async def close(self) -> None:
        """End it, and whatever it has left."""
        await broken_off([self.keeping, *self._leaving])
        if self.wire is not None:
            await self.wire.close()

    async def _keep(self) -> None:
        brief = failed = 0
        while True:
            try:
                wire = await self._replaced()
                failed = 0
                await wire.ending.wait()
                self._ended(self, wire)
            except Exception:  # noqa: BLE001 - it is in the log; nobody else would open another one
                failed += 1
                _log.exception("keeping a Socket Mode connection failed; another one is opened")
                await asyncio.sleep(_pause(failed))
                continue
            brief = brief + 1 if time.monotonic() - wire.began < _BRIEF else 0
            if brief:
                await asyncio.sleep(_pause(brief))

    async def _replaced(self) -> Wire:
        """The next connection, once it stands; the one before is left."""
        socket = await self._connected()
        old, wire = self.wire, Wire(socket, self._take, ping_interval=self._interval)
        self.wire = wire
        if old is not None:
            self._leave(old)
        self._opened()
        self.stood.set()
        return wire

    def drop(self) -> None:
        """Leave a connection before the next one stands: Slack goes on choosing it, and nothing on it is heard."""
        if self.wire is not None:
            self._leave(self.wire)

    def _leave(self, wire: Wire) -> None:
        leaving = asyncio.create_task(wire.leave(), name="leave a Socket Mode connection")
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def _connected(self) -> ClientWebSocketResponse:
        """An address is good for one connection and a short while: every attempt asks for its own."""
        failed = 0
        while True:
            url = await self._address()
            try:
                return await self._connect(url)
            except (ClientError, OSError, TimeoutError) as problem:
                failed += 1
                status = getattr(problem, "status", None)
                why = f"{type(problem).__name__}{f', HTTP {status}' if status else ''}"
                _log.warning("Failed to connect to Slack's Socket Mode (%s); trying again", why)
            await asyncio.sleep(_pause(failed))


def _pause(times: int) -> float:
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(times - 1, 10))
