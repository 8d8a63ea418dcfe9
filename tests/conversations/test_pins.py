"""Pinned facts: a lead says once what customers ask first, and every card of the topic shows it until it ends."""

from datetime import datetime

import pytest

from playground.driver import LocalSlack, Opened, Person
from tests.conversations.conftest import StartBot

PIN = "/values pin"
NOON = "2035-03-12T12:00:00+09:00"
ONE = "2035-03-12T13:00:00+09:00"
WHAT = "카드 결제 승인이 되지 않습니다"

Values = dict[str, str | list[str] | None]


def picked(moment: str) -> str:
    """A time as a picker holds it."""
    return str(int(datetime.fromisoformat(moment).timestamp()))


async def opens(who: Person, rest: str, shows: str) -> Opened:
    """Type the command; the form opens."""
    await who.types("#support", f"{PIN} {rest}".strip(), answered=False)
    return await who.modal(shows)


async def pins(slack: LocalSlack, *, ends: str = ONE, rest: str = "환불", what: str = WHAT) -> None:
    """Jimin pins what holds while payments do not go through."""
    jimin = slack.person("jimin")
    form = await opens(jimin, rest, "고객이 가장 먼저")
    values: Values = {
        "무슨 일인가요? (한 줄)": what,
        "그동안 요금은 어떻게 되나요?": "실패한 결제는 청구되지 않습니다",
        "언제 다시 되나요?": "12시 30분에 다시 알려 드립니다",
        "언제까지 보일까요?": picked(ends),
    }
    assert await jimin.fills(form, values) is None
    await jimin.modal("고정했습니다")


async def form_of(who: Person, text: str, button: str, shows: str) -> Opened:
    """The hand-over form behind an answer."""
    answer = await who.types("#support", f"/escalate {text}")
    await who.presses(button, in_=answer)
    return await who.modal(shows)


