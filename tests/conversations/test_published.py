"""How people like to be thanked, and what becomes of thanks after their night."""

import pytest

from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot

THANKS = "/kudos @minjun @bob for staying late with that refund yesterday"
ELEVEN = "2035-03-12T11:00:05+09:00"
BERLIN_MORNING = "2035-03-12T17:01:00+09:00"
EVENING = "2035-03-12T19:00:05+09:00"


@pytest.mark.usefixtures("bot")
class TestAskedOnce:
    """Nobody has to look for the choice, and the question gives nothing away."""

    async def test_each_is_asked_in_their_hours_and_language_and_once(self, slack: LocalSlack) -> None:
        """Not as the thanks are given; of the thanks it tells nothing; the answer holds for tonight."""
        seoyeon, minjun, bob = (slack.person(name) for name in ("seoyeon", "minjun", "bob"))
        await seoyeon.types("#support", THANKS)
        await slack.quiet()
        assert not slack.calls("chat.postMessage")
        await slack.forward_to(ELEVEN)
        asked = await minjun.sees("@bot", "감사 인사를 남기면 어떻게 받고 싶으세요?")
        assert "refund" not in asked.text
        assert "이서연" not in asked.text
        assert "누구에게나 한 번씩 여쭙는 질문입니다" in asked
        await minjun.presses("조용히 DM으로", in_=asked)
        await minjun.sees("@bot", "이제부터 감사 인사는 DM으로 조용히 전해 드립니다")
        await slack.forward_to(BERLIN_MORNING)
        assert "When colleagues thank you" in await bob.sees("@bot", "Quietly")
        await slack.forward_to(EVENING)
        post = await seoyeon.sees("#kudos", "that refund yesterday")
        assert "Bob Brown" in post
        assert "박민준" not in post.text
        assert "that refund yesterday" in await minjun.sees("@bot", "that refund yesterday")
        questions = [call for call in slack.calls("chat.postMessage") if "thanks_quietly" in f"{call.args}"]
        assert len(questions) == 2


async def test_who_can_see_what_is_told_on_first_use_and_never_again(
    slack: LocalSlack, start_bot: StartBot
) -> None:
    """Under the answer, not instead of it; in the form of a note too; known across a restart."""
    seoyeon, bob = slack.person("seoyeon"), slack.person("bob")
    async with start_bot():
        first = await bob.types("#support", "/kudos @minjun for starting the new week so calmly")
        assert "Your thanks to Minjun Park are saved" in first
        assert "Who can see thanks? Before the night only their giver" in first
        await seoyeon.types("#support", "/correct @bob", answered=False)
        form = await seoyeon.modal("메모를 누가 볼 수 있나요?")
        assert "전해진 뒤에는 받는 사람만 읽습니다" in form
    async with start_bot():
        assert "Who can see thanks?" not in await bob.types("#support", "/kudos tonight")
        assert "감사 인사를 누가 볼 수 있나요?" in await seoyeon.types("#support", "/kudos help")
