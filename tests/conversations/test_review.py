"""A lead's review as they read it: on Monday morning in their messages, with a picture, and nobody else anywhere."""

from pathlib import Path

import pytest

from bot.domain.periods import Period
from bot.settings import Need
from bot.wiring import gather_review
from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot, settings_beside
from tests.conversations.test_pictures import picture_of, size

NEXT_MONDAY = "2035-03-19T09:00:05+09:00"
BERLIN_MONDAY = "2035-03-19T09:00:05+01:00"


async def thanks(slack: LocalSlack) -> None:
    """On Monday, in public: Seoyeon thanks Minjun."""
    await slack.person("seoyeon").types(
        "#support", "/kudos @minjun zzmark-thanks for hearing that customer out"
    )
    await slack.forward_to("2035-03-12T19:00:05+09:00")
    await slack.person("bob").sees("#kudos", "zzmark-thanks")


@pytest.mark.usefixtures("bot")
async def test_a_korean_lead_reads_the_week(slack: LocalSlack) -> None:
    """Counts and values, no words of anybody; a picture after it; all of it behind the button, for them alone."""
    jimin = slack.person("jimin")
    await thanks(slack)
    await slack.forward_to(NEXT_MONDAY)
    told = await jimin.sees("@bot", "고객지원: 2035년 11주 차(3월 12일–18일)")
    assert "공개로 전한 감사: " in told
    assert "사람에게 직접 물어보셔도 됩니다" in told
    assert "zzmark-" not in told
    assert "자세히 보기" in told.buttons
    picture = await picture_of(jimin, "그림으로")
    assert picture.name == "review-support-2035-W11.png"
    assert "공개로 전한 감사, 가치별" in picture.alt
    assert size(picture)[0] == 1080
    await jimin.presses("자세히 보기", in_=told)
    window = await jimin.modal("어떤 일로 넘겨받았나")
    assert "60일 동안 감사를 받지 못한 분이 있는지는 아직 알 수 없습니다" in window
    assert "피드백" not in window
    assert "메모와 고객 설문 점수는 어떤 모양으로도 들어 있지 않고" in window
    for other in ("seoyeon", "minjun", "bob"):
        assert not [one for one in slack.person(other).could_ever_read() if "11주 차" in one.raw]


@pytest.mark.usefixtures("bot")
async def test_an_english_lead_reads_theirs_on_their_own_morning(slack: LocalSlack) -> None:
    """Lukas leads engineering in Berlin: not while it is night there, and not Support's."""
    lukas = slack.person("lukas")
    await slack.forward_to(NEXT_MONDAY)
    await slack.person("jimin").sees("@bot", "고객지원: 2035년")
    assert not [text for text in await lukas.reads("@bot") if "week 11" in text]
    await slack.forward_to(BERLIN_MONDAY)
    told = await lukas.sees("@bot", "week 11 (12–18 Mar 2035)")
    assert "A quiet week" in told
    assert "Support" not in told.text.splitlines()[0]
    await lukas.presses("More", in_=told)
    window = await lukas.modal("Time to an owner")
    assert "too few to say (0)" in window
    assert "Notes of correction and scores of surveys are in it in no form" in window


async def test_it_is_said_once_across_restarts_and_without_a_picture(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """The reply is lost, Slack takes no picture, the bot restarts: the words stand there once.

    The command line's report counts the same.
    """
    async with start_bot():
        await thanks(slack)
    await slack.forward_to(NEXT_MONDAY)
    slack.fault("chat.postMessage", "drop_after_doing", times=3)
    slack.fault("files.getUploadURLExternal", "error:missing_scope", times=9)
    jimin = slack.person("jimin")
    async with start_bot():
        await jimin.sees("@bot", "11주 차", within=20)
        await slack.quiet()
    async with start_bot():
        await slack.quiet()
        assert len([text for text in await jimin.reads("@bot") if "11주 차" in text]) == 1
        assert await jimin.files("@bot") == []
    settings = settings_beside(slack, tmp_path / "data", Need.REPORT)
    found = await gather_review(settings, "support", Period.named("week", "2035-W11"))
    assert found.thanks is not None
    assert found.thanks.n == 1
