"""Socket Mode: how Slack's requests arrive without a public address.

Two connections serve one app. Slack sends each payload to any one of them and replaces
connections about hourly: measured, one connection lost up to two envelopes a reconnect, two
lost none. An envelope that reaches both is handled once and answered twice; where
the second connection cannot stand beside the first, one serves alone.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections import deque
from contextlib import suppress

from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.background import broken_off
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import asked, make_client, slack_logger
from bot.errors import OperatorError
from bot.ports import Refused
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import SOCKET_OPENED

CONNECTIONS = 2
PING_INTERVAL = 5.0
"""Seconds. A silent peer is noticed within two of them; at 2 a short hiccup would cost a reconnect."""

_SECOND_PATIENCE = 3.0
"""Seconds the start waits for further connections; one that stands is enough to serve."""
_SETTLING = 0.2
"""Seconds in which a first connection is closed where Slack keeps only the newest one."""
_RESTLESS, _RESTLESS_WITHIN = 5, 30.0
"""So many openings in so many seconds: two connections that push each other out. Slack's own
replacements come about hourly, every six minutes when debugging."""
_HOPELESS = 6
"""Looks, a ping interval apart, after which a second connection that never stood is given up."""
_ENVELOPES_KEPT = 30.0
"""Seconds; Slack waits three for an answer."""
_LAST_ANSWERS = 3.0
"""Seconds that begun requests have to be answered at the end: Slack waits no longer than that."""

_log = logging.getLogger(__name__)
_MENDING = {
    "invalid_auth": "create one under Basic Information, App-Level Tokens",
    "not_allowed_token_type": "it must be an app-level token (xapp-…), not the bot's",
    "missing_scope": "it needs the scope connections:write",
    "no_permission": "it needs the scope connections:write",
    "token_revoked": "it was revoked; create a new one under Basic Information, App-Level Tokens",
}


class Envelopes:
    """What was answered to which envelope: one that reaches both connections is handled once.

    Of what came only a digest is kept, of the answers those of half a minute.
    """

    def __init__(self, app: AsyncApp) -> None:
        self._app = app
        self._known: dict[tuple[str, bytes], tuple[float, asyncio.Future[BoltResponse]]] = {}

    async def answer(self, req: SocketModeRequest) -> BoltResponse:
        """The app's answer, or the one it gave or is giving. An id may be used again for something else."""
        key = req.envelope_id, hashlib.sha256(json.dumps(req.payload).encode()).digest()
        now = time.monotonic()
        while self._known and now - next(iter(self._known.values()))[0] > _ENVELOPES_KEPT:
            del self._known[next(iter(self._known))]
        if key not in self._known:
            self._known[key] = now, asyncio.ensure_future(run_async_bolt_app(self._app, req))
        try:
            return await asyncio.shield(self._known[key][1])
        except Exception:
            self._known.pop(key, None)
            raise


class _Client(SocketModeClient):
    """Knows when its last connections were opened, and tells when they follow too closely."""

    opened: deque[float]
    unrest: asyncio.Event
    meter: Meter = SILENT

    async def connect(self) -> None:
        """Connect, however long it takes."""
        await super().connect()  # type: ignore[no-untyped-call]  # the SDK left it untyped
        self.opened.append(time.monotonic())
        self.meter.count(SOCKET_OPENED)
        if len(self.opened) == _RESTLESS and self.opened[-1] - self.opened[0] < _RESTLESS_WITHIN:
            self.unrest.set()


