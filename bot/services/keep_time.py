"""The loop that does what is due: any replica, one lease an item, nothing kept in memory."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping

from bot.errors import StoreUnavailable
from bot.ports import Clock, Deadlines, Lease

log = logging.getLogger(__name__)

_BATCH = 50
_LOOK_AGAIN = 1.0
"""Seconds until the index is looked at again though nothing seems due: another replica may have added something."""

Due = Callable[[str, Lease], Awaitable[object]]


class KeepTime:
    """Takes what is due and hands each item to the verb of its kind.

    A failing item is given back and tried again after a pause; it never stops the others.
    """

    def __init__(self, deadlines: Deadlines, clock: Clock, verbs: Mapping[str, Due]) -> None:
        self._deadlines = deadlines
        self._clock = clock
        self._verbs = verbs
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look at once: the clock jumped, or something new may be due."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                pause = await self.once()
            except StoreUnavailable:
                log.warning("the store does not answer; deadlines are looked at again in a second")
                pause = _LOOK_AGAIN
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
            self._wake.clear()

    async def once(self) -> float:
        """Do what is due now; the seconds until it is worth looking again."""
        leases = await self._deadlines.claim(self._clock(), _BATCH)
        if leases:
            await asyncio.gather(*(self._do(lease) for lease in leases))
            return 0.0
        following = await self._deadlines.next_due()
        if following is None:
            return _LOOK_AGAIN
        return min(_LOOK_AGAIN, max(0.0, (following - self._clock()).total_seconds()))

    async def _do(self, lease: Lease) -> None:
        kind, _, key = lease.item.partition(":")
        try:
            await self._verbs[kind](key, lease)
        except StoreUnavailable:
            log.warning("the store went away while %s was done; its lease runs out by itself", lease.item)
        except Exception:
            log.exception("what was due on %s failed; it is tried again after a pause", lease.item)
            await self._deadlines.release(lease, failed=True)
