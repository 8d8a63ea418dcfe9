"""A note after its delivery: answered, shown, closed, stopped; each read by those who may, and by nobody else."""

import logging
from pathlib import Path

import pytest

from playground.driver import LocalSlack, Opened, Person
from tests.conversations.conftest import StartBot
from tests.conversations.test_correct import EVENING, MARK, WORDS, writes

KNOCK_KO, KNOCK_EN = "새로 도착한 것이 있습니다", "Something has arrived for you"
ANSWER = "zzanswer I did not hear them say that"


async def opens(reader: Person, knock: str, label: str, says: str) -> Opened:
    """The window behind the latest knock."""
    told = [message for message in await reader.reads("@bot") if knock in message]
    assert told, await reader.reads("@bot")
    await reader.presses(label, in_=await reader.sees("@bot", knock))
    return await reader.modal(says)


async def came(slack: LocalSlack) -> tuple[Person, Person, Opened]:
    """Bob wrote to Minjun, and Minjun has opened it."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    await bob.closes(await writes(bob, "minjun"))
    await slack.forward_to(EVENING)
    await minjun.sees("@bot", KNOCK_KO)
    return bob, minjun, await opens(minjun, KNOCK_KO, "열기", "나에게만 쓴 메모")


async def knocks(person: Person, text: str) -> list[str]:
    """How often they were told."""
    return [message for message in await person.reads("@bot") if text in message]


@pytest.mark.usefixtures("bot")
class TestAnswering:
    """What its reader answers, its author reads in a window."""

    async def test_they_see_it_differently(self, slack: LocalSlack) -> None:
        """The author is told in the words of any knock, and reads both notes' words behind it."""
        bob, minjun, note = await came(slack)
        await minjun.presses("다르게 봅니다", in_=note)
        form = await minjun.modal("누가 읽을 수 있나요?")
        assert await minjun.fills(form, {"어떻게 다르게 보시나요?": ANSWER}) is None
        mine = await minjun.modal(ANSWER)
        assert "다르게 봅니다" in mine
        knock = await bob.sees("@bot", KNOCK_EN)
        assert "zzmark" not in f"{knock.text}{knock.notification}"
        assert "Minjun" not in f"{knock.text}{knock.notification}"
        seen = await opens(bob, KNOCK_EN, "Open", ANSWER)
        assert f"{MARK}-three they called back twice" in seen
        assert "I see it differently" in seen

    async def test_understood_without_a_word(self, slack: LocalSlack) -> None:
        """Opened and answered is told once; on one's own page it stands where the note is."""
        bob, minjun, note = await came(slack)
        await minjun.presses("잘 알겠습니다", in_=note)
        assert await minjun.submits(await minjun.modal("덧붙일 말")) is None
        await minjun.closes(await minjun.modal("*잘 알겠습니다* ·"))
        await bob.sees("@bot", KNOCK_EN)
        await slack.forward(minutes=30)
        await slack.quiet()
        assert len(await knocks(bob, KNOCK_EN)) == 1
        assert MARK not in (await bob.opens_home("understood")).text
        assert MARK not in (await minjun.opens_home("잘 알겠습니다")).text

    async def test_back_from_a_form_nothing_is_said(self, slack: LocalSlack) -> None:
        """The form has a way back to the note."""
        _, minjun, note = await came(slack)
        await minjun.presses("답장", in_=note)
        await minjun.presses("← 메모로", in_=await minjun.modal("무엇이라고 답할까요?"))
        await minjun.modal(f"{MARK}-one")


