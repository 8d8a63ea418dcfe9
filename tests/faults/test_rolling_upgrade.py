"""What the version before left in the store is carried on by this one.

`written_before.jsonl` is a backup of what the code of commit c56a516 kept of a morning: two hand-overs, one of them taken,
thanks, a note, a promise, a line for the improvement list. Its times to live were moved far away, so that it does not end.
"""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_index import is_whole
from bot.domain.escalation import Escalation
from bot.settings import Need, Settings
from bot.wiring.backing_up import restore
from playground.people import TEAM_ID
from tests.faults.bots import environment, monday_morning
from tests.faults.ladder_life import SECRET, STARTS_WITHIN
from tests.faults.nursery import nursery
from tests.faults.servers import PATIENCE, running, until_there

BEFORE = Path(__file__).parent / "written_before.jsonl"
KEYS = Keys(TEAM_ID)


async def waiting(store: Store) -> Escalation:
    """The one that nobody has taken yet."""
    escalations = StoredEscalations(store, KEYS, lambda: "")
    [found] = [e for e in await escalations.open_of_team("billing") if e.owner is None]
    return found


async def asked_again(store: Store) -> None:
    """Its second level has been asked."""
    async with asyncio.timeout(PATIENCE):
        while sum(event.what == "asked" for event in (await waiting(store)).events) < 2:  # noqa: ASYNC110 - a bot's work
            await asyncio.sleep(0.05)


@pytest.mark.timeout(120)  # a bot's start and a whole day
async def test_what_the_version_before_left_is_carried_on(tmp_path: Path) -> None:
    """The ladder goes on, the night posts the thanks and knocks with the note, and every deadline is where it belongs."""
    socket = tmp_path / "store.sock"
    with running(tmp_path, "--port", "0", "--unixsocket", str(socket), "--save", ""):
        await until_there(socket)
        async with nursery() as bots, monday_morning() as slack, connected(f"unix://{socket}") as store:
            address = {"REDIS_URL": f"unix://{socket}", "BATON_SECRET_KEYS": SECRET}
            told = await restore(Settings.read(address, Need.STORE), BEFORE, replace=False)
            assert "are back" in told[0]
            bot = await bots.fork(environment(slack, tmp_path / "data", slack.api_url) | address)
            try:
                await slack.bot_reconnected(connections=0, within=STARTS_WITHIN)
                await slack.forward(minutes=16)
                await asked_again(store)
                await slack.forward_to("2035-03-12T19:00:05+09:00")
                await slack.person("bob").sees("#kudos", "keeping calm on the phone", within=PATIENCE)
                await slack.person("minjun").sees("@bot", "새로 도착한 것이 있습니다", within=PATIENCE)
                assert await is_whole(store, KEYS)
            finally:
                bot.kill(signal.SIGTERM)
                await bot.ended()
