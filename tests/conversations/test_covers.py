"""Covers made in Slack: who does whose part, for how long, and who is told."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Need
from bot.wiring import live_covers
from playground.driver import LocalSlack, Person, Shown
from tests.conversations.conftest import StartBot, settings_beside
from tests.conversations.test_carrying import card, hands_over

MAKE_KO, MAKE = "이렇게 하기", "Arrange it"


async def arranges(who: Person, text: str, *, label: str = MAKE_KO) -> Shown:
    """Ask for a cover, read what it would mean, and make it."""
    answer = await who.types("#support", f"/escalate {text}")
    await who.presses(label, in_=answer)
    return answer


@pytest.mark.usefixtures("bot")
class TestMaking:
    """By oneself for oneself, or by a lead for anybody."""

    async def test_a_lead_lets_somebody_cover(self, slack: LocalSlack) -> None:
        """What it means is shown first; then both are told, each by their own clock."""
        dohyun, sujin, emily = (slack.person(key) for key in ("dohyun", "sujin", "emily"))
        answer = await dohyun.types("#billing", "/escalate cover @sujin @emily tomorrow 09:00-18:00")
        assert "Emily Carter님이 정수진님을 대신합니다" in answer
        assert "내일 09:00–18:00 KST" in answer.text
        await dohyun.presses(MAKE_KO, in_=answer)
        await dohyun.sees("#billing", "두 분께 DM으로 알려 드립니다")
        await emily.sees("@bot", "You cover for Sujin Jung: *")
        await sujin.sees("@bot", "Emily Carter님이 대신해 주십니다")

    async def test_for_oneself_in_one_line(self, slack: LocalSlack) -> None:
        """A single name covers whoever asks."""
        seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
        await arranges(seoyeon, "cover @bob 내일 오후")
        await bob.sees("@bot", "You cover for Seoyeon Lee: *")
        mine = await seoyeon.types("#support", "/escalate cover")
        assert "Bob Brown님이 이서연님을 대신합니다" in mine
        await bob.opens_home("You cover Seoyeon Lee tomorrow 04:00–10:00 CET")

    async def test_nobody_else_may(self, slack: LocalSlack) -> None:
        """A colleague who leads neither is told whom to ask."""
        answer = await slack.person("bob").types("#support", "/escalate cover @seoyeon @minjun tomorrow")
        assert "for the person themself or a lead" in answer

    async def test_slips_are_caught(self, slack: LocalSlack) -> None:
        """The past, sixty days, oneself, an unknown name, another question."""
        jimin = slack.person("jimin")
        for typed, said in {
            "cover @bob 오늘 8시부터 9시까지": "이미 지난 시간입니다",
            "cover @bob 3/13-6/20": "60일보다 긴",
            "cover seoyoen bob 내일": "혹시 이서연님인가요?",
            "cover letter question": "사람에게 물어보기",
        }.items():
            assert said in await jimin.types("#support", f"/escalate {typed}")

    async def test_a_circle_is_refused(self, slack: LocalSlack) -> None:
        """The people in it are named."""
        jimin = slack.person("jimin")
        await arranges(jimin, "cover @seoyeon @minjun 내일")
        await arranges(jimin, "cover @minjun @bob 내일")
        answer = await jimin.types("#support", "/escalate cover @bob @seoyeon 내일 9시부터 12시까지")
        assert "Bob Brown님 → 이서연님 → 박민준님 → Bob Brown님" in answer

    async def test_by_form(self, slack: LocalSlack) -> None:
        """Without a time it is asked for; the form tells what it would mean before it is made."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/escalate cover @minjun")
        assert "Minjun Park covers for Bob Brown: from when to when?" in answer
        await bob.presses("Choose the time", in_=answer)
        modal = await bob.modal("Whose part?")
        begins = datetime.fromisoformat("2035-03-13T09:00:00+01:00")
        wrong, right = (str(int((begins + timedelta(hours=hours)).timestamp())) for hours in (-12, 3))
        start = str(int(begins.timestamp()))
        assert await bob.fills(modal, {"From": start, "Until": wrong}) == {
            "Until": "That time has passed. Please name one that is still to come."
        }
        await bob.fills(modal, {"From": start, "Until": right})
        check = await bob.modal("Minjun Park covers for Bob Brown")
        await bob.submits(check)
        await slack.person("minjun").sees("@bot", "Bob Brown님을 대신해 주시게 되었습니다")


