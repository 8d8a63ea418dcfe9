"""Shift change and the lead's morning: one message each with what is open, oldest first."""

import pytest

from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot
from tests.conversations.test_carrying import card, hands_over

EVENING = "2035-03-12T18:00:30+09:00"
MORNING_IN_NEW_YORK = "2035-03-12T09:00:30-04:00"


@pytest.mark.usefixtures("bot")
class TestShiftChange:
    """billing passes from Dohyun in Seoul to Emily in New York at 18:00."""

    async def test_the_one_who_comes_reads_what_is_open(self, slack: LocalSlack) -> None:
        """In their language: from whom, until when, and the customers of this shift."""
        await hands_over(slack.person("bob"))
        await slack.person("dohyun").presses("제가 맡을게요", in_=await card(slack))
        await slack.forward_to(EVENING)
        told = await slack.person("emily").sees("@bot", "You are on call for *Billing* now")
        assert "You take over from Dohyun Choi." in told
        assert "Charged twice" in told

    async def test_the_one_who_leaves_can_hand_on(self, slack: LocalSlack) -> None:
        """What is still theirs, and a button beside it."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        await slack.forward_to(EVENING)
        told = await dohyun.sees("@bot", "*결제* 당번을")
        assert "이어받았습니다. 수고 많으셨습니다." in told
        assert "내가 맡고 있는 건" in told
        await dohyun.presses("다른 분께 넘기기", in_=told)
        assert "누구에게 넘길까요?" in await dohyun.modal()

    async def test_promises_without_an_escalation_are_told_too(self, slack: LocalSlack) -> None:
        """To the one who promised, as their shift ends."""
        dohyun = slack.person("dohyun")
        await dohyun.types("#billing", "/escalate promise 20:00 김고객님께 환불 결과 안내")
        await slack.forward_to(EVENING)
        told = await dohyun.sees("@bot", "*결제* 당번을")
        assert "김고객님께 환불 결과 안내" in told

    async def test_a_lead_begins_the_day_with_what_is_open(self, slack: LocalSlack) -> None:
        """Oldest first, before anything else."""
        await hands_over(slack.person("bob"), "the customer wants to speak to a lawyer")
        await slack.forward_to(MORNING_IN_NEW_YORK)
        told = await slack.person("grace").sees("@bot", "Good morning. This is open:")
        assert "Charged twice" in told

    async def test_who_has_nothing_open_is_told_nothing(self, slack: LocalSlack) -> None:
        """A message without news is noise: nobody hears of a quiet shift change."""
        await slack.forward_to(EVENING)
        await hands_over(slack.person("bob"))
        await slack.person("bob").sees("@bot", "Asked Emily")
        assert not [one for one in slack.calls("chat.postMessage") if "on call for" in str(one.args)]


async def test_it_is_told_once_across_restarts(slack: LocalSlack, start_bot: StartBot) -> None:
    """Down at the hour and up soon after: told then, once; another restart tells nothing again."""
    emily = slack.person("emily")
    async with start_bot():
        await hands_over(slack.person("bob"))
        await slack.person("dohyun").presses("제가 맡을게요", in_=await card(slack))
    await slack.forward_to("2035-03-12T19:00:00+09:00")
    async with start_bot():
        await emily.sees("@bot", "You are on call for *Billing* now")
    async with start_bot():
        await hands_over(slack.person("bob"), Impact="second")
        await slack.person("bob").sees("@bot", "Asked Emily")
    told = [one for one in slack.calls("chat.postMessage") if "You are on call" in str(one.args)]
    assert len(told) == 1
