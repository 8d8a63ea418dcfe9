"""Who may speak when: a channel's turn, and the silence that Slack asked for."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.ports import Unclear

Monotonic = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

WRITE_PATIENCE = 60.0
"""Seconds a write may wait for its turn. With the 20 s of the call itself it stays below the
90 s of a lease: a shorter lease had 94 of 200 nights posted twice (docs/adr/0003)."""

_IDLE_CHANNELS_KEPT = 1000


class Pace:
    """Who may speak when: each channel about once a second after a small burst, first come, first served.

    Slack allows "1 msg/s/channel, short bursts ok" and drops what is beyond
    (docs.slack.dev/apis/web-api/rate-limits); a 429 holds its method for as long as Slack says.
    """

    def __init__(
        self,
        *,
        every: float = 1.0,
        burst: int = 3,
        now: Monotonic = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.now = now
        self.sleep = sleep
        self._every = every
        self._slack = every * (burst - 1)
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}

    async def turn(self, channel: str, *, patience: float = WRITE_PATIENCE) -> float:
        """Wait until it is this caller's turn in a channel; answers how many seconds that took.

        Raises:
            Unclear: it would take longer than `patience` seconds; nothing was posted.
        """
        now = self.now()
        if len(self._next) > _IDLE_CHANNELS_KEPT:
            self._next = {known: at for known, at in self._next.items() if at > now}
        at = max(self._next.get(channel, now), now)
        wait = max(0.0, at - self._slack - now)
        if wait > patience:
            raise Unclear("too much waits to be said in this channel")
        self._next[channel] = at + self._every
        if wait:
            await self.sleep(wait)
        return wait

    def hold(self, method: str, seconds: float) -> None:
        """Slack wants no call of a method for some seconds."""
        self._held[method] = max(self._held.get(method, 0.0), self.now() + seconds)

    def held(self, method: str) -> float:
        """Seconds until a method may be called again; 0 if now."""
        return max(0.0, self._held.get(method, 0.0) - self.now())
