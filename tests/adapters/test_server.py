"""What listens on PORT: health, readiness, and Slack's signed requests."""

import asyncio
import json
import signal
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from pydantic import SecretStr
from slack_bolt.response import BoltResponse

from bot.adapters.asgi import LARGEST_BODY
from bot.adapters.server import Door, WebServer
from bot.adapters.slack_app import build_app
from bot.errors import OperatorError
from playground.people import TEAM_ID
from playground.signed_http import sign
from tests.adapters.stage import Stage

SECRET = "signing-secret"
FORM = "application/x-www-form-urlencoded"


async def yes() -> None:
    """A check that holds."""


async def no() -> str:
    """A check that does not."""
    return "it is away"


async def broken() -> None:
    """A check that fails itself."""
    raise ConnectionError


@asynccontextmanager
async def listening(door: Door) -> AsyncIterator[aiohttp.ClientSession]:
    """The door on a port of the system's choice, and somebody to knock."""
    server = WebServer(door, port=0, host="127.0.0.1")
    await server.start()
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
            yield session
    finally:
        await server.close()


@asynccontextmanager
async def slack_door(stage: Stage, *secrets: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A door behind which commands are answered; Slack may sign with these secrets."""
    app = build_app(stage.client, stage.identity, signing_secret=SECRET)

    async def answered(command: Mapping[str, Any]) -> BoltResponse:
        return BoltResponse(status=200, body=f"you asked {command['text']}")

    app.answers_commands(answered)
    async with listening(Door({}, slack=app, signed=[SecretStr(one) for one in secrets])) as session:
        yield session


def typed(text: str) -> bytes:
    """The body Slack sends for a command."""
    return urlencode({"command": "/values", "text": text, "user_id": "U1", "team_id": TEAM_ID}).encode()


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """Its headers."""
    return {"Content-Type": FORM, **sign(secret, body, int(at or time.time()))}


async def test_health_is_that_the_process_answers() -> None:
    """Whatever else is down."""
    async with listening(Door({"store": no})) as session, session.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_readiness_names_each_check() -> None:
    """Ready when all hold."""
    async with listening(Door({"slack": yes, "store": yes})) as session, session.get("/readyz") as answer:
        assert answer.status == 200
        assert await answer.json() == {"ok": True, "checks": {"slack": True, "store": True}}


@pytest.mark.parametrize(("check", "why"), [(no, "it is away"), (broken, "fails (ConnectionError)")])
async def test_one_check_that_fails_is_not_ready(check: Any, why: str) -> None:  # noqa: ANN401 - a check
    """503 with the name of what is down, and why; of one that raises only the kind, its words may name a secret."""
    async with listening(Door({"slack": yes, "store": check})) as session, session.get("/readyz") as answer:
        assert answer.status == 503
        told = await answer.json()
        assert told["checks"] == {"slack": True, "store": False}
        assert told["why"] == {"store": why}


async def test_why_it_is_not_ready_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    """However often a balancer asks."""
    async with listening(Door({"store": no})) as session:
        for _ in range(3):
            async with session.get("/readyz") as answer:
                assert answer.status == 503
    assert [line.message for line in caplog.records if "readiness" in line.message] == [
        "readiness: store: it is away"
    ]


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/healthz"), ("POST", "/slack/events")])
async def test_there_is_nothing_else(method: str, path: str) -> None:
    """In Socket Mode not even Slack's address."""
    async with listening(Door({})) as session, session.request(method, path) as answer:
        assert answer.status == 404


async def test_a_signed_request_is_answered(stage: Stage) -> None:
    """The answer is the acknowledgement; Korean survives the way."""
    body = typed("고객이 화가 났어요")
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=signed(body)) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "you asked 고객이 화가 났어요")


async def test_slacks_handshake_is_answered(stage: Stage) -> None:
    """url_verification, signed."""
    body = json.dumps({"type": "url_verification", "challenge": "sesame"}).encode()
    headers = {**signed(body), "Content-Type": "application/json"}
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=headers) as answer,
    ):
        assert "sesame" in await answer.text()


