"""Promises to customers: reminded before, at the time, then the lead; kept, moved, given on; with an escalation or not."""

import pytest

from playground.driver import LocalSlack, Person, Shown
from tests.conversations.conftest import StartBot
from tests.conversations.test_carrying import card, hands_over

NEAR_KO, NOW_KO = "약속드린 시간이 다가옵니다", "약속드린 시간입니다"
NEAR_EN, NOW_EN = "promised to the customer is near", "This is the time promised"

PAST_EN = "promised to the customer has passed"


async def told(who: Person, words: str) -> int:
    """How often they read something in their direct messages."""
    return len([text for text in await who.reads("@bot") if words in text])


async def tracks(who: Person, text: str) -> Shown:
    """Type a promise."""
    return await who.types("#support", f"/escalate promise {text}")


@pytest.mark.usefixtures("either_road")
class TestTracking:
    """Without an escalation."""

    async def test_a_line_is_enough(self, slack: LocalSlack) -> None:
        """It says when it will remind, and of what."""
        answer = await tracks(slack.person("seoyeon"), "15:30 김고객님께 환불 결과 안내")
        assert "약속을 적어 두었습니다: *15:30 KST*" in answer
        assert "김고객님께 환불 결과 안내" in answer
        assert "15:00 KST에 미리" in answer

    async def test_in_english_by_the_reader_s_own_clock(self, slack: LocalSlack) -> None:
        """Bob is in Berlin, where it is two in the morning."""
        answer = await tracks(slack.person("bob"), "refund status to Kim by 9am")
        assert "promised by *09:00 CET*" in answer
        assert "refund status to Kim" in answer
        assert "Reminders: 08:30 CET, and when it is due" in answer

    async def test_a_colleague_named_in_it_is_named(self, slack: LocalSlack) -> None:
        """By name, as it was typed; nobody is pinged by a promise."""
        answer = await tracks(slack.person("bob"), "in 3 hours ask @dohyun about the refund")
        assert "ask @" in answer
        assert "U05DOHYUN" not in answer


@pytest.mark.usefixtures("bot")
class TestReminders:
    """Once before, once at the time, then the lead, once."""

    async def test_before_and_at_the_time_then_the_lead(self, slack: LocalSlack) -> None:
        """In private; the lead reads whose it is, not what was promised."""
        minjun, jimin = slack.person("minjun"), slack.person("jimin")
        await tracks(minjun, "12:00 환불 결과 안내")
        await slack.forward(minutes=97)
        await minjun.sees("@bot", NEAR_KO)
        assert await told(minjun, NOW_KO) == 0
        await slack.forward(minutes=24)
        await minjun.sees("@bot", NOW_KO)
        await slack.forward(minutes=16)
        late = await jimin.sees("@bot", "약속받은 안내를 기다리고 계십니다")
        assert "환불 결과" not in late
        await slack.forward(hours=5)
        await slack.quiet()
        assert [await told(minjun, words) for words in (NEAR_KO, NOW_KO)] == [1, 1]
        assert await told(jimin, "약속받은 안내를 기다리고") == 1

    async def test_kept_it_is_quiet(self, slack: LocalSlack) -> None:
        """Pressed in the reminder; pressed again it says so."""
        bob = slack.person("bob")
        await tracks(bob, "in 1 hour call the customer")
        await slack.forward(minutes=50)
        reminder = await bob.sees("@bot", NEAR_EN)
        await bob.presses("Kept", in_=reminder)
        await bob.sees("@bot", "Thank you for keeping it")
        await bob.presses("Kept", in_=reminder)
        await bob.sees("@bot", "That is done already")
        await slack.forward(hours=3)
        await slack.quiet()
        assert await told(bob, NOW_EN) == 0
        assert "No promise is open" in await bob.types("#support", "/escalate promise")

    async def test_moved_it_is_reminded_of_at_the_new_time(self, slack: LocalSlack) -> None:
        """With the reason; not at the old one any more."""
        bob = slack.person("bob")
        answer = await tracks(bob, "in 1 hour call the customer")
        await bob.presses("Move the time", in_=answer)
        later = str(int(slack.now().timestamp()) + 3 * 3600)
        moved = {"By when": later, "Why does the time move?": "The bank is closed"}
        assert await bob.fills(await bob.modal(), dict(moved)) is None
        await slack.forward(minutes=100)
        await slack.quiet()
        assert await told(bob, NEAR_EN) == 0
        await slack.forward(minutes=60)
        await bob.sees("@bot", NEAR_EN)

    async def test_it_survives_a_restart_and_catches_up_with_one(
        self, slack: LocalSlack, start_bot: StartBot
    ) -> None:
        """The bot was down for all of it: one reminder, not three."""
        bob = slack.person("bob")
        await tracks(bob, "in 1 hour call the customer")
        async with start_bot():
            await slack.forward(hours=4)
            await bob.sees("@bot", PAST_EN)
            await slack.quiet()
            assert [await told(bob, words) for words in (NEAR_EN, NOW_EN, PAST_EN)] == [0, 0, 1]


