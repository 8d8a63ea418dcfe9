"""The few words of ASGI that are spoken here: a whole body that stays small and comes soon, and an answer."""

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from bot.adapters.within import within

Scope = MutableMapping[str, Any]
Received = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Received]]
Send = Callable[[Received], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own largest, a view of 250 kB in a form, stays well below."""

_BODY_TIMEOUT = 10.0


class TooLarge(Exception):
    """The body is larger than it may be."""


class Unreadable(Exception):
    """The sender went away, was too slow, or sent what is not UTF-8."""


async def body_of(scope: Scope, receive: Receive, *, largest: int = LARGEST_BODY) -> bytes:
    """The whole body, as long as it stays small and comes within ten seconds.

    Raises:
        TooLarge: it is announced or turns out larger than that.
        Unreadable: it cannot be read.
        TimeoutError: it came too slowly.
    """
    return await within(_BODY_TIMEOUT, _read(scope, receive, largest))


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


def replay(body: bytes) -> Receive:
    """A body that was read, to be read once more."""

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
