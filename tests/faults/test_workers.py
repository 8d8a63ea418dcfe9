"""`serve --http --workers 2` as it is run: a worker that dies is replaced unnoticed, and one word stops them all."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from playground.driver import LocalSlack
from tests.faults.bots import STARTS_WITHIN, environment, monday_morning
from tests.faults.servers import free_port
from tests.processes import lives

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process's children are read from /proc")

LOOK = 0.05


def children(pid: int) -> set[int]:
    """The processes a process began that still live."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except FileNotFoundError:
        return set()
    return {int(child) for child in listed.split()}


@asynccontextmanager
async def workers(slack: LocalSlack, data: Path) -> AsyncIterator[tuple[Process, int]]:
    """Two workers behind one port, ready; the parent and the port."""
    port = free_port()
    given = environment(slack, data, slack.api_url) | {
        "PORT": str(port),
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }
    with (data / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "serve",
            "--http",
            "--workers",
            "2",
            env=given,
            stdout=log,
            stderr=log,
        )
    try:
        yield process, port
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ready(data: Path, times: int) -> None:
    """Wait until workers were ready so many times."""
    async with asyncio.timeout(STARTS_WITHIN):
        while (data / "log").read_text().count("Baton is ready") < times:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(LOOK)


async def asks(slack: LocalSlack, times: int) -> None:
    """Bob looks values up, again and again, and is answered each time."""
    for _ in range(times):
        await slack.person("bob").types("#support", "/values own_mistake")
    answers = [text for text in await slack.person("bob").reads("#support") if "own_mistake" in text]
    assert len(answers) >= times


async def counted(port: int, what: str) -> float:
    """A figure of all workers together, whichever of them tells it."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(what))


@pytest.mark.timeout(120)  # three starts on a busy machine
async def test_a_worker_that_dies_is_replaced_and_a_stop_ends_all(tmp_path: Path) -> None:
    """People are answered meanwhile, and counted together; SIGTERM ends parent, workers and store within ten seconds."""
    async with monday_morning() as slack, workers(slack, tmp_path) as (parent, port):
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        await slack.bot_connected(within=STARTS_WITHIN)
        await ready(tmp_path, 2)
        first, second = sorted(children(parent.pid))
        os.kill(first, signal.SIGKILL)
        assert await counted(port, "baton_store_seconds_count") > 0, (
            "and Slack's connection to it is seen to be gone"
        )
        await asks(slack, 5)
        await ready(tmp_path, 3)
        assert second in children(parent.pid)
        assert len(children(parent.pid)) == 2
        await asks(slack, 5)
        everybody = {first, *children(parent.pid)}
        began = time.monotonic()
        parent.terminate()
        assert await parent.wait() == 0
        assert time.monotonic() - began < 10
        assert not any(lives(pid) for pid in everybody)
