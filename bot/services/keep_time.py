"""The loop that does what is due: any replica, one lease an item, nothing kept in memory."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.errors import StoreUnavailable
from bot.ports import Clock, Deadlines, Lease
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import DEADLINE, DEADLINE_DONE
from bot.ports.reference import under_way
from bot.services.owed_leases import CALL_ENDS, OwedLeases
from bot.services.tools import Later

log = logging.getLogger(__name__)

_AT_ONCE = 100
"""Items under way at a time: one that waits for Slack must not hold up the others."""
_GATHER = 0.005
"""Seconds in which more room may come free while much is due, so that one claim takes many."""
_LOOK_AGAIN = 1.0
"""Seconds until the index is looked at again though nothing seems due: whoever adds what is due sooner tells us when,
but that may be lost."""

Due = Callable[[str, Lease], Awaitable[object]]


class KeepTime:
    """Takes what is due and hands each item to the verb of its kind.

    A slow item holds up no other, and a failing one is given back and tried again after a pause. What lost the store
    on the way becomes `owed`. `later` runs the work, so that a stop lets what has begun end.
    """

    def __init__(
        self,
        deadlines: Deadlines,
        clock: Clock,
        verbs: Mapping[str, Due],
        later: Later,
        *,
        at_once: int = _AT_ONCE,
        meter: Meter = SILENT,
        owed: OwedLeases | None = None,
    ) -> None:
        self._meter = meter
        self._owed = owed or OwedLeases(deadlines, later)
        self._deadlines = deadlines
        self._clock = clock
        self._verbs = verbs
        self._later = later
        self._room = self._at_once = at_once
        self._crowded = False
        """Whether the last claim filled all the room there was."""
        self._look_at = float("inf")
        """When the index is looked at next, by the running loop's time; whoever knows better makes it sooner."""
        self._sooner = asyncio.Event()

    def wake(self, due: datetime | None = None) -> None:
        """Look at once: the clock jumped; or, told when something new is due (the bot's clock), no later than then."""
        self._look_within(0.0 if due is None else (due - self._clock()).total_seconds())

    def _look_within(self, seconds: float) -> None:
        at = asyncio.get_running_loop().time() + seconds
        if at < self._look_at:
            self._look_at = at
            self._sooner.set()

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            self._look_at = float("inf")  # what is told from here on may be newer than what is found
            try:
                pause = await self.once()
            except StoreUnavailable:
                log.warning("the store does not answer; deadlines are looked at again in a second")
                pause = _LOOK_AGAIN
            except Exception:
                log.exception("looking for what is due failed; it is looked at again in a second")
                pause = _LOOK_AGAIN
            self._look_within(pause)
            await self._rest()
            if self._crowded and self._room * 2 < self._at_once:
                await asyncio.sleep(_GATHER)

    async def _rest(self) -> None:
        """Until it is time to look, however often that is made sooner meanwhile."""
        loop = asyncio.get_running_loop()
        while self._look_at > loop.time():
            self._sooner.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(self._look_at):
                    await self._sooner.wait()

    async def once(self) -> float:
        """Begin what is due now; the seconds until it is worth looking again."""
        if self._room == 0:
            return _LOOK_AGAIN  # whichever ends first wakes the loop
        room = self._room
        leases = await self._deadlines.claim(self._clock(), room)
        for lease in leases:
            self._room -= 1
            self._later(self._do(lease))
        self._crowded = len(leases) == room
        if self._crowded:
            return _LOOK_AGAIN  # more may be due; whichever ends first wakes the loop
        following = await self._deadlines.next_due()
        if following is None:
            return _LOOK_AGAIN
        return min(_LOOK_AGAIN, max(0.0, (following - self._clock()).total_seconds()))

    async def _do(self, lease: Lease) -> None:
        kind, _, key = lease.item.partition(":")
        with under_way(kind):
            await self._done(lease, kind, key)

    async def _done(self, lease: Lease, kind: str, key: str) -> None:
        late = 0.0 if lease.due is None else (self._clock() - lease.due).total_seconds()
        if lease.due is not None:
            self._meter.took(DEADLINE, late, kind)
        outcome = "done"
        try:
            await self._verbs[kind](key, lease)
        except asyncio.CancelledError:
            outcome = "broken off"
            await self._leave_soon(lease)
            raise
        except StoreUnavailable:
            outcome = "store away"
            log.warning("the store went away while %s was done; it is due again once it answers", lease.item)
            self._owed.add(lease)
        except Exception:
            outcome = "failed"
            log.exception("what was due on %s failed; it is tried again after a pause", lease.item)
            try:
                await self._deadlines.release(lease, failed=True)
            except StoreUnavailable:
                self._owed.add(lease)
        finally:
            self._meter.count(DEADLINE_DONE, kind, outcome)
            self._room += 1
            if self._crowded or late > _LOOK_AGAIN:  # of what is behind, the next deadline may be behind, too
                self.wake()

    async def _leave_soon(self, lease: Lease) -> None:
        """A stop breaks it off: another replica need not wait for the whole lease, only for a call that may be on its way."""
        with contextlib.suppress(StoreUnavailable):
            await self._deadlines.renew(lease, lasts=CALL_ENDS)
