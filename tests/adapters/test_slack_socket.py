"""Socket Mode: requests arrive over two connections, and none is lost when one goes."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.adapters.slack_app import BatonApp, build_app
from bot.adapters.slack_socket import Envelopes, SocketMode, acknowledgement
from bot.errors import OperatorError
from bot.ports.meter import Count, Silent
from bot.ports.metrics import SOCKET_OPENED
from playground.faults import Fault
from playground.people import TEAM_ID
from playground.transport import Envelope, NoAnswer
from tests.adapters.stage import Stage

QUICK = 0.05
"""Seconds between two pings here."""
NEVER = 60.0
"""Seconds: no ping comes in time to notice anything."""


def answering(stage: Stage) -> BatonApp:
    """An app that answers /values with what was asked."""
    app = build_app(stage.client, stage.identity, signing_secret=None)

    @app.command("/values")
    async def _(ack: Any, command: dict[str, Any]) -> None:  # noqa: ANN401 - Bolt injects it
        await ack(f"you asked {command['text']}")

    return app


async def ask(stage: Stage, text: str) -> str | None:
    """Type the command; what Slack would show."""
    payload = {
        "command": "/values",
        "text": text,
        "user_id": "U02BOB",
        "team_id": TEAM_ID,
        "channel_id": stage.channel("general").id,
    }
    envelope = Envelope(kind="slash_commands", payload=payload, accepts_response=True)
    answer = await stage.playground.transport.send(envelope, within=3)
    return None if answer is None else str(answer["text"])


async def test_two_connections_serve_one_app(stage: Stage) -> None:
    """`start` returns when both stand, and either answers."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app)
    await socket.start()
    assert await socket.connected()
    assert len(stage.playground.socket_mode.connections) == 2
    assert [await ask(stage, text) for text in "abc"] == ["you asked a", "you asked b", "you asked c"]
    await socket.close()
    assert not await socket.connected()


@pytest.mark.parametrize("how", ["warning", "refresh_requested", "reset"])
async def test_a_connection_that_goes_is_replaced_while_the_other_answers(stage: Stage, how: Any) -> None:  # noqa: ANN401 - a literal of the playground's
    """Slack replaces connections about hourly; nobody notices."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=QUICK)
    await socket.start()
    opened = stage.playground.socket_mode.opened
    await stage.playground.socket_mode.disconnect(how, only=0)
    assert await stage.playground.socket_mode.opened_more_than(opened, within=5)
    assert await ask(stage, "again") == "you asked again"
    assert await socket.connected()
    await socket.close()


async def test_begun_requests_are_answered_before_it_closes(stage: Stage) -> None:
    """Whoever typed a command a moment before a deployment still gets its answer."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    begun, go_on = asyncio.Event(), asyncio.Event()

    @app.command("/values")
    async def _(ack: Any) -> None:  # noqa: ANN401 - Bolt injects it
        begun.set()
        await go_on.wait()
        await ack("late, but here")

    socket = SocketMode(app, stage.playground.tokens.app)
    await socket.start()
    asked = asyncio.create_task(ask(stage, "x"))
    await begun.wait()
    closing = asyncio.create_task(socket.close())
    go_on.set()
    assert await asked == "late, but here"
    await closing


@pytest.mark.parametrize(("token", "words"), [("xapp-wrong", "App-Level Tokens"), ("bot", "not the bot's")])
async def test_a_wrong_app_token_is_told_at_once(stage: Stage, token: str, words: str) -> None:
    """The SDK by itself would try it for ever."""
    given = stage.playground.tokens.bot if token == "bot" else token
    with pytest.raises(OperatorError, match="SLACK_APP_TOKEN") as caught:
        await SocketMode(answering(stage), given).start()
    assert words in str(caught.value)


