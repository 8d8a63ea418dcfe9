"""A stop that comes between a claim and its answer."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_deadlines import StoredDeadlines
from tests.adapters.test_due_soon import put


async def test_what_a_claim_leased_that_was_broken_off_is_another_s_at_once(store: Store, keys: Keys) -> None:
    """Instead of after the whole lease."""
    leased, numbers = asyncio.Event(), count()

    class OnItsWay(StoredDeadlines):
        """The answer of its first claim has left the store, and never arrives."""

        async def _run(self, script: Script, *args: str | int) -> list[str]:
            answer = await super()._run(script, *args)
            if not leased.is_set():
                leased.set()
                await asyncio.Event().wait()
            return answer

    for item in ("note:1", "note:2"):
        await put(store, keys, item, timedelta(0))
    now = datetime.now(UTC) + timedelta(seconds=1)
    stopped = OnItsWay(store, keys, lambda: f"token {next(numbers)}")
    other = StoredDeadlines(store, keys, lambda: f"other {next(numbers)}")
    claiming = asyncio.create_task(stopped.claim(now, 10))
    await leased.wait()
    assert await other.claim(now, 10) == []

    claiming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await claiming

    assert {lease.item for lease in await other.claim(now, 10)} == {"note:1", "note:2"}
