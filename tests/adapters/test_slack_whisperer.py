"""The whisperer writes to one person, and cannot be brought to speak anywhere else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_client import Identity, make_client, open_session
from bot.adapters.slack_posting import Posting
from bot.adapters.slack_whisperer import SlackWhisperer
from bot.ports import Refused, Unclear
from bot.views.limits import section
from bot.views.message import Message
from tests.adapters.stage import Stage

SINCE = datetime.now(UTC) - timedelta(seconds=1)
NOTE = Message("A note is waiting for you.", (section("A note is waiting for you."),))


async def test_only_its_reader_can_ever_read_it(stage: Stage) -> None:
    """It lies in the direct message with them; nobody else could have read it."""
    await SlackWhisperer(stage.posting).whisper("U02BOB", NOTE, key="note-1")
    readable = stage.playground.world.readable
    assert [message.text for message in stage.direct("bob")] == [NOTE.text]
    others = set(stage.playground.world.users) - {"U02BOB", stage.identity.user}
    assert not any(NOTE.text in read.text for user in others for read in readable.of(user))


async def test_a_lost_answer_does_not_write_twice(stage: Stage) -> None:
    """It is unclear, then found."""
    whisperer = SlackWhisperer(stage.posting)
    stage.fault("chat.postMessage", "drop_after_doing")
    with pytest.raises(Unclear):
        await whisperer.whisper("U02BOB", NOTE, key="note-1")
    assert await whisperer.find("U02BOB", key="note-1", since=SINCE) is not None
    assert len(stage.direct("bob")) == 1


@pytest.mark.parametrize(
    "user", ["", "C0123ABC", "#support", "U02BOB,U0OTHER", "@bob", "D0123ABC", "S0123ABC"]
)
async def test_what_is_not_one_user_is_refused(stage: Stage, user: str) -> None:
    """A channel, a group, a list and a name: nothing is opened and nothing is said."""
    with pytest.raises(Refused, match="not_one_user"):
        await SlackWhisperer(stage.posting).whisper(user, NOTE, key="note-1")
    assert stage.calls("conversations.open") == []
    assert stage.calls("chat.postMessage") == []


def test_it_has_no_other_way_to_speak() -> None:
    """Its public face is writing to one person and finding that again."""
    assert {name for name in dir(SlackWhisperer) if not name.startswith("_")} == {"whisper", "find"}


class LyingSlack:
    """Opens whatever it was told to as a "direct message", and remembers what was posted."""

    def __init__(self) -> None:
        self.opens: dict[str, Any] = {}
        self.posts: list[dict[str, Any]] = []

    async def open(self, _: web.Request) -> web.Response:
        """conversations.open."""
        return web.json_response({"ok": True, "channel": self.opens})

    async def post(self, request: web.Request) -> web.Response:
        """chat.postMessage."""
        self.posts.append(await request.json())
        return web.json_response({"ok": True, "channel": self.opens["id"], "ts": "1.000001"})


@pytest.fixture
async def lying() -> AsyncIterator[tuple[LyingSlack, SlackWhisperer]]:
    """A whisperer on a Slack that lies."""
    slack = LyingSlack()
    app = web.Application()
    app.router.add_post("/api/conversations.open", slack.open)
    app.router.add_post("/api/chat.postMessage", slack.post)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with open_session() as session:
        client = make_client("xoxb-1", session, base_url=f"http://127.0.0.1:{runner.addresses[0][1]}/api/")
        yield slack, SlackWhisperer(Posting(SlackApi(client), Identity(team="T1", user="U1", bot="B1")))
    await runner.cleanup()


@pytest.mark.parametrize(
    "opened",
    [
        {"id": "C0123ABC"},
        {"id": "G0123ABC", "is_mpim": True},
        {"id": "D0123ABC", "is_im": False},
        {"id": "C0123ABC", "is_im": True, "is_channel": True},
        {"id": "D0123ABC", "is_im": True, "user": "U0OTHER"},
        {},
    ],
)
async def test_a_conversation_that_is_not_theirs_alone_is_refused(
    lying: tuple[LyingSlack, SlackWhisperer], opened: dict[str, Any]
) -> None:
    """A channel, a group, somebody else's: nothing is posted, whatever Slack calls it."""
    slack, whisperer = lying
    slack.opens = opened
    with pytest.raises(Refused, match="not_a_direct_message"):
        await whisperer.whisper("U02BOB", NOTE, key="note-1")
    assert slack.posts == []


@pytest.mark.parametrize("opened", [{"id": "D0123ABC"}, {"id": "D0123ABC", "is_im": True, "user": "U02BOB"}])
async def test_a_direct_message_is_taken_in_both_of_slacks_forms(
    lying: tuple[LyingSlack, SlackWhisperer], opened: dict[str, Any]
) -> None:
    """Slack may answer with the id alone, or with all it knows."""
    slack, whisperer = lying
    slack.opens = opened
    await whisperer.whisper("U02BOB", NOTE, key="note-1")
    assert [post["channel"] for post in slack.posts] == ["D0123ABC"]