@pytest.mark.usefixtures("bot")
async def test_its_reader_shows_it_to_their_lead_and_takes_that_back(slack: LocalSlack) -> None:
    """Asked with the name of who will read what; afterwards the lead has nothing to open."""
    _, minjun, note = await came(slack)
    jimin = slack.person("jimin")
    await minjun.presses("다른 분께 보여 주기…", in_=note)
    window = await minjun.modal("언제든 다시 거둘 수 있습니다")
    await minjun.presses("보여 주기", in_=window)
    window = await minjun.modal("부터 읽을 수 있음")
    await slack.forward_to("2035-03-13T09:00:05+09:00")
    await jimin.sees("@bot", KNOCK_KO)
    shown = await opens(jimin, KNOCK_KO, "열기", "보여 드리는 메모입니다")
    assert f"{MARK}-two the customer was cut short" in shown
    await jimin.closes(shown)
    await minjun.presses("거두기", in_=window)
    await minjun.modal("언제든 다시 거둘 수 있습니다", other_than=window)
    await opens(jimin, KNOCK_KO, "열기", "읽을 수 있는 것이 없습니다")


@pytest.mark.usefixtures("bot")
async def test_on_its_date_both_are_asked_and_either_closes_it(slack: LocalSlack) -> None:
    """As the reader's day begins; the other sees that it went well."""
    bob, minjun = slack.person("bob"), slack.person("minjun")
    await bob.types("#support", "/correct @minjun", answered=False)
    form = await bob.modal("Who can read this?")
    assert await bob.fills(form, {**WORDS, "Come back to it on": "2035-03-20"}) is None
    await bob.closes(await bob.modal("Sealed until"))
    await slack.forward_to(EVENING)
    await minjun.sees("@bot", KNOCK_KO)
    await slack.forward_to("2035-03-20T09:00:05+09:00")
    await minjun.sees("@bot", "다시 보기로 한 날")
    reminder = await bob.sees("@bot", "A date you had in mind has come")
    await bob.presses("Open", in_=reminder)
    await bob.presses("It went well", in_=await bob.modal("How did it go?"))
    await bob.modal("It went well (")
    await slack.quiet()
    seen = await opens(minjun, "다시 보기로 한 날", "열기", "잘 마무리했습니다")
    assert "답장" not in seen


@pytest.mark.usefixtures("bot")
async def test_no_more_notes_from_somebody_who_does_not_learn_it(slack: LocalSlack) -> None:
    """The next one is accepted, delivered as far as its author can see, and comes to nobody."""
    bob, minjun, note = await came(slack)
    await minjun.presses("이분의 메모 그만 받기", in_=note)
    await minjun.closes(await minjun.modal("이분의 메모 다시 받기"))
    await bob.closes(await writes(bob, "minjun"))
    await slack.forward_to("2035-03-13T19:00:05+09:00")
    home = await bob.opens_home("· delivered")
    assert "opened" in home
    await slack.quiet()
    assert len(await knocks(minjun, KNOCK_KO)) == 1
    listed = await minjun.opens_home("나에게 온 메모")
    assert listed.text.count("Bob Brown님 ·") == 1
    await minjun.presses("메모 모두 보기", in_=listed)
    every = await minjun.modal("더 받지 않는 분")
    await minjun.presses("다시 받기", in_=every)
    again = await minjun.modal("나에게 온 메모", other_than=every)
    assert "더 받지 않는 분" not in again


async def test_a_lost_answer_of_slacks_knocks_once_and_the_words_are_nowhere_else(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Slack posted it and the answer was lost: it is looked for, not said again. Every call, line and byte is searched."""
    caplog.set_level(logging.DEBUG)
    async with start_bot(BATON_LOG_LEVEL="DEBUG"):
        bob, minjun, note = await came(slack)
        await minjun.presses("답장", in_=note)
        slack.fault("chat.postMessage", "drop_after_doing")
        form = await minjun.modal("무엇이라고 답할까요?")
        assert await minjun.fills(form, {"무엇이라고 답할까요?": ANSWER}) is None
        await minjun.modal(ANSWER)
        await bob.sees("@bot", KNOCK_EN)
        await opens(bob, KNOCK_EN, "Open", ANSWER)
        await slack.called("conversations.history")
        await slack.quiet()
        assert len(await knocks(bob, KNOCK_EN)) == 1
    public = repr([call for call in slack.calls() if not call.method.startswith("views.")])
    for mark in (MARK, "zzanswer"):
        assert mark not in public
        assert mark not in caplog.text
        at_rest = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
        assert not [path for path in at_rest if mark.encode() in path.read_bytes()]
