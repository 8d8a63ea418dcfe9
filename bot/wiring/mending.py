"""Putting back what the indexes lost, behind the answering where that takes long."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from types import TracebackType
from typing import Self

from bot.adapters.background import broken_off
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_index import count_from_now, counts_as_whole, is_whole
from bot.adapters.store_rebuild import rebuild
from bot.errors import StoreUnavailable
from bot.ports import Lease
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import MENDING

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for which a start waits: enough for some ten thousand records, and little beside the five a start may take."""
LEASE_FOR = timedelta(seconds=20)
"""How long another replica waits for one that died at it; it posts nothing, so it need not outlive a call to Slack."""
_RENEWED = 4
"""How often in that time it is renewed."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 5.0
"""Seconds until it is looked at again, by whoever waits for another replica or for the store; doubled each time."""
_ITEM = "rebuild:all"
_WHY = "the indexes lost something; what is missing is put back while people are served"


@dataclass(frozen=True)
class Pauses:
    """Seconds between two looks: at first, and at most."""

    first: float = _FIRST_PAUSE
    longest: float = _LONGEST_PAUSE


class Mending:
    """Looks whether the indexes are whole, and has all records gone through where they are not, by one replica at a time.

    Whoever acts on a record meanwhile writes its deadline with it, as always; what is missing is met once it is put
    back. A stop breaks it off, and whoever comes next does the whole of it again.
    """

    def __init__(
        self,
        store: Store,
        keys: Keys,
        deadlines: StoredDeadlines,
        *,
        meter: Meter = SILENT,
        patience: float = PATIENCE,
        pauses: Pauses | None = None,
    ) -> None:
        """`patience` is how long `begin` waits, in seconds."""
        self._store, self._keys, self._meter, self._patience = store, keys, meter, patience
        self._deadlines = replace(deadlines, lease_for=min(deadlines.lease_for, LEASE_FOR))
        self._pauses = pauses or Pauses()
        self._task: asyncio.Task[None] | None = None

    @property
    def why(self) -> str | None:
        """What is missing while it goes on; None in peace."""
        return None if self._task is None or self._task.done() else _WHY

    async def begin(self) -> None:
        """Look, and begin where something is missing; waits a while for the end, which then comes behind the answering.

        Raises:
            StoreUnavailable: the store does not answer, and nothing was begun.
        """
        if self._task is not None or await is_whole(self._store, self._keys):
            return
        self._meter.stands(MENDING, 1)
        self._task = asyncio.create_task(self._until_whole())
        await asyncio.wait({self._task}, timeout=self._patience)
        if not self._task.done():
            log.warning("%s; deadlines among it may be late", _WHY)

    async def ended(self) -> None:
        """Wait until nothing is missing, or until it was stopped."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def stop(self) -> None:
        """Break it off; the lease is given back."""
        await broken_off([self._task] if self._task else [])

    async def __aenter__(self) -> Self:
        """Nothing is begun yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Whatever goes on is broken off."""
        await self.stop()

    async def _until_whole(self) -> None:
        pause, began = self._pauses.first, asyncio.get_running_loop().time()
        while not await self._tried():
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._pauses.longest)
        self._meter.stands(MENDING, 0)
        took = asyncio.get_running_loop().time() - began
        if took > self._patience:
            log.info("the indexes are whole again, after %.0f s", took)

    async def _tried(self) -> bool:
        try:
            return await self._mended()
        except StoreUnavailable as gone:
            log.warning("what the indexes lost cannot be put back yet; it is tried again (%s)", gone)
        except Exception:
            log.exception("putting back what the indexes lost failed; it is tried again")
        return False

    async def _mended(self) -> bool:
        """Whether the indexes are whole; where they are not, and nobody else is at it, the records are gone through."""
        if await is_whole(self._store, self._keys):
            return True
        lease = await self._deadlines.lease(_ITEM)
        if lease is None:
            return False
        try:
            return await count_from_now(self._store, self._keys, lease) and await self._gone_through(lease)
        finally:
            with suppress(StoreUnavailable):  # it runs out by itself
                await self._deadlines.release(lease)

    async def _gone_through(self, lease: Lease) -> bool:
        work = asyncio.create_task(rebuild(self._store, self._keys))
        renewed = self._deadlines.lease_for.total_seconds() / _RENEWED
        try:
            while not (await asyncio.wait({work}, timeout=renewed))[0]:
                if not await self._deadlines.renew(lease):
                    return False
            mended = work.result()
        finally:
            await broken_off([work])
        if mended:
            log.info("all records were gone through; %d were not where the indexes say", mended)
        return await counts_as_whole(self._store, self._keys, lease)
