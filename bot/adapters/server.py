"""What listens on PORT: health for whoever runs Baton, what customers answered and, with HTTP mode, Slack's requests."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import uvicorn
from pydantic import SecretStr
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler

from bot.adapters.asgi import (
    AsgiApp,
    Receive,
    Received,
    Scope,
    Send,
    TooLarge,
    Unreadable,
    answer,
    body_of,
    replay,
)
from bot.adapters.http_guard import IDLE_FOR, GuardedProtocol
from bot.adapters.readiness import Check, Meanwhile, Remarks, readiness
from bot.adapters.slack_app import BatonApp
from bot.adapters.slack_gate import SlackGate
from bot.errors import OperatorError
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import ANSWERED

SLACK_PATH = "/slack/events"
SLACK_PATHS = "/slack/"
"""Commands, buttons and events may be sent to different addresses in the app's settings; all below this one do."""

METRICS_PATH = "/metrics"
"""Answered also while too much is under way: just then somebody looks."""

_PLACES = {METRICS_PATH: "metrics", "/intake/feedback": "intake"}
ANY_HOST = "0.0.0.0"  # noqa: S104 - inside a container or behind a balancer, which reach it by name

AT_ONCE = 400
"""Requests under way at a time; more are refused at once, which is better than everybody being answered too late."""

_OPENS_WITHIN = 2.0
_BACKLOG = 1024
_CLOSE_TIMEOUT = 4
_log = logging.getLogger(__name__)


class Door:
    """The ASGI application: `/healthz`, `/readyz` and, once they are given, `/slack/events` and further pages."""

    def __init__(
        self,
        checks: Mapping[str, Check] | None = None,
        *,
        slack: BatonApp | None = None,
        signed: Sequence[SecretStr] = (),
        pages: Mapping[str, AsgiApp] | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        """Without `checks` it stays closed until `open` brings them; `at_once` bounds the requests under way."""
        self._checks: Mapping[str, Check] = {"started": _not_yet}
        self._meanwhile: Meanwhile = dict
        self._pages: Mapping[str, AsgiApp] = {}
        self._slack: AsgiApp | None = None
        self._opened = asyncio.Event()
        self._room = at_once
        self._meter: Meter = SILENT
        self._remarks = Remarks()
        if checks is not None:
            self.open(checks, slack=slack, signed=signed, pages=pages)

    def open(
        self,
        checks: Mapping[str, Check],
        *,
        slack: BatonApp | None = None,
        signed: Sequence[SecretStr] = (),
        pages: Mapping[str, AsgiApp] | None = None,
        meter: Meter = SILENT,
        meanwhile: Meanwhile = dict,
    ) -> None:
        """From now on requests are served, and counted; `checks` say by name what must hold for that, `pages` answer by path.

        `signed` are the secrets that Slack may sign with; without any, nothing is let in to `slack`: behind the gate, commands
        are believed.
        """
        self._checks, self._meanwhile = checks, meanwhile
        self._pages = pages or {}
        self._meter = meter
        if slack is not None:
            bolt = cast("AsgiApp", AsyncSlackRequestHandler(slack, path=SLACK_PATH))  # Bolt's scope is a dict
            self._slack = SlackGate(bolt, signed, forms=slack.form)
        self._opened.set()

    def close(self) -> None:
        """Tell balancers to send nobody any more; whoever comes is still served."""
        self._checks = {"stopping": _stopping}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise ValueError(f"{scope['type']} is not spoken here")
        method, path = scope["method"], scope["path"]
        if path in {"/healthz", "/readyz"} and method in {"GET", "HEAD"}:
            await (self._health if path == "/healthz" else self._readiness)(send)
            return
        send = self._counted(path, send)
        if self._room <= 0 and path != METRICS_PATH:
            await _not_now(send)
        else:
            self._room -= 1
            try:
                await self._let_in(scope, receive, send)
            finally:
                self._room += 1

    def _counted(self, path: str, send: Send) -> Send:
        place = "slack" if path.startswith(SLACK_PATHS) else _PLACES.get(path, "other")

        async def counted(message: Received) -> None:
            if message["type"] == "http.response.start":
                self._meter.count(ANSWERED, place, str(int(message["status"])))
            await send(message)

        return counted

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if not await self._is_open():
            await _not_now(send)
        elif path.startswith(SLACK_PATHS) and self._slack is not None:
            await self._to_slack(self._slack, scope, receive, send)
        elif path in self._pages:
            await self._pages[path](scope, receive, send)
        else:
            await answer(send, 404, {"error": "not found"})

    async def _is_open(self) -> bool:
        """Whoever comes while the bot starts waits a little: Slack gives up after three seconds."""
        if not self._opened.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_OPENS_WITHIN):
                    await self._opened.wait()
        return self._opened.is_set()

    async def _health(self, send: Send) -> None:
        await answer(send, 200, {"ok": True})

    async def _readiness(self, send: Send) -> None:
        ready, told = await readiness(self._checks, self._remarks, self._meanwhile)
        await answer(send, 200 if ready else 503, told)

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
            await slack({**scope, "path": SLACK_PATH}, replay(body), send)


async def _not_yet() -> str | None:
    return "Baton is starting; while Slack or the store does not answer, it waits for them"


async def _stopping() -> str | None:
    return "Baton is stopping"


async def _not_now(send: Send) -> None:
    """Slack sends events again after this; a command's sender is told that it did not work."""
    await answer(send, 503, {"error": "not now"}, close=True)


def listen(port: int, host: str = ANY_HOST) -> socket.socket:
    """A socket that takes connections; what comes before anybody serves waits in it.

    Raises:
        OperatorError: the port is taken or may not be used.
    """
    try:
        return socket.create_server((host, port), backlog=_BACKLOG)
    except OSError as error:
        raise OperatorError(
            f"Nothing can listen on port {port} ({error.strerror}); set PORT to a free one."
        ) from None


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

    def __init__(
        self,
        door: Door,
        *,
        port: int,
        host: str = ANY_HOST,
        listener: socket.socket | None = None,
        protocol: type[GuardedProtocol] = GuardedProtocol,
    ) -> None:
        """Port 0 lets the system choose; `port` tells which. A `listener` that others share comes before both."""
        self._address = (host, port)
        self._server = _Guest(
            uvicorn.Config(
                door,
                lifespan="off",
                ws="none",
                http=protocol,
                timeout_keep_alive=int(IDLE_FOR),
                access_log=False,
                proxy_headers=False,  # nobody here asks where a request came from
                log_config=None,
                log_level=logging.ERROR,  # or anybody could fill the log with invalid requests
                server_header=False,
                timeout_graceful_shutdown=_CLOSE_TIMEOUT,
            )
        )
        self._socket = listener
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._socket.getsockname()[1] if self._socket else self._address[1]
        return port

    async def start(self) -> None:
        """Listen, unless it does already.

        Raises:
            OperatorError: the port is taken or may not be used.
        """
        if self._serving is not None:
            return
        if self._socket is None:
            self._socket = listen(self._address[1], self._address[0])
        self._serving = asyncio.create_task(self._server.serve([self._socket]), name="serve HTTP")
        await self._server.listening.wait()
        _log.info("listening on port %d", self.port)

    async def close(self) -> None:
        """Answer what has begun, then stop."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
