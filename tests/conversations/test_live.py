"""Those who wait with a customer: their live card, the nudge, joining, and what follows once it is solved."""

import asyncio

import pytest

from playground.driver import LocalSlack, Opened, Person, Shown
from tests.conversations.test_carrying import NEED, card, hands_over

pytestmark = pytest.mark.usefixtures("bot")

NEED_KO = "고객에게 필요한 것"
SOLVED = "두 번째 결제를 취소했습니다"


async def begins(who: Person, text: str, label: str) -> Opened:
    """The hand-over form, opened from the answer."""
    await who.presses(label, in_=await who.types("#support", f"/escalate {text}"))
    return await who.modal()


async def joins(who: Person, need: str, **more: str) -> None:
    """Seoyeon has the same trouble with another customer."""
    form = await begins(who, "환불", "넘기기")
    await who.fills(form, {NEED_KO: need}, submit=False)
    await who.presses("여기에 추가하기", in_=form)
    assert await who.fills(await who.modal("담당자를 다시 부르지 않고"), {NEED_KO: need, **more}) is None


async def solves(who: Person, shown: Shown) -> None:
    """Dohyun takes it and has solved it."""
    await who.presses("제가 맡을게요", in_=shown)
    shown = await who.sees_change(shown, "최도현님이 맡았습니다")
    await who.presses("해결했어요", in_=shown)
    await who.fills(await who.modal(), {"어떻게 해결되었나요?": SOLVED})


async def live(who: Person, text: str) -> Shown:
    """Their live card, once it links to the team's."""
    shown = await who.sees("@bot", text)
    return await who.sees_change(
        shown, "팀 채널의 카드" if who.key == "seoyeon" else "Card in the team channel"
    )


class TestTheLiveCard:
    """One message that answers at a glance."""

    async def test_it_says_who_is_asked_until_when_and_who_is_next(self, slack: LocalSlack) -> None:
        """By the reader's clock; and what the customer can be told, and where the team's card is."""
        bob = slack.person("bob")
        await hands_over(bob)
        await card(slack)
        mine = await live(bob, "Asked Dohyun Choi; they have until 02:15 CET")
        assert "If nobody takes it, Dohyun Choi, " in mine
        assert "For the customer: “I have passed this on to the team in charge." in mine
        assert "Card in the team channel" in mine

    async def test_in_korean(self, slack: LocalSlack) -> None:
        """The same for a colleague in Seoul."""
        seoyeon = slack.person("seoyeon")
        form = await begins(seoyeon, "환불", "넘기기")
        await seoyeon.fills(form, {NEED_KO: "두 번 결제되었습니다"})
        mine = await live(seoyeon, "최도현님께 요청했고, 10:15 KST까지 기다립니다.")
        assert "아무도 맡지 않으면 10:15 KST에" in mine
        assert "고객님께는 이렇게: “담당 부서에 전달해 두었습니다." in mine

    async def test_it_is_redrawn_and_never_comes_anew(self, slack: LocalSlack) -> None:
        """What happens shows on the one message."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        mine = await live(bob, "Asked Dohyun Choi")
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        taken = await bob.sees_change(mine, "Dohyun Choi has it, since 02:00 CET")
        assert "“A colleague is looking into it right now." in taken
        assert sum("For the customer:" in text for text in await bob.reads("@bot")) == 1


class TestNudging:
    """Reminding without nagging."""

    async def test_too_early_it_says_when(self, slack: LocalSlack) -> None:
        """The first third of the level's time belongs to those asked."""
        bob = slack.person("bob")
        await hands_over(bob)
        mine = await live(bob, "You can nudge from 02:05 CET")
        await bob.presses("Nudge", in_=mine)
        await bob.sees("@bot", "Dohyun Choi was asked at 02:00 CET. You can nudge from 02:05 CET.")
        assert not [text for text in await slack.person("dohyun").reads("#billing") if "기다리고" in text]

    async def test_whoever_is_asked_is_mentioned_once_in_the_thread(self, slack: LocalSlack) -> None:
        """Two presses at once are one nudge, and the card says when it is possible again."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        mine = await live(bob, "Asked Dohyun Choi")
        await slack.forward(minutes=6)
        await asyncio.gather(bob.presses("Nudge", in_=mine), bob.presses("Nudge", in_=mine))
        await dohyun.sees("#billing", "고객님께서 기다리고 계십니다. @최도현님, 살펴봐 주시겠어요?")
        mine = await bob.sees_change(mine, "You can nudge from 02:36 CET")
        await slack.quiet()
        told = [text for text in await dohyun.reads("#billing") if "기다리고 계십니다" in text]
        assert len(told) == 1

    async def test_an_owner_is_asked_in_private_and_their_answer_shows(self, slack: LocalSlack) -> None:
        """The requester reads it on the card."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        mine = await live(bob, "Dohyun Choi has it, since 02:00 CET")
        await bob.presses("Nudge", in_=mine)
        await bob.sees(
            "@bot", "I let Dohyun Choi know that the customer is waiting. You can nudge again from 02:30"
        )
        asked = await dohyun.sees("@bot", "Bob Brown님이 고객님께서 기다리고 계신다고 알려 주셨습니다.")
        await dohyun.presses("네, 진행 중입니다", in_=asked)
        await bob.sees_change(mine, "Dohyun Choi said at 02:00 CET that they are on it.")

    async def test_at_night_the_owner_is_left_in_peace(self, slack: LocalSlack) -> None:
        """It says when they are back and what the customer can be told."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        mine = await live(bob, "Dohyun Choi has it, since")
        await slack.forward_to("2035-03-16T19:00:00+09:00")
        await bob.presses("Nudge", in_=mine)
        said = await bob.sees("@bot", "outside the hours of Dohyun Choi")
        assert "They are back" in said
        assert "For the customer:" in said

    async def test_in_korean_it_says_when_and_what_to_tell(self, slack: LocalSlack) -> None:
        """Too early for those asked; then done, and when again."""
        seoyeon = slack.person("seoyeon")
        form = await begins(seoyeon, "환불", "넘기기")
        await seoyeon.fills(form, {NEED_KO: "두 번 결제되었습니다"})
        mine = await live(seoyeon, "담당자에게는 10:05 KST부터 다시 알릴 수 있습니다.")
        await seoyeon.presses("담당자에게 다시 알리기", in_=mine)
        early = await seoyeon.sees(
            "@bot", "최도현님께 10:00 KST에 요청드렸습니다. 10:05 KST부터 다시 알릴 수 있습니다."
        )
        assert "고객님께는 이렇게:" in early
        await slack.forward(minutes=6)
        await seoyeon.presses("담당자에게 다시 알리기", in_=mine)
        await seoyeon.sees("@bot", "최도현님께 고객님께서 기다리신다고 알려 드렸습니다.")

    async def test_whoever_joined_may_nudge_and_a_bystander_has_no_button(self, slack: LocalSlack) -> None:
        """All of them together, once in half an hour."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        shown = await card(slack)
        await joins(seoyeon, "제 고객도 그래요")
        mine, hers = await live(bob, "Asked Dohyun"), await live(seoyeon, "최도현님께 요청했고")
        await slack.forward(minutes=6)
        await seoyeon.presses("담당자에게 다시 알리기", in_=hers)
        mine = await bob.sees_change(mine, "Nudged by Seoyeon Lee")
        await bob.presses("Nudge", in_=mine)
        await bob.sees("@bot", "Seoyeon Lee let them know at 02:06 CET. You can nudge from 02:36 CET.")
        assert "담당자에게 다시 알리기" not in (await dohyun.sees_again(shown)).buttons


