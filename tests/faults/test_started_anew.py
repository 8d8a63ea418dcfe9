"""A server that starts anew while all its keys are gone through: its tables are in another order then.

As those of a replica that takes over: whoever went on from where they were would pass over keys.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_index import is_whole
from bot.errors import OperatorError
from bot.ports import NewId
from bot.settings import Need, Settings
from bot.wiring.backing_up import backup
from bot.wiring.mending import Mending, Pauses
from tests.faults.ladder_life import SECRET
from tests.faults.proxy import LossyProxy, lossy_proxy
from tests.faults.servers import PATIENCE, running, until_there

KEYS = Keys("T1")
NOTES = 9000
"""So many that they do not come in one step."""


@dataclass
class Server:
    """One with notes that are due and stand in no index, behind a proxy."""

    folder: Path
    proxy: LossyProxy
    url: str
    store: Store
    lives: ExitStack

    async def starts_anew(self) -> None:
        """With all it had, once somebody is held on their way through; they go on."""
        await self.proxy.holds.wait()
        self.lives.close()
        await _begin(self.lives, self.folder)
        self.proxy.let_go()


async def _begin(lives: ExitStack, folder: Path) -> None:
    socket = folder / "socket"
    lives.enter_context(
        running(folder / "server", "--port", "0", "--unixsocket", str(socket), "--appendonly", "yes")
    )
    await until_there(socket)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """In its first life."""
    with ExitStack() as lives:
        await _begin(lives, tmp_path)
        async with lossy_proxy(tmp_path / "socket") as (proxy, url), connected(url) as store:
            await store.put(KEYS.schema, str(SCHEMA_VERSION), ttl=None)
            await store.each([("HSET", KEYS.note(f"N{one}"), "due", "1") for one in range(NOTES)])
            yield Server(tmp_path, proxy, url, store, lives)


async def test_what_the_indexes_lost_is_put_back_from_the_beginning(server: Server, new_id: NewId) -> None:
    """Not a record is passed over."""
    server.proxy.hold_back("SCAN", after=1)
    deadlines = StoredDeadlines(server.store, KEYS, new_id)
    async with Mending(server.store, KEYS, deadlines, patience=0, pauses=Pauses(0.01, 0.01)) as at_work:
        await at_work.begin()
        await server.starts_anew()
        async with asyncio.timeout(PATIENCE):
            await at_work.ended()
    assert await server.store.how_many(KEYS.due, upto=1) == NOTES
    assert await is_whole(server.store, KEYS)


async def test_a_backup_says_so_and_leaves_no_file(server: Server, tmp_path: Path) -> None:
    """One that lacks something would be found out once it is needed."""
    out = tmp_path / "backup.jsonl"
    settings = Settings.read({"REDIS_URL": server.url, "BATON_SECRET_KEYS": SECRET}, Need.STORE)
    server.proxy.hold_back(KEYS.every, after=1)
    making = asyncio.create_task(backup(settings, out, KEYS.workspace))
    await server.starts_anew()
    with pytest.raises(OperatorError, match="begin again"):
        await making
    assert not out.exists()
