"""Things that go wrong on purpose, and the log of every call."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from playground.bell import Bell
from playground.wire import Json

KINDS = (
    *("429", "429_without_retry_after", "500", "timeout_after_doing"),
    *("drop", "drop_after_doing", "half_close", "half_close_after_doing"),
    "late_after_doing",
)
"""``drop`` resets the connection, ``half_close`` ends only what is sent to the caller: no answer, and no error either.

``late_after_doing`` does it, so that people can read and press it, and answers truly once it is told to.

Slack's 429 names the seconds to wait; one made by something on the way (a proxy, an edge) may not.
"""


@dataclass
class Fault:
    """The next ``times`` calls of a method go wrong; ``error:<name>`` is refused with that error."""

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1


@dataclass(frozen=True)
class Logged:
    """One call of the Web API. ``status`` is 0 when the connection was dropped before an answer."""

    method: str
    args: Json
    status: int
    answer: Json
    at: float

    def to_dict(self) -> Json:
        """As ``/page/log`` answers it."""
        return {
            "method": self.method,
            "args": self.args,
            "status": self.status,
            "answer": self.answer,
            "at": self.at,
        }


class Faults:
    """Which calls are to go wrong, and a log of all."""

    def __init__(self) -> None:
        self.log: list[Logged] = []
        self._planned: list[Fault] = []
        self._released = asyncio.Event()
        self._late = asyncio.Event()
        self._bell = Bell()

    def plan(self, fault: Fault) -> None:
        """Let calls go wrong.

        Raises:
            ValueError: an unknown kind.
        """
        if fault.kind not in KINDS and not fault.kind.startswith("error:"):
            raise ValueError(f"unknown kind {fault.kind!r}; there are: {', '.join(KINDS)}, error:<name>")
        self._planned.append(fault)

    def next(self, method: str) -> Fault | None:
        """The fault for this call, counted down."""
        for fault in self._planned:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None

    def forget(self) -> None:
        """What was planned and did not come yet never comes."""
        self._planned.clear()

    async def until_released(self, seconds: float) -> None:
        """Wait that long, or until the playground stops."""
        await _come(self._released, seconds)

    async def until_late(self, seconds: float) -> None:
        """Wait until the late answers are to be given, that long at most."""
        await _come(self._late, seconds)

    def answer_late(self) -> None:
        """Give the answers that were kept back so far."""
        self._late.set()
        self._late = asyncio.Event()

    def stop(self) -> None:
        """Let go of connections that are kept open on purpose."""
        self._released.set()
        self._late.set()

    def note(self, method: str, args: Json, status: int, answer: Json) -> None:
        """Log a call."""
        self.log.append(Logged(method, args, status, answer, time.time()))
        self._bell.stir()

    async def until(self, ready: Callable[[], bool], *, within: float) -> bool:
        """Wait until a condition on the log holds."""
        return await self._bell.until(ready, within=within)


class Pace:
    """Slack's rate limits, off unless asked for: about one message a second and channel, and the tiers."""

    BURST = 4.0

    def __init__(self, *, scale: float) -> None:
        self._scale = scale
        self._tokens: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, channel: str, per_minute: int) -> int:
        """Seconds to wait before this call would be allowed, 0 when it is allowed (and counted)."""
        if not self._scale:
            return 0
        posting = method == "chat.postMessage"
        key = f"{method} {channel}" if posting else method
        full = self.BURST if posting else float(per_minute)
        rate = (1.0 if posting else per_minute / 60) / self._scale
        now = time.monotonic()
        tokens, then = self._tokens.get(key, (full, now))
        tokens = min(full, tokens + (now - then) * rate)
        if tokens < 1:
            self._tokens[key] = (tokens, now)
            return max(1, round((1 - tokens) / rate))
        self._tokens[key] = (tokens - 1, now)
        return 0


async def _come(event: asyncio.Event, seconds: float) -> None:
    """Wait for it, that long at most."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
