"""Values that come up by themselves: to whom, when, and above all when not."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from playground.driver import LocalSlack, Shown
from playground.people import Channel
from playground.state import new_message
from tests.conversations.conftest import ROOT, StartBot, serving_bot
from tests.understanding.ordinary import messages

ROOM = "#support-chat"
UPSET = "고객님이 많이 화나셨는데 뭐라고 말씀드리면 좋을까요?"
UPSET_TOO = "The customer is really angry and in tears, what do I say to her?"
MISTAKE = "제가 고객님께 요금을 잘못 안내했어요, 어떻게 사과드리죠?"
LUNCH = "오늘 점심 뭐 드실 분?"

NOON = "2035-03-12T17:00:00+09:00"
"""Both in Seoul and in Berlin they work then."""


async def says(
    slack: LocalSlack, who: str, text: str, *, where: str = ROOM, thread: Shown | None = None
) -> Shown:
    """Somebody writes in a channel, and everything that follows from it has happened."""
    said = await slack.person(who).types(where, text, thread=thread)
    await slack.quiet()
    return said


async def hears(slack: LocalSlack, who: str, times: int = 1) -> list[Shown]:
    """The reminders somebody was shown in the channel, once there are so many."""
    await slack.called("chat.postEphemeral", times)
    return await reminders(slack, who)


async def reminders(slack: LocalSlack, who: str, where: str = ROOM) -> list[Shown]:
    """What only they see there."""
    return [message for message in await slack.person(who).messages(where) if message.raw["ephemeral"]]


async def nothing_follows(slack: LocalSlack, who: str, *, before: int = 0) -> None:
    """Somebody whom everything speaks for is reminded afterwards: whatever was held back would have come before."""
    await says(slack, who, UPSET)
    await slack.called("chat.postEphemeral", before + 1)
    assert len(slack.calls("chat.postEphemeral")) == before + 1


@pytest.mark.usefixtures("bot")
class TestShown:
    """What comes, and to whom."""

    async def test_in_korean_to_whoever_wrote(self, slack: LocalSlack) -> None:
        """The value in one line, why it came up, ways out; nobody else in the channel sees anything."""
        await says(slack, "seoyeon", UPSET)
        [shown] = await hears(slack, "seoyeon")
        assert "끝까지 듣기" in shown
        assert "나에게만 보입니다" in shown
        assert "화나셨는데" in shown
        for label in ("더 보기", "👍 도움이 됐어요", "👎 아쉬워요", "오늘은 조용히", "앞으로 받지 않기"):
            assert label in shown
        assert await reminders(slack, "minjun") == []
        assert await reminders(slack, "jimin") == []

    async def test_in_english_in_the_thread(self, slack: LocalSlack) -> None:
        """A message in a thread is answered in the thread, in the language of whoever reads."""
        await slack.forward_to(NOON)
        first = await says(slack, "minjun", LUNCH)
        await says(slack, "bob", UPSET_TOO, thread=first)
        [shown] = await hears(slack, "bob")
        assert "Hear them out" in shown
        assert "Only you see this." in shown
        assert shown.raw["thread_ts"] == first.ts

    async def test_more_opens_the_card(self, slack: LocalSlack) -> None:
        """The whole card, for them alone."""
        seoyeon = slack.person("seoyeon")
        await says(slack, "seoyeon", UPSET)
        [shown] = await hears(slack, "seoyeon")
        await seoyeon.presses("더 보기", in_=shown)
        await seoyeon.sees(ROOM, "속상하거나 화가 나셨을 때")

    async def test_a_thumb(self, slack: LocalSlack) -> None:
        """Counted, thanked for, and nobody else's news."""
        seoyeon = slack.person("seoyeon")
        await says(slack, "seoyeon", UPSET)
        [shown] = await hears(slack, "seoyeon")
        before = len(await seoyeon.messages(ROOM))
        await seoyeon.presses("👍 도움이 됐어요", in_=shown)
        await seoyeon.sees(ROOM, "고맙습니다")
        assert len(await slack.person("minjun").messages(ROOM)) <= before

    async def test_ordinary_messages_bring_nothing(self, slack: LocalSlack) -> None:
        """Lunch, thanks, what is solved, links; and Baton's own mention is answered, not reminded of."""
        for text in (
            LUNCH,
            "아까 화나셨던 고객님 잘 해결됐습니다 감사합니다",
            "https://docs.example.com/angry-customers",
            "My gym finally refunded me",
        ):
            await says(slack, "minjun", text)
        await nothing_follows(slack, "seoyeon")


