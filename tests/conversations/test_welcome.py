"""New people and their first cards: each once, in order, in their language, and never several at a time."""

import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from playground.driver import LocalSlack
from tests.conversations.conftest import MONDAY_MORNING, ROOT, serving_bot
from tests.conversations.pressing import Unheard

SUMIN = """  sumin:
    email: sumin@example.com
    name: {ko: 남수민, en: Sumin Nam}
    language: ko
"""
NORA = """  nora:
    email: nora@example.com
    name: {en: Nora Lind}
    time_zone: Europe/Berlin
    language: en
"""
TITLES = {
    1: "남수민님, 반갑습니다. 저는 Baton입니다.",
    3: "고객님의 마음부터 듣기",
    7: "혼자 안고 있지 않아도 됩니다",
    14: "약속과 고마움",
    30: "한 달이 지났습니다",
}
TITLES_EN = ("Welcome, Bob Brown. I am Baton.", "Welcome, Nora Lind. I am Baton.", "First the feeling")
MEMBERS = "members: [seoyeon, minjun, bob]"


class Newcomers:
    """A workspace in which Sumin and Nora have accounts, and files in which they stand or do not."""

    def __init__(self, slack: LocalSlack, folder: Path) -> None:
        self.slack = slack
        self._folder = folder

    @staticmethod
    def text(*, sumin: str = SUMIN, nora: str = NORA) -> str:
        """The example file with both of them in the support team."""
        found = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
        listed = [name for name, text in (("sumin", sumin), ("nora", nora)) if text]
        found = found.replace("people:\n", f"people:\n{sumin}{nora}", 1)
        return found.replace(MEMBERS, MEMBERS[:-1] + "".join(f", {name}" for name in listed) + "]")

    def bot(self, **parts: str) -> AbstractAsyncContextManager[None]:
        """The bot with that file, on this test's data."""
        file = self._folder / "escalation.yaml"
        file.write_text(self.text(**parts), encoding="utf-8")
        return serving_bot(self.slack, self._folder / "data", BATON_ESCALATION_FILE=str(file))

    async def before(self) -> None:
        """Baton ran without them."""
        async with self.bot(sumin="", nora=""):
            await self.slack.quiet()

    async def cards(self, who: str = "sumin") -> list[str]:
        """The titles of what somebody was brought."""
        await self.slack.quiet()
        heads = [text.splitlines()[0].strip("*") for text in await self.slack.person(who).reads("@bot")]
        return [head for head in heads if head in {*TITLES.values(), *TITLES_EN}]


@pytest.fixture
async def newcomers(tmp_path: Path) -> AsyncIterator[Newcomers]:
    """Monday morning in Seoul."""
    file = tmp_path / "everybody.yaml"
    file.write_text(Newcomers.text(), encoding="utf-8")
    async with LocalSlack.start(escalation=file, manifest=ROOT / "manifest.yaml") as slack:
        await slack.forward_to(MONDAY_MORNING)
        yield Newcomers(slack, tmp_path)


async def test_on_the_very_first_start_nobody_is_new(newcomers: Newcomers) -> None:
    """A team that installs Baton is not flooded."""
    async with newcomers.bot():
        await newcomers.slack.quiet()
        await newcomers.slack.forward_to("2035-03-14T12:00:00+09:00")
        assert not await newcomers.cards()
        assert not await newcomers.cards("bob")


async def test_who_is_new_in_the_file_gets_five_cards(newcomers: Newcomers) -> None:
    """On days 1, 3, 7, 14 and 30, as their day begins; a weekend moves one to Monday; each once."""
    await newcomers.before()
    slack = newcomers.slack
    async with newcomers.bot():
        first = await slack.person("sumin").sees("@bot", TITLES[1])
        for words in ("끝까지 듣기", "/values", "/escalate", "네 번 더"):
            assert words in first
        days = {3: "03-14T09:00:05", 7: "03-19T09:00:05", 14: "03-26T09:00:05", 30: "04-10T09:00:05"}
        for day, local in days.items():
            await slack.forward_to(f"2035-{local[:7]}8:59:00+09:00")
            assert TITLES[day] not in await newcomers.cards()
            await slack.forward_to(f"2035-{local}+09:00")
            card = await slack.person("sumin").sees("@bot", TITLES[day])
            assert "사람에게 직접" in card
        await slack.forward(hours=30 * 24)
        assert await newcomers.cards() == list(TITLES.values())
        assert not await newcomers.cards("minjun")


async def test_each_reads_their_own_language_and_clock(newcomers: Newcomers) -> None:
    """Nora is in Berlin: her first card comes as her day begins there."""
    await newcomers.before()
    slack = newcomers.slack
    async with newcomers.bot():
        await slack.person("sumin").sees("@bot", TITLES[1])
        assert not await newcomers.cards("nora")
        await slack.forward_to("2035-03-12T09:00:05+01:00")
        card = await slack.person("nora").sees("@bot", "Welcome, Nora Lind. I am Baton.")
        assert "Hear them out" in card
        assert "words to say" in card
        assert card.buttons[-1] == "No more of these"
        await slack.forward_to("2035-03-14T09:00:05+01:00")
        listening = await slack.person("nora").sees("@bot", "First the feeling")
        await slack.person("nora").presses("More", in_=listening)
        await slack.person("nora").sees("@bot", "Upset or angry", matching=lambda m: m.ts != listening.ts)
        await slack.forward_to("2035-03-19T09:00:05+01:00")
        handing = await slack.person("nora").sees("@bot", "You need not carry it alone")
        assert "Your team's lead: Jimin Kim" in handing
        assert "Yours to decide without asking:" in handing