@pytest.mark.usefixtures("bot")
class TestStanding:
    """Where it is shown, to whom, and until when."""

    async def test_the_hand_over_form_of_its_topic_shows_it(self, slack: LocalSlack) -> None:
        """In the words it was written in, labelled in the reader's language; another topic's does not."""
        await pins(slack)
        bob = slack.person("bob")
        form = await form_of(bob, "refund", "Hand over", "What does the customer need?")
        assert WHAT in form.text
        assert "What is charged: 실패한 결제는 청구되지 않습니다" in form.text
        assert "Not known yet: How to pause, How to cancel" in form.text
        assert "say the customer's name and what it means for them" in form.text
        await bob.closes(form)
        other = await form_of(bob, "wrong address on a parcel", "Hand over", "What does the customer need?")
        assert WHAT not in other.text

    async def test_answers_of_its_topic_show_it_first(self, slack: LocalSlack) -> None:
        """To whoever asks whom to hand it to; a topic beside it does not have it."""
        await pins(slack)
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        answer = await bob.types("#support", "/escalate refund")
        assert WHAT in answer.text
        assert "What is charged: 실패한 결제는 청구되지 않습니다" in answer.text
        assert (
            "요금: 실패한 결제는 청구되지 않습니다"
            in (await seoyeon.types("#support", "/escalate 환불")).text
        )
        assert WHAT not in (await bob.types("#support", "/escalate wrong address on a parcel")).text
        await slack.forward_to(ONE)
        assert WHAT not in (await bob.types("#support", "/escalate refund")).text

    async def test_cards_of_its_topic_show_it(self, slack: LocalSlack) -> None:
        """Where the words of a situation tell of that topic, too; nobody else's card does, nor any at its end."""
        await pins(slack)
        seoyeon = slack.person("seoyeon")
        about = "/values 환불이 언제 되냐고 재촉하세요"
        assert WHAT in (await seoyeon.types("#support", about)).text
        assert WHAT not in (await seoyeon.types("#support", "/values 배송이 언제 오냐고 재촉하세요")).text
        await slack.forward_to(ONE)
        assert WHAT not in (await seoyeon.types("#support", about)).text

    async def test_a_topic_that_may_be_meant_is_mentioned(self, slack: LocalSlack) -> None:
        """A failed payment may be billing's or the outage's: one line says so, in an answer and on a card."""
        await pins(slack, rest="장애")
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        hint = f"서비스 장애: *{WHAT}* · 이 일 때문일 수 있습니다"
        for asked in ("/escalate 결제 시스템 오류예요", "/values 결제가 안 돼서 많이 화나셨어요"):
            told = (await seoyeon.types("#support", asked)).text
            assert hint in told
            assert "실패한 결제는 청구되지 않습니다" not in told
        english = (await bob.types("#support", "/escalate payment error in the shop")).text
        assert f"Service outage: *{WHAT}* · this may be why" in english
        await slack.forward_to(ONE)
        assert WHAT not in (await seoyeon.types("#support", "/escalate 결제 시스템 오류예요")).text

    async def test_it_ends_by_itself(self, slack: LocalSlack) -> None:
        """One second before it is there; at its end it is gone, from forms, the list and Home."""
        await pins(slack)
        bob = slack.person("bob")
        await slack.forward_to("2035-03-12T12:59:59+09:00")
        assert WHAT in (await bob.types("#support", f"{PIN} list")).text
        await slack.forward_to(ONE)
        assert "Nothing is pinned now" in (await bob.types("#support", f"{PIN} list")).text
        form = await form_of(bob, "refund", "Hand over", "What does the customer need?")
        assert WHAT not in form.text
        assert WHAT not in (await bob.opens_home()).text

    async def test_everybody_reads_what_stands(self, slack: LocalSlack) -> None:
        """In the list, without its buttons, and in App Home; by their own clock."""
        await pins(slack)
        bob = slack.person("bob")
        listed = await bob.types("#support", f"{PIN} list")
        assert "until 05:00 CET · Jimin Kim" in listed.text
        assert "Unpin" not in listed.text
        home = await bob.opens_home("Good to know right now")
        assert WHAT in home.text

    async def test_without_topics_every_card_shows_it(self, slack: LocalSlack) -> None:
        """A closure, written in English; it reads as it was written."""
        dohyun = slack.person("dohyun")
        form = await opens(dohyun, "휴무", "고객이 가장 먼저")
        values: Values = {
            "무슨 일인가요? (한 줄)": "We are closed for the founding day",
            "언제 다시 되나요?": "Tuesday at nine",
            "언제까지 보일까요?": picked(ONE),
        }
        assert await dohyun.fills(form, values) is None
        await dohyun.modal("모든 카드에 보이고")
        other = await form_of(slack.person("bob"), "refund", "Hand over", "What does the customer need?")
        assert (
            ":door: *We are closed for the founding day*" in other.text or "We are closed for" in other.text
        )

    async def test_an_outsider_reads_nothing_of_it(self, slack: LocalSlack) -> None:
        """Neither by the command, nor in Home."""
        await pins(slack)
        guest = slack.person("gina")
        assert WHAT not in (await guest.types("#general", f"{PIN} list")).text
        assert WHAT not in (await guest.opens_home()).text


@pytest.mark.usefixtures("bot")
class TestWhoMay:
    """Leads and keepers; the others are told whom to tell."""

    async def test_an_agent_is_told_who_may(self, slack: LocalSlack) -> None:
        """By name; without words they read what stands."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        assert "Pinning is for leads and keepers" in (await bob.types("#support", f"{PIN} refund")).text
        assert "리드와 파일 관리자가 하십니다" in (await seoyeon.types("#support", f"{PIN} 장애")).text
        assert "지금 고정된 안내가 없습니다" in (await seoyeon.types("#support", "/values 공지")).text

    async def test_a_question_that_begins_with_the_word_is_looked_up(self, slack: LocalSlack) -> None:
        """A customer's pin code is no pinned fact."""
        answer = await slack.person("bob").types("#support", f"{PIN} code forgotten and now she is angry")
        assert "Pinning" not in answer.text


