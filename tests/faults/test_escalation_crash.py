"""A bot killed in the middle of a hand-over: one card, one for the requester, and every level's time is kept."""

from pathlib import Path

from playground.driver import LocalSlack
from tests.faults.bots import bot_process, killed, leases_run_out, monday_morning

NEED = "Charged twice for order 4711"


async def hands_over(slack: LocalSlack) -> None:
    """Bob sends the form off."""
    bob = slack.person("bob")
    await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
    assert await bob.fills(await bob.modal(), {"What does the customer need?": NEED}) is None


async def both_cards_stand_once(slack: LocalSlack) -> None:
    """In the team's channel and in Bob's direct messages."""
    await slack.person("bob").sees("@bot", NEED, within=30)
    await slack.person("dohyun").sees("#billing", NEED, within=30)
    await slack.quiet()
    for who, where in (("bob", "@bot"), ("dohyun", "#billing")):
        assert len([text for text in await slack.person(who).reads(where) if NEED in text]) == 1


async def test_killed_after_storing_and_before_posting_it_is_posted_once(tmp_path: Path) -> None:
    """Slack wanted silence, and the bot died waiting: the next one posts both cards."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            slack.fault("chat.postMessage", "429", retry_after=60)
            await hands_over(slack)
            await slack.called("chat.postMessage")
            await killed(first)
        await leases_run_out(tmp_path)
        async with bot_process(slack, tmp_path):
            await both_cards_stand_once(slack)


async def test_killed_after_posting_and_before_noting_nothing_is_said_twice(tmp_path: Path) -> None:
    """Both posts were out, neither was noted, and the level's time passed: all of it is put right, once."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            slack.fault("chat.postMessage", "timeout_after_doing", times=2)
            await hands_over(slack)
            await slack.called("chat.postMessage", 2)
            await killed(first)
        await slack.forward(minutes=20)
        await leases_run_out(tmp_path)
        async with bot_process(slack, tmp_path):
            await slack.person("bob").sees("@bot", "they have until 02:50 CET", within=30)
            await both_cards_stand_once(slack)
            asked = [m for m in await slack.person("dohyun").reads("#billing") if "확인 부탁드립니다" in m]
            assert len(asked) == 2
