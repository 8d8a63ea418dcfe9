"""People typing commands at one server, over signed HTTP, on a few connections that stay open.

A client of its own, as little as there can be, so that it is not the client that is measured.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

from playground.signed_http import sign

_TICK = 100
"""Of a second: how Linux counts the processor time of a process."""


@dataclass(frozen=True)
class Typed:
    """A command somebody types, as Slack sends it."""

    command: str
    text: str
    user: str
    channel: str = "C0GENERAL1"
    others: Sequence[str] = ()

    def forms(self) -> Iterator[dict[str, str]]:
        """The form, again and again, from one after the other; no two alike, as no two of Slack's are."""
        form = {
            "token": "unused", "team_id": "T0PLAY0001", "team_domain": "playground",
            "channel_id": self.channel, "channel_name": "general", "user_name": "somebody",
            "command": self.command, "text": self.text, "api_app_id": "A0PLAY0001",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1:9/never",
        }  # fmt: skip
        users = (self.user, *self.others)
        for number in count(time.time_ns()):
            yield form | {"user_id": users[number % len(users)], "trigger_id": f"{number}.1.x"}

    def bodies(self) -> Iterator[bytes]:
        """As they are sent over HTTP."""
        return (urlencode(form).encode() for form in self.forms())


@dataclass(frozen=True)
class Measured:
    """One run: answers a second, milliseconds an answer, microseconds of the server's processor an answer."""

    per_second: float
    p50: float
    p99: float
    processor: float
    answers: int
    wrong: int


class _Connection(asyncio.Protocol):
    """Sends a request, and the next as soon as its answer is there."""

    def __init__(self, following: Callable[[], bytes | None], expects: bytes) -> None:
        self._following, self._expects = following, expects
        self.took: list[float] = []
        self.wrong = 0
        self.done = asyncio.get_running_loop().create_future()
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop has its own class
        self._next()

    def _next(self) -> None:
        request = self._following()
        if request is None:
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        head, parted, body = self._got.partition(b"\r\n\r\n")
        if not parted:
            return
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if len(body) < int(length or 0) or (not length and not body.endswith(b"0\r\n\r\n")):
            return
        self.took.append(time.perf_counter() - self._began)
        if not head.startswith(b"HTTP/1.1 200") or self._expects not in body:
            self.wrong += 1
        self._got = b""
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's name for it
        if not self.done.done():
            self.done.set_result(None)


def processor_seconds(pid: int) -> float:
    """What a process has used of a processor so far."""
    told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(told[11]) + int(told[12])) / _TICK


def signed(what: Typed, secret: str) -> Iterator[bytes]:
    """Whole requests, one after the other, each signed as it is asked for."""
    for body in what.bodies():
        headers = "".join(
            f"{name}: {told}\r\n" for name, told in sign(secret, body, int(time.time())).items()
        )
        head = (
            f"POST /slack/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\n{headers}\r\n"
        )
        yield head.encode() + body


async def typed(
    what: Typed,
    *,
    port: int,
    pid: int,
    secret: str,
    seconds: float,
    at_once: int = 1,
    expects: bytes = b"",
    prepared: int = 0,
) -> Measured:
    """So many at once type the same for so many seconds.

    With `prepared` so many requests are signed beforehand and sent over and over, which a command is answered in full
    each time: then signing takes nothing from the servers that are measured. A run must end within five minutes.
    """
    asked: list[bool] = []
    requests = signed(what, secret)
    if prepared:
        requests = cycle(list(islice(requests, prepared)))
    ends = time.perf_counter() + seconds

    def following() -> bytes | None:
        if time.perf_counter() >= ends and asked:
            return None
        asked.append(True)
        return next(requests)

    loop = asyncio.get_running_loop()
    used, began = processor_seconds(pid), time.perf_counter()
    connections = [
        (await loop.create_connection(lambda: _Connection(following, expects), "127.0.0.1", port))[1]
        for _ in range(at_once)
    ]
    await asyncio.gather(*(one.done for one in connections))
    whole, used = time.perf_counter() - began, processor_seconds(pid) - used
    return _told(connections, whole, used)


def _told(connections: Sequence[_Connection], whole: float, used: float) -> Measured:
    """What all of them showed in so many seconds, of which the server's processor worked so many."""
    took = sorted(one for connection in connections for one in connection.took)
    return Measured(
        per_second=len(took) / whole,
        p50=statistics.median(took) * 1000,
        p99=took[int(len(took) * 0.99)] * 1000,
        processor=used / len(took) * 1e6,
        answers=len(took),
        wrong=sum(one.wrong for one in connections),
    )
