"""Two bots on one store: they share the work, and people see one truth."""

import asyncio

from playground.driver import LocalSlack, Shown
from tests.conversations.conftest import StartBot
from tests.conversations.test_carrying import card, hands_over

TAKE = "제가 맡을게요"


async def the_card_says(slack: LocalSlack, shown: Shown, words: str) -> str:
    """Its text once it changed."""
    return (await slack.person("dohyun").sees_change(shown, words)).text


async def test_two_people_who_take_at_once_end_with_one_owner(slack: LocalSlack, start_bot: StartBot) -> None:
    """One has it, the other reads who; both see it on the card (rule 10)."""
    async with start_bot(), start_bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        people = slack.person("dohyun"), slack.person("sujin")
        await asyncio.gather(*(who.presses(TAKE, in_=shown) for who in people))
        text = await the_card_says(slack, shown, "맡았습니다")
        winner, loser = people if "최도현님이 맡았습니다" in text else people[::-1]
        await winner.sees("#billing", "건을 맡으셨습니다")
        await loser.sees("#billing", "이미 맡았습니다")
        await slack.person("bob").sees("@bot", "has it now")
        await slack.quiet()
        told = [text for text in await slack.person("bob").reads("@bot") if "has it now" in text]
        assert len(told) == 1


async def test_a_deadline_fires_once(slack: LocalSlack, start_bot: StartBot) -> None:
    """Both bots see the level's end; one asks the next level."""
    async with start_bot(), start_bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await slack.forward(minutes=16)
        dohyun = slack.person("dohyun")
        await dohyun.sees("#billing", "확인 부탁드립니다", matching=lambda m: m.ts != shown.ts)
        await slack.person("bob").sees("@bot", "they have until 02:46 CET")
        await slack.quiet()
        asked = [text for text in await dohyun.reads("#billing") if "확인 부탁드립니다" in text]
        assert len(asked) == 2
