"""People are faster than Slack's answer to us: what asks them does what it says, and stands there once.

Slack shows each message at once and answers the bot late, or never; whoever reads it presses in between.
"""

from playground.driver import LocalSlack
from tests.conversations.pressing import Unheard, times
from tests.conversations.test_carrying import card, hands_over, is_taken
from tests.conversations.test_covers import arranges
from tests.conversations.test_library import ASKS, PHRASE, SITUATION_EN, THE_WORDS
from tests.conversations.test_live import solves
from tests.conversations.test_pins import NOON, ONE, pins
from tests.conversations.test_promises import NEAR_EN, NOW_EN, tracks
from tests.conversations.test_shift_change import EVENING as CHANGE


class TestEscalations:
    """Cards, questions, shift changes."""

    async def test_a_card_is_taken(self, slack: LocalSlack, unheard: Unheard) -> None:
        """Whoever takes it has it; the card then says so, and is no second one."""
        dohyun = slack.person("dohyun")
        unheard.next()
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await dohyun.sees("#billing", "건을 맡으셨습니다. 고맙습니다.")
        if unheard.hear():
            await dohyun.sees_change(shown, "최도현님이 맡았습니다")
            await slack.person("bob").sees("@bot", "Dohyun Choi has it, since 02:00 CET")
        assert await times(dohyun, "#billing", "Charged twice") == 1

    async def test_what_its_requester_follows_is_nudged_and_cancelled(
        self, slack: LocalSlack, unheard: Unheard
    ) -> None:
        """From the first moment they have it."""
        bob = slack.person("bob")
        unheard.next(times=9)
        await hands_over(bob)
        mine = await bob.sees("@bot", "Asked Dohyun Choi")
        await bob.presses("Nudge", in_=mine)
        await bob.sees("@bot", "Dohyun Choi was asked at 02:00 CET. You can nudge from 02:05 CET.")
        await bob.presses("Cancel", in_=mine)
        await bob.submits(await bob.modal())
        await slack.quiet()
        if unheard.hear():
            await bob.sees_change(mine, "Cancelled by Bob Brown")
            await slack.person("dohyun").sees("#billing", "취소")

    async def test_whether_the_customer_was_satisfied_is_answered(
        self, slack: LocalSlack, unheard: Unheard
    ) -> None:
        """The buttons go as the answer comes."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await slack.person("bob").sees("@bot", "Card in the team channel")
        await solves(dohyun, shown)
        unheard.next(times=9)
        asked = await dohyun.sees("@bot", "고객님도 만족하셨나요?")
        await dohyun.presses("네", in_=asked)
        await slack.quiet()
        if unheard.hear():
            await dohyun.sees_change(asked, "고객님도 만족하셨다고 적어 두었습니다.")

    async def test_what_a_shift_leaves_is_handed_on(self, slack: LocalSlack, unheard: Unheard) -> None:
        """The form opens."""
        dohyun = slack.person("dohyun")
        await is_taken(slack)
        unheard.next(times=9)
        await slack.forward_to(CHANGE)
        told = await dohyun.sees("@bot", "*결제* 당번을")
        await dohyun.presses("다른 분께 넘기기", in_=told)
        assert "누구에게 넘길까요?" in await dohyun.modal()


async def test_a_promise_is_kept_as_its_reminder_comes(slack: LocalSlack, unheard: Unheard) -> None:
    """It is quiet from then on."""
    bob = slack.person("bob")
    await tracks(bob, "in 1 hour call the customer")
    unheard.next()
    await slack.forward(minutes=50)
    await bob.presses("Kept", in_=await bob.sees("@bot", NEAR_EN))
    await bob.sees("@bot", "Thank you for keeping it")
    unheard.hear()
    await slack.forward(hours=3)
    await slack.quiet()
    assert await times(bob, "@bot", NEAR_EN) == 1
    assert await times(bob, "@bot", NOW_EN) == 0


class TestCovers:
    """Those that are looked for, and those that are told."""

    async def test_a_search_is_taken(self, slack: LocalSlack, unheard: Unheard) -> None:
        """The first one has it; the one card then says so."""
        seoyeon, minjun = slack.person("seoyeon"), slack.person("minjun")
        unheard.next()
        await arranges(seoyeon, "내일 오후 대신해 주실 분", label="팀에 물어보기")
        shown = await minjun.sees("#support", "이서연님을 대신해 주실 분 계신가요?")
        await minjun.presses("제가 할게요", in_=shown)
        await minjun.sees("#support", "대신합니다", matching=lambda one: one.ephemeral)
        if unheard.hear():
            await minjun.sees_change(shown, "박민준님이 이서연님을 대신합니다")
            await seoyeon.sees("@bot", "박민준님이 대신해 주십니다")

    async def test_whoever_is_to_cover_says_that_they_cannot(
        self, slack: LocalSlack, unheard: Unheard
    ) -> None:
        """It has ended; the other is told so once they can be."""
        seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
        unheard.next()
        await arranges(seoyeon, "cover @bob 내일")
        await bob.presses("I can't", in_=await bob.sees("@bot", "You cover for Seoyeon Lee"))
        await slack.quiet()
        if unheard.hear():
            await seoyeon.sees("@bot", "Bob Brown님이 이서연님을 대신하기 어렵다고 하셨습니다")
        assert "잡혀 있는 대신 근무가 없습니다" in await seoyeon.types("#support", "/escalate cover")
        assert await times(bob, "@bot", "You cover for Seoyeon Lee") == 1


async def test_proposed_words_are_accepted(slack: LocalSlack, unheard: Unheard) -> None:
    """They stand in the library; the message that asked says who decided, and is no second one."""
    bob, jimin = slack.person("bob"), slack.person("jimin")
    unheard.next()
    await bob.types("#support", f"/values share {PHRASE}", answered=False)
    assert await bob.fills(await bob.modal(THE_WORDS), {"For which situation?": SITUATION_EN}) is None
    asked = await jimin.sees("@bot", ASKS)
    await jimin.presses("싣기", in_=asked)
    await slack.quiet()
    if unheard.hear():
        await jimin.sees_change(asked, "김지민님의 결정으로 문구집에 실렸어요")
        await bob.sees("@bot", "Your words are in the library")
    assert PHRASE in await bob.types("#support", "/values the customer is upset")
    assert await times(jimin, "@bot", PHRASE) == 1


async def test_pinned_facts_stand_longer_as_their_end_is_told(slack: LocalSlack, unheard: Unheard) -> None:
    """One hour more, and its end is told anew."""
    jimin = slack.person("jimin")
    await pins(slack, ends=ONE)
    unheard.next()
    await slack.forward_to(NOON)
    await slack.forward(minutes=50)
    await jimin.presses("1시간 더", in_=await jimin.sees("@bot", "13:00"))
    await jimin.sees("@bot", "14:00 KST")
    unheard.hear()
