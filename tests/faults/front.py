"""A balancer in front of bots that are served over signed HTTP; it loses, delays and mislays what it is told to.

Slack repeats an event that was not acknowledged, with `X-Slack-Retry-Num`, and here the next bot gets it.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count

import aiohttp
from aiohttp import web

_KEPT = frozenset(
    {
        "Content-Type",
        "X-Slack-Signature",
        "X-Slack-Request-Timestamp",
        "X-Slack-Retry-Num",
        "X-Slack-Retry-Reason",
    }
)
_LATER = 0.4
"""Seconds after which comes what was mislaid: after Slack's first retry, which is at once."""

Ports = Callable[[], Sequence[int]]


class Front:
    """Passes each delivery on to one of the bots that answer, in turn."""

    def __init__(self, session: aiohttp.ClientSession, ports: Ports) -> None:
        self.url = ""
        self.unreached = 0
        """So many of the next deliveries reach nobody."""
        self.unheard = 0
        """So many are done, and the answer is lost."""
        self.mislaid = 0
        """So many are answered with an error, and reach a bot all the same a moment later."""
        self.tries: Counter[tuple[str, str]] = Counter()
        """How often an event about a message was passed on: its conversation and time stamp."""
        self.repeated = 0
        """Deliveries with `X-Slack-Retry-Num`."""
        self._session = session
        self._ports = ports
        self._turn = count()
        self._late: set[asyncio.Task[web.Response | None]] = set()

    def well(self) -> None:
        """From now on everything arrives, once."""
        self.unreached = self.unheard = self.mislaid = 0

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        """One delivery."""
        self.repeated += "X-Slack-Retry-Num" in request.headers
        body = await request.read()
        if self.unreached:
            self.unreached -= 1
            return _cut(request)
        if self.mislaid:
            self.mislaid -= 1
            task = asyncio.create_task(self._later(request, body))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
            raise web.HTTPBadGateway
        answer = await self._given(request, body)
        if answer is None:
            raise web.HTTPBadGateway
        if self.unheard:
            self.unheard -= 1
            return _cut(request)
        return answer

    async def _later(self, request: web.Request, body: bytes) -> web.Response | None:
        await asyncio.sleep(_LATER)
        return await self._given(request, body)

    async def _given(self, request: web.Request, body: bytes) -> web.Response | None:
        """What a bot answers; one at which nobody listens is passed over, as a health check would."""
        self._count(body)
        headers = {name: value for name, value in request.headers.items() if name in _KEPT}
        ports = self._ports()
        first = next(self._turn)
        for port in (ports[(first + more) % len(ports)] for more in range(len(ports))):
            try:
                url = f"http://127.0.0.1:{port}{request.path}"
                async with self._session.post(url, data=body, headers=headers) as answer:
                    kept = {
                        name: answer.headers[name] for name in ("Content-Type",) if name in answer.headers
                    }
                    return web.Response(body=await answer.read(), status=answer.status, headers=kept)
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                return None
        return None

    def _count(self, body: bytes) -> None:
        if body.startswith(b"{"):
            event = json.loads(body).get("event") or {}
            if event.get("type") == "message":
                self.tries[str(event.get("channel")), str(event.get("ts"))] += 1

    async def close(self) -> None:
        """What was mislaid stays so."""
        for task in self._late:
            task.cancel()
        await asyncio.gather(*self._late, return_exceptions=True)


def _cut(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    assert request.transport
    request.transport.abort()
    return web.Response()


@asynccontextmanager
async def front_of(ports: Ports) -> AsyncIterator[Front]:
    """Listening, until the context ends."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        front = Front(session, ports)
        stack.push_async_callback(front.close)
        app = web.Application(client_max_size=1 << 24)
        app.router.add_post("/slack/events", front.pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        front.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        yield front
