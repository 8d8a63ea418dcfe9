"""Who wrote a message, where Slack's event does not tell: read in the channel, else in the thread; in doubt nobody."""

import pytest

from bot.adapters.slack_authors import SlackAuthors
from bot.ports import Unclear
from playground.people import BOT_USER_ID, Message
from tests.adapters.stage import Stage


@pytest.fixture
def channel(stage: Stage) -> str:
    """A channel that the bot is in."""
    found = stage.channel("support")
    found.members.add(BOT_USER_ID)
    return found.id


def written(stage: Stage, channel: str, *, thread: str | None = None) -> str:
    """Bob writes there; the time stamp."""
    world = stage.playground.world
    message = Message(ts=world.new_ts(), channel=channel, user="U02BOB", text="done", thread_ts=thread)
    return world.post(message).ts


async def test_a_message_of_the_channel(stage: Stage, channel: str) -> None:
    """Whoever wrote it, and not whoever wrote before or after."""
    ts = written(stage, channel)
    written(stage, channel)
    assert await SlackAuthors(stage.api).author(channel, ts) == "U02BOB"


async def test_an_answer_in_a_thread(stage: Stage, channel: str) -> None:
    """It is in no channel's history."""
    reply = written(stage, channel, thread=written(stage, channel))
    assert await SlackAuthors(stage.api).author(channel, reply) == "U02BOB"


async def test_what_cannot_be_read_was_written_by_nobody(stage: Stage, channel: str) -> None:
    """A message that is gone, a channel that is not ours."""
    assert await SlackAuthors(stage.api).author(channel, "1.000001") is None
    assert await SlackAuthors(stage.api).author("C0NOWHERE", "1.000001") is None


async def test_a_slack_that_does_not_answer_has_told_nobody(stage: Stage, channel: str) -> None:
    """So whoever put the emoji on hears that it was not kept."""
    stage.fault("conversations.history", "error:internal_error", times=9)
    with pytest.raises(Unclear):
        await SlackAuthors(stage.api).author(channel, "1.000001")
