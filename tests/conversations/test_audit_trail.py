"""The audit trail of a bot at work, as `python -m bot audit` prints it beside it."""

import hashlib
from datetime import date
from pathlib import Path

from bot.settings import Need
from bot.wiring import audited
from playground.driver import LocalSlack
from tests.conversations.conftest import ROOT, StartBot, settings_beside
from tests.conversations.test_carrying import card, hands_over

MONDAY = date(2035, 3, 12)


async def test_it_tells_which_files_were_live_and_who_took_whom(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """By digests that `sha256sum` prints too, by Slack ids, and without a word of the customer's trouble."""
    settings = settings_beside(slack, tmp_path / "data", Need.AUDIT)
    async with start_bot():
        await hands_over(slack.person("bob"))
        await slack.person("dohyun").presses("제가 맡을게요", in_=await card(slack))
        await slack.person("bob").sees("@bot", "Dohyun Choi has it now")
        trail = await audited(settings, MONDAY, MONDAY)
    sha = hashlib.sha256((ROOT / "escalation.yaml").read_bytes()).hexdigest()
    assert any(one.about == "files" and f"escalation.yaml {sha[:12]}" in (one.detail or "") for one in trail)
    done = [(one.what, one.who) for one in trail if one.about.startswith("escalation:")]
    assert [what for what, _ in done] == ["opened", "asked", "taken"]
    assert None not in {who for what, who in done if what != "asked"}
    assert "Charged twice" not in str(trail)