@pytest.mark.usefixtures("bot")
class TestRoundAbout:
    """Lists, questions, forms, colleagues."""

    async def test_mine_are_listed_soonest_first(self, slack: LocalSlack) -> None:
        """Alone, in `/escalate mine` and in App Home."""
        bob = slack.person("bob")
        await tracks(bob, "in 3 hours the second one")
        await tracks(bob, "in 1 hour the first one")
        listed = await bob.types("#support", "/escalate promise")
        assert listed.text.index("the first one") < listed.text.index("the second one")
        assert "the first one" in await bob.types("#support", "/escalate mine")
        assert "the second one" in await bob.opens_home("Promises to customers")
        assert "No promise is open" in await slack.person("emily").types("#support", "/escalate promise")

    async def test_a_time_that_has_passed_is_asked_about(self, slack: LocalSlack) -> None:
        """Tomorrow is meant only where it is said."""
        seoyeon = slack.person("seoyeon")
        asked = await tracks(seoyeon, "09:30 환불 결과 안내")
        assert "이미 지난 시간입니다" in asked
        assert "/escalate promise 내일 09:30 환불 결과 안내" in asked
        assert "*내일 09:30 KST*" in await tracks(seoyeon, "내일 09:30 환불 결과 안내")

    async def test_without_a_time_it_is_a_question_with_a_hint(self, slack: LocalSlack) -> None:
        """Nothing is tracked that was not meant to be."""
        answer = await slack.person("bob").types(
            "#support", "/escalate promise of a refund was broken, who do I tell"
        )
        assert "To keep track of a promise" in answer
        assert "refund" in answer.text.casefold()

    async def test_a_message_becomes_a_promise(self, slack: LocalSlack) -> None:
        """Its words and the time it speaks of are filled in, for the person to confirm."""
        bob = slack.person("bob")
        message = await bob.types("#support", "I'll get back to you by 9am, promised")
        await bob.uses("Track this promise", on=message)
        form = await bob.modal()
        assert "I'll get back to you by 9am" in form
        assert await bob.submits(form) is None
        await bob.modal("by *09:00 CET*")
        await slack.forward(hours=7)
        reminder = await bob.sees("@bot", NOW_EN)
        assert "I'll get back to you by 9am" in reminder

    async def test_a_korean_message_s_hint_is_filled_in_too(self, slack: LocalSlack) -> None:
        """The time it speaks of stands in the form; the person may change everything."""
        seoyeon = slack.person("seoyeon")
        message = await seoyeon.types("#support", "3시까지 연락드리겠습니다")
        await seoyeon.uses("Track this promise", on=message)
        assert await seoyeon.submits(await seoyeon.modal("고객에게 약속한 내용")) is None
        await seoyeon.modal("15:00 KST")

    async def test_one_that_names_no_time_wants_one(self, slack: LocalSlack) -> None:
        """The form stays open; a time that has passed is sent back, too."""
        seoyeon = slack.person("seoyeon")
        message = await seoyeon.types("#support", "곧 연락드리겠습니다")
        await seoyeon.uses("Track this promise", on=message)
        form, past = await seoyeon.modal("고객에게 약속한 내용"), str(int(slack.now().timestamp()) - 60)
        errors = await seoyeon.fills(form, {"언제까지": past})
        assert errors is not None
        assert "이미 지난 시간입니다" in errors["언제까지"]

    async def test_a_colleague_can_take_it_over(self, slack: LocalSlack) -> None:
        """It stays with its keeper until they accept; the reminders follow it."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        answer = await tracks(bob, "in 1 hour call the customer")
        await bob.presses("Give to a colleague", in_=answer)
        assert await bob.fills(await bob.modal(), {"Who could keep it?": "seoyeon"}) is None
        await seoyeon.presses("제가 챙길게요", in_=await seoyeon.sees("@bot", "여쭙니다"))
        await bob.sees("@bot", "keeps the promise from now on")
        await slack.forward(minutes=61)
        await seoyeon.sees("@bot", NOW_KO)
        await slack.quiet()
        assert await told(bob, NOW_EN) == 0

    async def test_what_is_done_is_given_to_nobody(self, slack: LocalSlack) -> None:
        """Old buttons say so; nobody is asked."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        answer = await tracks(bob, "in 1 hour call the customer")
        await bob.presses("Stop reminding", in_=answer)
        await bob.sees("#support", "No more reminders")
        await bob.presses("Give to a colleague", in_=answer)
        await bob.sees("#support", "That is done already")
        await slack.quiet()
        assert await told(seoyeon, "여쭙니다") == 0


