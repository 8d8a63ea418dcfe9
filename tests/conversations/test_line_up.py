"""The value of the day, as people read it: in the team's channel at its hour, and whenever they ask."""

from pathlib import Path

import pytest

from playground.driver import LocalSlack
from playground.faults import Logged
from tests.conversations.conftest import MONDAY_MORNING, ROOT, StartBot, serving_bot

TUESDAY = "2035-03-13T09:30:05+09:00"
DAY = "오늘의 가치"


async def posts(slack: LocalSlack) -> list[str]:
    """The line-ups in the team's channel."""
    return [text for text in await slack.person("bob").reads("#support") if DAY in text]


def calls(slack: LocalSlack) -> list[Logged]:
    """Baton's posts about the line-up."""
    return [call for call in slack.calls("chat.postMessage") if "'key': 'line-up-" in f"{call.args}"]


async def posted(slack: LocalSlack, number: int) -> None:
    """Wait until there are so many."""
    assert await slack.playground.faults.until(lambda: len(calls(slack)) >= number, within=20)


@pytest.mark.usefixtures("either_road")
async def test_the_value_of_the_day_stands_in_the_channel(slack: LocalSlack) -> None:
    """At the team's hour: the value, its action, a question of a minute; it pings nobody."""
    await slack.forward_to(TUESDAY)
    post = await slack.person("seoyeon").sees("#support", DAY)
    assert "나는 " in post
    assert "1분 질문" in post
    assert "스레드에" in post
    assert post.buttons[-1] == "나에게는 어떤 의미인가요?"
    [call] = calls(slack)
    assert "<@" not in f"{call.args}"
    assert "<!" not in f"{call.args}"
    shown = post.text.count("\n") + 1
    assert shown <= 8


@pytest.mark.usefixtures("bot")
class TestTheLineUp:
    """Once a working day, another value each time."""

    async def test_five_days_bring_five_values(self, slack: LocalSlack) -> None:
        """The whole of the example file, before one comes again; nothing on Saturday and Sunday."""
        for number, day in enumerate((13, 14, 15, 16, 19), start=1):
            await slack.forward_to(f"2035-03-{day}T09:30:05+09:00")
            await posted(slack, number)
            await slack.forward(hours=20)
            await slack.quiet()
        headlines = {text.splitlines()[0] for text in await posts(slack)}
        assert len(headlines) == 5

    async def test_a_holiday_is_quiet(self, slack: LocalSlack) -> None:
        """The fifth of May is a holiday in Korea: the day before and the day after have one."""
        await slack.forward_to("2035-05-04T09:30:05+09:00")
        await posted(slack, 1)
        await slack.forward_to("2035-05-05T12:00:00+09:00")
        await slack.quiet()
        assert len(await posts(slack)) == 1

    async def test_the_card_behind_it_is_a_click_away(self, slack: LocalSlack) -> None:
        """For whoever presses, in their language; nobody else sees it."""
        await slack.forward_to(TUESDAY)
        bob = slack.person("bob")
        post = await bob.sees("#support", DAY)
        await bob.presses(post.buttons[0], in_=post)
        card = await bob.sees("#support", "You can always ask a person")
        assert card.ephemeral

    async def test_whoever_asks_reads_todays(self, slack: LocalSlack) -> None:
        """Before the hour what will go up and when; after it what did; each in their own language."""
        bob, minjun = slack.person("bob"), slack.person("minjun")
        before = await bob.types("#support", "/values today")
        assert "Value of the day" in before
        assert "It goes up in #support: " in before
        await slack.forward_to(TUESDAY)
        post = await minjun.sees("#support", DAY)
        after = await minjun.types("#support", "/values 오늘")
        assert after.text.splitlines()[0] == post.text.splitlines()[0]
        assert "올라갑니다" not in after
        assert "사람에게 직접" in after

    async def test_a_team_without_a_line_up_has_a_value_of_the_day_too(self, slack: LocalSlack) -> None:
        """It stays the same all day, and nothing goes up."""
        emily = slack.person("emily")
        one = await emily.types("#billing", "/values today")
        two = await emily.types("#billing", "/values today")
        assert one.text == two.text
        assert "goes up" not in one

    async def test_a_sentence_that_begins_with_today_is_looked_up(self, slack: LocalSlack) -> None:
        """It is about a customer, not about the value of the day."""
        told = await slack.person("minjun").types("#support", "/values 오늘 고객님이 많이 화나셨어요")
        assert "1분 질문" not in told
        assert "화가" in told


