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
from contextlib import suppress

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.background import broken_off
from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_app import BatonApp
from bot.adapters.slack_client import asked, make_client
from bot.adapters.slack_wire import PING_INTERVAL, Envelope, Line, Wire, dialling
from bot.errors import OperatorError
from bot.ports import Refused
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import SOCKET_OPENED

CONNECTIONS = 2

_SECOND_PATIENCE = 3.0
"""Seconds the start waits for further connections; one that stands is enough to serve."""
_SETTLING = 0.2
"""Seconds in which a first connection is closed where Slack keeps only the newest one."""
_PUSHED_WITHIN, _PUSHED_OUT = 0.1, 3
"""A connection that ends so many seconds after another one was opened was pushed out by it; so many in a row are no chance."""
_HOPELESS = 30.0
"""Seconds after which a second connection that never stood is given up."""
_REFUSED_PAUSE = 30.0
"""Seconds until an app-level token that Slack does not take any more is tried again."""
_ENVELOPES_KEPT = 30.0
"""Seconds; Slack waits three for an answer."""
_LAST_ANSWERS = 3.0
"""Seconds that begun requests have to be answered at the end: Slack waits no longer than that."""

log = logging.getLogger(__name__)
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

    def __init__(self, app: BatonApp) -> None:
        self._app = app
        self._known: dict[tuple[str, bytes], tuple[float, asyncio.Future[BoltResponse]]] = {}

    async def answer(self, req: SocketModeRequest) -> BoltResponse:
        """The app's answer, or the one it gave or is giving. An id may be used again for something else.

        Whoever brings it first answers it in their own task: what is to follow the answer then begins after it has left.
        """
        key = req.envelope_id, hashlib.sha256(repr(req.payload).encode()).digest()
        now = time.monotonic()
        while self._known and now - next(iter(self._known.values()))[0] > _ENVELOPES_KEPT:
            del self._known[next(iter(self._known))]
        if key in self._known:
            return await asyncio.shield(self._known[key][1])
        answer: asyncio.Future[BoltResponse] = asyncio.get_running_loop().create_future()
        self._known[key] = now, answer
        try:
            said = await self._app.fields(req.payload) or await _by_bolt(self._app, req)
        except BaseException as broken:
            self._known.pop(key, None)
            answer.set_exception(broken if isinstance(broken, Exception) else ConnectionAbortedError())
            answer.exception()  # so that nobody is told that nobody asked
            raise
        answer.set_result(said)
        return said


async def _by_bolt(app: BatonApp, req: SocketModeRequest) -> BoltResponse:
    answer: BoltResponse = await run_async_bolt_app(app, req)  # Bolt left it untyped
    return answer


def acknowledgement(envelope_id: str, answer: BoltResponse) -> str:
    """What Slack is told; an answer that is JSON already goes out as it is."""
    named = json.dumps(envelope_id)
    if not answer.body:
        return f'{{"envelope_id": {named}}}'
    is_json = answer.headers.get("content-type", ("",))[0].startswith("application/json")
    payload = answer.body if is_json else json.dumps({"text": answer.body})
    return f'{{"envelope_id": {named}, "payload": {payload}}}'


