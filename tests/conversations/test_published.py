"""How people like to be thanked, and what becomes of thanks after their night."""

import pytest

from playground.driver import LocalSlack
from playground.person import Person
from playground.seen import Shown
from tests.conversations.conftest import StartBot

THANKS = "/kudos @minjun @bob for staying late with that refund yesterday"
ELEVEN = "2035-03-12T11:00:05+09:00"
BERLIN_MORNING = "2035-03-12T17:01:00+09:00"
EVENING = "2035-03-12T19:00:05+09:00"


@pytest.mark.usefixtures("bot")
class TestAskedOnce:
    """Nobody has to look for the choice, and the question gives nothing away."""

    async def test_each_is_asked_in_their_hours_and_language_and_once(self, slack: LocalSlack) -> None:
        """Not as the thanks are given; of the thanks it tells nothing; the answer holds for tonight."""
        seoyeon, minjun, bob = (slack.person(name) for name in ("seoyeon", "minjun", "bob"))
        await seoyeon.types("#support", THANKS)
        await slack.quiet()
        assert not slack.calls("chat.postMessage")
        await slack.forward_to(ELEVEN)
        asked = await minjun.sees("@bot", "감사 인사를 남기면 어떻게 받고 싶으세요?")
        assert "refund" not in asked.text
        assert "이서연" not in asked.text
        assert "누구에게나 한 번씩 여쭙는 질문입니다" in asked
        await minjun.presses("조용히 DM으로", in_=asked)
        await minjun.sees("@bot", "이제부터 감사 인사는 DM으로 조용히 전해 드립니다")
        await slack.forward_to(BERLIN_MORNING)
        assert "When colleagues thank you" in await bob.sees("@bot", "Quietly")
        await slack.forward_to(EVENING)
        post = await seoyeon.sees("#kudos", "that refund yesterday")
        assert "Bob Brown" in post
        assert "박민준" not in post.text
        assert "that refund yesterday" in await minjun.sees("@bot", "that refund yesterday")
        questions = [call for call in slack.calls("chat.postMessage") if "thanks_quietly" in f"{call.args}"]
        assert len(questions) == 2