@pytest.mark.usefixtures("bot")
class TestWriting:
    """The form, what it refuses, and what takes the place of what."""

    async def test_slips_stand_under_their_fields(self, slack: LocalSlack) -> None:
        """Nothing said but what happened; a time that has passed."""
        jimin = slack.person("jimin")
        form = await opens(jimin, "장애", "고객이 가장 먼저")
        told = await jimin.fills(
            form,
            {"무슨 일인가요? (한 줄)": "먹통", "언제까지 보일까요?": picked("2035-03-12T09:00:00+09:00")},
        )
        assert told is not None
        assert "네 줄 가운데 하나는" in told["언제 다시 되나요?"]
        assert "이미 지난 시간" in told["언제까지 보일까요?"]

    async def test_the_same_topic_is_replaced_after_a_look(self, slack: LocalSlack) -> None:
        """The form tells what it takes down; only sending it again does so."""
        await pins(slack)
        jimin = slack.person("jimin")
        form = await opens(jimin, "환불", "고객이 가장 먼저")
        values: Values = {"무슨 일인가요? (한 줄)": "결제가 느립니다", "언제 다시 되나요?": "한 시간 안에"}
        assert await jimin.fills(form, values) is None
        again = await jimin.modal("같은 주제에 이미 고정된 것이 있습니다")
        assert WHAT in again.text
        assert WHAT in (await slack.person("bob").types("#support", f"{PIN} list")).text
        assert await jimin.submits(again) is None
        await jimin.modal("고정했습니다")
        listed = await slack.person("bob").types("#support", f"{PIN} list")
        assert "결제가 느립니다" in listed.text
        assert WHAT not in listed.text

    async def test_change_extend_and_unpin(self, slack: LocalSlack) -> None:
        """By any lead, from the list."""
        await pins(slack)
        dohyun, bob = slack.person("dohyun"), slack.person("bob")
        listed = await dohyun.types("#billing", f"{PIN} 목록")
        await dohyun.presses("1시간 더", in_=listed)
        await dohyun.sees("#billing", "30분 전에 김지민님께 한 번 알려 드립니다")
        await dohyun.presses("1시간 더", in_=listed)
        await dohyun.presses("고치기", in_=listed)
        form = await dohyun.modal("고객이 가장 먼저")
        assert await dohyun.fills(form, {"언제 다시 되나요?": "두 시에 다시 됩니다"}) is None
        await dohyun.modal("고정했습니다")
        seen = await bob.types("#support", f"{PIN} list")
        assert "When we are back: 두 시에 다시 됩니다" in seen.text
        assert "until 06:00 CET" in seen.text
        await dohyun.presses("지금 내리기", in_=listed)
        await dohyun.sees("#billing", "이제 카드에 보이지 않습니다")
        assert "Nothing is pinned now" in (await bob.types("#support", f"{PIN} list")).text
        await dohyun.presses("1시간 더", in_=listed)
        await dohyun.sees("#billing", "이미 내려간 안내입니다")


async def test_who_pinned_it_hears_once_before_it_ends(slack: LocalSlack, start_bot: StartBot) -> None:
    """From one of two bots, after a restart, with the way to keep it up."""
    async with start_bot():
        await pins(slack)
    jimin = slack.person("jimin")
    async with start_bot(), start_bot():
        await slack.forward_to("2035-03-12T12:30:00+09:00")
        told = await jimin.sees("@bot", "안내가 13:00 KST에 내려갑니다")
        await jimin.presses("1시간 더", in_=told)
        await jimin.sees("@bot", "14:00 KST까지")
        await slack.forward_to("2035-03-12T13:29:00+09:00")
        assert WHAT in (await slack.person("bob").types("#support", f"{PIN} list")).text
        await slack.forward_to("2035-03-12T13:30:00+09:00")
        await jimin.sees("@bot", "안내가 14:00 KST에 내려갑니다")
        await slack.quiet()
        said = [call for call in slack.calls("chat.postMessage") if "내려갑니다" in str(call)]
        assert len(said) == 2
