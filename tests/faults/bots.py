"""The bot as a process of its own against the local Slack, and what it takes to kill it."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, connected
from playground.driver import LocalSlack
from playground.people import TEAM_ID

ROOT = Path(__file__).parents[2]
MORNING = "2035-03-12T10:00:00+09:00"
"""A working day of every team of the example file."""
STARTS_WITHIN = 60.0
"""Seconds: a process that loads the sentence encoder on a busy machine."""

TIME_PASSES = Script(
    "time_passes",
    """
    for i = 1, #ARGV, 2 do
      if redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[i + 1] then
        redis.call('ZREM', KEYS[1], ARGV[i])
        redis.call('HDEL', KEYS[2], ARGV[i])
      end
    end
    for _, item in ipairs(redis.call('HKEYS', KEYS[3])) do
      local failures = string.match(redis.call('HGET', KEYS[3], item), '%d+')
      redis.call('HSET', KEYS[3], item, failures .. ' 0')
    end
    return {}
    """,
)
"""The leases named by item and token run out, and pauses after failures end; the failures stay counted."""
_LEASES_RUN_OUT = Script(
    "leases_run_out",
    "for _, item in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], 0, item) end "
    "return {}",
)


def environment(slack: LocalSlack, data: Path, api_url: str) -> dict[str, str]:
    """What a bot on the example file is started with."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": api_url,
        "BATON_CLOCK_URL": slack.clock_url,
        "BATON_DATA_DIR": str(data),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        "BATON_UNDERSTANDING": "words",
        "PORT": "0",
        "PATH": os.environ["PATH"],
    }


@asynccontextmanager
async def bot_process(slack: LocalSlack, data: Path) -> AsyncIterator[Process]:
    """`python -m bot serve` on a data folder, stopped politely at the end if it still lives."""
    environ = environment(slack, data, slack.api_url)
    before = slack.connections
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=environ, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        await slack.bot_reconnected(connections=before, within=STARTS_WITHIN)
        await slack.bot_connected(within=STARTS_WITHIN)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def killed(process: Process) -> None:
    """SIGKILL."""
    process.kill()
    await process.wait()


async def leases_run_out(data: Path) -> None:
    """A minute and a half later, without waiting for it."""
    async with embedded_server(data) as server, connected(server.url) as store:
        _, leases, *_ = Keys(TEAM_ID).deadlines
        await store.run(_LEASES_RUN_OUT, keys=[leases])


@asynccontextmanager
async def monday_morning(*, retry_scale: float = 1.0) -> AsyncIterator[LocalSlack]:
    """The workspace of the example file; Slack's waits before it repeats an event may be shorter."""
    async with LocalSlack.start(
        escalation=ROOT / "escalation.yaml", manifest=ROOT / "manifest.yaml", retry_scale=retry_scale
    ) as slack:
        await slack.forward_to(MORNING)
        yield slack
