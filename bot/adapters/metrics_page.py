"""`/metrics`: the figures of this process, or of all workers together, for Prometheus."""

import asyncio
import hmac
import logging
from collections.abc import Sequence
from time import monotonic

from pydantic import SecretStr

from bot.adapters.asgi import Receive, Scope, Send, answer
from bot.adapters.prometheus import CONTENT_TYPE, Look, PrometheusMeter

_FRESH_FOR = 1.0
"""Seconds; whoever asks more often is told the same again, so that asking costs us little."""
_LOOK_TIMEOUT = 2.0
"""Seconds; Prometheus itself gives up after ten."""
_log = logging.getLogger(__name__)


class MetricsPage:
    """The ASGI application behind `METRICS_PATH`; `looks` tell levels that nobody counts as they change.

    With `tokens`, whoever asks shows one of them as a bearer's (RFC 6750); Prometheus calls it `authorization`.
    """

    def __init__(
        self, meter: PrometheusMeter, looks: Sequence[Look] = (), *, tokens: Sequence[SecretStr] = ()
    ) -> None:
        self._meter = meter
        self.__tokens = [token.get_secret_value().encode() for token in tokens]
        self._looks = looks
        self._told = b""
        self._told_at = float("-inf")
        self._asking = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's three
        """Answer one request. A level that cannot be looked at stays as it was; the others are told."""
        if scope["method"] not in {"GET", "HEAD"}:
            await answer(send, 405, {"error": "only GET"})
            return
        if not self._may_read(scope):
            await answer(send, 401, {"error": "show the token as: Authorization: Bearer …"})
            return
        body = await self._page()
        headers = [
            (b"content-type", CONTENT_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _may_read(self, scope: Scope) -> bool:
        if not self.__tokens:
            return True
        shown = next((value for name, value in scope["headers"] if name.lower() == b"authorization"), b"")
        kind, _, token = shown.partition(b" ")
        matches = [hmac.compare_digest(one, token.strip()) for one in self.__tokens]
        return kind.lower() == b"bearer" and any(matches)

    async def _page(self) -> bytes:
        async with self._asking:
            if monotonic() - self._told_at >= _FRESH_FOR:
                await asyncio.gather(*(_looked(look) for look in self._looks))
                self._told = await asyncio.to_thread(self._meter.page)  # of many workers it takes a while
                self._told_at = monotonic()
            return self._told


async def _looked(look: Look) -> None:
    try:
        async with asyncio.timeout(_LOOK_TIMEOUT):
            await look()
    except Exception as error:  # noqa: BLE001 - the page says what it can
        _log.warning("a level could not be looked at (%s)", type(error).__name__)