@pytest.mark.usefixtures("bot")
class TestSeldom:
    """Caps."""

    async def test_one_an_hour(self, slack: LocalSlack) -> None:
        """Another situation within the hour is left alone; after the hour it comes."""
        await says(slack, "seoyeon", UPSET)
        await hears(slack, "seoyeon")
        await slack.forward(minutes=59)
        await says(slack, "seoyeon", MISTAKE)
        await nothing_follows(slack, "minjun", before=1)
        await slack.forward_to("2035-03-12T13:05:00+09:00")
        await says(slack, "seoyeon", MISTAKE)
        shown = await hears(slack, "seoyeon", 3)
        assert "내 일로 받기" in shown[-1]

    async def test_one_a_thread_and_situation(self, slack: LocalSlack) -> None:
        """Not to anybody else of the thread; another situation of the same thread may come."""
        first = await says(slack, "seoyeon", UPSET)
        await hears(slack, "seoyeon")
        await says(slack, "minjun", "저도 봤어요 그 고객님 정말 화나셨던데 어떻게 달래 드리죠?", thread=first)
        await says(slack, "jimin", MISTAKE, thread=first)
        await hears(slack, "jimin", 2)
        assert await reminders(slack, "minjun") == []

    async def test_an_edited_message_is_not_looked_at_again(self, slack: LocalSlack) -> None:
        """Nor is one that a bot wrote, nor one deleted."""
        await says(slack, "minjun", LUNCH)
        message = list(room(slack).messages.values())[-1]
        slack.playground.world.edit(message, {"text": UPSET})
        await slack.quiet()
        await nothing_follows(slack, "seoyeon")
        assert await reminders(slack, "minjun") == []


@pytest.mark.usefixtures("bot")
class TestNever:
    """Who and where is left in peace."""

    async def test_other_channels(self, slack: LocalSlack) -> None:
        """Only where a team asked for it; Baton is in #support too, and drops what is said there unread."""
        await slack.person("seoyeon").invites("#support", "bot")
        await says(slack, "seoyeon", UPSET, where="#support")
        await nothing_follows(slack, "minjun")
        assert await reminders(slack, "seoyeon", "#support") == []

    async def test_do_not_disturb(self, slack: LocalSlack) -> None:
        """Whoever paused their notifications is asked about, and left alone."""
        await slack.person("seoyeon").is_now(snoozed=True)
        await says(slack, "seoyeon", UPSET)
        await slack.called("dnd.info")
        await nothing_follows(slack, "minjun")

    async def test_while_slack_does_not_tell(self, slack: LocalSlack) -> None:
        """In doubt nothing is said."""
        slack.fault("dnd.info", "error:internal_error", times=20)
        await says(slack, "seoyeon", UPSET)
        await slack.called("dnd.info")
        await slack.quiet()
        assert slack.calls("chat.postEphemeral") == []

    async def test_outside_their_hours(self, slack: LocalSlack) -> None:
        """Bob works in Berlin, where it is two in the morning; Slack is not even asked about him."""
        await says(slack, "bob", UPSET_TOO)
        await nothing_follows(slack, "seoyeon")
        assert await reminders(slack, "bob") == []

    async def test_at_lunch_and_at_the_weekend(self, slack: LocalSlack) -> None:
        """The team's hours have a break, and no Saturday."""
        await slack.forward_to("2035-03-12T12:30:00+09:00")
        await says(slack, "seoyeon", UPSET)
        await slack.forward_to("2035-03-17T10:00:00+09:00")
        await says(slack, "minjun", MISTAKE)
        await slack.forward_to("2035-03-19T10:00:00+09:00")
        await nothing_follows(slack, "jimin")

    async def test_somebody_away_by_their_status(self, slack: LocalSlack) -> None:
        """Whoever says so is not working."""
        await slack.person("seoyeon").status("휴가", ":palm_tree:")
        await slack.delivered("user_status_changed")
        await slack.quiet()
        await says(slack, "seoyeon", UPSET)
        await nothing_follows(slack, "minjun")

    async def test_guests_and_strangers(self, slack: LocalSlack) -> None:
        """They write in the channel, and Baton does not speak to them."""
        for who in ("gina", "sven"):
            room(slack).members.add(person_id(slack, who))
            await says(slack, who, UPSET_TOO)
        await nothing_follows(slack, "seoyeon")

    async def test_a_channel_that_became_shared(self, slack: LocalSlack) -> None:
        """Another company joined it: nothing comes up there any more, looked at in the moment."""
        room(slack).kind = "shared"
        await says(slack, "seoyeon", UPSET)
        room(slack).kind = "channel"
        await nothing_follows(slack, "minjun")

    async def test_a_colleague_in_nobodys_file_is_reminded(self, slack: LocalSlack) -> None:
        """By the hours of the channel's team and their own clock; the file need not know everybody."""
        await slack.forward_to("2035-03-12T10:00:00-04:00")  # he is in New York
        await slack.person("noah").joins(ROOM)
        await says(slack, "noah", UPSET_TOO)
        assert await hears(slack, "noah")


