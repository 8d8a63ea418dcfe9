"""The value that helps, in one line, where somebody is at work with a customer anyway."""

import pytest

from playground.driver import LocalSlack
from tests.conversations.test_carrying import NEED, hands_over
from tests.conversations.test_correct import MARK, WORDS
from tests.conversations.test_promises import NEAR_EN, NEAR_KO, tracks


@pytest.mark.usefixtures("bot")
class TestHandingOver:
    """From the form to whoever takes it."""

    async def test_form_card_and_take_in_the_readers_language(self, slack: LocalSlack) -> None:
        """Bob reads English in the form, the channel reads Korean on the card, whoever takes it reads it once more."""
        bob, dohyun = slack.person("bob"), slack.person("dohyun")
        answer = await bob.types("#support", "/escalate the customer is furious and wants a refund")
        await bob.presses(in_=answer, action_id="pick_topic:billing_refund")
        await bob.presses("Hand over", in_=await bob.sees_change(answer, "Hand over"))
        form = await bob.modal("Hand over")
        [line] = [line for line in form.text.splitlines() if "Hear them out" in line]
        assert "“" in line
        assert await bob.fills(form, {NEED: "Charged twice for order 4711"}) is None
        shown = await dohyun.sees("#billing", "Charged twice")
        assert shown.text.count("끝까지 듣기") == 1
        await dohyun.presses("제가 맡을게요", in_=shown)
        mine = await dohyun.sees("#billing", "맡으셨습니다")
        assert mine.text.count("끝까지 듣기") == 1
        assert "더 보기" in mine
        assert "1." not in mine.text

    async def test_nothing_where_nothing_helps(self, slack: LocalSlack) -> None:
        """A form that was opened without a situation shows no line."""
        bob = slack.person("bob")
        await hands_over(bob, "human please")
        assert not [text for text in await bob.reads("@bot") if "Hear them out" in text]


@pytest.mark.usefixtures("bot")
class TestBeforeAPromise:
    """Once, beforehand, to its keeper alone."""

    async def test_in_both_languages(self, slack: LocalSlack) -> None:
        """The file's own value of promises; at the time itself it is not said again."""
        bob, seoyeon = slack.person("bob"), slack.person("seoyeon")
        await tracks(bob, "in 1 hour call back")
        await tracks(seoyeon, "한 시간 뒤 회신")
        await slack.forward(minutes=50)
        assert "Remember every promise" in await bob.sees("@bot", NEAR_EN)
        assert "작은 약속도 기억하기" in await seoyeon.sees("@bot", NEAR_KO)
        await slack.forward(minutes=11)
        due = await bob.sees("@bot", "This is the time promised")
        assert "Remember every promise" not in due


@pytest.mark.usefixtures("bot")
class TestInANote:
    """The form of a correction."""

    async def test_the_chosen_values_line(self, slack: LocalSlack) -> None:
        """It changes with the choice, what was typed stays, and nobody else ever reads a word of it."""
        bob = slack.person("bob")
        await bob.types("#support", "/correct @minjun", answered=False)
        form = await bob.modal("Who can read this?")
        assert "I do the one thing that helps right now" not in form
        await bob.chooses(
            "⚡ Act now" if "⚡ Act now" in form.text else ":zap: Act now", in_=form, action_id="note_value"
        )
        changed = await bob.modal("I do the one thing that helps right now", other_than=form)
        assert "Minjun Park" in changed
        assert await bob.fills(changed, dict(WORDS)) is None
        await bob.modal("Sealed until")
        for other in ("jimin", "seoyeon", "minjun"):
            assert not any(MARK in read.text for read in slack.person(other).could_ever_read())
