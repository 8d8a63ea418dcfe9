"""Whoever's Slack status says away is passed over, with the reason."""

import asyncio
from datetime import datetime

import pytest

from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot
from tests.conversations.test_carrying import card, hands_over

WEDNESDAY = datetime.fromisoformat("2035-03-14T18:00:00+09:00")


async def hears(slack: LocalSlack) -> None:
    """The bot has been told."""
    await slack.delivered("user_status_changed")
    await slack.quiet()


@pytest.mark.usefixtures("bot")
class TestAway:
    """A hint for this moment."""

    async def test_the_answer_says_so_and_names_the_next(self, slack: LocalSlack) -> None:
        """Dohyun has the billing shift; New York's layer is there."""
        await slack.person("dohyun").status("병가", ":face_with_thermometer:", until=WEDNESDAY)
        await hears(slack)
        answer = await slack.person("bob").types("#support", "/escalate refund")
        assert "Emily Carter" in answer
        assert "Dohyun Choi, status: 병가 (until Wed 10:00 CET)" in answer
        korean = await slack.person("jimin").types("#support", "/escalate 환불")
        assert "최도현님, 상태: 병가 (수요일 18:00 KST까지)" in korean

    async def test_the_next_is_asked(self, slack: LocalSlack) -> None:
        """And who is away is not pinged."""
        await slack.person("dohyun").status("On vacation", ":palm_tree:")
        await hears(slack)
        await hands_over(slack.person("bob"))
        shown = await card(slack, "emily")
        assert "@Emily Carter" in shown.text
        assert "@최도현" not in shown.text

    async def test_back_again(self, slack: LocalSlack) -> None:
        """A cleared status counts at once; one that says nothing of being away never does."""
        dohyun, bob = slack.person("dohyun"), slack.person("bob")
        await dohyun.status("휴가")
        await hears(slack)
        assert "Emily Carter" in await bob.types("#support", "/escalate refund")
        await dohyun.status("In a meeting", ":calendar:")
        await slack.delivered("user_status_changed", attempts=2)
        await slack.quiet()
        assert "*Dohyun Choi*" in (await bob.types("#support", "/escalate refund")).text

    async def test_a_new_status_is_looked_at_before_somebody_is_asked(self, slack: LocalSlack) -> None:
        """Though the event never came: Slack is asked about those who are about to be asked."""
        slack.person("dohyun")
        user = slack.playground.world.person("dohyun")
        assert user
        user.status_text = "휴가"
        await hands_over(slack.person("bob"))
        assert "@Emily Carter" in (await card(slack, "emily")).text


async def test_what_one_bot_hears_the_other_knows(slack: LocalSlack, start_bot: StartBot) -> None:
    """Slack tells one replica; all pass them over within seconds."""
    async with start_bot(), start_bot():
        await slack.person("dohyun").status("휴가")
        await hears(slack)
        known = 0
        async with asyncio.timeout(10):
            while known < 4:
                answer = await slack.person("bob").types("#support", "/escalate refund")
                known = known + 1 if "status: 휴가" in answer else 0
