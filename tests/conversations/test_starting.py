"""Starting while Slack is away: healthy at once, ready once Slack answers, and stopped whenever somebody says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.settings import Need, Settings
from bot.wiring import serving
from playground.driver import LocalSlack
from tests.conversations.conftest import ROOT, read_once
from tests.faults.servers import free_port

PATIENCE = 20.0


@asynccontextmanager
async def starting(
    slack: LocalSlack, data: Path
) -> AsyncIterator[tuple[int, asyncio.Event, "asyncio.Task[None]"]]:
    """A bot that begins to serve over HTTP: its port, what stops it, and its task."""
    port, until = free_port(), asyncio.Event()
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "BATON_CLOCK_URL": slack.clock_url,
        "BATON_DATA_DIR": str(data),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        "PORT": str(port),
    }
    bot = asyncio.create_task(
        serving(Settings.read(given, Need.HTTP_MODE), http=True, until=until, read=read_once)
    )
    try:
        yield port, until, bot
    finally:
        until.set()
        await bot


async def status(port: int, path: str) -> int:
    """What the port answers; 0 while nobody listens."""
    async with aiohttp.ClientSession() as session:
        try:
            async with session.get(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.status
        except aiohttp.ClientConnectionError:
            return 0


async def becomes(port: int, path: str, wanted: int) -> None:
    """Wait for that answer."""
    async with asyncio.timeout(PATIENCE):
        while await status(port, path) != wanted:  # noqa: ASYNC110 - as a balancer asks
            await asyncio.sleep(0.05)


async def test_while_slack_is_away_it_is_healthy_and_not_ready(slack: LocalSlack, tmp_path: Path) -> None:
    """Whoever watches the process lets it live; balancers wait; and when Slack is back nobody need do anything."""
    slack.fault("auth.test", "500", times=3)
    async with starting(slack, tmp_path) as (port, _, _bot):
        await becomes(port, "/healthz", 200)
        assert await status(port, "/readyz") == 503
        await becomes(port, "/readyz", 200)
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        await slack.bot_connected()
        assert "own_mistake" in str(await slack.person("bob").types("#support", "/values own_mistake"))


async def test_a_start_that_waits_for_slack_can_be_stopped(slack: LocalSlack, tmp_path: Path) -> None:
    """Whoever deploys another version does not wait for Slack."""
    slack.fault("auth.test", "500", times=10_000)
    async with starting(slack, tmp_path) as (port, until, bot):
        await becomes(port, "/healthz", 200)
        until.set()
        async with asyncio.timeout(PATIENCE):
            await bot
        assert await status(port, "/healthz") == 0