async def test_an_address_that_went_stale_is_replaced(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An address serves once and briefly; the SDK would try a lost one for ever. Its ticket stays out of the log."""
    good = stage.playground.socket_mode.ticket
    given = iter(["sesame-1", "sesame-2", "sesame-3"])
    monkeypatch.setattr(stage.playground.socket_mode, "ticket", lambda: next(given, None) or good())
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=QUICK)
    async with asyncio.timeout(10):
        await socket.start()
    assert await ask(stage, "x") == "you asked x"
    assert "Failed to connect" in caplog.text
    assert "sesame" not in caplog.text
    await socket.close()


async def test_a_frozen_connection_is_noticed(stage: Stage) -> None:
    """It stays open and says nothing: its pings are not answered, and it is replaced."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=0.2)
    await socket.start()
    opened = stage.playground.socket_mode.opened
    await stage.playground.socket_mode.disconnect("freeze", only=0)
    assert await stage.playground.socket_mode.opened_more_than(opened, within=10)
    await socket.close()


async def test_an_envelope_that_comes_to_both_connections_is_handled_once(stage: Stage) -> None:
    """Both get the same answer; another envelope under the same id is another request."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    asked: list[str] = []

    @app.command("/values")
    async def _(ack: Any, command: dict[str, Any]) -> None:  # noqa: ANN401 - Bolt injects it
        asked.append(command["text"])
        await ack(f"answer {len(asked)}")

    envelopes = Envelopes(app)
    first, second = await asyncio.gather(envelopes.answer(carrying("a")), envelopes.answer(carrying("a")))
    other = await envelopes.answer(carrying("b"))
    assert first.body == second.body
    assert other.body != first.body
    assert asked == ["a", "b"]


def carrying(text: str) -> SocketModeRequest:
    """An envelope with a command in it."""
    payload = {"command": "/values", "text": text, "user_id": "U02BOB", "team_id": TEAM_ID}
    return SocketModeRequest(type="slash_commands", envelope_id="E1", payload=payload)


async def test_an_answer_leaves_before_what_follows_it_begins(stage: Stage) -> None:
    """What a handler leaves to be done behind its answer does not hold the answer up."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    order: list[str] = []
    behind: list[asyncio.Task[None]] = []

    async def follow() -> None:
        order.append("what follows")

    async def answered(_fields: Mapping[str, Any]) -> BoltResponse:
        behind.append(asyncio.create_task(follow()))
        return BoltResponse(status=200, body="yes")

    app.answers_commands(answered)
    await Envelopes(app).answer(carrying("a"))
    order.append("the answer")
    await behind[0]
    assert order == ["the answer", "what follows"]


async def test_what_could_not_be_answered_may_come_again(stage: Stage) -> None:
    """A failure is told to whoever waits, on either connection, and is nobody's answer later."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    asked: list[str] = []

    async def answered(fields: Mapping[str, Any]) -> BoltResponse:
        asked.append(fields["text"])
        await asyncio.sleep(0)
        if len(asked) == 1:
            raise RuntimeError("the first time it breaks")
        return BoltResponse(status=200, body="yes")

    app.answers_commands(answered)
    envelopes = Envelopes(app)
    both = await asyncio.gather(*(envelopes.answer(carrying("a")) for _ in range(2)), return_exceptions=True)
    assert [type(one) for one in both] == [RuntimeError, RuntimeError]
    assert (await envelopes.answer(carrying("a"))).body == "yes"


async def test_an_envelope_of_another_shape_is_set_aside(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """It breaks nothing, and the next one is answered."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=NEVER)
    await socket.start()
    [first, *_] = stage.playground.socket_mode.connections
    await first.socket.send_json({"envelope_id": "E1", "type": "slash_commands", "payload": ["a list"]})
    assert [await ask(stage, text) for text in "ab"] == ["you asked a", "you asked b"]
    assert "set aside" in caplog.text
    await socket.close()


async def test_half_a_connection_is_left_at_once(stage: Stage) -> None:
    """Nothing more comes on it, which is heard when it ends, not at a ping long after."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=NEVER)
    await socket.start()
    opened = stage.playground.socket_mode.opened
    await stage.playground.socket_mode.disconnect("half_close", only=0)
    assert await stage.playground.socket_mode.opened_more_than(opened, within=5)
    assert [await ask(stage, text) for text in "ab"] == ["you asked a", "you asked b"]
    await socket.close()


async def test_the_next_connection_stands_before_a_dismissed_one_is_left(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Slack still puts on it until it closes it is answered."""
    slack = stage.playground.socket_mode
    monkeypatch.setattr(slack, "_grace", 10.0)
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=NEVER, connections=1)
    await socket.start()
    await slack.disconnect("warning", only=0)
    assert await slack.opened_more_than(1, within=5)
    assert len(slack.connections) == 2
    assert [await ask(stage, text) for text in "abcd"] == [f"you asked {text}" for text in "abcd"]
    await socket.close()


