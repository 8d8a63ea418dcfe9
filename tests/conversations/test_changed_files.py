"""The two files change while Baton runs, or between two runs: what holds, and who reads what of it."""

import asyncio
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path

import pytest

from bot.services.reload import Pace
from playground.driver import LocalSlack, NotSeen, Shown
from tests.conversations.conftest import ROOT, serving_bot
from tests.conversations.test_carrying import NEED, card, hands_over

QUICK = Pace(look=0.05, settle=0.05, bad=0.15)

STANDARD = '{ask: "schedule:billing", within: 15m}\n          - {ask: ["person:dohyun"'
"""The standard rule of billing_refund asks whoever is on call for billing first."""
SUJIN_FIRST = STANDARD.replace("schedule:billing", "person:sujin")
BROKEN = STANDARD.replace("within: 15m", "within: 15")

TAKEN_OVER = "파일이 바뀌었고"
REFUSED = "문제가 있어 적용하지 않았습니다"


class Files:
    """A copy of escalation.yaml for one test, and bots that read it."""

    def __init__(self, slack: LocalSlack, folder: Path) -> None:
        self._slack = slack
        self._data = folder / "data"
        self.path = folder / "escalation.yaml"
        self.good = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
        self.path.write_text(self.good, encoding="utf-8")

    def bot(self) -> AbstractAsyncContextManager[None]:
        """One more bot on the same store and file."""
        return serving_bot(self._slack, self._data, pace=QUICK, BATON_ESCALATION_FILE=str(self.path))

    def write(self, *parts: str) -> None:
        """The good file with parts replaced, old and new in turns; as editors do that rename."""
        text = self.good
        for old, new in zip(parts[::2], parts[1::2], strict=True):
            assert old in self.good
            text = text.replace(old, new)
        beside = self.path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.path)

    async def answers(self, words: str) -> Shown:
        """Ask about a refund until the answer has these words: the file has been taken over."""
        async with asyncio.timeout(15):
            while words not in (
                answer := await self._slack.person("bob").types("#support", "/escalate refund")
            ):
                pass
        return answer


@pytest.fixture
def files(slack: LocalSlack, tmp_path: Path) -> Files:
    """Files of this test's own."""
    return Files(slack, tmp_path)


async def after_a_while(slack: LocalSlack, who: str, words: str) -> Shown:
    """What somebody reads from Baton once nothing was saved for some minutes."""
    for _ in range(5):
        await slack.forward(minutes=3)
        with suppress(NotSeen):
            return await slack.person(who).sees("@bot", words)
    raise NotSeen(f"{who} is never told {words!r}")


async def told(slack: LocalSlack, who: str, words: str) -> list[str]:
    """The messages from Baton with these words."""
    await slack.quiet()
    return [text for text in await slack.person(who).reads("@bot") if words in text]


async def test_a_changed_route_holds_and_is_told_to_whom_it_touches(slack: LocalSlack, files: Files) -> None:
    """Each alone, with a button; the keeper reads everything, the team's channel one line without a ping."""
    async with files.bot():
        files.write(STANDARD, SUJIN_FIRST)
        await files.answers("Sujin Jung")
        assert not slack.calls("chat.postMessage")
        theirs = await after_a_while(slack, "sujin", "담당이 바뀐")
        assert "이제 1순위로 연락받음: 결제·환불" in theirs
        keeper = await slack.person("jimin").sees("@bot", TAKEN_OVER)
        assert "1단계: 결제 당번 → 정수진님" in keeper
        post = await slack.person("dohyun").sees("#billing", "담당 안내가 바뀌었습니다")
        assert "1단계: 결제 당번 → 정수진님" in post
        assert "<@" not in f"{post.raw['blocks']}"
        assert not await told(slack, "seoyeon", "")


async def test_who_has_read_it_is_shown_to_the_keeper(slack: LocalSlack, files: Files) -> None:
    """A press counts once; a second one says so."""
    async with files.bot():
        files.write(STANDARD, SUJIN_FIRST)
        await files.answers("Sujin Jung")
        sujin, keeper = slack.person("sujin"), await after_a_while(slack, "jimin", TAKEN_OVER)
        assert "3명 중 0명이 확인했습니다" in keeper
        theirs = await sujin.sees("@bot", "담당이 바뀐")
        await asyncio.gather(*(sujin.presses("확인했습니다", in_=theirs) for _ in range(2)))
        await sujin.sees("@bot", "이미 확인하셨습니다")
        await sujin.sees_change(theirs, "확인하셨습니다")
        after = await slack.person("jimin").sees_change(keeper, "3명 중 1명이 확인했습니다")
        assert "아직: 최도현님, Emily Carter님" in after


async def test_who_sleeps_reads_it_in_the_morning_in_their_language(slack: LocalSlack, files: Files) -> None:
    """In Seoul it is ten; in New York nobody is woken for it."""
    async with files.bot():
        files.write(STANDARD, SUJIN_FIRST)
        await files.answers("Sujin Jung")
        await after_a_while(slack, "jimin", TAKEN_OVER)
        assert not await told(slack, "emily", "concerns you")
        await slack.forward_to("2035-03-12T09:00:05-04:00")
        hers = await slack.person("emily").sees("@bot", "Something changed that concerns you.")
        assert "no longer asked first about: Billing & refunds (while on call for Billing)" in hers
        await slack.person("emily").presses("Acknowledge", in_=hers)
        await slack.person("emily").sees_change(hers, "Acknowledged")


