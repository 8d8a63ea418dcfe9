"""A bot killed as it reminds of a promise: whoever comes after says it once."""

from pathlib import Path

import pytest

from playground.driver import LocalSlack
from tests.faults.bots import bot_process, killed, leases_run_out, monday_morning

TEXT = "refund status to Kim"


async def reminded_once(slack: LocalSlack, words: str = "This is the time promised") -> None:
    """Of the promise whose time has come."""
    bob = slack.person("bob")
    await bob.sees("@bot", words, within=30)
    await slack.quiet()
    assert len([text for text in await bob.reads("@bot") if TEXT in text]) == 1


@pytest.mark.parametrize(
    ("kind", "more"), [("429", {"retry_after": 60}), ("timeout_after_doing", {})], ids=["before", "after"]
)
async def test_killed_between_the_intent_and_the_note_it_is_said_once(
    tmp_path: Path, kind: str, more: dict[str, int]
) -> None:
    """Slack wanted silence and had nothing, or had it and its answer was lost: looked for first, then said or not."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            await slack.person("bob").types("#support", f"/escalate promise in 1 hour {TEXT}")
            slack.fault("chat.postMessage", kind, **more)
            await slack.forward(minutes=61)
            await slack.called("chat.postMessage")
            await killed(first)
        await leases_run_out(tmp_path)
        async with bot_process(slack, tmp_path):
            await reminded_once(slack)


async def test_killed_before_its_time_it_is_reminded_of_by_whoever_follows(tmp_path: Path) -> None:
    """What somebody was told is noted is noted: one reminder for all that was missed."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            await slack.person("bob").types("#support", f"/escalate promise in 1 hour {TEXT}")
            await killed(first)
        await slack.forward(hours=3)
        async with bot_process(slack, tmp_path):
            await reminded_once(slack, "promised to the customer has passed")
