"""People are faster than Slack's answer to us: what thanks, teaches and tells them opens, and stands there once.

Slack shows each message at once and answers the bot late, or never; whoever reads it presses in between.
"""

from pathlib import Path

from bot.domain.survey import Scale, SurveyAnswer
from bot.settings import Need
from bot.wiring import take_in_answers
from playground.driver import LocalSlack
from tests.conversations.conftest import settings_beside
from tests.conversations.pressing import Unheard, times
from tests.conversations.test_correct import writes
from tests.conversations.test_from_customers import KNOCK_KO
from tests.conversations.test_line_up import DAY, TUESDAY
from tests.conversations.test_note_life import KNOCK_EN as SOMETHING_CAME
from tests.conversations.test_note_life import KNOCK_KO as ARRIVED
from tests.conversations.test_note_life import opens
from tests.conversations.test_published import A_MOMENT_LATER, CALM, ELEVEN, EVENING, PATIENT, THANKS, joins
from tests.conversations.test_review import NEXT_MONDAY

WARM = "끝까지 들어 주셔서 정말 고맙습니다"
IMPROVES = "2035-03-19T09:30:00+09:00"


async def test_a_customers_words_are_read_and_shared(
    slack: LocalSlack, unheard: Unheard, tmp_path: Path
) -> None:
    """Whoever they are about decides as soon as the knock is there, and is not knocked at again."""
    seoyeon = slack.person("seoyeon")
    said = SurveyAnswer(
        id="S1", agent="seoyeon@example.com", scale=Scale.CSAT, score=5, comment=WARM, answered_at=slack.now()
    )
    unheard.next()
    await take_in_answers(settings_beside(slack, tmp_path / "data", Need.INTAKE), [said], dry_run=False)
    await seoyeon.presses("열기", in_=await seoyeon.sees("@bot", KNOCK_KO))
    form = await seoyeon.modal("고객님이 고마움을 남기셨습니다")
    assert await seoyeon.fills(form, {"어떻게 할까요?": "오늘 밤 팀과 나누기"}) is None
    await seoyeon.modal("나누어 주셔서 고맙습니다")
    unheard.hear()
    await slack.forward_to(EVENING)
    await slack.person("dohyun").sees("#kudos", WARM)
    assert await times(seoyeon, "@bot", KNOCK_KO) == 1


class TestTheNight:
    """The post of thanks, and the question before it."""

    async def test_a_line_is_added_to_thanks_that_just_came(
        self, slack: LocalSlack, unheard: Unheard
    ) -> None:
        """It is kept at once, and stands under them once the post is known to stand."""
        bob, jimin = slack.person("bob"), slack.person("jimin")
        await bob.types("#support", f"/kudos @minjun {CALM}")
        await slack.person("seoyeon").types("#support", f"/kudos @bob {PATIENT}")
        await slack.forward_to(ELEVEN)
        await slack.person("minjun").sees("@bot", "감사 인사를 남기면 어떻게 받고 싶으세요?")
        await slack.forward_to("2035-03-12T18:59:00+09:00")
        await bob.sees("@bot", "When colleagues thank you")
        unheard.next()
        await slack.forward_to(EVENING)
        post = await jimin.sees("#kudos", CALM)
        await joins(jimin, post, CALM)
        form = await jimin.modal("나는 무엇이 고마웠나요")
        assert await jimin.fills(form, {"나는 무엇이 고마웠나요?": "덕분에 한 주가 가벼웠어요"}) is None
        await jimin.modal("한 줄을 보탰습니다")
        if unheard.hear():
            await slack.forward_to(A_MOMENT_LATER)
            await bob.sees_change(post, "덕분에 한 주가 가벼웠어요")
        assert await times(jimin, "#kudos", CALM) == 1

    async def test_how_one_likes_to_be_thanked_is_chosen(self, slack: LocalSlack, unheard: Unheard) -> None:
        """As soon as it is asked."""
        seoyeon, minjun = slack.person("seoyeon"), slack.person("minjun")
        await seoyeon.types("#support", THANKS)
        unheard.next()
        await slack.forward_to(ELEVEN)
        await minjun.presses("조용히 DM으로", in_=await minjun.sees("@bot", "어떻게 받고 싶으세요?"))
        await minjun.sees("@bot", "이제부터 감사 인사는 DM으로 조용히 전해 드립니다")
        unheard.hear()


async def test_an_author_opens_what_their_reader_answered(slack: LocalSlack, unheard: Unheard) -> None:
    """The second knock of a note, to whoever wrote it."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    await bob.closes(await writes(bob, "minjun"))
    await slack.forward_to(EVENING)
    await minjun.sees("@bot", ARRIVED)
    note = await opens(minjun, ARRIVED, "열기", "나에게만 쓴 메모")
    unheard.next()
    await minjun.presses("잘 알겠습니다", in_=note)
    assert await minjun.submits(await minjun.modal("덧붙일 말")) is None
    await bob.sees("@bot", SOMETHING_CAME)
    await opens(bob, SOMETHING_CAME, "Open", "*Understood*")
    unheard.hear()
    await slack.forward(minutes=30)
    await slack.quiet()
    assert await times(bob, "@bot", SOMETHING_CAME) == 1


async def test_the_value_of_the_day_is_todays_as_it_stands_there(slack: LocalSlack, unheard: Unheard) -> None:
    """Its buttons work, and whoever asks is not told that it is still to come."""
    bob = slack.person("bob")
    unheard.next()
    await slack.forward_to(TUESDAY)
    post = await bob.sees("#support", DAY)
    today = await bob.types("#support", "/values today")
    assert "goes up" not in today
    await bob.presses(action_id="means_to_me", in_=post)
    assert await bob.fills(await bob.modal(), {"To me it means": "staying on the line"}) is None
    unheard.hear()


async def test_a_lead_looks_at_the_week_and_answers_what_is_to_improve(
    slack: LocalSlack, unheard: Unheard
) -> None:
    """Both messages of a Monday morning."""
    jimin = slack.person("jimin")
    await slack.person("seoyeon").types("#support", "/correct process 환불 양식이 두 번 물어봐요")
    unheard.next(times=9)
    await slack.forward_to(NEXT_MONDAY)
    await jimin.presses("자세히 보기", in_=await jimin.sees("@bot", "고객지원: 2035년 11주 차"))
    await jimin.closes(await jimin.modal("어떤 일로 넘겨받았나"))
    await slack.forward_to(IMPROVES)
    await jimin.presses("답하기", in_=await jimin.sees("@bot", "새로 올라온 것 1건"))
    await jimin.modal("한 줄로")
    unheard.hear()


async def test_a_shared_card_shows_more(slack: LocalSlack, unheard: Unheard) -> None:
    """To whoever presses first."""
    jimin, bob = slack.person("jimin"), slack.person("bob")
    answer = await jimin.types("#support", "/values 배송이 늦어서 속상해하세요")
    await jimin.presses("채널에 공유", in_=answer)
    unheard.next()
    await jimin.submits(await jimin.modal("어느 채널"))
    shared = await bob.sees("#support", "공유했습니다")
    await bob.presses("더 보기", in_=shared)
    assert "말씀해 주세요" in await bob.modal("자세히 보기")
    unheard.hear()
