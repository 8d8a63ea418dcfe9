"""Handing a customer over, and carrying them until somebody has solved it."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.adapters import background
from playground.driver import LocalSlack, Person, Shown
from tests.conversations.conftest import StartBot

NEED = "What does the customer need?"


async def hands_over(who: Person, text: str = "refund", **more: str) -> None:
    """Ask, press Hand over, say what is needed, send."""
    answer = await who.types("#support", f"/escalate {text}")
    await who.presses("Hand over", in_=answer)
    modal = await who.modal()
    fields: Mapping[str, str] = {NEED: "Charged twice for order 4711", **more}
    assert await who.fills(modal, dict(fields)) is None


async def card(slack: LocalSlack, who: str = "dohyun") -> Shown:
    """The card in the billing team's channel, as somebody there sees it."""
    return await slack.person(who).sees("#billing", "Charged twice")


async def is_taken(slack: LocalSlack) -> None:
    """Bob's hand-over, taken by Dohyun, as both of them see it."""
    dohyun = slack.person("dohyun")
    await hands_over(slack.person("bob"))
    shown = await card(slack)
    await dohyun.presses("제가 맡을게요", in_=shown)
    await dohyun.sees_change(shown, "최도현님이 맡았습니다")
    await slack.person("bob").sees("@bot", "Dohyun Choi has it now.")


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """One piece of work behind answers fills the house."""
    monkeypatch.setattr(background, "_AT_ONCE", 1)


@pytest.mark.usefixtures("crowded", "bot")
async def test_forms_open_while_cards_wait_for_slack(slack: LocalSlack) -> None:
    """Slack wants silence from cards for longer than a trigger lives; others' forms are none of that."""
    bob, dohyun = slack.person("bob"), slack.person("dohyun")
    await hands_over(bob)
    shown = await card(slack)
    slack.fault("chat.update", "429", retry_after=4)
    await dohyun.presses("제가 맡을게요", in_=shown)
    await slack.called("chat.update")
    await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
    assert NEED in await bob.modal()


