"""Mistakes, malice and bad luck at the keyboard: a clear answer, nothing lost, no trace of ours in sight."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from playground.driver import LocalSlack
from tests.conversations.conftest import StartBot
from tests.conversations.test_carrying import NEED, card, hands_over
from tests.faults.servers import free_port, running, until

COMMANDS = ("/escalate", "/values", "/kudos")
ODD = (
    "asdf qwer",
    "😀😀😀",
    "<!channel> <!here> @everyone",
    "x" * 3000,
    "-- ; DROP TABLE",
    "\\u0000 \u202e",
    "?!",
)


@pytest.mark.usefixtures("bot")
class TestOddTexts:
    """Whatever is typed behind a command."""

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_is_answered_in_words_and_shown_to_the_typist_alone(
        self, slack: LocalSlack, command: str
    ) -> None:
        """Every odd text gets an answer with a way on, and nothing appears in the channel."""
        bob = slack.person("bob")
        for text in ODD:
            answer = await bob.types("#support", f"{command} {text}")
            assert answer.text.strip()
            assert "Traceback" not in answer.text
            assert "Something broke" not in answer.text
        assert not [text for text in await slack.person("seoyeon").reads("#support") if "@channel" in text]

    async def test_behind_correct_opens_the_form(self, slack: LocalSlack) -> None:
        """Nobody is named, so the form asks whom; nothing of the text is shown anywhere."""
        bob = slack.person("bob")
        await bob.types("#support", "/correct asdf qwer", answered=False)
        assert "only" in await bob.modal()
        assert not await slack.person("seoyeon").reads("#support")

    async def test_a_mention_of_everybody_in_a_kudos_pings_nobody(self, slack: LocalSlack) -> None:
        """`<!channel>` typed into thanks is shown as words, in the answer and at night."""
        bob = slack.person("bob")
        await bob.types("#support", "/kudos @seoyeon thank you <!channel> for calming the customer")
        await slack.forward_to("2035-03-12T19:00:05+09:00")
        posted = await bob.sees("#kudos", "for calming the customer")
        assert "<!channel>" not in str(posted.raw["blocks"])
        assert "thank you" in posted

    async def test_words_of_a_hand_over_are_words(self, slack: LocalSlack) -> None:
        """Links, mentions and signs in a packet stay what was typed."""
        await hands_over(
            slack.person("bob"), **{NEED: "Charged twice <!channel> <@U02BOB> & <https://x.y|z>"}
        )
        shown = await card(slack)
        assert "<!channel> <@U02BOB> & <https://x.y|z>" in shown


async def test_a_button_of_an_escalation_that_is_gone_says_so(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """The store was lost, or the packet expired: whoever presses learns how to go on."""
    async with start_bot():
        await hands_over(slack.person("bob"))
        old = await card(slack)
    shutil.rmtree(tmp_path / "data")
    async with start_bot():
        await slack.person("dohyun").presses("제가 맡을게요", in_=old)
        await slack.person("dohyun").sees("#billing", "더 이상 보관되어 있지 않습니다")


@asynccontextmanager
async def whose_store_is_gone(start_bot: StartBot, folder: Path) -> AsyncIterator[None]:
    """A bot at work, and its store killed a moment ago."""
    port = free_port()
    environ = {
        "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        "BATON_SECRET_KEYS": Fernet.generate_key().decode(),
    }
    with running(folder / "redis", "--port", str(port)) as server:
        await until(port, "PING", "PONG")
        async with start_bot(**environ):
            server.kill()
            server.wait()
            yield


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server is installed here")
async def test_while_the_store_is_away_look_ups_go_on_and_changes_say_so(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """A stopped store: questions are answered from memory, a hand-over keeps its form and is told kindly."""
    bob = slack.person("bob")
    async with whose_store_is_gone(start_bot, tmp_path):
        answer = await bob.types("#support", "/escalate refund")
        assert "Dohyun Choi" in answer
        await bob.presses("Hand over", in_=answer)
        form = await bob.modal()
        await bob.fills(form, {NEED: "Charged twice"})
        told = await bob.modal(other_than=form)
        assert "pressing twice still counts once" in told
        await bob.closes(told)
        assert (await bob.modal()).value(NEED) == "Charged twice"


@pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server is installed here")
async def test_while_the_store_is_away_baton_answers_in_its_messages_and_home(
    slack: LocalSlack, start_bot: StartBot, tmp_path: Path
) -> None:
    """A question in a direct message is answered; the Home tab says what is the matter instead of staying empty."""
    bob, emily = slack.person("bob"), slack.person("emily")
    async with whose_store_is_gone(start_bot, tmp_path):
        await bob.types("@bot", "who approves a refund?")
        assert "Dohyun Choi" in await bob.sees("@bot", "Billing & refunds")
        await emily.opens_home("The store does not answer right now")
        assert await emily.reads("@bot") == []


@pytest.mark.usefixtures("bot")
class TestWindowsThatDoNotOpen:
    """Slack opens windows only for seconds after a press, and now and then not at all."""

    @pytest.mark.parametrize("why", ["error:expired_trigger_id", "500"])
    async def test_beside_a_button_it_is_said(self, slack: LocalSlack, why: str) -> None:
        """Whoever pressed reads that nothing happened, and presses again."""
        bob = slack.person("bob")
        answer = await bob.types("#support", "/escalate refund")
        slack.fault("views.open", why)
        await bob.presses("Hand over", in_=answer)
        await bob.sees("#support", "The window did not open in time")
        await bob.presses("Hand over", in_=answer)
        await bob.modal(NEED)

    async def test_behind_a_command_it_is_said(self, slack: LocalSlack) -> None:
        """In the typist's language, to them alone."""
        seoyeon = slack.person("seoyeon")
        slack.fault("views.open", "error:expired_trigger_id")
        answer = await seoyeon.types("#support", "/correct @minjun")
        assert "창을 제때 열지 못했습니다" in answer
        assert answer.ephemeral

    async def test_from_app_home_it_is_said_in_the_dm(self, slack: LocalSlack) -> None:
        """Home has nowhere beside the button."""
        bob = slack.person("bob")
        home = await bob.opens_home("Write a note")
        slack.fault("views.open", "error:expired_trigger_id")
        await bob.presses("Write a note", in_=home)
        await bob.sees("@bot", "The window did not open in time")
