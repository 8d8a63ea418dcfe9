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


async def test_one_declines_while_another_takes(slack: LocalSlack, start_bot: StartBot) -> None:
    """It is taken, and nobody is asked any more; both see who has it."""
    async with start_bot(), start_bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        await dohyun.presses("지금은 어려워요", in_=shown)
        form = await dohyun.modal()
        await asyncio.gather(
            sujin.presses(TAKE, in_=shown), dohyun.fills(form, {"이유를 한 줄로 적어 주세요": "회의 중"})
        )
        assert "정수진님이 맡았습니다" in await the_card_says(slack, shown, "맡았습니다")
        await sujin.sees("#billing", "건을 맡으셨습니다")
        await slack.quiet()
        assert "정수진님이 맡았습니다" in await dohyun.sees_again(shown)


async def test_one_hands_back_while_another_resolves(slack: LocalSlack, start_bot: StartBot) -> None:
    """Solved is solved; whoever gave it back reads that, or the other that it was asked for anew."""
    async with start_bot(), start_bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        await dohyun.presses(TAKE, in_=shown)
        shown = await dohyun.sees_change(shown, "맡았습니다")
        await dohyun.presses("되돌려 주기", in_=shown)
        await sujin.presses("해결했어요", in_=shown)
        mine, theirs = await dohyun.modal(), await sujin.modal()
        await asyncio.gather(
            dohyun.fills(mine, {"이유를 한 줄로 적어 주세요": "회의 중"}),
            sujin.fills(theirs, {"어떻게 해결되었나요?": "환불했습니다"}),
        )
        await the_card_says(slack, shown, "환불했습니다")
        await slack.quiet()
        again = await dohyun.sees_again(shown)
        assert "정수진님" in again
        assert again.buttons == ["다시 열기"]


async def test_one_raises_it_while_another_takes_it(slack: LocalSlack, start_bot: StartBot) -> None:
    """Both are true afterwards, and each reads the other's."""
    async with start_bot(), start_bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        await sujin.presses("심각도 바꾸기", in_=shown)
        form = await sujin.modal()
        await asyncio.gather(
            dohyun.presses(TAKE, in_=shown),
            sujin.fills(form, {"심각도": "심각", "이유": "다른 매장도 같습니다"}),
        )
        await the_card_says(slack, shown, "심각 ·")
        await the_card_says(slack, shown, "최도현님이 맡았습니다")
        await dohyun.sees("#billing", "정수진님이 심각도를 바꿨습니다")
