"""Replicas are woken for what is due before they would look again, and for nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.times import ms_due
from tests.adapters.test_held import hearing

_PUT = Script.load("deadlines", "put_due")


class Woken:
    """A replica that notes for when it was woken."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._now = asyncio.Event()

    def wake(self, ms: str) -> None:
        """Once more."""
        self.told.append(ms)
        self._now.set()

    async def again(self) -> None:
        """Wait for the next time."""
        async with asyncio.timeout(30):
            await self._now.wait()
        self._now.clear()


@asynccontextmanager
async def listening(store: Store, keys: Keys) -> AsyncIterator[Woken]:
    """A replica that hears what is published."""
    woken = Woken()
    async with hearing(store, keys.covers, channels={keys.due: woken.wake}):
        yield woken


async def put(store: Store, keys: Keys, item: str, ahead: timedelta) -> str:
    """Have an item fall due so long from now; when that is, as the index has it."""
    due = ms_due(datetime.now(UTC) + ahead)
    await store.run(_PUT, keys=keys.deadlines, args=[item, due, ""])
    return due


async def test_what_is_due_soon_wakes_and_what_is_due_later_does_not(store: Store, keys: Keys) -> None:
    """Later ones are found by looking; telling of each would cost more."""
    async with listening(store, keys) as woken:
        await put(store, keys, "note:later", timedelta(minutes=5))
        due = await put(store, keys, "note:now", timedelta(0))
        await woken.again()
        assert woken.told == [due]


async def test_what_is_given_back_while_still_due_wakes(store: Store, keys: Keys) -> None:
    """Whoever held it did something else; nobody else saw it as due meanwhile."""
    deadlines = StoredDeadlines(store, keys, lambda: "a token")
    async with listening(store, keys) as woken:
        lease = await deadlines.lease("note:now")
        assert lease is not None
        due = await put(store, keys, "note:now", timedelta(0))
        await woken.again()
        await deadlines.release(lease)
        await woken.again()
        assert woken.told == [due, due]