async def test_a_connection_that_cannot_be_asked_for_is_asked_for_again(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """A gateway that answers 500 with a page of text is Slack being away, not an error of ours."""
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=QUICK)
    await socket.start()
    slack = stage.playground.socket_mode
    opened = slack.opened
    stage.playground.faults.plan(Fault("apps.connections.open", "500", 2))
    await slack.disconnect("reset", only=0)
    assert await slack.opened_more_than(opened, within=10)
    assert not [record for record in caplog.records if record.exc_info or record.levelname == "ERROR"]
    await socket.close()


class Breaks(Silent):
    """Counts opened connections; the third breaks it."""

    def __init__(self) -> None:
        self.opened = 0

    def count(self, what: Count, *_labels: str) -> None:
        """Once more."""
        self.opened += what is SOCKET_OPENED
        if self.opened == 3:
            raise ValueError("nobody foresaw this")


async def test_an_error_of_ours_leaves_no_connection_unkept(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told with its trace, and another connection is opened in its place."""
    meter = Breaks()
    socket = SocketMode(answering(stage), stage.playground.tokens.app, ping_interval=QUICK, meter=meter)
    await socket.start()
    slack = stage.playground.socket_mode
    opened = slack.opened
    await slack.disconnect("reset", only=0)
    assert await slack.opened_more_than(opened + 1, within=5)
    assert "nobody foresaw this" in caplog.text
    await slack.disconnect("reset", only=0)
    assert await slack.opened_more_than(opened + 2, within=5)
    assert await ask(stage, "still") == "you asked still"
    await socket.close()


async def test_an_answer_whose_connection_went_goes_out_on_the_other(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """As slack_sdk sends it on its next connection; nothing is logged as an error."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    begun, go_on = asyncio.Event(), asyncio.Event()

    @app.command("/values")
    async def _(ack: Any) -> None:  # noqa: ANN401 - Bolt injects it
        begun.set()
        await go_on.wait()
        await ack("late")

    socket = SocketMode(app, stage.playground.tokens.app, ping_interval=NEVER)
    await socket.start()
    slack = stage.playground.socket_mode
    asked = asyncio.create_task(ask(stage, "x"))
    await begun.wait()
    (chosen,) = [at for at, connection in enumerate(slack.connections) if connection.waiting]
    (envelope_id,) = slack.connections[chosen].waiting
    await slack.disconnect("reset", only=chosen)
    assert await slack.opened_more_than(2, within=5)
    heard: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    for connection in slack.connections:
        connection.waiting[envelope_id] = heard
    go_on.set()
    assert await asyncio.wait_for(heard, 5) == {"text": "late"}
    with pytest.raises(NoAnswer):
        await asked
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    await socket.close()


async def test_an_answer_leaves_as_it_was_written() -> None:
    """JSON as it is, words as a text, nothing as nothing."""
    written = '{"text": "안녕하세요", "blocks": []}'
    answers = [BoltResponse(status=200, body=body) for body in (written, "words", "")]
    told = [json.loads(acknowledgement("E1", answer)) for answer in answers]
    assert told == [
        {"envelope_id": "E1", "payload": json.loads(written)},
        {"envelope_id": "E1", "payload": {"text": "words"}},
        {"envelope_id": "E1"},
    ]
