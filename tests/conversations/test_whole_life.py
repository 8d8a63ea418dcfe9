"""All that people do with an escalation between its hand-over and its end, typed, pressed and read by them."""

import pytest

from playground.driver import LocalSlack, Person, Shown
from tests.conversations.test_carrying import card, hands_over

TAKE, DECLINE, BACK = "제가 맡을게요", "지금은 어려워요", "되돌려 주기"
ASK, NOTE, SEVERITY, REOPEN = "추가로 여쭤보기", "메모 남기기", "심각도 바꾸기", "다시 열기"
WHY = "이유를 한 줄로 적어 주세요"


async def presses(who: Person, label: str, on: Shown, **fields: str) -> None:
    """A button or a choice of the menu, and the form behind it."""
    await who.presses(label, in_=await who.sees_again(on))
    assert await who.fills(await who.modal(), {**fields}) is None


async def takes(slack: LocalSlack, who: str) -> Shown:
    """Bob hands over, somebody takes it; its card."""
    await hands_over(slack.person("bob"))
    shown = await card(slack)
    await slack.person(who).presses(TAKE, in_=shown)
    return await slack.person(who).sees_change(shown, "맡았습니다")


@pytest.mark.usefixtures("bot")
class TestSayingNo:
    """Nobody is left with what they cannot do, and the customer never with nobody."""

    async def test_who_declines_is_followed_by_the_next_level_at_once(self, slack: LocalSlack) -> None:
        """The reason stands in the thread; the requester reads only who is asked now."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await presses(dohyun, DECLINE, await card(slack), **{WHY: "다른 고객님 응대 중"})
        told = await dohyun.sees("#billing", "지금 맡기 어렵습니다")
        assert "다른 고객님 응대 중" in told
        mine = await bob.sees("@bot", "Dohyun Choi cannot take it right now.")
        assert "응대" not in mine
        await bob.sees("@bot", "they have until 02:30 CET")

    async def test_who_is_not_asked_has_nothing_to_decline(self, slack: LocalSlack) -> None:
        """Said kindly, before they write a reason."""
        sujin = slack.person("sujin")
        await hands_over(slack.person("bob"))
        await sujin.presses(DECLINE, in_=await card(slack))
        await sujin.sees("#billing", "따로 요청받으신 건이 아니니")

    async def test_an_owner_gives_it_back_and_the_requester_knows(self, slack: LocalSlack) -> None:
        """In one step: somebody else is asked as it is given back."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        shown = await takes(slack, "dohyun")
        await presses(dohyun, BACK, shown, **{WHY: "몸이 좋지 않아요"})
        assert "몸이 좋지 않아요" in await dohyun.sees("#billing", "되돌려 주셨습니다")
        await bob.sees("@bot", "Dohyun Choi had to give it back.")
        assert "제가 맡을게요" in (await dohyun.sees_again(shown)).buttons

    async def test_it_goes_back_to_whoever_handed_it_on(self, slack: LocalSlack) -> None:
        """Sujin handed it on to Emily, who reads and writes English."""
        sujin, emily = slack.person("sujin"), slack.person("emily")
        shown = await takes(slack, "sujin")
        await presses(sujin, "다른 분께 넘기기", shown, **{"누구에게 넘길까요?": "Emily Carter님"})
        await emily.presses(TAKE, in_=await emily.sees_change(shown, "이어받아 달라고 요청했습니다"))
        shown = await emily.sees_change(shown, "Emily Carter님이 맡았습니다")
        await emily.presses(BACK, in_=shown)
        form = await emily.modal("Sujin Jung, who handed it on, is asked first")
        assert await emily.fills(form, {"Why, in a line": "Off to the airport"}) is None
        await slack.person("bob").sees("@bot", "Sujin Jung is asked now.")


