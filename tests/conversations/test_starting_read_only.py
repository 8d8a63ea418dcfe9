"""A bot that starts while the store refuses writes: it answers, says what it waits for, and goes on by itself."""

from collections.abc import Mapping
from pathlib import Path

import aiohttp
from cryptography.fernet import Fernet

from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot
from tests.conversations.test_starting import becomes
from tests.faults.servers import ask, free_port, running, until


async def readiness(port: int) -> Mapping[str, object]:
    """What it says of itself."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
        told: Mapping[str, object] = await answer.json()
        return told


async def test_it_answers_says_why_it_is_not_ready_and_becomes_so(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """The primary has no replica that follows it for a while: no reason to end."""
    port, ours = free_port(), free_port()
    environ = {
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "BATON_SECRET_KEYS": Fernet.generate_key().decode(),
        "PORT": str(ours),
    }
    with running(tmp_path / "redis", "--port", str(port), "--save", ""):
        await until(port, "PING", "PONG")
        async with start_bot(**environ):
            await becomes(ours, "/readyz", 200)
        await ask(port, "CONFIG SET min-replicas-to-write 1")
        async with start_bot(**environ):
            assert "Dohyun Choi" in await slack.person("bob").types("#support", "/escalate refund")
            assert (await readiness(ours))["why"] == {"store": "the store takes no writes (NOREPLICAS)"}
            await ask(port, "CONFIG SET min-replicas-to-write 0")
            await becomes(ours, "/readyz", 200)