class SocketMode:
    """The connections of one Bolt app."""

    def __init__(
        self,
        app: BatonApp,
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
        self._envelopes = Envelopes(app)
        self._lines: list[Line] = []
        self._answering: set[asyncio.Task[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._given: str | None = None
        self._opened = 0
        self._last_opened = 0.0
        self._pushed = 0
        self._unrest = asyncio.Event()

    async def start(self) -> None:
        """Connect, however long Slack is away; the first stands when this returns, and the others too where Slack lets them soon.

        Raises:
            OperatorError: the app-level token is of no use.
        """
        try:
            self._given = await self._ask_for_address()
        except Refused as refused:
            raise OperatorError(_unusable(refused)) from None
        try:
            await self._connect()
        except BaseException:
            await self.close()
            raise

    async def _connect(self) -> None:
        self._session = aiohttp.ClientSession()
        first = self._line()
        self._watching = asyncio.create_task(self._watch(), name="watch Socket Mode")
        await first.stood.wait()
        further = [self._line() for _ in range(self._connections - 1)]
        if not further:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECOND_PATIENCE):
                await asyncio.gather(*(line.stood.wait() for line in further))
        await asyncio.sleep(_SETTLING)
        if self._pushed:
            await self._serve_alone()

    async def connected(self) -> bool:
        """Whether requests can arrive: one connection at least stands."""
        return any(line.stands for line in self._lines)

    async def standing(self) -> int:
        """How many connections stand."""
        return sum(line.stands for line in self._lines)

    async def close(self) -> None:
        """Let begun requests be answered, then disconnect."""
        if self._watching is not None:
            await broken_off([self._watching])
        if self._answering:
            _, late = await asyncio.wait(self._answering, timeout=_LAST_ANSWERS)
            if late:
                log.warning("a request was still being answered when Socket Mode closed")
        lines, self._lines = self._lines, []
        await asyncio.gather(*(line.close() for line in lines))
        await broken_off(self._answering)
        if self._session is not None:
            await self._session.close()

    def _line(self) -> Line:
        if self._session is None:
            raise ValueError("Socket Mode was not started")
        web = self._app.client
        line = Line(
            self._address,
            dialling(self._session, proxy=web.proxy, ssl=web.ssl),
            self._take,
            ping_interval=self._ping_interval,
            opened=self._was_opened,
            ended=self._has_ended,
        )
        self._lines.append(line)
        return line

    async def _address(self) -> str:
        """Where the next connection goes. A token that was good and is no more is told, and tried again."""
        given, self._given = self._given, None
        while given is None:
            try:
                given = await self._ask_for_address()
            except Refused as refused:
                log.warning("%s", _unusable(refused))
                await asyncio.sleep(_REFUSED_PAUSE)
        return given

    async def _ask_for_address(self) -> str:
        """As Slack tells it, however long Slack is away.

        Raises:
            Refused: the token is of no use.
        """
        web = self._app.client
        if web.session is None:
            raise ValueError("the app's client has no session")
        client = make_client(self._token, web.session, base_url=web.base_url)
        told = await asked(SlackApi(client, meter=self._meter), "apps.connections.open", patience=None)
        if not told.get("url"):
            raise Refused("no_url")
        return str(told["url"])

    def _take(self, wire: Wire, message: Envelope) -> None:
        answering = asyncio.create_task(self._answer(wire, message))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)

    async def _answer(self, wire: Wire, message: Envelope) -> None:
        """On the connection it came on; if that is gone, on another: slack_sdk does so, too."""
        try:
            req = SocketModeRequest.from_dict(message)
        except (ValueError, TypeError):  # what it carries is neither an object nor a text
            req = None
        if req is None:
            log.warning("an envelope that is not shaped like Slack's was set aside")
            return
        try:
            answer = await self._envelopes.answer(req)
        except Exception:
            log.exception("a request could not be answered")
            return
        if answer.status != 200:
            log.info("a request was not acknowledged (status %s)", answer.status)
            return
        text = acknowledgement(req.envelope_id, answer)
        others = [line.wire for line in self._lines if line.wire and line.wire is not wire]
        for one in sorted((wire, *others), key=lambda one: not one.stands):
            if await one.say(text):
                return
        log.warning("an answer had no connection left to go out on")

    def _was_opened(self) -> None:
        self._meter.count(SOCKET_OPENED)
        self._opened += 1
        self._last_opened = time.monotonic()

    def _has_ended(self, line: Line, wire: Wire) -> None:
        if wire.silent and any(other.stands for other in self._lines if other is not line):
            line.drop()
        after = self._last_opened - wire.began
        pushed = after > 0 and time.monotonic() - self._last_opened < _PUSHED_WITHIN
        self._pushed = self._pushed + 1 if pushed and not wire.announced and not wire.silent else 0
        if self._pushed >= _PUSHED_OUT:
            self._unrest.set()

    async def _watch(self) -> None:
        """Take peace from connections that push each other out, and give up one that never comes about."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_HOPELESS):
                await self._unrest.wait()
        while not self._unrest.is_set():
            first, *further = self._lines
            if first.stands and any(not line.stood.is_set() for line in further):
                break
            with suppress(TimeoutError):
                async with asyncio.timeout(_HOPELESS):
                    await self._unrest.wait()
        await self._serve_alone()

    async def _serve_alone(self) -> None:
        further, self._lines = self._lines[1:], self._lines[:1]
        if further:
            log.warning("Slack does not keep several connections of ours; one serves alone from now on")
        await asyncio.gather(*(line.close() for line in further))


def _unusable(refused: Refused) -> str:
    how = _MENDING.get(refused.reason, "is Socket Mode switched on in the app's settings?")
    return f"Slack does not take SLACK_APP_TOKEN ({refused.reason}): {how}."