@pytest.mark.parametrize("wrong", ["secret", "old", "unsigned"])
async def test_a_request_that_is_not_slacks_is_refused(stage: Stage, wrong: str) -> None:
    """Another secret, a signature from six minutes ago, none at all."""
    body = typed("x")
    headers = {
        "secret": signed(body, secret="guessed"),
        "old": signed(body, at=time.time() - 360),
        "unsigned": {"Content-Type": FORM},
    }[wrong]
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=headers) as answer,
    ):
        assert answer.status == 401


async def test_without_a_secret_nobody_is_let_in(stage: Stage) -> None:
    """Commands are believed behind the gate: there is no way around it, and none through one that knows no secret."""
    body = typed("x")
    async with slack_door(stage) as session:
        for headers in (signed(body), signed(body, secret=""), {"Content-Type": FORM}):
            async with session.post("/slack/events", data=body, headers=headers) as answer:
                assert answer.status == 401


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_beyond_a_megabyte_is_refused(stage: Stage, *, announced: bool) -> None:
    """By its announced length, or as soon as it turns out so."""
    body = b"x" * (LARGEST_BODY + 1)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    async with slack_door(stage, SECRET) as session:
        try:
            async with session.post("/slack/events", data=body if announced else pieces()) as answer:
                assert answer.status == 413
        except aiohttp.ClientConnectionError:
            assert not announced, "it may hang up on somebody who goes on sending"


@pytest.mark.parametrize("body", [b"\xff\xfe", b"command=%2Fvalues&user_id=U1&text=\xff"])
async def test_a_body_that_is_no_text_is_refused(stage: Stage, body: bytes) -> None:
    """Instead of an error of ours."""
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=signed(body)) as answer,
    ):
        assert answer.status == 400


async def test_slacks_address_takes_posts_only(stage: Stage) -> None:
    """Whoever opens it in a browser learns nothing."""
    async with slack_door(stage, SECRET) as session, session.get("/slack/events") as answer:
        assert answer.status == 405


async def test_a_taken_port_is_told() -> None:
    """With the setting to change."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OperatorError, match="PORT"):
            await WebServer(Door({}), port=port, host="127.0.0.1").start()


async def test_signals_stay_whose_they_were() -> None:
    """The server lives in our process; what Ctrl-C does is not its decision."""
    before = signal.getsignal(signal.SIGINT)
    async with listening(Door({})):
        assert signal.getsignal(signal.SIGINT) is before


async def test_closing_answers_what_has_begun() -> None:
    """A request on its way gets its answer."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await go_on.wait()

    server = WebServer(Door({"slow": slow}), port=0, host="127.0.0.1")
    await server.start()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
        asked = asyncio.create_task(session.get("/readyz"))
        await begun.wait()
        closing = asyncio.create_task(server.close())
        go_on.set()
        async with await asked as answer:
            assert answer.status == 200
        await closing


@pytest.mark.parametrize("words", ["the payload= is lost", "a & b = 100%, 환불", ""])
async def test_a_command_is_answered_whatever_its_words_are(stage: Stage, words: str) -> None:
    """Bolt's reader of forms takes one with "payload" in its words for a press, and finds nothing in it."""
    body = typed(words)
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=signed(body)) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, f"you asked {words}")


async def test_a_command_without_a_sender_is_set_aside(stage: Stage) -> None:
    """Ids of people become parts of keys: one that is none reaches nobody, over HTTP, too."""
    body = urlencode({"command": "/values", "text": "x", "user_id": "a:b"}).encode()
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=signed(body)) as answer,
    ):
        assert (answer.status, await answer.text()) == (400, "")


async def test_a_press_is_no_command_though_it_says_so(stage: Stage) -> None:
    """What is pressed goes to Bolt, whatever stands beside it in the form."""
    press = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "actions": [{"action_id": "x"}],
        "trigger_id": "1",
    }
    body = urlencode({"command": "/values", "user_id": "U1", "payload": json.dumps(press)}).encode()
    async with (
        slack_door(stage, SECRET) as session,
        session.post("/slack/events", data=body, headers=signed(body)) as answer,
    ):
        assert "you asked" not in await answer.text()