class _Handler(AsyncBaseSocketModeHandler):
    """One connection. Knows whether a request is being answered."""

    client: _Client

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        envelopes: Envelopes,
        unrest: asyncio.Event,
        *,
        ping_interval: float,
        url: str | None,
    ) -> None:
        """`url` is an address Slack gave already; without one the client asks for its own."""
        self.app = app
        self.client = _Client(
            app_token=app_token,
            logger=slack_logger("socket"),
            web_client=app.client,
            ping_interval=ping_interval,
        )
        self.client.proxy = app.client.proxy
        self.client.wss_uri = url
        self.client.opened = deque(maxlen=_RESTLESS)
        self.client.unrest = unrest
        self.client.socket_mode_request_listeners.append(self.handle)
        self._envelopes = envelopes
        self._busy = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def close(self) -> None:
        """Disconnect, and see the client's tasks end."""
        await self.close_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped
        tasks = (
            self.client.message_processor,
            self.client.current_session_monitor,
            self.client.message_receiver,
        )
        await broken_off([task for task in tasks if task is not None])

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one request."""
        self._busy += 1
        self.idle.clear()
        try:
            answer = await self._envelopes.answer(req)
            await send_async_response(client, req, answer, time.time())
        finally:
            self._busy -= 1
            if not self._busy:
                self.idle.set()


async def _answered_and_closed(handler: _Handler) -> None:
    try:
        async with asyncio.timeout(_LAST_ANSWERS):
            await handler.idle.wait()
    except TimeoutError:
        _log.warning("a request was still being answered when Socket Mode closed")
    await handler.close()


class SocketMode:
    """The connections of one Bolt app."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        connections: int = CONNECTIONS,
        ping_interval: float = PING_INTERVAL,
        meter: Meter = SILENT,
    ) -> None:
        self._meter = meter
        self._app = app
        self._token = app_token
        self._connections = connections
        self._ping_interval = ping_interval
        self._handlers: list[_Handler] = []
        self._watching: asyncio.Task[None] | None = None
        self._connecting: list[asyncio.Task[None]] = []
        self._unrest = asyncio.Event()

    async def start(self) -> None:
        """Connect, however long Slack is away; the first stands when this returns, and the others too where Slack lets them soon.

        Raises:
            OperatorError: the app-level token is of no use.
        """
        url = await self._first_address()
        envelopes = Envelopes(self._app)
        self._handlers = [
            _Handler(
                self._app,
                self._token,
                envelopes,
                self._unrest,
                ping_interval=self._ping_interval,
                url=None if number else url,
            )
            for number in range(self._connections)
        ]
        for handler in self._handlers:
            handler.client.meter = self._meter
        self._watching = asyncio.create_task(self._watch(), name="watch Socket Mode")
        await self._handlers[0].client.connect()
        self._connecting = [asyncio.create_task(other.client.connect()) for other in self._handlers[1:]]
        if self._connecting:
            await asyncio.wait(self._connecting, timeout=_SECOND_PATIENCE)
            await asyncio.sleep(_SETTLING)
            if len(self._handlers[0].client.opened) > 1:
                await self._serve_alone()

    async def connected(self) -> bool:
        """Whether requests can arrive: one connection at least stands."""
        return any([await handler.client.is_connected() for handler in self._handlers])

    async def standing(self) -> int:
        """How many connections stand."""
        return sum([await handler.client.is_connected() for handler in self._handlers])

    async def close(self) -> None:
        """Let begun requests be answered, then disconnect."""
        for task in filter(None, (self._watching, *self._connecting)):
            task.cancel()
        closing, self._handlers = self._handlers, []
        await asyncio.gather(*map(_answered_and_closed, closing))

    async def _first_address(self) -> str | None:
        """The first connection's address. Slack's SDK retries a wrong token for ever; asked here it is an answer."""
        web = self._app.client
        if web.session is None:
            raise ValueError("the app's client has no session")
        api = SlackApi(make_client(self._token, web.session, base_url=web.base_url))
        try:
            told = await asked(api, "apps.connections.open", patience=None)
        except Refused as refused:
            how = _MENDING.get(refused.reason, "is Socket Mode switched on in the app's settings?")
            raise OperatorError(f"Slack does not take SLACK_APP_TOKEN ({refused.reason}): {how}.") from None
        return told.get("url")

    async def _watch(self) -> None:
        """Take the address from a connection that stays down, and peace from two that push each other out.

        An address is good for one connection and a short while, but the SDK would insist on it.
        """
        down = dict.fromkeys(self._handlers, 0)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._ping_interval):
                    await self._unrest.wait()
            for handler in self._handlers:
                down[handler] = 0 if await handler.client.is_connected() else down[handler] + 1
                if down[handler] >= 2:
                    handler.client.wss_uri = None
            first, *further = self._handlers
            hopeless = [one for one in further if not one.client.opened and down[one] >= _HOPELESS]
            if further and (self._unrest.is_set() or (hopeless and not down[first])):
                await self._serve_alone()
            self._unrest.clear()

    async def _serve_alone(self) -> None:
        _log.warning("Slack does not keep several connections of ours; one serves alone from now on")
        further, self._handlers = self._handlers[1:], self._handlers[:1]
        await asyncio.gather(*(handler.close() for handler in further))
