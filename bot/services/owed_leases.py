"""Leases of work that lost the store on the way: given back as soon as the store answers again, not after 90 s."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import timedelta

from bot.errors import StoreUnavailable
from bot.ports import Deadlines, Lease
from bot.services.tools import Later

log = logging.getLogger(__name__)

CALL_ENDS = timedelta(seconds=20)
"""A call to Slack that was broken off may still be done within so long (docs/adr/0003)."""
RUN_OUT = timedelta(seconds=90)
"""After so long every lease has ended by itself, and nothing is owed any more."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
"""Seconds between two tries; each pause is twice the one before."""


class OwedLeases:
    """Who lost the store in the middle of work puts the lease here.

    One task tries for all of them, and ends once nothing is owed. Before `CALL_ENDS` has passed since the work broke
    off, the lease is cut to what is left of that: a call of that work may still be on its way. What the store refuses
    by its token stays refused; whoever follows is left alone.
    """

    def __init__(
        self,
        deadlines: Deadlines,
        later: Later,
        *,
        real: Callable[[], float] = time.monotonic,
        first_pause: float = _FIRST_PAUSE,
    ) -> None:
        self._deadlines = deadlines
        self._later = later
        self._real = real
        self._first_pause = first_pause
        self._owed: list[tuple[Lease, float]] = []
        self._trying = False

    def add(self, lease: Lease) -> None:
        """Its work has just broken off."""
        self._owed.append((lease, self._real()))
        if not self._trying:
            self._trying = True
            self._later(self._until_none())

    async def _until_none(self) -> None:
        pause = self._first_pause
        try:
            while self._owed:
                await asyncio.sleep(pause)
                pause = self._first_pause if await self._all_back() else min(_LONGEST_PAUSE, pause * 2)
        finally:
            self._trying = False

    async def _all_back(self) -> bool:
        """Whether the store answered; what has run out meanwhile is forgotten."""
        self._owed = [one for one in self._owed if self._since(one[1]) < RUN_OUT]
        try:
            for one in tuple(self._owed):
                await self._back(*one)
                self._owed.remove(one)
        except StoreUnavailable:
            return False
        return True

    async def _back(self, lease: Lease, broke_off: float) -> None:
        left = CALL_ENDS - self._since(broke_off)
        if left > timedelta(0):
            await self._deadlines.renew(lease, lasts=left)
        else:
            await self._deadlines.release(lease, failed=True, park=False)
        log.info("the store answers again; %s is taken up by whoever is next", lease.item)

    def _since(self, moment: float) -> timedelta:
        return timedelta(seconds=self._real() - moment)