async def test_who_can_see_what_is_told_on_first_use_and_never_again(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Under the answer, not instead of it; in the form of a note too; known across a restart."""
    seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
    async with start_bot():
        first = await bob.types("#support", "/kudos @minjun for starting the new week so calmly")
        assert "Your thanks to Minjun Park are saved" in first
        assert "Who can see thanks? Before the night only their giver" in first
        listed = await seoyeon.types("#support", "/correct process 환불 양식이 주문 번호를 두 번 묻습니다")
        assert "메모를 누가 볼 수 있나요?" not in listed
        await seoyeon.types("#support", "/correct @bob", answered=False)
        form = await seoyeon.modal("메모를 누가 볼 수 있나요?")
        assert "전해진 뒤에는 받는 사람도 읽습니다" in form
    async with start_bot():
        assert "Who can see thanks?" not in await bob.types("#support", "/kudos tonight")
        assert "감사 인사를 누가 볼 수 있나요?" in await seoyeon.types("#support", "/kudos help")


CALM = "for starting the new week so calmly"
PATIENT = "환불 문의를 끝까지 친절하게 챙겨 주셔서 정말 고맙습니다"
A_MOMENT_LATER = "2035-03-12T19:00:30+09:00"


async def joins(person: Person, post: Shown, words: str) -> None:
    """Press the button of the card with these words."""
    found = [
        (block, element)
        for block, element, _, _ in post.clickable()
        if element["action_id"] == "plus_one" and words in str(block)
    ]
    [(block, element)] = found
    await person.act(
        "press",
        where=post.where,
        block_id=block["block_id"],
        action_id="plus_one",
        value=None,
        confirmed=True,
    )
    assert "+1" in str(element)


async def posted(slack: LocalSlack) -> Shown:
    """The post of an evening, with thanks of Bob's to Minjun and of Seoyeon's to Bob."""
    await slack.person("bob").types("#support", f"/kudos @minjun {CALM}")
    await slack.person("seoyeon").types("#support", f"/kudos @bob {PATIENT}")
    await slack.forward_to(EVENING)
    return await slack.person("jimin").sees("#kudos", CALM)


@pytest.mark.usefixtures("bot")
class TestWithdrawn:
    """Also after the night."""

    async def test_the_giver_finds_it_and_the_post_follows(self, slack: LocalSlack) -> None:
        """One confirmation; what others gave stays, and nobody else is offered it."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        post = await posted(slack)
        await bob.presses("What went out", in_=await bob.types("#support", "/kudos tonight"))
        window = await bob.modal("Thanks of yours that went out lately")
        assert CALM in window
        assert PATIENT not in window
        await bob.presses("Withdraw", in_=window)
        await bob.modal("are withdrawn. They leave the post in a moment")
        await slack.forward_to(A_MOMENT_LATER)
        left = await seoyeon.sees_change(post, lambda shown: CALM not in shown.text)
        assert PATIENT in left
        assert CALM not in left.notification
        assert len(slack.calls("chat.update")) == 1
        answer = await seoyeon.types("#support", "/kudos tonight")
        await seoyeon.presses("이미 전해진 감사 인사", in_=answer)
        assert "거두기" in await seoyeon.modal("최근에 전해진 내 감사 인사입니다")

    async def test_refused_by_slack_giver_and_lead_hear_of_it(self, slack: LocalSlack) -> None:
        """Each in their language, once; with what can be done."""
        bob, jimin = slack.person("bob"), slack.person("jimin")
        await posted(slack)
        await bob.presses("What went out", in_=await bob.types("#support", "/kudos tonight"))
        slack.fault("chat.update", "error:edit_window_closed")
        await bob.presses("Withdraw", in_=await bob.modal("Thanks of yours"))
        told = await bob.sees("@bot", "You withdrew your thanks to Minjun Park")
        assert "the time in which messages may be edited is over" in told
        lead = await jimin.sees("@bot", "글을 고칠 수 있는 시간이 지났습니다")
        assert "Bob Brown님이 박민준님께 전한 감사 인사를 거두었지만" in lead


@pytest.mark.usefixtures("bot")
class TestPlusOne:
    """A line of one's own under published thanks."""

    async def test_it_stands_under_the_thanks_in_a_moment(self, slack: LocalSlack) -> None:
        """With its giver's name, in the post; and goes again when they withdraw it."""
        jimin, minjun = slack.person("jimin"), slack.person("minjun")
        post = await posted(slack)
        await joins(jimin, post, CALM)
        form = await jimin.modal("나는 무엇이 고마웠나요")
        assert await jimin.fills(form, {"나는 무엇이 고마웠나요?": "덕분에 한 주가 가벼웠어요"}) is None
        done = await jimin.modal("한 줄을 보탰습니다")
        await slack.forward_to(A_MOMENT_LATER)
        shown = await minjun.sees_change(post, "덕분에 한 주가 가벼웠어요")
        assert "김지민님도" in shown
        assert PATIENT in shown
        await jimin.presses("거두기", in_=done)
        await slack.forward_to("2035-03-12T19:01:00+09:00")
        await minjun.sees_change(post, lambda now: "덕분에 한 주가" not in now.text)

    async def test_each_refusal_is_kind_and_a_customers_data_is_pointed_out(self, slack: LocalSlack) -> None:
        """One's own thanks, thanks to oneself; an address is shown before it is posted."""
        bob, minjun, emily = (slack.person(name) for name in ("bob", "minjun", "emily"))
        post = await posted(slack)
        await joins(minjun, post, CALM)
        await minjun.sees("#kudos", "나에게 온 감사 인사입니다")
        await joins(bob, post, CALM)
        await bob.sees("#kudos", "You gave these thanks yourself")
        await joins(emily, post, CALM)
        form = await emily.modal("+1 because")
        await emily.fills(form, {"+1 because …": "for ann@customer.example"})
        warned = await emily.modal("This looks like a customer's data: ann@customer.example")
        assert await emily.fills(warned, {"+1 because …": "for the customer of Monday"}) is None
        await emily.modal("it stands under the thanks in a moment")

    async def test_where_the_post_cannot_be_changed_it_stands_under_it(self, slack: LocalSlack) -> None:
        """As a reply in its thread, once; withdrawn, the reply says so."""
        jimin = slack.person("jimin")
        post = await posted(slack)
        before = len(slack.calls("chat.postMessage"))
        slack.fault("chat.update", "error:edit_window_closed")
        await joins(jimin, post, CALM)
        form = await jimin.modal("나는 무엇이 고마웠나요")
        await jimin.fills(form, {"나는 무엇이 고마웠나요?": "덕분에 한 주가 가벼웠어요"})
        done = await jimin.modal("한 줄을 보탰습니다")
        await slack.forward_to(A_MOMENT_LATER)
        await slack.called("chat.update")
        await slack.person("minjun").sees("#kudos", "덕분에 한 주가 가벼웠어요")
        [reply] = slack.calls("chat.postMessage")[before:]
        assert reply.args["thread_ts"] == post.ts
        assert "박민준님" in f"{reply.args['blocks']}"
        await jimin.presses("거두기", in_=done)
        await slack.forward_to("2035-03-12T19:01:00+09:00")
        await slack.person("minjun").sees("#kudos", "여기 있던 한 줄은 남긴 분이 거두었습니다")
