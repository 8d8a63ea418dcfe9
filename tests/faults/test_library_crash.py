"""A bot killed between a decision on shared words and telling of it: whoever comes after says it once."""

from pathlib import Path

import pytest

from playground.driver import LocalSlack, Shown
from tests.faults.bots import bot_process, killed, leases_run_out, monday_morning

WORDS = "Let me say back what I heard, so that I get it right."
THANKS = "Your words are in the library"


async def proposed(slack: LocalSlack) -> Shown:
    """Bob shares a phrase; what Jimin is asked."""
    bob = slack.person("bob")
    await bob.types("#support", f"/values share {WORDS}", answered=False)
    form = await bob.modal("The words")
    assert await bob.fills(form, {"For which situation?": "Upset or angry"}) is None
    await bob.modal("Thank you for sharing")
    return await slack.person("jimin").sees("@bot", WORDS)


@pytest.mark.parametrize(
    ("kind", "more"), [("429", {"retry_after": 60}), ("timeout_after_doing", {})], ids=["before", "after"]
)
async def test_killed_as_it_tells_what_was_decided_it_is_told_once(
    tmp_path: Path, kind: str, more: dict[str, int]
) -> None:
    """Slack had nothing of it, or had it and its answer was lost; the approver's message shows it, too."""
    async with monday_morning() as slack:
        async with bot_process(slack, tmp_path) as first:
            asked = await proposed(slack)
            before = len(slack.calls("chat.postMessage"))
            slack.fault("chat.postMessage", kind, **more)
            await slack.person("jimin").presses("싣기", in_=asked)
            await slack.called("chat.postMessage", before + 1)
            await killed(first)
        await leases_run_out(tmp_path)
        async with bot_process(slack, tmp_path):
            bob = slack.person("bob")
            await bob.sees("@bot", THANKS, within=30)
            await slack.person("jimin").sees_change(asked, "김지민님의 결정으로 문구집에 실렸어요")
            await slack.quiet()
            assert len([text for text in await bob.reads("@bot") if THANKS in text]) == 1
