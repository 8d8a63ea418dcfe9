"""What listens on PORT: health for whoever runs Baton, what customers answered and, with HTTP mode, Slack's requests."""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from typing import Any

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp

from bot.errors import OperatorError

Scope = MutableMapping[str, Any]
Received = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Received]]
Send = Callable[[Received], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Check = Callable[[], Awaitable[bool]]

SLACK_PATH = "/slack/events"
SLACK_PATHS = "/slack/"
"""Commands, buttons and events may be sent to different addresses in the app's settings; all below this one do."""
LARGEST_BODY = 1_000_000
"""Bytes. Slack's own largest, a view of 250 kB in a form, stays well below."""

ANY_HOST = "0.0.0.0"  # noqa: S104 - inside a container or behind a balancer, which reach it by name

_BODY_TIMEOUT = 10.0
_BACKLOG = 1024
_CHECK_TIMEOUT = 2.0
_CLOSE_TIMEOUT = 5
_log = logging.getLogger(__name__)


class TooLarge(Exception):
    """The body is larger than it may be."""


class Unreadable(Exception):
    """The sender went away, was too slow, or sent what is not UTF-8."""


class Door:
    """The ASGI application: `/healthz`, `/readyz` and, where they are given, `/intake/feedback` and `/slack/events`."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        *,
        slack: AsyncApp | None = None,
        intake: Mapping[str, AsgiApp] | None = None,
    ) -> None:
        """`checks` say by name what must hold before requests can be served; `intake` answers by path."""
        self._checks = checks
        self._intake = intake or {}
        self._slack: AsgiApp | None = None
        if slack is not None:
            self._slack = AsyncSlackRequestHandler(slack, path=SLACK_PATH)  # type: ignore[assignment]  # Bolt's scope is a dict

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not spoken here")
        method, path = scope["method"], scope["path"]
        if path.startswith(SLACK_PATHS) and self._slack is not None:
            await self._to_slack(self._slack, scope, receive, send)
        elif path in self._intake:
            await self._intake[path](scope, receive, send)
        elif path in {"/healthz", "/readyz"} and method in {"GET", "HEAD"}:
            await (self._health if path == "/healthz" else self._readiness)(send)
        else:
            await answer(send, 404, {"error": "not found"})

    async def _health(self, send: Send) -> None:
        await answer(send, 200, {"ok": True})

    async def _readiness(self, send: Send) -> None:
        names = list(self._checks)
        held = await asyncio.gather(*(_holds(name, self._checks[name]) for name in names))
        await answer(
            send, 200 if all(held) else 503, {"ok": all(held), "checks": dict(zip(names, held, strict=True))}
        )

    async def _to_slack(self, slack: AsgiApp, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await answer(send, 405, {"error": "only POST"})
            return
        try:
            body = await body_of(scope, receive)
        except TooLarge:
            await answer(send, 413, {"error": "too large"}, close=True)
        except (Unreadable, TimeoutError):
            await answer(send, 400, {"error": "no readable body"}, close=True)
        else:
            await slack({**scope, "path": SLACK_PATH}, _replay(body), send)


async def _holds(name: str, check: Check) -> bool:
    """Whether a check holds; one that fails or hangs does not, and the log says why."""
    try:
        async with asyncio.timeout(_CHECK_TIMEOUT):
            return await check()
    except Exception as error:  # noqa: BLE001 - a readiness answer must not fail itself
        _log.warning("readiness: %s fails (%s)", name, type(error).__name__)
        return False


async def body_of(scope: Scope, receive: Receive, *, largest: int = LARGEST_BODY) -> bytes:
    """The whole body, as long as it stays small and comes within ten seconds.

    Raises:
        TooLarge: it is announced or turns out larger than that.
        Unreadable: it cannot be read.
        TimeoutError: it came too slowly.
    """
    async with asyncio.timeout(_BODY_TIMEOUT):
        return await _read(scope, receive, largest)


async def _read(scope: Scope, receive: Receive, largest: int) -> bytes:
    announced = dict(scope["headers"]).get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > largest:
        raise TooLarge
    body = bytearray()
    while True:
        part = await receive()
        if part["type"] != "http.request":
            raise Unreadable
        body += part.get("body", b"")
        if len(body) > largest:
            raise TooLarge
        if not part.get("more_body", False):
            break
    try:
        body.decode()
    except UnicodeDecodeError:
        raise Unreadable from None
    return bytes(body)


def _replay(body: bytes) -> Receive:
    async def receive() -> Received:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def answer(send: Send, status: int, told: Mapping[str, object], *, close: bool = False) -> None:
    """Answer with JSON; `close` hangs up on a sender who may still be sending."""
    body = json.dumps(told).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Guest(uvicorn.Server):
    """A server in somebody else's loop: signals stay theirs."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self.listening.set()


class WebServer:
    """The door on a port, in the running loop."""

    def __init__(self, door: Door, *, port: int, host: str = ANY_HOST) -> None:
        """Port 0 lets the system choose; `port` tells which."""
        self._address = (host, port)
        self._server = _Guest(
            uvicorn.Config(
                door,
                lifespan="off",
                ws="none",
                http="httptools",
                access_log=False,
                log_config=None,
                log_level=logging.INFO,
                server_header=False,
                timeout_graceful_shutdown=_CLOSE_TIMEOUT,
            )
        )
        self._socket: socket.socket | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._socket.getsockname()[1] if self._socket else self._address[1]
        return port

    async def start(self) -> None:
        """Listen.

        Raises:
            OperatorError: the port is taken or may not be used.
        """
        try:
            self._socket = socket.create_server(self._address, backlog=_BACKLOG)
        except OSError as error:
            raise OperatorError(
                f"Nothing can listen on port {self._address[1]} ({error.strerror}); set PORT to a free one."
            ) from None
        self._serving = asyncio.create_task(self._server.serve([self._socket]), name="serve HTTP")
        await self._server.listening.wait()
        _log.info("listening on port %d", self.port)

    async def close(self) -> None:
        """Answer what has begun, then stop."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