@pytest.mark.usefixtures("bot")
class TestQuiet:
    """What people choose for themselves."""

    async def test_for_two_hours(self, slack: LocalSlack) -> None:
        """Says until when, in their own time; after that it comes again."""
        seoyeon = slack.person("seoyeon")
        answer = await seoyeon.types(ROOM, "/values quiet 2h")
        assert "12:00 KST까지" in answer
        await says(slack, "seoyeon", UPSET)
        await nothing_follows(slack, "minjun")
        await slack.forward_to("2035-03-12T14:00:00+09:00")
        await says(slack, "seoyeon", MISTAKE)
        assert await hears(slack, "seoyeon", 2)

    async def test_until_tomorrow_and_on_again(self, slack: LocalSlack) -> None:
        """In Korean words, and back by a word."""
        seoyeon = slack.person("seoyeon")
        assert "내일 23:59 KST까지" in (await seoyeon.types(ROOM, "/values 조용히 내일까지")).text
        answer = await seoyeon.types(ROOM, "/values quiet 켜기")
        assert "한 시간에 한 번까지만" in answer
        await says(slack, "seoyeon", UPSET)
        assert await hears(slack, "seoyeon")

    async def test_for_good_from_the_reminder(self, slack: LocalSlack) -> None:
        """The button says what holds now, and how to come back."""
        seoyeon = slack.person("seoyeon")
        await says(slack, "seoyeon", UPSET)
        [shown] = await hears(slack, "seoyeon")
        await seoyeon.presses("앞으로 받지 않기", in_=shown)
        told = await seoyeon.sees(ROOM, "이제 없습니다")
        await slack.forward_to("2035-03-13T10:00:00+09:00")
        await says(slack, "seoyeon", MISTAKE)
        await nothing_follows(slack, "minjun", before=1)
        await seoyeon.presses("다시 켜기", in_=told)
        await seoyeon.sees(ROOM, "한 시간에 한 번까지만")

    async def test_for_today_in_english(self, slack: LocalSlack) -> None:
        """Until their own midnight."""
        await slack.forward_to(NOON)
        bob = slack.person("bob")
        await says(slack, "bob", UPSET_TOO)
        [shown] = await hears(slack, "bob")
        await bob.presses("Quiet for today", in_=shown)
        told = await bob.sees(ROOM, "I stay quiet until")
        assert "CET" in told

    async def test_in_app_home(self, slack: LocalSlack) -> None:
        """The same choice, and it shows how it stands."""
        seoyeon = slack.person("seoyeon")
        home = await seoyeon.opens_home("채널에서 먼저 알려 드리는 가치")
        await seoyeon.chooses("받지 않기", in_=home, action_id="choose_reminders")
        await seoyeon.home("이제 없습니다")
        await says(slack, "seoyeon", UPSET)
        await nothing_follows(slack, "minjun")

    async def test_no_time_at_all(self, slack: LocalSlack) -> None:
        """Kind, with examples; a sentence about a customer is looked up instead."""
        bob = slack.person("bob")
        answer = await bob.types(ROOM, "/values quiet blue")
        assert "I cannot tell until when" in answer
        assert "/values quiet 2h" in answer
        found = await bob.types(ROOM, "/values quiet customer on the phone is crying, what do I say to her")
        assert "I cannot tell" not in found