@pytest.mark.usefixtures("bot")
class TestEnding:
    """It can be taken back by either of the two, and ends by itself."""

    async def test_who_covers_may_decline(self, slack: LocalSlack) -> None:
        """The others are told."""
        seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
        await arranges(seoyeon, "cover @bob 내일")
        told = await bob.sees("@bot", "You cover for Seoyeon Lee")
        await bob.presses("I can't", in_=told)
        await seoyeon.sees("@bot", "Bob Brown님이 이서연님을 대신하기 어렵다고 하셨습니다")
        assert "잡혀 있는 대신 근무가 없습니다" in await seoyeon.types("#support", "/escalate cover")

    async def test_taking_it_back_from_the_list(self, slack: LocalSlack) -> None:
        """Who covers is told that they need not."""
        seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
        await arranges(seoyeon, "cover @bob 내일")
        await bob.sees("@bot", "You cover for Seoyeon Lee")
        listed = await seoyeon.types("#support", "/escalate 대신")
        await seoyeon.presses("되돌리기", in_=listed)
        await bob.sees("@bot", "took back that Bob Brown covers for Seoyeon Lee")


@pytest.mark.usefixtures("bot")
class TestLookingFor:
    """A request without a name: one message, and whoever presses first has it."""

    async def test_the_first_one_has_it(self, slack: LocalSlack) -> None:
        """The message says who; the second one reads it too."""
        seoyeon, minjun, bob = (slack.person(key) for key in ("seoyeon", "minjun", "bob"))
        await arranges(seoyeon, "내일 오후 대신해 주실 분", label="팀에 물어보기")
        shown = await bob.sees("#support", "이서연님을 대신해 주실 분 계신가요?")
        assert "<!" not in shown.text
        await minjun.presses("제가 할게요", in_=shown)
        await bob.sees_change(shown, "박민준님이 이서연님을 대신합니다")
        await seoyeon.sees("@bot", "박민준님이 대신해 주십니다")

    async def test_in_english(self, slack: LocalSlack) -> None:
        """Typed as a question to the bot, without the command word."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/escalate who can cover me tomorrow")
        assert "Somebody to cover for Bob Brown" in answer
        await bob.presses("Ask the team", in_=answer)
        shown = await slack.person("jimin").sees("#support", "Bob Brown님을 대신해 주실 분")
        listed = await bob.types("#support", "/escalate cover")
        await bob.presses("Withdraw", in_=listed)
        await slack.person("jimin").sees_change(shown, "더 이상 찾지 않습니다")


async def test_two_bots_see_each_others_covers(slack: LocalSlack, start_bot: StartBot) -> None:
    """Whoever answers names the one who covers, with the reason."""
    async with start_bot(), start_bot():
        await arranges(slack.person("dohyun"), "cover @dohyun @sujin 오늘 6시까지")
        await slack.person("sujin").sees("@bot", "최도현님을 대신해 주시게 되었습니다")
        bob = slack.person("bob")
        known = 0
        async with asyncio.timeout(30):
            while known < 4:
                answer = await bob.types("#support", "/escalate refund")
                known = known + 1 if "covering for Dohyun Choi" in answer and "Sujin Jung" in answer else 0


async def test_the_command_line_counts_them(slack: LocalSlack, start_bot: StartBot, tmp_path: Path) -> None:
    """`who --live` and `oncall --live` read them from the store of the bot."""
    async with start_bot():
        await arranges(slack.person("dohyun"), "cover @sujin 오늘 6시까지")
        await slack.person("sujin").sees("@bot", "최도현님을 대신해 주시게 되었습니다")
        [cover] = await live_covers(settings_beside(slack, tmp_path / "data", Need.SLACK))
        assert (cover.absent, cover.by) == ("dohyun", "sujin")


@pytest.mark.usefixtures("bot")
async def test_a_card_says_in_whose_place_somebody_is_asked(slack: LocalSlack) -> None:
    """With the end of the cover; the requester reads it in their own language."""
    await arranges(slack.person("dohyun"), "cover @sujin 오늘 6시까지")
    await slack.person("sujin").sees("@bot", "최도현님을 대신해 주시게 되었습니다")
    await hands_over(slack.person("bob"))
    assert "정수진님이 최도현님을 대신합니다 (18:00 KST까지)" in await card(slack)
    await slack.person("bob").sees("@bot", "Sujin Jung covers for Dohyun Choi (until 10:00 CET)")


@pytest.mark.usefixtures("bot")
async def test_a_cover_made_while_it_waits_reaches_the_one_who_covers(slack: LocalSlack) -> None:
    """Rule 4: the new person is asked too, and the level's clock stands."""
    await hands_over(slack.person("bob"))
    shown = await card(slack)
    assert "@최도현" in shown.text
    await arranges(slack.person("dohyun"), "cover @sujin 오늘 6시까지")
    sujin = slack.person("sujin")
    await sujin.sees("#billing", "정수진", matching=lambda m: m.ts != shown.ts and "@정수진" in m.text)