@pytest.mark.usefixtures("either_road")
class TestHandingOver:
    """From the answer to an owner."""

    async def test_one_card_mentions_who_is_asked(self, slack: LocalSlack) -> None:
        """In the channel of the topic's team, with the packet."""
        await hands_over(slack.person("bob"), Impact="A shop cannot open", Severity="High")
        shown = await card(slack)
        assert "@최도현" in shown.text
        assert "A shop cannot open" in shown
        assert "높음" in shown

    async def test_the_requester_follows_it_in_their_dm(self, slack: LocalSlack) -> None:
        """Who was asked and until when, by their own clock; then who has it."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        mine = await bob.sees("@bot", "Asked Dohyun Choi; they have until 02:15 CET")
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        await bob.sees_change(mine, "Dohyun Choi has it, since 02:00 CET")

    async def test_taking_shows_on_the_card(self, slack: LocalSlack) -> None:
        """Everybody sees who has it, and the requester is told."""
        await is_taken(slack)


@pytest.mark.usefixtures("bot")
class TestCarrying:
    """What people and time do to it."""

    async def test_a_second_taker_learns_who_has_it(self, slack: LocalSlack) -> None:
        """Two people press; one has it, the other is told kindly."""
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await sujin.presses("제가 맡을게요", in_=shown)
        await sujin.sees("#billing", "최도현님이 이미 맡았습니다")

    async def test_pressing_twice_changes_nothing(self, slack: LocalSlack) -> None:
        """A double click by the owner is answered as such."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await dohyun.sees("#billing", "이미 맡고 계신 건입니다")

    async def test_whoever_takes_it_reads_what_the_customer_was_promised(self, slack: LocalSlack) -> None:
        """The promise travels with ownership (rule 5)."""
        dohyun = slack.person("dohyun")
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(slack.person("bob"), **{"Promised by": by})
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        await dohyun.sees("#billing", "고객님께 11:00 KST까지 답변을 약속드린 건입니다")

    async def test_a_late_press_opens_no_form(self, slack: LocalSlack) -> None:
        """Nobody writes how it was solved into a form that will be refused."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        mine = await bob.sees("@bot", "Dohyun Choi has it, since")
        listed = await dohyun.types("#billing", "/escalate open")
        await bob.presses("Cancel", in_=mine)
        await bob.submits(await bob.modal())
        await dohyun.sees("#billing", "취소됨")
        await dohyun.presses("해결", in_=listed)
        await dohyun.sees("#billing", "이미 마무리된 건입니다")

    async def test_a_level_not_taken_in_time_passes_on(self, slack: LocalSlack) -> None:
        """After the level's time the next one is mentioned in the card's thread."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await slack.forward(minutes=16)
        await dohyun.sees("#billing", "확인 부탁드립니다", matching=lambda m: m.ts != shown.ts)
        await slack.person("bob").sees("@bot", "they have until 02:46 CET")

    async def test_everybody_asked_in_vain_ends_with_last_resort_and_lead(self, slack: LocalSlack) -> None:
        """It never goes quiet: after the whole ladder, twice, it is visible and asked again every hour."""
        bob = slack.person("bob")
        await hands_over(bob)
        mine = await bob.sees("@bot", "they have until 02:15 CET")
        ladder = ((16, "02:46"), (31, "03:47"), (61, "04:03"), (16, "04:34"), (31, "05:35"))
        for minutes, until in ladder:
            await slack.forward(minutes=minutes)
            await bob.sees_change(mine, f"they have until {until} CET")
        await slack.forward(minutes=61)
        await bob.sees_change(mine, "Every level was asked and nobody has it yet")
        await bob.sees_change(mine, "Jimin Kim")

    async def test_handing_on_while_it_waits_asks_somebody_else_in_the_remaining_time(
        self, slack: LocalSlack
    ) -> None:
        """Handing on is not taking: the clock stands (rule 5)."""
        dohyun, sujin = slack.person("dohyun"), slack.person("sujin")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("다른 분께 넘기기", in_=shown)
        assert await dohyun.fills(await dohyun.modal(), {"누구에게 넘길까요?": "정수진님"}) is None
        await slack.person("bob").sees("@bot", "Asked Sujin Jung; they have until 02:15 CET")
        await sujin.presses("제가 맡을게요", in_=await sujin.sees_again(shown))
        await slack.person("bob").sees("@bot", "Sujin Jung has it now.")

    async def test_an_owner_who_hands_on_stays_the_owner_until_the_other_takes_it(
        self, slack: LocalSlack
    ) -> None:
        """And keeps it, with the lead told, when nobody does (rule 5)."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        shown = await dohyun.sees_change(shown, "맡았습니다")
        await dohyun.presses("다른 분께 넘기기", in_=shown)
        await dohyun.fills(await dohyun.modal(), {"누구에게 넘길까요?": "정수진님"})
        await dohyun.sees_change(shown, "최도현님이 계속 맡습니다")
        await slack.forward(minutes=16)
        await dohyun.sees("#billing", "최도현님이 계속 맡고 있습니다")

    async def test_resolving_with_a_summary_tells_the_requester(self, slack: LocalSlack) -> None:
        """The card says how it was solved; all that can be done with it is to reopen it."""
        dohyun = slack.person("dohyun")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await dohyun.presses("해결", in_=shown)
        await dohyun.fills(await dohyun.modal(), {"어떻게 해결되었나요?": "두 번째 결제를 취소했습니다"})
        closed = await dohyun.sees_change(shown, "두 번째 결제를 취소했습니다")
        assert closed.buttons == ["다시 열기"]
        await slack.person("bob").sees("@bot", "Dohyun Choi resolved it.")

    async def test_the_requester_may_cancel_and_nobody_is_asked_any_more(self, slack: LocalSlack) -> None:
        """From their own card, with a reason."""
        bob = slack.person("bob")
        await hands_over(bob)
        await bob.presses("Cancel", in_=await bob.sees("@bot", "Asked Dohyun Choi"))
        await bob.fills(await bob.modal(), {"The reason, if there is one to tell": "Solved itself"})
        await slack.person("dohyun").sees("#billing", "취소됨")
        before = len(await slack.person("dohyun").messages("#billing"))
        await slack.forward(hours=3)
        await slack.quiet()
        assert len(await slack.person("dohyun").messages("#billing")) == before

    async def test_a_bystander_may_not_cancel(self, slack: LocalSlack) -> None:
        """Checked at the action: only the requester, the owner and the team's lead."""
        sujin = slack.person("sujin")
        await hands_over(slack.person("bob"))
        await sujin.presses("취소", in_=await card(slack))
        await sujin.sees("#billing", "팀 리드만 하실 수 있습니다")
        assert "취소됨" not in await card(slack)

    async def test_lists_show_my_teams_and_mine_oldest_first(self, slack: LocalSlack) -> None:
        """`/escalate open` and `/escalate mine`."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        await card(slack)
        await hands_over(bob, **{NEED: "A second one"})
        await dohyun.sees("#billing", "A second one")
        listed = await dohyun.types("#billing", "/escalate open")
        assert listed.text.index("Charged twice") < listed.text.index("A second one")
        assert "Charged twice" in await bob.types("#support", "/escalate mine")
        assert "Nothing is open" in await slack.person("emily").types("#support", "/escalate mine")

    async def test_one_form_sent_twice_hands_over_once(self, slack: LocalSlack) -> None:
        """A second press of Send, or a retry, opens nothing new."""
        bob = slack.person("bob")
        await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
        modal = await bob.modal()
        first = bob.act("submit", view=modal.id, values={"need": {"need": "Charged twice"}})
        second = bob.act("submit", view=modal.id, values={"need": {"need": "Charged twice"}})
        await asyncio.gather(first, second, return_exceptions=True)
        await card(slack)
        await slack.quiet()
        listed = await bob.types("#support", "/escalate mine")
        assert listed.text.count("Charged twice") == 1

    async def test_a_promise_in_the_past_is_sent_back_with_a_sentence(self, slack: LocalSlack) -> None:
        """Bad input keeps the form open, and what was typed in it."""
        bob = slack.person("bob")
        await bob.presses("Hand over", in_=await bob.types("#support", "/escalate refund"))
        past = str(int(slack.now().timestamp()) - 3600)
        errors = await bob.fills(await bob.modal(), {NEED: "Charged twice", "Promised by": past})
        assert errors is not None
        assert "has passed already" in errors["Promised by"]

    async def test_queued_for_the_next_shift_nobody_is_asked_before(self, slack: LocalSlack) -> None:
        """Out of hours it can wait, visibly, and is asked when the shift begins (rule 7)."""
        await slack.forward_to("2035-03-17T23:00:00+09:00")
        bob = slack.person("bob")
        answer = await bob.types("#support", "/escalate refund")
        await bob.presses(next(b for b in answer.buttons if b.startswith("Queue")), in_=answer)
        await bob.fills(await bob.modal(), {NEED: "Charged twice"})
        await bob.sees("@bot", "They are asked when the shift begins")
        shown = await card(slack)
        await slack.forward_to("2035-03-19T09:00:05+09:00")
        await bob.sees("@bot", "Asked Sujin Jung")
        asked = await slack.person("sujin").sees(
            "#billing", "확인 부탁드립니다", matching=lambda m: m.ts != shown.ts
        )
        assert "@정수진" in asked.text

    async def test_the_shortcut_prefills_the_message_and_links_to_it(self, slack: LocalSlack) -> None:
        """*Hand this over* on a customer's words: nothing is retyped."""
        bob = slack.person("bob")
        message = await slack.person("seoyeon").types(
            "#support", "The customer was charged twice, needs a refund"
        )
        await bob.uses("Hand this over", on=message)
        modal = await bob.modal("charged twice")
        assert await bob.submits(modal) is None
        shown = await slack.person("dohyun").sees("#billing", "charged twice")
        assert "Slack 메시지" in shown

    async def test_guests_and_strangers_are_answered_kindly(self, slack: LocalSlack) -> None:
        """A guest is pointed to a colleague; a newcomer who is in no file may hand over."""
        answer = await slack.person("gina").types("#general", "/escalate refund")
        assert "members of this workspace" in answer
        await hands_over(slack.person("noah"))
        await card(slack)

    async def test_a_guests_app_home_shows_nothing_of_the_teams(self, slack: LocalSlack) -> None:
        """Who is on call is for colleagues."""
        home = await slack.person("gina").opens_home("members of this workspace")
        assert "Dohyun" not in home.text

    async def test_a_newcomer_cannot_take_but_is_told_how(self, slack: LocalSlack) -> None:
        """Anyone in the file may take it; others get a kind refusal (rule 11)."""
        noah = slack.person("noah")
        await hands_over(slack.person("bob"))
        await noah.presses("제가 맡을게요", in_=await card(slack, "noah"))
        await noah.sees("#billing", "Only people in escalation.yaml can take it")


async def test_a_deadline_that_passed_while_the_bot_was_down_is_honoured(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Stopped before the level's end, started after it: the next level is asked."""
    bob = slack.person("bob")
    async with start_bot():
        await hands_over(bob)
        await bob.sees("@bot", "they have until 02:15 CET")
        await card(slack)
    await slack.forward(minutes=20)
    async with start_bot():
        await bob.sees("@bot", "they have until 02:50 CET")
