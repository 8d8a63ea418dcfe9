"""What goes wrong with the store: stopped, killed, frozen, slow, full."""

import asyncio
import signal
from random import Random

from tests.faults.company import Company
from tests.faults.mischief import Mischief
from tests.faults.store_server import StoreServer
from tests.faults.watched_store import WatchedStore

SLOW = 0.15
"""Seconds that each answer of a slow store takes longer."""


def _alone(company: Company) -> StoreServer:
    assert isinstance(company.server, StoreServer)
    return company.server


class Restarted:
    """The store is stopped or killed, is away while people work, and comes back with what it had on disk."""

    name = "the store stopped and started again"

    async def begins(self, company: Company, dice: Random) -> None:
        """Politely or not."""
        _alone(company).stop(dice.choice([signal.SIGTERM, signal.SIGKILL]))

    async def ends(self, company: Company) -> None:
        """With what it had."""
        await _alone(company).start()


class FrozenStore:
    """The store keeps its connections and answers nothing: a paused machine, a disk that hangs."""

    name = "the store frozen"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - it always is the same
        """From one moment to the next."""
        _alone(company).freeze()

    async def ends(self, company: Company) -> None:
        """It answers everything that waits."""
        _alone(company).thaw()
        await asyncio.sleep(0)


class SlowStore:
    """Every answer takes its time."""

    name = "the store slow"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - all of them are
        """Behind every door."""
        for replica in company.replicas.all:
            if replica.door:
                replica.door.slow = SLOW

    async def ends(self, company: Company) -> None:
        """As fast as before."""
        for replica in company.replicas.all:
            if replica.door:
                replica.door.slow = 0.0


class FullMemory:
    """`maxmemory` is reached; nothing may be evicted, so every write is refused."""

    name = "the store's memory full"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - full is full
        """At once."""
        await _alone(company).fill_memory()

    async def ends(self, company: Company) -> None:
        """There is room again."""
        await _alone(company).free_memory()


class FullDisk:
    """The append-only file cannot grow: write(2) fails in the middle of a command.

    A server that promises `appendfsync always` ends itself then, and is started again once there is room.
    """

    name = "the store's disk full"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - full is full
        """After a few bytes more."""
        _alone(company).fill_disk()

    async def ends(self, company: Company) -> None:
        """There is room again."""
        _alone(company).free_disk()
        if not _alone(company).lives:
            company.happened["a store that ended itself as its disk was full"] += 1
            await _alone(company).start()


ILLS_OF_THE_STORE: tuple[Mischief, ...] = (Restarted(), FrozenStore(), SlowStore(), FullMemory(), FullDisk())


class FailedOver:
    """The primary is killed, its replica takes over, and the old one comes back as a replica."""

    name = "the primary killed and its replica taking over"

    async def begins(self, company: Company, dice: Random) -> None:  # noqa: ARG002 - there is one primary
        """Until the old one is back the new one takes no writes: nobody would have a second copy."""
        assert isinstance(company.server, WatchedStore)
        await company.server.kill_primary()

    async def ends(self, company: Company) -> None:
        """There are two again."""
        assert isinstance(company.server, WatchedStore)
        await company.server.bring_back()


FAILOVERS: tuple[Mischief, ...] = (FailedOver(),)