class TestJoining:
    """One outage is not fifty cards."""

    async def test_the_form_offers_what_is_open_and_nobody_is_asked_again(self, slack: LocalSlack) -> None:
        """Title, since when and who has it stand there, no words of others; the card counts the customers."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        shown = await card(slack)
        form = await begins(seoyeon, "환불", "넘기기")
        offered = form.text
        assert "10:00 KST부터" in offered
        assert "Charged twice" not in offered
        await seoyeon.presses("여기에 추가하기", in_=form)
        join = await seoyeon.modal("담당자를 다시 부르지 않고")
        assert await seoyeon.fills(join, {NEED_KO: "제 고객도 두 번 결제됐어요"}) is None
        counted = await dohyun.sees_change(shown, "고객 2명")
        assert "이서연님: 제 고객도 두 번 결제됐어요" in counted
        await dohyun.sees("#billing", "이서연님의 고객님도 같은 문제를 겪고 계십니다")
        await seoyeon.sees("@bot", "최도현님께 요청했고")
        await slack.quiet()
        mentions = [text for text in await dohyun.reads("#billing") if "@최도현" in text]
        assert len(mentions) == 1

    async def test_what_was_typed_into_the_form_comes_along(self, slack: LocalSlack) -> None:
        """Nothing is typed twice."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await hands_over(bob)
        await card(slack)
        form = await begins(minjun, "환불", "넘기기")
        await minjun.fills(
            form, {NEED_KO: "영수증이 두 장이에요", "관련 링크": "https://desk.example.com/t/7"}, submit=False
        )
        await minjun.presses("여기에 추가하기", in_=form)
        join = await minjun.modal("담당자를 다시 부르지 않고")
        assert await minjun.submits(join) is None
        mine = await minjun.sees("@bot", "영수증이 두 장이에요")
        assert "https://desk.example.com/t/7" in mine

    async def test_in_english(self, slack: LocalSlack) -> None:
        """The same for a colleague in Berlin."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        form = await begins(seoyeon, "환불", "넘기기")
        await seoyeon.fills(form, {NEED_KO: "두 번 결제되었습니다"})
        await slack.person("dohyun").sees("#billing", "두 번 결제되었습니다")
        form = await begins(bob, "refund", "Hand over")
        assert "Is it the same trouble?" in form.text
        assert "since 02:00 CET" in form.text
        assert "두 번" not in form.text
        await bob.presses("Join this one", in_=form)
        join = await bob.modal("Nobody is asked again")
        assert await bob.fills(join, {NEED: "Two charges for one order"}) is None
        mine = await live(bob, "Two charges for one order")
        assert {"Not the same after all", "No longer needed"} <= set(mine.buttons)

    async def test_whoever_hands_over_all_the_same_is_not_hindered(self, slack: LocalSlack) -> None:
        """The offer is an offer."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        await card(slack)
        form = await begins(seoyeon, "환불", "넘기기")
        assert await seoyeon.fills(form, {NEED_KO: "다른 문제예요"}) is None
        await dohyun.sees("#billing", "다른 문제예요")

    async def test_another_topic_offers_what_is_open_there(self, slack: LocalSlack) -> None:
        """The offer changes with the topic, and what was typed stays."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        await hands_over(bob)
        await card(slack)
        form = await begins(seoyeon, "비밀번호를 잊어버렸대요", "넘기기")
        assert "혹시 같은 문제인가요?" not in form.text
        await seoyeon.chooses("billing_refund", in_=form, action_id="topic")
        await seoyeon.modal("혹시 같은 문제인가요?")

    async def test_who_joined_follows_it_to_its_end(self, slack: LocalSlack) -> None:
        """Told when it is taken and when it is solved, in their own language."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        shown = await card(slack)
        await joins(seoyeon, "제 고객도 그래요")
        mine = await live(seoyeon, "최도현님께 요청했고")
        await solves(dohyun, await dohyun.sees_change(shown, "고객 2명"))
        await seoyeon.sees_change(mine, "최도현님이 맡았습니다")
        await seoyeon.sees("@bot", f"최도현님이 해결했습니다. {SOLVED}")
        await bob.sees("@bot", f"Dohyun Choi resolved it. {SOLVED}")

    async def test_not_the_same_after_all(self, slack: LocalSlack) -> None:
        """The hand-over form has what was written; the customer leaves only as it is sent."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        shown = await card(slack)
        await joins(seoyeon, "제 고객도 그래요")
        mine = await live(seoyeon, "최도현님께 요청했고")
        await seoyeon.presses("같은 문제가 아니에요", in_=mine)
        form = await seoyeon.modal("제 고객도 그래요")
        assert "고객 2명" in await dohyun.sees_again(shown)
        assert await seoyeon.submits(form) is None
        await dohyun.sees(
            "#billing",
            "제 고객도 그래요",
            matching=lambda m: m.ts > shown.ts and "넘긴 사람: 이서연님" in m.text,
        )
        await seoyeon.sees_change(mine, "더는 알려 드리지 않겠습니다")

    async def test_a_customer_who_is_helped_is_taken_off(self, slack: LocalSlack) -> None:
        """Their card says so, and nobody has to be told why."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        await hands_over(bob)
        await card(slack)
        await joins(seoyeon, "제 고객도 그래요")
        mine = await live(seoyeon, "최도현님께 요청했고")
        await seoyeon.presses("더는 필요 없어요", in_=mine)
        await seoyeon.sees_change(mine, "더는 알려 드리지 않겠습니다")

    async def test_a_closed_one_is_not_joined(self, slack: LocalSlack) -> None:
        """The offer was there when it was still open; a late press learns what holds."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        await hands_over(bob)
        await card(slack)
        form = await begins(seoyeon, "환불", "넘기기")
        await bob.presses("Cancel", in_=await live(bob, "Asked Dohyun Choi"))
        await bob.submits(await bob.modal())
        await slack.person("dohyun").sees("#billing", "취소됨")
        await seoyeon.presses("여기에 추가하기", in_=form)
        await seoyeon.modal("이미 마무리된 건입니다")

    async def test_it_goes_on_for_the_others_when_its_requester_cancels(self, slack: LocalSlack) -> None:
        """The form says so before; the first who joined is told that they carry it on."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        await hands_over(bob)
        shown = await card(slack)
        await joins(seoyeon, "제 고객도 그래요")
        mine = await live(bob, "Asked Dohyun Choi")
        await bob.presses("Cancel", in_=mine)
        await bob.submits(await bob.modal())
        await bob.sees_change(mine, "This one goes on for other customers.")
        await seoyeon.sees("@bot", "이 건은 함께 기다리시는 고객님을 위해 이어집니다")
        passed = await dohyun.sees_change(shown, "넘긴 사람: 이서연님")
        assert "제 고객도 그래요" in passed
        assert "취소됨" not in passed

    async def test_the_same_link_is_recognised_in_any_team(self, slack: LocalSlack) -> None:
        """*Hand this over* on a message that somebody has handed over already."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        message = await bob.types("#support", "The customer was charged twice, needs a refund")
        await bob.uses("Hand this over", on=message)
        await bob.submits(await bob.modal("charged twice"))
        await slack.person("dohyun").sees("#billing", "charged twice")
        await seoyeon.uses("Hand this over", on=message)
        await seoyeon.modal("혹시 같은 문제인가요?")


class TestTheLink:
    """Where it began travels along."""

    async def test_from_the_message_to_the_solution(self, slack: LocalSlack) -> None:
        """On the card, the live card and with the news; names instead of ids, one click away."""
        bob, seoyeon, dohyun = (slack.person(key) for key in ("bob", "seoyeon", "dohyun"))
        message = await seoyeon.types("#support", "@dohyun the customer was charged twice, needs a refund")
        await bob.uses("Hand this over", on=message)
        form = await bob.modal("charged twice")
        assert "U05DOHYUN" not in str(form.blocks)
        assert "@Dohyun Choi" in str(form.blocks)
        await bob.submits(form)
        shown = await dohyun.sees("#billing", "charged twice")
        link = f"/p{message.ts.replace('.', '')}"
        assert link in str(shown.blocks)
        assert link in str((await bob.sees("@bot", "Asked Dohyun Choi")).blocks)
        await solves(dohyun, shown)
        assert link in str((await bob.sees("@bot", "Dohyun Choi resolved it.")).blocks)

    async def test_words_of_a_direct_message_are_only_prefilled(self, slack: LocalSlack) -> None:
        """Nothing leaves it before its person has sent the form."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        message = await seoyeon.types("@bob", "The customer was charged twice, needs a refund")
        await bob.uses("Hand this over", on=await bob.sees("@seoyeon", "charged twice"))
        form = await bob.modal("charged twice")
        await slack.quiet()
        assert not slack.calls("chat.postMessage")
        await bob.fills(form, {NEED: "A refund for a double charge"})
        shown = await slack.person("dohyun").sees("#billing", "A refund for a double charge")
        assert "The customer was charged" not in shown
        assert message.ts