async def test_a_clock_that_jumps_brings_one_card(newcomers: Newcomers) -> None:
    """Forty days away: the latest that is due, not five at once."""
    await newcomers.before()
    async with newcomers.bot(sumin=SUMIN + '    starts: "2035-03-14"\n'):
        await newcomers.slack.quiet()
    await newcomers.slack.forward_to("2035-04-23T10:00:00+09:00")
    for _ in range(2):
        async with newcomers.bot(sumin=SUMIN + '    starts: "2035-03-14"\n'):
            await newcomers.slack.person("sumin").sees("@bot", TITLES[30])
            await newcomers.slack.forward(minutes=5)
            assert await newcomers.cards() == [TITLES[30]]


async def test_starts_says_when_the_first_day_is(newcomers: Newcomers) -> None:
    """Also on Baton's very first start; before that day nothing comes."""
    async with newcomers.bot(sumin=SUMIN + '    starts: "2035-03-17"\n'):
        await newcomers.slack.forward_to("2035-03-16T12:00:00+09:00")
        assert not await newcomers.cards()
        await newcomers.slack.forward_to("2035-03-18T12:00:00+09:00")
        assert not await newcomers.cards()
        await newcomers.slack.forward_to("2035-03-19T09:00:05+09:00")
        await newcomers.slack.person("sumin").sees("@bot", TITLES[1])
        assert not await newcomers.cards("nora")


async def test_who_wants_no_more_gets_none(newcomers: Newcomers) -> None:
    """Their own button, twice pressed; the other newcomer's go on."""
    await newcomers.before()
    slack = newcomers.slack
    async with newcomers.bot():
        sumin = slack.person("sumin")
        card = await sumin.sees("@bot", TITLES[1])
        for _ in range(2):
            await sumin.presses("그만 받을게요", in_=card)
            await sumin.sees("@bot", "더 보내지 않겠습니다")
        await slack.forward_to("2035-03-12T17:00:00+09:00")
        await slack.person("nora").sees("@bot", "Welcome, Nora")
        await slack.forward_to("2035-03-14T18:00:00+09:00")
        await slack.person("nora").sees("@bot", "First the feeling")
        assert TITLES[3] not in await newcomers.cards()


async def test_who_wants_no_more_as_soon_as_the_first_card_is_there(newcomers: Newcomers) -> None:
    """Before Slack has answered that it is: no other comes, and this one comes once."""
    await newcomers.before()
    slack, unheard = newcomers.slack, Unheard(newcomers.slack)
    unheard.next(times=9)
    async with newcomers.bot():
        sumin = slack.person("sumin")
        await sumin.presses("그만 받을게요", in_=await sumin.sees("@bot", TITLES[1]))
        await sumin.sees("@bot", "더 보내지 않겠습니다")
        unheard.hear()
        await slack.forward_to("2035-03-14T18:00:00+09:00")
        assert await newcomers.cards() == [TITLES[1]]


async def test_two_bots_bring_it_once(newcomers: Newcomers) -> None:
    """Both read the new file and both see the day."""
    await newcomers.before()
    async with newcomers.bot(), newcomers.bot():
        await newcomers.slack.person("sumin").sees("@bot", TITLES[1])
        await newcomers.slack.forward_to("2035-03-14T09:00:05+09:00")
        await newcomers.slack.person("sumin").sees("@bot", TITLES[3])
        await newcomers.slack.forward(minutes=5)
        assert await newcomers.cards() == [TITLES[1], TITLES[3]]


async def test_nobody_in_do_not_disturb_is_disturbed(newcomers: Newcomers) -> None:
    """It waits until they may be."""
    await newcomers.before()
    slack = newcomers.slack
    await slack.person("sumin").is_now(dnd=[int(time.time()) - 60, int(time.time()) + 36_000])
    async with newcomers.bot():
        await slack.called("dnd.info")
        assert not await newcomers.cards()


async def test_who_left_gets_none(newcomers: Newcomers) -> None:
    """Slack says that the account is gone."""
    await newcomers.before()
    async with newcomers.bot(nora=""):
        await newcomers.slack.person("sumin").sees("@bot", TITLES[1])
        await newcomers.slack.person("sumin").is_now(deleted=True)
        await newcomers.slack.quiet()
    async with newcomers.bot(nora=""):
        await newcomers.slack.forward_to("2035-03-14T09:00:05+09:00")
        assert TITLES[3] not in await newcomers.cards()


@pytest.mark.parametrize("kind", ["drop", "drop_after_doing"])
async def test_a_lost_answer_is_looked_for(newcomers: Newcomers, kind: str) -> None:
    """Whether Slack had it or not, it stands there once."""
    await newcomers.before()
    newcomers.slack.fault("chat.postMessage", kind)
    async with newcomers.bot(nora=""):
        await newcomers.slack.called("chat.postMessage")
        await newcomers.slack.quiet()
    async with newcomers.bot(nora=""):
        await newcomers.slack.person("sumin").sees("@bot", TITLES[1], within=20)
    assert await newcomers.cards() == [TITLES[1]]