@pytest.mark.usefixtures("bot")
class TestTalking:
    """What is still to be known, and what is known by now."""

    async def test_the_requester_is_asked_and_answers(self, slack: LocalSlack) -> None:
        """The question is on top of their card; the answer reaches whoever asked, in their language."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        shown = await takes(slack, "dohyun")
        asked = "dohyun에게 주문 번호를 여쭤봐도 될까요?"
        await presses(dohyun, ASK, shown, **{"Bob Brown님께 무엇을 여쭤볼까요?": asked})
        await dohyun.sees_change(shown, "넘긴 분의 답을 기다리고 있습니다")
        question = await bob.sees("@bot", "Dohyun Choi has a question for you.")
        assert asked in question
        await bob.presses("Answer", in_=question)
        assert await bob.fills(await bob.modal(), {"Your answer": "It is order 4711"}) is None
        await dohyun.sees("@bot", "Bob Brown님이 답했습니다")
        assert "It is order 4711" in await dohyun.sees("#billing", "Bob Brown님이 답했습니다")
        assert "기다리고 있습니다" not in await dohyun.sees_again(shown)
        await bob.presses("Answer", in_=question)
        await bob.sees("@bot", "That is done already.")

    async def test_a_note_stands_on_the_cards_and_in_the_thread(self, slack: LocalSlack) -> None:
        """Sujin knows something; Dohyun, who has it, is mentioned; Bob reads it on his own card."""
        shown = await takes(slack, "dohyun")
        await presses(slack.person("sujin"), NOTE, shown, 메모="카드사에는 이미 연락했습니다")
        noted = await slack.person("dohyun").sees("#billing", "정수진님의 메모")
        assert "@최도현" in noted.text
        await slack.person("dohyun").sees_change(shown, "카드사에는 이미 연락했습니다")
        await slack.person("bob").sees("@bot", ":memo: Sujin Jung")

    async def test_worse_than_thought_it_climbs_another_ladder(self, slack: LocalSlack) -> None:
        """At night a critical refund has a policy of its own; the thread says who and why."""
        await slack.forward_to("2035-03-12T20:00:00+09:00")
        bob = slack.person("bob")
        await hands_over(bob)
        shown = await card(slack)
        await presses(slack.person("sujin"), SEVERITY, shown, 심각도="심각", 이유="다른 매장도 같습니다")
        told = await slack.person("dohyun").sees("#billing", "정수진님이 심각도를 바꿨습니다")
        assert "다른 매장도 같습니다" in told
        await slack.person("dohyun").sees_change(shown, "심각")


@pytest.mark.usefixtures("bot")
class TestElsewhereAndLater:
    """Another topic, another day, and once more."""

    async def test_another_topic_takes_the_card_to_its_team(self, slack: LocalSlack) -> None:
        """The old card points there; the new one asks the engineer on call."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await presses(dohyun, "다른 분께 넘기기", shown, **{"누구에게 넘길까요?": "서비스 장애"})
        left = await dohyun.sees_change(shown, "#eng-support")
        assert left.buttons == []
        there = await slack.person("taeyang").sees("#eng-support", "Charged twice")
        assert "@윤태양" in there.text
        assert "결제·환불" in there
        await slack.person("taeyang").presses(TAKE, in_=there)
        await slack.person("bob").sees("@bot", "Taeyang Yoon has it now.")

    async def test_an_owner_offers_it_to_another_topic_and_keeps_it_until_it_is_taken(
        self, slack: LocalSlack
    ) -> None:
        """Then the card moves with it."""
        dohyun, taeyang = slack.person("dohyun"), slack.person("taeyang")
        shown = await takes(slack, "dohyun")
        await presses(dohyun, "다른 분께 넘기기", shown, **{"누구에게 넘길까요?": "서비스 장애"})
        await dohyun.sees_change(shown, "이어받아 달라고 요청했습니다")
        await taeyang.presses(TAKE, in_=await taeyang.sees_again(shown))
        await dohyun.sees_change(shown, "#eng-support")
        assert "윤태양님이 맡았습니다" in await taeyang.sees("#eng-support", "Charged twice")

    async def test_at_night_its_requester_keeps_it_for_the_next_shift(self, slack: LocalSlack) -> None:
        """Nobody is asked until the team is there again."""
        await slack.forward_to("2035-03-12T20:00:00+09:00")
        bob = slack.person("bob")
        await hands_over(bob)
        shown = await card(slack, "bob")
        await bob.presses("다음 근무 시간까지 두기", in_=shown)
        assert await bob.submits(await bob.modal("They are asked when the shift begins")) is None
        await slack.person("dohyun").sees_change(shown, "근무가 시작되면 담당자에게 요청합니다")
        await slack.forward_to("2035-03-13T09:00:05+09:00")
        await slack.person("dohyun").sees("#billing", "확인 부탁드립니다")

    async def test_what_was_closed_too_early_is_reopened_and_goes_to_who_knows_it(
        self, slack: LocalSlack
    ) -> None:
        """The card that had nothing but a Reopen button asks Dohyun again."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        shown = await takes(slack, "dohyun")
        await presses(dohyun, "해결했어요", shown, **{"어떻게 해결되었나요?": "두 번째 결제를 취소했습니다"})
        mine = await bob.sees("@bot", "두 번째 결제를 취소했습니다", matching=lambda m: "Reopen" in m.buttons)
        await bob.presses("Reopen", in_=mine)
        form = await bob.modal("Dohyun Choi, who knows it, is asked first")
        assert await bob.fills(form, {"What is still needed?": "It is still on the statement"}) is None
        await dohyun.sees("#billing", "Bob Brown님이 다시 열었습니다")
        again = await dohyun.sees_change(shown, "최도현")
        assert TAKE in again.buttons

    async def test_a_stranger_does_not_reopen_it(self, slack: LocalSlack) -> None:
        """Whoever may is named."""
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        shown = await takes(slack, "dohyun")
        await presses(dohyun, "해결했어요", shown, **{"어떻게 해결되었나요?": "취소했습니다"})
        await sujin.presses(REOPEN, in_=await sujin.sees_change(shown, "해결됨"))
        await sujin.sees("#billing", "다시 여는 것은")

    async def test_a_late_button_answers_with_what_holds_now(self, slack: LocalSlack) -> None:
        """Dohyun was asked whether he is on it, and presses there after he solved it on the card."""
        dohyun = slack.person("dohyun")
        shown = await takes(slack, "dohyun")
        await slack.forward(hours=4, minutes=1)
        old = await dohyun.sees("@bot", "아직 진행 중이신가요?")
        await presses(dohyun, "해결했어요", shown, **{"어떻게 해결되었나요?": "취소했습니다"})
        await dohyun.sees_change(shown, "해결됨")
        await dohyun.presses(BACK, in_=old)
        await dohyun.sees("@bot", "이미 마무리된 건입니다 (최도현님)")