class TestAfterwards:
    """Solved, and then."""

    async def test_the_owner_is_asked_once_and_the_answer_stays(self, slack: LocalSlack) -> None:
        """The buttons go as it is answered."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        await solves(dohyun, await card(slack))
        asked = await dohyun.sees("@bot", "고객님도 만족하셨나요?")
        await dohyun.presses("네", in_=asked)
        kept = await dohyun.sees_change(asked, "고객님도 만족하셨다고 적어 두었습니다.")
        assert "네" not in kept.buttons
        assert sum("고객님도 만족하셨나요?" in text for text in await dohyun.reads("@bot")) == 0

    async def test_nobody_is_asked_about_what_was_cancelled(self, slack: LocalSlack) -> None:
        """There is nothing to be satisfied with."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        await bob.presses("Cancel", in_=await live(bob, "Dohyun Choi has it, since"))
        await bob.submits(await bob.modal())
        await dohyun.sees("@bot", "Bob Brown님이 취소했습니다")
        await slack.quiet()
        assert not [text for text in await dohyun.reads("@bot") if "만족" in text]

    async def test_not_yet_offers_to_reopen(self, slack: LocalSlack) -> None:
        """In English; the owner knows the case."""
        emily = slack.person("emily")
        await hands_over(slack.person("bob"))
        shown = await card(slack, "emily")
        await emily.presses("제가 맡을게요", in_=shown)
        shown = await emily.sees_change(shown, "맡았습니다")
        await emily.presses("해결했어요", in_=shown)
        await emily.fills(await emily.modal(), {"How was it solved?": "Refunded"})
        asked = await emily.sees("@bot", "Was the customer satisfied, too?")
        await emily.presses("Not yet", in_=asked)
        asked = await emily.sees_change(asked, "Noted: the customer is not satisfied yet.")
        assert "Reopen" in asked.buttons

    async def test_the_requester_may_say_thanks_in_words_of_their_own(self, slack: LocalSlack) -> None:
        """The form has the helper and a beginning; nothing is sent by itself."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await solves(dohyun, await card(slack))
        told = await bob.sees("@bot", "Dohyun Choi resolved it.")
        await bob.presses("Say thanks", in_=told)
        form = await bob.modal("Thank you for helping with")
        assert (
            await bob.fills(form, {"What for?": "Thank you for the quick look at that double charge"}) is None
        )
        await bob.modal("Your thanks to Dohyun Choi are saved")
