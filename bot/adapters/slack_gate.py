"""Whether a request over HTTP is Slack's, decided on its raw bytes before anything of it is parsed.

Bolt checks signatures too (docs.slack.dev/authentication/verifying-requests-from-slack), but parses the body first: what
anybody may send would reach its parsers, and a header that is no number or no ASCII would be an error of ours.
Slash commands, which pass Bolt's middleware by, are checked here alone.
"""

import hashlib
import hmac
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http import HTTPStatus
from time import monotonic, time
from urllib.parse import parse_qsl

from pydantic import SecretStr
from slack_bolt.response import BoltResponse

from bot.adapters.asgi import AsgiApp, Receive, Scope, Send, replay

WINDOW = 300
"""Seconds that a request's time stamp may lie from our clock, either way; Slack's own advice."""
REMEMBERED = 20_000
"""Requests of the last ten minutes whose signatures a process knows; beyond these the oldest are forgotten."""
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

_KEPT_FOR = 2.0 * WINDOW
_SSL_CHECK_LARGEST = 1000
_STAMP = re.compile(r"\d{9,11}", re.ASCII)
_PAYLOAD = re.compile(rb"(?:[^&]*&)*payload=")
"""Presses, forms and shortcuts are one field of a form; a command is many."""
_PASSED_ON = frozenset(
    {"x-slack-signature", "x-slack-request-timestamp", "x-slack-retry-num", "x-slack-retry-reason"}
)

Headers = Iterable[tuple[bytes, bytes]]
Forms = Callable[[bytes], Awaitable[BoltResponse | None]]
"""Answers a form by itself; None leaves it to the application."""

_log = logging.getLogger(__name__)


class SlackGate:
    """The ASGI application in front of Bolt's: lets in what is signed by Slack; a press or a form once.

    What `forms` answers, the commands, needs no application behind it.

    A press or a form that comes again with the very signature (nothing of Slack's does: a retried event has its own)
    is answered with nothing. A command is answered again, so that a balancer may repeat one whose answer was lost.
    Each process remembers for itself; that the same request does nothing twice, wherever it comes, is the business of
    what it does (tests/attacks/test_replays.py).
    """

    def __init__(
        self,
        inner: AsgiApp,
        secrets: Iterable[SecretStr],
        *,
        forms: Forms | None = None,
        now: Callable[[], float] = time,
        elapsed: Callable[[], float] = monotonic,
    ) -> None:
        """`now` is real time in seconds since 1970, `elapsed` a clock that never goes back."""
        known = [secret.get_secret_value().encode() for secret in secrets]
        self.__begun = [hmac.new(secret, b"v0:", hashlib.sha256) for secret in known]
        self._inner, self._forms, self._now, self._elapsed = inner, forms, now, elapsed
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whose body is there as a whole."""
        body = (await receive()).get("body", b"")
        headers = _by_name(scope["headers"])
        kind = _kind(headers)
        if (status := self._refused(headers, kind, body)) is not None:
            await _empty(send, status)
            return
        if kind == FORM and self._forms is not None and (answer := await self._forms(body)) is not None:
            await _said(send, answer)
            return
        signature = headers["x-slack-signature"]
        try:
            await self._inner({**scope, "headers": _passed_on(headers)}, replay(body), send)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as unreadable:
            self._seen.pop(signature, None)
            _log.warning("a signed request could not be read: %s", type(unreadable).__name__)
            await _empty(send, HTTPStatus.BAD_REQUEST)
        except BaseException:
            self._seen.pop(signature, None)  # it was not done: sent again, it shall be
            raise

    def _refused(self, headers: Mapping[str, str], kind: str, body: bytes) -> HTTPStatus | None:
        """What to answer instead of asking Bolt; None where it may."""
        if kind == FORM and _is_ssl_check(body):
            return HTTPStatus.OK
        signature, stamp = headers.get("x-slack-signature", ""), headers.get("x-slack-request-timestamp", "")
        if not self._is_signed(stamp, signature, body):
            return HTTPStatus.UNAUTHORIZED
        if kind not in {FORM, JSON}:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        pressed = kind == FORM and _PAYLOAD.match(body) is not None
        return HTTPStatus.OK if pressed and not self._is_first(signature) else None

    def _is_signed(self, stamp: str, signature: str, body: bytes) -> bool:
        if not _STAMP.fullmatch(stamp) or abs(self._now() - int(stamp)) > WINDOW:
            return False
        signed = stamp.encode() + b":" + body
        matches = [
            hmac.compare_digest(_signature(begun, signed), signature.encode()) for begun in self.__begun
        ]
        return any(matches)

    def _is_first(self, signature: str) -> bool:
        now = self._elapsed()
        while self._seen and (
            len(self._seen) > REMEMBERED or now - next(iter(self._seen.values())) > _KEPT_FOR
        ):
            self._seen.popitem(last=False)
        if signature in self._seen:
            return False
        self._seen[signature] = now
        return True


def _signature(begun: hmac.HMAC, signed: bytes) -> bytes:
    """Slack's signature of what follows a beginning; that one is left as it is."""
    made = begun.copy()
    made.update(signed)
    return b"v0=" + made.hexdigest().encode()


def _by_name(given: Headers) -> Mapping[str, str]:
    """By their names in small letters. Said twice with two values it is nobody's: both are dropped."""
    headers: dict[str, str] = {}
    for raw, value in given:
        name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
        headers[name] = "" if headers.setdefault(name, text) != text else text
    return headers


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _passed_on(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """What Bolt reads, and nothing that it could stumble over."""
    passed = {name: value for name, value in headers.items() if name in _PASSED_ON} | {
        "content-type": _kind(headers)
    }
    return [(name.encode(), value.encode("ascii", "replace")) for name, value in passed.items()]


async def _said(send: Send, answer: BoltResponse) -> None:
    body = answer.body.encode()
    headers = [(name.encode(), told.encode()) for name, values in answer.headers.items() for told in values]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _empty(send: Send, status: HTTPStatus) -> None:
    """Without a word that would help somebody who guesses."""
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _is_ssl_check(body: bytes) -> bool:
    """Slack's look at the certificate of an app's address, which it does not sign; it asks for nothing."""
    if len(body) > _SSL_CHECK_LARGEST or b"ssl_check=1" not in body:
        return False
    return ("ssl_check", "1") in parse_qsl(body.decode("utf-8", "replace"))
