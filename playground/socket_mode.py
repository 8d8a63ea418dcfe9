"""The server's side of Socket Mode: tickets, connections, envelopes and the ways they go wrong."""

import asyncio
import itertools
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Literal, cast

from aiohttp import WSMsgType, web

from playground.bell import Bell
from playground.people import APP_ID
from playground.transport import Envelope, NoAnswer
from playground.wire import Json

MOST_CONNECTIONS = 10
GRACE_SECONDS = 10.0
"""Between a disconnect message and the end of the connection."""
_LAST_ANSWERS = 1.0

Disconnect = Literal["warning", "refresh_requested", "link_disabled", "reset", "freeze", "half_close"]
"""``freeze``: it stays open and answers nothing. ``half_close``: nothing more comes, and no goodbye either."""


@dataclass(eq=False)
class Connection:
    """One WebSocket.

    ``frozen``: it stays open and answers nothing any more; ``broken``: it was made to go wrong; ``leaving``: it was told
    to go; ``closing``: nothing new is put on it, and what is has a moment to be answered.
    """

    socket: web.WebSocketResponse
    request: web.Request
    frozen: bool = False
    broken: bool = False
    leaving: bool = False
    closing: bool = False
    waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)


class SocketMode:
    """All connections of the app. Each envelope goes to any one of them."""

    def __init__(self, *, grace_seconds: float = GRACE_SECONDS) -> None:
        self.connections: list[Connection] = []
        self.opened = 0
        self.gone_under = 0
        """Envelopes without an answer whose connection was reset, frozen or half closed: no client could have answered."""
        self._grace = grace_seconds
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._bell = Bell()
        self._ending: set[asyncio.Task[None]] = set()

    def ticket(self) -> str:
        """Allows one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def connected(self) -> bool:
        """At least one connection is up."""
        return bool(self.connections)

    async def ready(self, *, within: float) -> bool:
        """Wait for a connection."""
        return await self._bell.until(lambda: self.connected, within=within)

    async def opened_more_than(self, times: int, *, within: float) -> bool:
        """Wait until connections have been opened more often than that."""
        return await self._bell.until(lambda: self.opened > times and self.connected, within=within)

    async def no_more_than(self, connections: int, *, within: float) -> bool:
        """Wait until so many are left."""
        return await self._bell.until(lambda: len(self.connections) <= connections, within=within)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket endpoint."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="this ticket was used or never issued")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, max_msg_size=0)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return socket
        connection = Connection(socket, request)
        self.connections.append(connection)
        self.opened += 1
        await socket.send_json(_hello(len(self.connections)))
        self._bell.stir()
        try:
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            for future in connection.waiting.values():
                if not future.done():
                    future.set_exception(NoAnswer("connection_failed"))
            self._bell.stir()
        return socket

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if connection.frozen:
                continue
            if message.type == WSMsgType.PING:
                await connection.socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acknowledged(connection, json.loads(message.data))

    def _acknowledged(self, connection: Connection, ack: Json) -> None:
        future = connection.waiting.get(str(ack.get("envelope_id")))
        if future is not None and not future.done():
            future.set_result(ack.get("payload"))

    async def send(self, envelope: Envelope, *, within: float) -> Json | None:
        """Hand an envelope to one connection and wait for its ack.

        Raises:
            NoAnswer: dispatch_failed without a connection, else timeout or connection_failed.
        """
        open_ones = [connection for connection in self.connections if not connection.closing]
        if not open_ones:
            raise NoAnswer("dispatch_failed")
        connection = open_ones[next(self._turn) % len(open_ones)]
        envelope_id = secrets.token_hex(16)
        body: Json = {
            "envelope_id": envelope_id,
            "type": envelope.kind,
            "accepts_response_payload": envelope.accepts_response,
            "payload": envelope.payload,
        }
        if envelope.kind == "events_api":
            body |= {"retry_attempt": envelope.retry_num, "retry_reason": envelope.retry_reason}
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        try:
            async with asyncio.timeout(within):
                await connection.socket.send_json(body)
                return await future
        except TimeoutError:
            self.gone_under += connection.broken
            raise NoAnswer("timeout") from None
        except (ConnectionError, NoAnswer):
            self.gone_under += connection.broken
            raise NoAnswer("connection_failed") from None
        finally:
            del connection.waiting[envelope_id]
            if future.done() and not future.cancelled():
                future.exception()

    async def disconnect(self, how: Disconnect, *, only: int | None = None) -> None:
        """Let connections go wrong: all that were not told to go yet, or the one of them at that index."""
        staying = [connection for connection in self.connections if not connection.leaving]
        for connection in staying if only is None else staying[only : only + 1]:
            connection.broken = how in {"freeze", "half_close", "reset"}
            if how == "freeze":
                connection.frozen = True
            elif how == "half_close":
                connection.frozen = True
                if connection.request.transport is not None:
                    cast(
                        "asyncio.WriteTransport", connection.request.transport
                    ).write_eof()  # uvloop has its own class
            elif how == "reset":
                transport = connection.request.transport
                if transport is not None:
                    transport.abort()
            else:
                connection.leaving = True
                await connection.socket.send_json(_disconnect(how))
                self._end_later(connection, 0.0 if how == "link_disabled" else self._grace)

    def _end_later(self, connection: Connection, seconds: float) -> None:
        async def end() -> None:
            await asyncio.sleep(seconds)
            connection.closing = True
            if connection.waiting:
                await asyncio.wait(connection.waiting.values(), timeout=_LAST_ANSWERS)
            await connection.socket.close()

        task = asyncio.create_task(end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def stop(self) -> None:
        """Close every connection."""
        for task in self._ending:
            task.cancel()
        await asyncio.gather(*self._ending, return_exceptions=True)
        for connection in list(self.connections):
            transport = connection.request.transport
            if transport is not None:
                transport.abort()


def _hello(number: int) -> Json:
    return {
        "type": "hello",
        "num_connections": number,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {
            "host": "playground",
            "started": time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()),
            "build_number": 1,
            "approximate_connection_time": 18060,
        },
    }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
