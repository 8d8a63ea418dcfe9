"""A bot that is frozen past its leases and wakes up: another has gone on meanwhile, and the sleeper does no harm."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from playground.driver import LocalSlack
from tests.faults.bots import ROOT, STARTS_WITHIN, environment, monday_morning

LEASE = 3.0
LOOK = 0.1
CUSTOMERS = 6
"""Cards in one channel; it takes about a message a second, so that some wait for their turn when the bot freezes."""


@asynccontextmanager
async def napper(slack: LocalSlack, data: Path) -> AsyncIterator[Process]:
    """A bot whose leases are short; ended at the end, frozen or not."""
    before = slack.connections
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.napper", str(LEASE),
        env=environment(slack, data, slack.api_url), cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL,
    )  # fmt: skip
    try:
        await slack.bot_reconnected(connections=before, within=STARTS_WITHIN)
        await slack.bot_connected(within=STARTS_WITHIN)
        yield process
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        await process.wait()


async def hands_over(slack: LocalSlack, need: str) -> None:
    """Bob sends the form off."""
    bob = slack.person("bob")
    await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
    await bob.fills(await bob.modal(), {"What does the customer need?": need})


async def standing(slack: LocalSlack) -> list[int]:
    """How often each customer's card stands in the channel."""
    texts = await slack.person("dohyun").reads("#billing")
    return [sum(f"customer number {number}." in text for text in texts) for number in range(CUSTOMERS)]


@pytest.mark.timeout(120)  # two starts on a busy machine
async def test_a_bot_that_slept_past_its_leases_posts_nothing_again(tmp_path: Path) -> None:
    """Some cards wait for their turn in the channel; another bot posts them; the one that wakes leaves them alone."""
    async with monday_morning() as slack, napper(slack, tmp_path) as first:
        asked = [
            hands_over(slack, f"Charged twice, customer number {number}.") for number in range(CUSTOMERS)
        ]
        for one in asked:
            await one
        first.send_signal(signal.SIGSTOP)
        before = sum(await standing(slack))
        assert before < CUSTOMERS, "none of them waits any more; this test is of no use"
        async with napper(slack, tmp_path), asyncio.timeout(STARTS_WITHIN):
            while min(await standing(slack)) < 1:  # noqa: ASYNC110 - another process
                await asyncio.sleep(LOOK)
            first.send_signal(signal.SIGCONT)
            await asyncio.sleep(2 * LEASE)
            assert await standing(slack) == [1] * CUSTOMERS