async def test_five_saves_are_one_message(slack: LocalSlack, files: Files) -> None:
    """Against what held before the first; an edit that was taken back was none."""
    async with files.bot():
        files.write(STANDARD, STANDARD.replace("15m", "20m"))
        await files.answers("If nobody takes it by 02:2")
        await slack.forward(minutes=1)
        files.write(STANDARD, SUJIN_FIRST)
        await files.answers("Sujin Jung")
        keeper = await after_a_while(slack, "jimin", TAKEN_OVER)
        assert "20분" not in keeper
        assert len(await told(slack, "jimin", TAKEN_OVER)) == 1


async def test_a_bad_file_never_replaces_a_good_one(slack: LocalSlack, files: Files) -> None:
    """The keeper reads the line, once; answers stay; and reads when it is in order again."""
    async with files.bot():
        before = await files.answers("Dohyun Choi")
        files.write(STANDARD, BROKEN)
        problem = await slack.person("jimin").sees("@bot", REFUSED)
        line = files.good[: files.good.index(STANDARD)].count("\n") + 1
        assert f"escalation.yaml:{line}:" in problem
        assert '"15" is not a duration' in problem
        assert (await files.answers("Dohyun Choi")).text == before.text
        files.write()
        await after_a_while(slack, "jimin", "파일의 문제가 해결되었습니다")
        assert len(await told(slack, "jimin", REFUSED)) == 1
        assert not await told(slack, "jimin", TAKEN_OVER)


async def test_an_emptied_file_is_a_bad_one(slack: LocalSlack, files: Files) -> None:
    """Nothing of what held is lost by it."""
    async with files.bot():
        files.path.write_text("", encoding="utf-8")
        await slack.person("jimin").sees("@bot", REFUSED)
        await files.answers("Dohyun Choi")


async def test_changed_while_it_was_down_it_is_told_after_the_start(slack: LocalSlack, files: Files) -> None:
    """The usual way: a new image, a rolling restart. And the third start has nothing more to say."""
    async with files.bot():
        await files.answers("Dohyun Choi")
    files.write(STANDARD, SUJIN_FIRST)
    for _ in range(2):
        async with files.bot():
            await after_a_while(slack, "jimin", TAKEN_OVER)
            await slack.person("sujin").sees("@bot", "담당이 바뀐")
            await slack.forward(minutes=3)
            await slack.quiet()
    assert len(await told(slack, "jimin", TAKEN_OVER)) == 1
    assert len(await told(slack, "sujin", "담당이 바뀐")) == 1


async def test_two_bots_tell_once(slack: LocalSlack, files: Files) -> None:
    """Each takes its file over by itself; of a good one and of a bad one people read once."""
    async with files.bot(), files.bot():
        files.write(STANDARD, BROKEN)
        await slack.person("jimin").sees("@bot", REFUSED)
        files.write(STANDARD, SUJIN_FIRST)
        await files.answers("Sujin Jung")
        await after_a_while(slack, "jimin", TAKEN_OVER)
        await slack.person("sujin").sees("@bot", "담당이 바뀐")
        await slack.forward(minutes=3)
        for who, words in (("jimin", REFUSED), ("jimin", TAKEN_OVER), ("sujin", "담당이 바뀐")):
            assert len(await told(slack, who, words)) == 1


async def test_what_waits_keeps_its_ladder(slack: LocalSlack, files: Files) -> None:
    """Rule 3: the level's clock stands, and the next level is the one of before."""
    async with files.bot():
        await hands_over(slack.person("bob"))
        shown = await card(slack)
        files.write(STANDARD, STANDARD.replace("15m", "2h").replace('"person:dohyun"', '"person:sujin"'))
        await files.answers("If nobody takes it by 04:0")
        await slack.forward(minutes=16)
        asked = await slack.person("dohyun").sees(
            "#billing", "확인 부탁드립니다", matching=lambda message: message.ts != shown.ts
        )
        assert "최도현" in asked
        assert "정수진" not in asked


async def test_a_night_that_moved_is_posted_at_its_new_hour(slack: LocalSlack, files: Files) -> None:
    """What was given before goes along."""
    async with files.bot():
        await slack.person("bob").types("#support", "/kudos @minjun for starting the new week so calmly")
        files.write('night: {time: "19:00"', 'night: {time: "16:00"')
        await after_a_while(slack, "jimin", "19:00 mon,tue,wed,thu,fri #kudos → 16:00")
        await slack.forward_to("2035-03-12T16:00:05+09:00")
        await slack.person("bob").sees("#kudos", "new week so calmly")


async def test_a_topic_that_left_while_its_form_was_open_is_handed_over_all_the_same(
    slack: LocalSlack, files: Files
) -> None:
    """To the last resort, and whoever sent the form reads so."""
    async with files.bot():
        bob = slack.person("bob")
        answer = await files.answers("Billing & refunds")
        await bob.presses("Hand over", in_=answer)
        modal = await bob.modal()
        files.write("\n  billing_refund:\n", "\n  money_back:\n", "billing_refund", "money_back")
        await after_a_while(slack, "jimin", TAKEN_OVER)
        await bob.fills(modal, {NEED: "Charged twice for order 4711"})
        await bob.modal("The topic you chose left the file meanwhile")
        await slack.person("seoyeon").sees("#support", "Charged twice")
