"""POST /intake/feedback: what customers answered, signed by the survey tool (docs/intake.md).

Two ways of signing are taken: Baton's own (the one Slack uses for its requests) and Zendesk's webhooks'
(developer.zendesk.com/documentation/webhooks/verifying). Both sign the raw body together with a time stamp, so that a
request that was overheard is of no use five minutes later; within them its id makes it one.
"""

import base64
import hashlib
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from pydantic import SecretStr

from bot.adapters.asgi import Receive, Scope, Send, TooLarge, Unreadable, answer, body_of
from bot.domain.survey import SurveyAnswer
from bot.errors import StoreUnavailable
from bot.ports import Clock, Unclear
from bot.ports.surveys import Taken
from bot.requests.intake import IntakeProblem, read_json

PATH = "/intake/feedback"
LARGEST = 64 * 1024
"""Bytes of one answer."""
WINDOW = timedelta(minutes=5)
"""How far the time stamp may lie from our clock, either way."""

SIGNATURE, TIMESTAMP = "x-baton-signature", "x-baton-request-timestamp"
ZENDESK_SIGNATURE, ZENDESK_TIMESTAMP = "x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"

TakeIn = Callable[[SurveyAnswer], Awaitable[Taken]]
_log = logging.getLogger(__name__)


class IntakeDoor:
    """The ASGI application behind `PATH`. `wall_clock` is real time, `clock` the bot's, which answers are dated by."""

    def __init__(
        self, secrets: Sequence[SecretStr], take_in: TakeIn, *, wall_clock: Clock, clock: Clock
    ) -> None:
        self.__secrets = [secret.get_secret_value().encode() for secret in secrets]
        self._take_in = take_in
        self._wall_clock = wall_clock
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] != "POST":
            await answer(send, HTTPStatus.METHOD_NOT_ALLOWED, {"error": "only POST"})
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        try:
            body = await body_of(scope, receive, largest=LARGEST)
        except TooLarge:
            told = {"error": f"too large: at most {LARGEST} bytes"}
            await answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told, close=True)
            return
        except (Unreadable, TimeoutError):
            await answer(send, HTTPStatus.BAD_REQUEST, {"error": "no readable UTF-8 body"}, close=True)
            return
        status, told_back = await self._answered(headers, body)
        await answer(send, status, told_back)

    async def _answered(
        self, headers: Mapping[str, str], body: bytes
    ) -> tuple[HTTPStatus, Mapping[str, object]]:
        if (refused := self._not_signed(headers, body)) is not None:
            _log.info("an answer of a customer was refused: %s", refused)
            return HTTPStatus.UNAUTHORIZED, {"error": refused}
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, {"error": "the content type must be application/json"}
        read = read_json(body.decode(), now=self._clock())
        if not isinstance(read, SurveyAnswer):
            return HTTPStatus.BAD_REQUEST, {"error": "not taken in", "problems": [_told(one) for one in read]}
        try:
            taken = await self._take_in(read)
        except (StoreUnavailable, Unclear) as away:
            _log.warning("an answer of a customer could not be taken in: %s", type(away).__name__)
            return HTTPStatus.SERVICE_UNAVAILABLE, {"error": "not now; please send it again"}
        status = HTTPStatus.OK if taken.before else HTTPStatus.ACCEPTED
        return status, {"ok": True, "result": taken.result}

    def _not_signed(self, headers: Mapping[str, str], body: bytes) -> str | None:
        """Why the request is not believed; None if it is."""
        if SIGNATURE in headers:
            stamp, given, sign = headers.get(TIMESTAMP, ""), headers[SIGNATURE], signature
        elif ZENDESK_SIGNATURE in headers:
            stamp, given, sign = (
                headers.get(ZENDESK_TIMESTAMP, ""),
                headers[ZENDESK_SIGNATURE],
                zendesk_signature,
            )
        else:
            return "it is not signed"
        at = _stamped(stamp)
        if at is None:
            return "its time stamp is missing or unreadable"
        if abs(self._wall_clock() - at) > WINDOW:
            return "its time stamp is more than five minutes off"
        expected = [sign(secret, stamp, body) for secret in self.__secrets]
        matches = [hmac.compare_digest(one.encode(), given.encode("utf-8", "replace")) for one in expected]
        return None if any(matches) else "its signature does not fit"


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """Baton's own: `v0=` and the hex HMAC-SHA256 of `v0:{stamp}:{body}`."""
    signed = b"v0:" + stamp.encode() + b":" + body
    return f"v0={hmac.new(secret, signed, hashlib.sha256).hexdigest()}"


def zendesk_signature(secret: bytes, stamp: str, body: bytes) -> str:
    """Zendesk's: base64 of the HMAC-SHA256 of stamp and body."""
    return base64.b64encode(hmac.new(secret, stamp.encode() + body, hashlib.sha256).digest()).decode()


def _stamped(stamp: str) -> datetime | None:
    """Seconds since 1970, or ISO 8601 as Zendesk writes it."""
    try:
        if re.fullmatch(r"\d{9,11}", stamp, re.ASCII):
            return datetime.fromtimestamp(int(stamp), UTC)
        at = datetime.fromisoformat(stamp)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else None


def _told(one: IntakeProblem) -> Mapping[str, str | None]:
    return {"at": one.at, "en": one.what.en, "ko": one.what.ko}
