"""Socket Mode: how Slack's requests arrive without a public address.

Two connections serve one app. Slack sends each payload to any one of them and replaces
connections about hourly: measured, one connection lost up to two envelopes a reconnect, two
lost none (SLACK.md §2).
"""

import asyncio
import logging

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import make_client, slack_logger
from bot.errors import OperatorError
from bot.ports import Refused, Unclear

CONNECTIONS = 2
PING_INTERVAL = 5.0
"""Seconds. A silent peer is noticed within two of them; at 2 a short hiccup would cost a reconnect."""

_START_PATIENCE = 300.0
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


class _Handler(AsyncSocketModeHandler):
    """Knows whether a request is being answered."""

    def __init__(self, app: AsyncApp, app_token: str, *, ping_interval: float) -> None:
        super().__init__(app, app_token, logger=slack_logger("socket"), ping_interval=ping_interval)
        self._busy = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def connect(self) -> None:
        """Connect, however long it takes."""
        await self.connect_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped

    async def close(self) -> None:
        """Disconnect, and see the client's tasks end."""
        await self.close_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped
        tasks = (
            self.client.message_processor,
            self.client.current_session_monitor,
            self.client.message_receiver,
        )
        await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one request."""
        self._busy += 1
        self.idle.clear()
        try:
            await super().handle(client, req)  # type: ignore[arg-type]  # Bolt narrows its own base's argument
        finally:
            self._busy -= 1
            if not self._busy:
                self.idle.set()


class SocketMode:
    """The connections of one Bolt app."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        connections: int = CONNECTIONS,
        ping_interval: float = PING_INTERVAL,
    ) -> None:
        self._app = app
        self._token = app_token
        self._connections = connections
        self._ping_interval = ping_interval
        self._handlers: list[_Handler] = []
        self._watching: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect all of them.

        Raises:
            OperatorError: the app-level token is of no use, or Slack cannot be reached.
        """
        await self._check_token()
        self._handlers = [
            _Handler(self._app, self._token, ping_interval=self._ping_interval)
            for _ in range(self._connections)
        ]
        self._watching = asyncio.create_task(self._watch(), name="watch Socket Mode")
        await asyncio.gather(*(handler.connect() for handler in self._handlers))

    async def connected(self) -> bool:
        """Whether requests can arrive: one connection at least stands."""
        return any([await handler.client.is_connected() for handler in self._handlers])

    async def close(self) -> None:
        """Let begun requests be answered, then disconnect."""
        if self._watching is not None:
            self._watching.cancel()
        for handler in self._handlers:
            try:
                async with asyncio.timeout(_LAST_ANSWERS):
                    await handler.idle.wait()
            except TimeoutError:
                _log.warning("a request was still being answered when Socket Mode closed")
            await handler.close()
        self._handlers = []

    async def _check_token(self) -> None:
        """Slack's SDK retries a wrong token for ever; asked once beforehand it is an answer."""
        web = self._app.client
        if web.session is None:
            raise ValueError("the app's client has no session")
        api = SlackApi(make_client(self._token, web.session, base_url=web.base_url))
        try:
            await api.try_token("apps.connections.open", patience=_START_PATIENCE)
        except Refused as refused:
            how = _MENDING.get(refused.reason, "is Socket Mode switched on in the app's settings?")
            raise OperatorError(f"Slack does not take SLACK_APP_TOKEN ({refused.reason}): {how}.") from None
        except Unclear as unclear:
            raise OperatorError(f"Slack gave no Socket Mode address at {web.base_url} ({unclear}).") from None

    async def _watch(self) -> None:
        """Take the address from a connection that stays down.

        It is good for one connection and a short while, but the SDK would insist on it.
        """
        down = dict.fromkeys(range(len(self._handlers)), 0)
        while True:
            await asyncio.sleep(self._ping_interval)
            for number, handler in enumerate(self._handlers):
                down[number] = 0 if await handler.client.is_connected() else down[number] + 1
                if down[number] >= 2:
                    handler.client.wss_uri = None