@pytest.mark.usefixtures("bot")
class TestWithAnEscalation:
    """It travels with ownership."""

    async def test_the_owner_is_reminded_and_the_lead_last(self, slack: LocalSlack) -> None:
        """Before, at the time, then the lead of its team, in private."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(bob, **{"Promised by": by})
        await dohyun.presses("제가 맡을게요", in_=await card(slack))
        await slack.forward(minutes=49)
        await dohyun.sees("@bot", NEAR_KO)
        await slack.forward(minutes=11)
        reminder = await dohyun.sees("@bot", NOW_KO)
        assert {"지켰어요", "늦게 알려 드렸어요", "시간 옮기기", "해결했어요"} <= set(reminder.buttons)
        await slack.forward(minutes=16)
        await slack.forward(minutes=60)
        await slack.quiet()
        assert [await told(dohyun, words) for words in (NEAR_KO, NOW_KO)] == [1, 1]
        assert await told(bob, NOW_EN) == 0

    async def test_while_nobody_has_it_the_requester_is_reminded(self, slack: LocalSlack) -> None:
        """The customer waits all the same."""
        bob = slack.person("bob")
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(bob, **{"Promised by": by})
        await card(slack)
        await slack.forward(minutes=50)
        reminder = await bob.sees("@bot", NEAR_EN)
        assert "Nobody has it yet" in reminder

    async def test_set_later_and_moved_the_requester_reads_why(self, slack: LocalSlack) -> None:
        """They talk with the customer: on their card, and as a message."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        await hands_over(bob)
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        shown = await dohyun.sees_change(shown, "맡았습니다")
        await dohyun.presses("약속 정하기", in_=shown)
        now = int(slack.now().timestamp())
        promised = {"고객에게 약속한 내용": "환불 결과", "언제까지": str(now + 3600)}
        assert await dohyun.fills(await dohyun.modal(), dict(promised)) is None
        await bob.sees("@bot", "promised the customer an answer by 03:00 CET")
        await dohyun.presses("약속 바꾸기", in_=await dohyun.sees_again(shown))
        form, late = await dohyun.modal(), {"언제까지": str(now + 7200)}
        errors = await dohyun.fills(form, dict(late))
        assert errors == {"시간을 옮기는 이유": "이유를 한 줄만 적어 주세요."}
        assert await dohyun.fills(form, {**late, "시간을 옮기는 이유": "은행 점검"}) is None
        told_why = await bob.sees("@bot", "moved the promised time")
        assert "은행 점검" in told_why
        assert "은행 점검" in await bob.sees("@bot", "Moved from")

    async def test_kept_the_lead_hears_nothing(self, slack: LocalSlack) -> None:
        """Pressed in the reminder; the card says that the customer was told, not when."""
        bob, sujin, dohyun = (slack.person(key) for key in ("bob", "sujin", "dohyun"))
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(bob, **{"Promised by": by})
        shown = await card(slack)
        await sujin.presses("제가 맡을게요", in_=shown)
        await sujin.sees_change(shown, "맡았습니다")
        await slack.forward(minutes=61)
        await sujin.presses("늦게 알려 드렸어요", in_=await sujin.sees("@bot", NOW_KO))
        await sujin.sees("@bot", "늦게라도 알려 드린 것으로")
        await dohyun.sees_change(shown, "약속한 안내를 드렸습니다")
        await slack.forward(minutes=30)
        await slack.quiet()
        assert await told(dohyun, "기다리고 계십니다") == 0

    async def test_the_lead_is_told_alone(self, slack: LocalSlack) -> None:
        """A quarter of an hour after the owner was, once, and not in the channel."""
        bob, sujin, dohyun = (slack.person(key) for key in ("bob", "sujin", "dohyun"))
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(bob, **{"Promised by": by})
        shown = await card(slack)
        await sujin.presses("제가 맡을게요", in_=shown)
        await sujin.sees_change(shown, "맡았습니다")
        await slack.forward(minutes=61)
        await sujin.sees("@bot", NOW_KO)
        await slack.forward(minutes=16)
        await dohyun.sees("@bot", "약속받은 답변을 기다리고 계십니다")
        await slack.forward(minutes=120)
        await slack.quiet()
        assert await told(dohyun, "약속받은 답변을 기다리고") == 1
        assert not [text for text in await sujin.reads("#billing") if "기다리고 계십니다" in text]

    async def test_a_bystander_cannot_move_what_somebody_has(self, slack: LocalSlack) -> None:
        """They read whose it is before they write anything."""
        sujin, emily = slack.person("sujin"), slack.person("emily")
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        await sujin.presses("제가 맡을게요", in_=shown)
        shown = await sujin.sees_change(shown, "맡았습니다")
        await emily.presses("약속 정하기", in_=shown)
        await emily.sees("#billing", "Sujin Jung has it now")

    async def test_resolving_in_time_asks_nothing_more(self, slack: LocalSlack) -> None:
        """No reminder comes after it."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        by = str(int(slack.now().timestamp()) + 3600)
        await hands_over(bob, **{"Promised by": by})
        shown = await card(slack)
        await dohyun.presses("제가 맡을게요", in_=shown)
        await dohyun.presses("해결", in_=await dohyun.sees_change(shown, "맡았습니다"))
        await dohyun.fills(await dohyun.modal(), {"어떻게 해결되었나요?": "환불했습니다"})
        await bob.sees("@bot", "Dohyun Choi resolved it.")
        await slack.forward(hours=2)
        await slack.quiet()
        assert [await told(dohyun, words) for words in (NEAR_KO, NOW_KO)] == [0, 0]
