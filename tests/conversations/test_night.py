"""The night, as people read it: in the channel, in their direct messages, on the command line."""

from pathlib import Path

import pytest

from bot.settings import Need
from bot.wiring import run_nightly
from playground.driver import LocalSlack
from tests.conversations.conftest import MONDAY_MORNING, ROOT, StartBot, serving_bot, settings_beside

EVENING = "2035-03-12T19:00:05+09:00"
NEXT_EVENING = "2035-03-13T19:00:05+09:00"


@pytest.mark.usefixtures("either_road")
async def test_the_days_thanks_stand_in_the_channel(slack: LocalSlack) -> None:
    """By value, with its why, with names and without pings; a selection that says so and counts nothing."""
    seoyeon = slack.person("seoyeon")
    await seoyeon.types(
        "#support", "/kudos @minjun @jimin 고객님 말씀을 끝까지 듣기의 본보기를 보여 주셔서 고맙습니다"
    )
    await slack.person("bob").types(
        "#support", "/kudos @seoyeon for the <!channel> & quiet patience on the phone"
    )
    await slack.forward_to(EVENING)
    post = await slack.person("dohyun").sees("#kudos", "고객지원")
    assert "3월 12일(월)의 감사 인사 · 고객지원" in post
    assert "끝까지 듣기" in post
    assert "*박민준님 (Minjun Park), 김지민님 (Jimin Kim)*" in post
    assert "동료들이 서로에게 남긴 감사 인사 가운데 일부입니다. / Some of what colleagues thanked" in post
    [call] = slack.calls("chat.postMessage")
    said = f"{call.args}"
    assert "<@U" not in said
    assert "<!channel" not in said
    assert "박민준님" in post.notification


@pytest.mark.usefixtures("bot")
class TestTheNight:
    """Once, at its hour, for those who like it so."""

    async def test_who_likes_it_quietly_gets_it_alone(self, slack: LocalSlack) -> None:
        """Chosen in App Home; the post names the others only."""
        minjun, bob = slack.person("minjun"), slack.person("bob")
        home = await minjun.opens_home("감사 인사를 어떻게 받고 싶으세요?")
        await minjun.chooses("나에게만 DM으로", in_=home, action_id="choose_thanks")
        await slack.quiet()
        await bob.types("#support", "/kudos @minjun @seoyeon for that patient call this morning")
        await slack.forward_to(EVENING)
        quiet = await minjun.sees("@bot", "that patient call")
        assert "Bob Brown님" in quiet
        post = await bob.sees("#kudos", "that patient call")
        assert "이서연님" in post
        assert "박민준" not in post.text

    async def test_an_empty_day_posts_nothing(self, slack: LocalSlack) -> None:
        """And the next evening works as ever."""
        await slack.forward_to(EVENING)
        await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
        await slack.quiet()
        assert not slack.calls("chat.postMessage")
        await slack.forward_to(NEXT_EVENING)
        assert "3월 13일(화)" in await slack.person("bob").sees("#kudos", "new week so calmly")
        assert len(slack.calls("chat.postMessage")) == 1

    async def test_my_queue_stands_in_app_home(self, slack: LocalSlack) -> None:
        """With its buttons; taken back there, it leaves the page."""
        bob = slack.person("bob")
        await bob.types("#support", "/kudos @minjun for starting the new week so calmly")
        home = await bob.opens_home("new week so calmly")
        await bob.presses("Take back", in_=home)
        await bob.home("Nothing of yours waits.")


async def test_a_night_missed_while_down_is_posted_at_the_start(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Down at the hour: it catches up, once, and names its date."""
    async with start_bot():
        await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
    await slack.forward_to("2035-03-13T08:00:00+09:00")
    for _ in range(2):
        async with start_bot():
            post = await slack.person("bob").sees("#kudos", "new week so calmly")
            assert "3월 12일(월)의 감사 인사" in post
            await slack.quiet()
    assert len(slack.calls("chat.postMessage")) == 1


async def test_in_a_channel_shared_with_another_company_nothing_is_said(tmp_path: Path) -> None:
    """It is checked at the moment of posting; the lead is told what to do, and the words are kept (rule 20)."""
    file = tmp_path / "escalation.yaml"
    night = 'night: {time: "19:00", days: mon-fri, channel: '
    text = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace(night + '"#kudos"}', night + '"#shared-acme"}'), encoding="utf-8")
    async with LocalSlack.start(escalation=file, manifest=ROOT / "manifest.yaml") as slack:
        await slack.forward_to(MONDAY_MORNING)
        async with serving_bot(slack, tmp_path / "data", BATON_ESCALATION_FILE=str(file)):
            await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
            await slack.forward_to(EVENING)
            told = await slack.person("jimin").sees("@bot", "#shared-acme")
            assert "다른 회사와 함께 쓰는 채널입니다" in told
            await slack.quiet()
    read = slack.person("sven").could_ever_read()
    assert not [one for one in read if "new week so calmly" in one.raw]


async def test_late_by_days_it_names_the_days_somebody_is_thanked_for(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Thanks of a Monday brought on Thursday are Monday's; the empty days between are nobody's."""
    async with start_bot():
        await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
    await slack.forward_to("2035-03-15T08:00:00+09:00")
    async with start_bot():
        post = await slack.person("bob").sees("#kudos", "new week so calmly")
    assert "3월 12일(월)의 감사 인사 · 고객지원" in post
    assert "3월 14일" not in post.text


@pytest.mark.parametrize("kind", ["drop", "drop_after_doing", "error:internal_error"])
async def test_after_an_unclear_answer_it_is_looked_for_before_it_is_posted_again(
    slack: LocalSlack, start_bot: StartBot, kind: str
) -> None:
    """Whether Slack had it or not: after a restart the history is read first, and the post stands once."""
    async with start_bot():
        await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
        slack.fault("chat.postMessage", kind)
        await slack.forward_to(EVENING)
        await slack.called("chat.postMessage")
        await slack.quiet()
    async with start_bot():
        await slack.person("bob").sees("#kudos", "new week so calmly", within=20)
        await slack.called("conversations.info")
    posts = [text for text in await slack.person("bob").reads("#kudos") if "new week so calmly" in text]
    assert len(posts) == 1


async def test_by_hand_it_prints_what_it_did_and_does_it_once(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """Beside a serving bot: rehearsed it changes nothing, run it posts, run again it says so."""
    settings = settings_beside(slack, tmp_path / "data", Need.NIGHT)
    async with start_bot():
        bob = slack.person("bob")
        await bob.types("#support", "/kudos @minjun for starting the new week so calmly")
        rehearsed = "\n".join(await run_nightly(settings, "support", None, dry_run=True))
        assert "new week so calmly" in rehearsed
        assert not slack.calls("chat.postMessage")
        first = "\n".join(await run_nightly(settings, "support", None, dry_run=False))
        assert "공개 메시지 1개" in first
        await bob.sees("#kudos", "new week so calmly")
        assert "already posted" in "\n".join(await run_nightly(settings, "support", None, dry_run=False))
        assert "밤이 정해진 팀이 아닙니다" in "\n".join(
            await run_nightly(settings, "nonsense", None, dry_run=False)
        )
        await slack.forward_to(EVENING)
        await slack.quiet()
    assert len(slack.calls("chat.postMessage")) == 1