async def test_down_at_the_hour_it_comes_late_the_same_morning(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Once, also with another restart."""
    async with start_bot():
        await slack.quiet()
    await slack.forward_to("2035-03-13T11:00:00+09:00")
    for _ in range(2):
        async with start_bot():
            await slack.person("bob").sees("#support", DAY)
            await slack.quiet()
    assert len(await posts(slack)) == 1


async def test_down_until_the_evening_it_is_left_out(slack: LocalSlack, start_bot: StartBot) -> None:
    """Nobody wants the morning's question at night; the next day has its own."""
    async with start_bot():
        await slack.quiet()
    await slack.forward_to("2035-03-13T17:00:00+09:00")
    async with start_bot():
        await slack.quiet()
        assert not await posts(slack)
        await slack.forward_to("2035-03-14T09:30:05+09:00")
        await slack.person("bob").sees("#support", DAY)


async def test_two_bots_post_it_once(slack: LocalSlack, start_bot: StartBot) -> None:
    """Both see the hour come."""
    async with start_bot(), start_bot():
        await slack.forward_to(TUESDAY)
        await slack.person("bob").sees("#support", DAY)
        await slack.forward_to("2035-03-13T09:40:00+09:00")
        await slack.quiet()
        assert len(await posts(slack)) == 1


@pytest.mark.parametrize("kind", ["drop", "drop_after_doing", "error:internal_error"])
async def test_after_an_unclear_answer_it_is_looked_for_first(
    slack: LocalSlack, start_bot: StartBot, kind: str
) -> None:
    """Whether Slack had it or not: after a restart it stands there once."""
    async with start_bot():
        await slack.quiet()
        slack.fault("chat.postMessage", kind)
        await slack.forward_to(TUESDAY)
        await slack.called("chat.postMessage")
        await slack.quiet()
    async with start_bot():
        await slack.person("bob").sees("#support", DAY, within=20)
        await slack.quiet()
    assert len(await posts(slack)) == 1


async def with_line_up(tmp_path: Path, old: str, new: str) -> Path:
    """The example file with something else in it."""
    file = tmp_path / "escalation.yaml"
    text = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


async def test_in_a_channel_shared_with_another_company_nothing_is_said(tmp_path: Path) -> None:
    """It is checked at the moment of posting (rule 20); the lead is told once, not every morning."""
    line_up = 'line_up: {time: "09:30", days: mon-fri, channel: '
    file = await with_line_up(tmp_path, line_up + '"#support"}', line_up + '"#shared-acme"}')
    async with LocalSlack.start(escalation=file, manifest=ROOT / "manifest.yaml") as slack:
        await slack.forward_to(MONDAY_MORNING)
        async with serving_bot(slack, tmp_path / "data", BATON_ESCALATION_FILE=str(file)):
            await slack.forward_to(TUESDAY)
            told = await slack.person("jimin").sees("@bot", "#shared-acme")
            assert "다른 회사와 함께 쓰는 채널입니다" in told
            await slack.forward_to("2035-03-14T09:30:05+09:00")
            await slack.quiet()
            assert len(calls(slack)) == 1
    assert not [one for one in slack.person("sven").could_ever_read() if DAY in one.raw]


async def test_a_channel_of_both_languages_reads_both(tmp_path: Path) -> None:
    """`workspace.language: both`."""
    file = await with_line_up(tmp_path, "language: ko                       # of", "language: both  # of")
    async with LocalSlack.start(escalation=file, manifest=ROOT / "manifest.yaml") as slack:
        await slack.forward_to(MONDAY_MORNING)
        async with serving_bot(slack, tmp_path / "data", BATON_ESCALATION_FILE=str(file)):
            await slack.forward_to(TUESDAY)
            post = await slack.person("bob").sees("#support", "Value of the day")
            assert "오늘의 가치" in post
            assert "One minute" in post
