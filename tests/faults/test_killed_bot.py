"""The bot as a process of its own, killed without a warning: nothing taken is lost, nothing is said twice."""

from pathlib import Path

from playground.driver import LocalSlack
from tests.faults.bots import bot_process, killed, leases_run_out, monday_morning

EVENING = "2035-03-12T19:00:05+09:00"
THANKS = "starting the new week so calmly"


async def stands_once(slack: LocalSlack) -> None:
    """One post with these thanks."""
    await slack.person("bob").sees("#kudos", THANKS, within=30)
    await slack.quiet()
    posts = [text for text in await slack.person("bob").reads("#kudos") if THANKS in text]
    assert len(posts) == 1


async def test_a_kill_between_taking_and_posting_loses_nothing(tmp_path: Path) -> None:
    """Thanks whose giver was told that they are kept are posted by the process that comes after."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            await slack.person("bob").types("#support", f"/kudos @minjun for {THANKS}")
            await killed(first)
        await slack.forward(hours=9, seconds=5)
        async with bot_process(slack, tmp_path):
            await stands_once(slack)


async def test_a_kill_after_slack_took_the_post_posts_once(tmp_path: Path) -> None:
    """The post was out and our note of it was not: whoever comes after finds it in the history."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            await slack.person("bob").types("#support", f"/kudos @minjun for {THANKS}")
            slack.fault("chat.postMessage", "timeout_after_doing")
            await slack.forward_to(EVENING)
            await slack.called("chat.postMessage")
            await killed(first)
        await leases_run_out(tmp_path)
        before = len(slack.calls("chat.postMessage"))
        async with bot_process(slack, tmp_path):
            await stands_once(slack)
            await slack.person("bob").types("#support", f"/kudos @minjun for {THANKS} again")
            await slack.forward(hours=24)
            await slack.person("bob").sees("#kudos", f"{THANKS} again", within=30)
        assert len(slack.calls("chat.postMessage")) == before + 1
