"""What a value means to people: asked under the line-up, told to the values' keepers once a month, without names."""

import pytest

from playground.driver import LocalSlack, Shown
from playground.person import Person
from tests.conversations.conftest import StartBot

TUESDAY = "2035-03-13T09:30:05+09:00"
APRIL = "2035-04-02T09:30:05+09:00"
MAY = "2035-05-02T09:30:05+09:00"
"""The first of May is a Tuesday, and no public holiday."""

WORDS = {
    "seoyeon": "zzmark-seoyeon 전화를 끊기 전에 한 번 더 여쭤보는 것",
    "minjun": "zzmark-minjun 끝까지 남아 있는 것",
    "bob": "zzmark-bob I stay on the line & <listen>",
}


async def line_up(slack: LocalSlack, who: str = "bob") -> Shown:
    """Tuesday's post."""
    await slack.forward_to(TUESDAY)
    return await slack.person(who).sees("#support", "오늘의 가치")


async def answers(person: Person, post: Shown, words: str) -> None:
    """Press the button and say it."""
    await person.presses(action_id="means_to_me", in_=post)
    form = await person.modal()
    label = "To me it means" if "To me it means" in form else "나에게 이 가치는"
    assert await person.fills(form, {label: words}) is None
    await person.modal("고맙습니다" if label.startswith("나") else "Thank you")


async def everybody_answers(slack: LocalSlack) -> Shown:
    """Three people, one of them twice."""
    post = await line_up(slack)
    await answers(slack.person("bob"), post, "zzmark-first thought")
    for key, words in WORDS.items():
        await answers(slack.person(key), post, words)
    return post


@pytest.mark.usefixtures("bot")
class TestMeanings:
    """Kept without names, told once, erased."""

    async def test_the_form_says_beforehand_who_reads_it(self, slack: LocalSlack) -> None:
        """In each language: who, when, from how many on, and what happens to it."""
        post = await line_up(slack)
        bob, minjun = slack.person("bob"), slack.person("minjun")
        await bob.presses(action_id="means_to_me", in_=post)
        form = await bob.modal("Voluntary. Kept without your name, told to Jimin Kim")
        assert "3 or more people" in form
        await minjun.presses(action_id="means_to_me", in_=post)
        assert (
            "이름 없이 모아 두었다가 다음 달 첫 근무일에 김지민님께 전하고 지웁니다" in await minjun.modal()
        )

    async def test_the_keepers_read_the_month_without_names(self, slack: LocalSlack) -> None:
        """On the first working day of the month, at the line-up's hour; nobody else reads any of it."""
        await everybody_answers(slack)
        await slack.forward_to("2035-04-01T12:00:00+09:00")
        await slack.quiet()
        jimin = slack.person("jimin")
        assert not [text for text in await jimin.reads("@bot") if "zzmark-" in text]
        await slack.forward_to(APRIL)
        told = await jimin.sees("@bot", "동료들에게 우리 가치는 이런 의미입니다")
        for words in WORDS.values():
            assert words in told
        assert "zzmark-first thought" not in told
        for name in ("이서연", "박민준", "Bob", "Jimin"):
            assert name not in told
        assert "2035" not in told
        assert "zzmark-" not in told.notification
        for other in ("seoyeon", "minjun", "bob", "dohyun"):
            assert not [one for one in slack.person(other).could_ever_read() if "zzmark-" in one.raw]

    async def test_they_are_told_once(self, slack: LocalSlack) -> None:
        """And the next month has nothing of them."""
        await everybody_answers(slack)
        await slack.forward_to(APRIL)
        jimin = slack.person("jimin")
        await jimin.sees("@bot", "zzmark-minjun")
        await slack.forward_to(MAY)
        await jimin.sees("#support", "오늘의 가치")
        await slack.quiet()
        assert len([text for text in await jimin.reads("@bot") if "zzmark-minjun" in text]) == 1

    async def test_two_answers_are_held_over(self, slack: LocalSlack) -> None:
        """A small group gives people away: a third one, next month, lets them be told."""
        post = await line_up(slack)
        await answers(slack.person("bob"), post, WORDS["bob"])
        await answers(slack.person("minjun"), post, WORDS["minjun"])
        await slack.forward_to(APRIL)
        await slack.quiet()
        jimin = slack.person("jimin")
        assert not [text for text in await jimin.reads("@bot") if "zzmark-" in text]
        await answers(slack.person("seoyeon"), post, WORDS["seoyeon"])
        await slack.forward_to(MAY)
        told = await jimin.sees("@bot", "zzmark-bob")
        assert WORDS["seoyeon"] in told

    async def test_an_empty_answer_is_asked_for_again(self, slack: LocalSlack) -> None:
        """Blanks are no answer."""
        post, bob = await line_up(slack), slack.person("bob")
        await bob.presses(action_id="means_to_me", in_=post)
        errors = await bob.fills(await bob.modal(), {"To me it means": "   "})
        assert errors == {"To me it means": "Please write a line."}


async def test_it_is_told_once_across_restarts_and_lost_answers(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Slack had it, the reply was lost, the bot restarts: it stands there once."""
    async with start_bot():
        await everybody_answers(slack)
    await slack.forward_to(APRIL)
    slack.fault("chat.postMessage", "drop_after_doing", times=2)
    async with start_bot():
        await slack.called("chat.postMessage", 2)
        await slack.quiet()
    async with start_bot():
        jimin = slack.person("jimin")
        await jimin.sees("@bot", "zzmark-minjun", within=20)
        await slack.quiet()
    async with start_bot():
        await slack.quiet()
        assert len([text for text in await jimin.reads("@bot") if "zzmark-minjun" in text]) == 1
