"""A bot that starts on a store whose due index is gone: people are answered while the deadlines are put back."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.adapters.redis_client import Store, connected
from bot.adapters.store_index import is_whole
from bot.settings import Need, Settings
from bot.wiring.backing_up import restore
from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot
from tests.conversations.test_observed import told
from tests.conversations.test_starting_read_only import readiness
from tests.faults.ladder_life import SECRET
from tests.faults.proxy import LossyProxy, lossy_proxy
from tests.faults.servers import PATIENCE, free_port, running, until_there
from tests.faults.test_rolling_upgrade import BEFORE, KEYS, asked_again, waiting


async def page_with(port: int, wanted: str) -> str:
    """The page of figures, once it says that; it is made anew every second."""
    async with asyncio.timeout(PATIENCE):
        while wanted not in (page := (await told(port, "/metrics"))[1]):  # noqa: ASYNC110 - as Prometheus asks
            await asyncio.sleep(0.1)
    return page


@dataclass(frozen=True)
class Short:
    """A store of a morning whose due index is gone, a door to it that can be held, and what a bot is told of both."""

    store: Store
    proxy: LossyProxy
    direct: Mapping[str, str]
    held: Mapping[str, str]


@pytest.fixture
async def short(tmp_path: Path) -> AsyncIterator[Short]:
    """Whoever goes through its records by the door that is held comes no further than the first step."""
    socket = tmp_path / "store.sock"
    with running(tmp_path / "redis", "--port", "0", "--unixsocket", str(socket), "--save", ""):
        await until_there(socket)
        url = f"unix://{socket}"
        direct = {"REDIS_URL": url, "BATON_SECRET_KEYS": SECRET}
        await restore(Settings.read(direct, Need.STORE), BEFORE, replace=False)
        async with connected(url) as store, lossy_proxy(socket) as (proxy, slowly):
            await store.remove(KEYS.due)
            proxy.hold_back("}:[")  # the pattern of all keys that may have a deadline
            yield Short(store, proxy, direct, direct | {"REDIS_URL": slowly})


@pytest.mark.timeout(120)  # a server, a restore and a whole start
async def test_people_are_answered_while_deadlines_are_put_back(
    slack: LocalSlack, start_bot: StartBot, short: Short
) -> None:
    """It is ready, says what goes on, and every deadline is met once it is there again, however late."""
    port = free_port()
    async with start_bot(**short.held, PORT=str(port)):
        await short.proxy.holds.wait()
        assert "Dohyun Choi" in await slack.person("bob").types("#support", "/escalate refund")
        ready = await readiness(port)
        assert ready["ok"] is True
        assert "put back" in str(ready["meanwhile"])
        assert "baton_mending 1.0" in (await told(port, "/metrics"))[1]
        await slack.forward(minutes=16)
        assert sum(event.what == "asked" for event in (await waiting(short.store)).events) == 1
        short.proxy.let_go()
        await asked_again(short.store)
        page = await page_with(port, "baton_mending 0.0")
        assert "meanwhile" not in await readiness(port)
    assert await is_whole(short.store, KEYS)
    late = re.search(r'baton_deadline_lateness_seconds_sum\{kind="escalation"\} (\S+)', page)
    assert late is not None
    assert float(late[1]) > 0


@pytest.mark.timeout(120)  # a server, a restore and two whole starts
async def test_a_stop_leaves_it_to_the_next_start(
    slack: LocalSlack, start_bot: StartBot, short: Short
) -> None:
    """It breaks off what goes on behind, and the next bot waits for nobody."""
    async with start_bot(**short.held):
        await short.proxy.holds.wait()
    assert not await is_whole(short.store, KEYS)
    port = free_port()
    async with start_bot(**short.direct, PORT=str(port)):
        await page_with(port, "baton_mending 0.0")
        assert await is_whole(short.store, KEYS)
        await slack.forward(minutes=16)
        await asked_again(short.store)
