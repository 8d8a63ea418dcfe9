"""``python -m playground.run`` starts both and leaves nothing behind."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from pathlib import Path

import pytest

from tests.playground.conftest import HERE

FILES = (
    "--escalation",
    str(HERE / "escalation.yaml"),
    "--manifest",
    str(HERE / "manifest.yaml"),
    "--port",
    "0",
)


async def start(folder: Path, *bot: str) -> Process:
    """The runner with that bot, in that folder."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground.run", *FILES, "--bot", *bot, cwd=folder, stdout=PIPE, stderr=STDOUT
    )


async def said(process: Process, words: str) -> str:
    """Everything printed up to the line with these words."""
    if process.stdout is None:
        raise AssertionError
    printed = ""
    async for line in process.stdout:
        printed += line.decode()
        if words in printed:
            return printed
    raise AssertionError(printed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_both_start_and_both_stop(tmp_path: Path, number: signal.Signals) -> None:
    """The address is printed once the bot is connected; a signal stops the bot in order, then the playground."""
    process = await start(tmp_path, sys.executable, str(HERE / "tiny_bot.py"))
    printed = await said(process, "Ctrl-C")
    assert re.search(r"Open http://127\.0\.0\.1:\d+", printed)
    match = re.search(r"pid (\d+) data (.*)", printed)
    if match is None:
        raise AssertionError(printed)
    assert match.group(2).strip() == str(tmp_path / ".baton")
    process.send_signal(number)
    assert "stopped in order" in await said(process, "stopped")
    assert await process.wait() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(match.group(1)), 0)


async def test_a_bot_that_dies_at_start(tmp_path: Path) -> None:
    """Its words are shown and the exit code is not zero."""
    process = await start(tmp_path, sys.executable, "-c", "raise SystemExit('SLACK_BOT_TOKEN is missing')")
    printed = await said(process, "ended before")
    assert "SLACK_BOT_TOKEN is missing" in printed
    assert await process.wait() == 1


async def test_the_playground_alone(tmp_path: Path) -> None:
    """``python -m playground`` prints what a bot needs to connect, serves, and stops on a signal."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", *FILES, cwd=tmp_path, stdout=PIPE, stderr=STDOUT
    )
    printed = await said(process, "SLACK_SIGNING_SECRET=")
    assert re.search(r"SLACK_API_URL=http://127\.0\.0\.1:\d+/api/", printed)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_files_that_are_not_there(tmp_path: Path) -> None:
    """One sentence, and an exit code."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "playground",
        "--escalation",
        "none.yaml",
        cwd=tmp_path,
        stdout=PIPE,
        stderr=STDOUT,
    )
    assert "cannot use none.yaml" in await said(process, "none.yaml")
    assert await process.wait() == 1