@pytest.mark.usefixtures("bot")
async def test_a_morning_of_sixty_messages(slack: LocalSlack) -> None:
    """The soak in small, over the real wire: fifty-seven ordinary messages of four people bring nothing, three do.

    (Two thousand go through the decision alone in tests/understanding.)
    """
    ordinary = [text for text, _ in messages(57)]
    people = ("seoyeon", "minjun", "jimin", "noah")
    await slack.person("noah").joins(ROOM)
    true = {
        10: ("seoyeon", UPSET),
        30: ("minjun", MISTAKE),
        50: ("jimin", "약속드린 콜백을 깜빡했어요, 고객님께 뭐라고 하죠?"),
    }
    for number in range(60):
        who, text = true.get(number) or (people[number % 4], ordinary.pop())
        await says(slack, who, text)
    await slack.called("chat.postEphemeral", 3)
    assert ordinary == []
    assert len(slack.calls("chat.postEphemeral")) == 3
    assert len(slack.calls("dnd.info")) == 3
    for who in ("seoyeon", "minjun", "jimin"):
        assert len(await reminders(slack, who)) == 1


async def test_off_by_default(slack: LocalSlack, tmp_path: Path) -> None:
    """A file in which no team asks: no channel is joined for it, nothing comes, and App Home says nothing of it."""
    async with bot_with(slack, tmp_path, ASKED_FOR, ""):
        await slack.person("seoyeon").invites(ROOM, "bot")
        joined = {call.args.get("channel") for call in slack.calls("conversations.join")}
        assert room(slack).id not in joined
        await says(slack, "seoyeon", UPSET)
        home = await slack.person("seoyeon").opens_home("내 설정")
        assert "채널에서 먼저 알려 드리는 가치" not in home
    assert slack.calls("chat.postEphemeral") == []
    assert slack.calls("dnd.info") == []


async def test_a_private_channel_is_asked_for_once(slack: LocalSlack, tmp_path: Path) -> None:
    """The keeper reads how to let Baton in, once; invited, it listens there from the next start on."""
    wanted = ASKED_FOR.replace("#support-chat", "#leads-only")
    for _ in range(2):
        async with bot_with(slack, tmp_path, ASKED_FOR, wanted):
            await slack.person("jimin").sees("@bot", "/invite @Baton")
    told = [message for message in await slack.person("jimin").messages("@bot") if "/invite" in message.text]
    assert len(told) == 1
    await slack.person("jimin").invites("#leads-only", "bot")
    async with bot_with(slack, tmp_path, ASKED_FOR, wanted):
        await says(slack, "jimin", UPSET, where="#leads-only")
        await slack.called("chat.postEphemeral")
    assert await reminders(slack, "jimin", "#leads-only")


async def test_a_bot_that_was_down_says_nothing_late(slack: LocalSlack, start_bot: StartBot) -> None:
    """Slack hands over what it missed, minutes old by its stamp: that is nobody's moment any more."""
    async with start_bot():
        early = new_message(slack.playground.world, room(slack).id, person_id(slack, "seoyeon"), UPSET)
        seconds, rest = early.ts.split(".")
        early.ts = f"{int(seconds) - 11}.{rest}"
        slack.playground.world.post(early)
        await slack.quiet()
        await nothing_follows(slack, "minjun")
        assert await reminders(slack, "seoyeon") == []


ASKED_FOR = '    reminders: {channels: ["#support-chat"]}'


def bot_with(slack: LocalSlack, folder: Path, old: str, new: str) -> AbstractAsyncContextManager[None]:
    """A bot on the example file with one part replaced."""
    good = (ROOT / "escalation.yaml").read_text(encoding="utf-8")
    assert old in good
    path = folder / "escalation.yaml"
    path.write_text(good.replace(old, new), encoding="utf-8")
    return serving_bot(slack, folder / "data", BATON_ESCALATION_FILE=str(path))


def room(slack: LocalSlack) -> Channel:
    """The channel that asked."""
    found = slack.playground.world.place(ROOM)
    assert found
    return found


def person_id(slack: LocalSlack, who: str) -> str:
    """Somebody's Slack id."""
    found = slack.playground.world.person(who)
    assert found
    return found.id
