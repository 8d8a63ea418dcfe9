"""Requests to the bot's public address, signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import urlencode

import aiohttp

from playground.transport import Envelope, NoAnswer
from playground.wire import Json

BETWEEN_TRIES = 0.05
"""Seconds between two tries to reach a bot that is still starting."""


def sign(secret: str, body: bytes, at: int) -> dict[str, str]:
    """The two headers of a request sent at that second."""
    base = b"v0:%d:%s" % (at, body)
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Signature": f"v0={digest}", "X-Slack-Request-Timestamp": str(at)}


class SignedHttp:
    """POSTs to one request URL. Redirects are not followed."""

    def __init__(self, url: str, signing_secret: str) -> None:
        self.url = url
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None
        self.connected = False

    async def ready(self, *, within: float) -> bool:
        """Do the url_verification handshake, again and again until the bot answers it."""
        try:
            async with asyncio.timeout(within):
                while not await self.verify():  # noqa: ASYNC110  nothing tells when another process listens
                    await asyncio.sleep(BETWEEN_TRIES)
        except TimeoutError:
            return False
        return True

    async def verify(self) -> bool:
        """One url_verification handshake."""
        challenge = secrets.token_hex(16)
        body = {"type": "url_verification", "token": "unused", "challenge": challenge}
        try:
            status, _, text = await self._post(json.dumps(body).encode(), "application/json")
        except aiohttp.ClientError:
            self.connected = False
            return False
        self.connected = status == 200 and challenge in text
        return self.connected

    async def send(self, envelope: Envelope, *, within: float) -> Json | None:
        """POST an envelope's payload the way its kind is sent over HTTP.

        Raises:
            NoAnswer: http_timeout, connection_failed or http_error.
        """
        body, content_type = _body(envelope)
        headers: dict[str, str] = {}
        if envelope.retry_num:
            headers = {
                "X-Slack-Retry-Num": str(envelope.retry_num),
                "X-Slack-Retry-Reason": envelope.retry_reason,
            }
        try:
            async with asyncio.timeout(within):
                status, answered, text = await self._post(body, content_type, headers)
        except TimeoutError:
            raise NoAnswer("http_timeout") from None
        except aiohttp.ClientError:
            self.connected = False
            raise NoAnswer("connection_failed") from None
        self.connected = True
        if status != 200:
            raise NoAnswer("http_error", no_retry=answered.get("x-slack-no-retry") == "1")
        if not text.strip():
            return None
        if text.lstrip().startswith("{"):
            parsed: Json = json.loads(text)
            return parsed
        return {"text": text}

    async def _post(
        self, body: bytes, content_type: str, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        signed = {
            **sign(self._secret, body, int(time.time())),
            "Content-Type": content_type,
            **(headers or {}),
        }
        async with self._session.post(self.url, data=body, headers=signed, allow_redirects=False) as answer:
            names = {name.lower(): value for name, value in answer.headers.items()}
            return answer.status, names, await answer.text()

    async def stop(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()


def _body(envelope: Envelope) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload).encode(), form
    if envelope.kind == "interactive":
        return urlencode({"payload": json.dumps(envelope.payload, ensure_ascii=False)}).encode(), form
    return json.dumps(envelope.payload, ensure_ascii=False).encode(), "application/json"
