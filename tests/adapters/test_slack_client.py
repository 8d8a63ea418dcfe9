"""One client for everything, who we are, and logs that keep secrets."""

import hashlib
import hmac
import logging
import time
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.keys import Keys
from bot.adapters.slack_app import build_app
from bot.adapters.slack_client import (
    SCOPES,
    Identity,
    introduce,
    make_client,
    missing_scopes,
    open_session,
    quiet_loggers,
    slack_logger,
)
from bot.errors import OperatorError
from playground.people import BOT_ID, BOT_USER_ID, TEAM_ID
from tests.adapters.stage import Stage, scripted


def command(text: str = "") -> AsyncBoltRequest:
    """A slash command as Socket Mode hands it to Bolt."""
    body = {"command": "/values", "text": text, "user_id": "U02BOB", "team_id": TEAM_ID, "channel_id": "C1"}
    return AsyncBoltRequest(mode="socket_mode", body=body)


async def test_slack_tells_who_we_are(stage: Stage) -> None:
    """One auth.test at start."""
    assert (stage.identity.team, stage.identity.user, stage.identity.bot) == (TEAM_ID, BOT_USER_ID, BOT_ID)


async def test_who_we_are_is_asked_until_slack_answers(stage: Stage) -> None:
    """Slack or the network may be down for a while when we start."""
    stage.fault("auth.test", "500", times=3)
    assert (await introduce(stage.api)).bot == BOT_ID


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_auth", "xoxb-"),
        ("token_revoked", "install"),
        ("account_inactive", "install it again"),
        ("some_new_error", "auth.test"),
    ],
)
async def test_a_token_of_no_use_is_told_with_its_mending(stage: Stage, error: str, words: str) -> None:
    """The sentence names the setting, Slack's reason, and what to do."""
    stage.fault("auth.test", f"error:{error}")
    with pytest.raises(OperatorError, match="SLACK_BOT_TOKEN") as caught:
        await introduce(stage.api)
    assert error in str(caught.value)
    assert words in str(caught.value)


async def test_a_slack_that_cannot_be_reached_is_told(stage: Stage) -> None:
    """With the address that was tried."""
    stage.fault("auth.test", "500", times=500)
    with pytest.raises(OperatorError, match=r"127\.0\.0\.1"):
        await introduce(stage.api, patience=60)


@pytest.mark.parametrize("given", ["http://127.0.0.1:1/api", "http://127.0.0.1:1/api/"])
async def test_the_address_may_lack_its_last_slash(given: str) -> None:
    """SLACK_API_URL is typed by people."""
    async with open_session() as session:
        assert make_client("xoxb-1", session, base_url=given).base_url == "http://127.0.0.1:1/api/"


async def test_handlers_get_a_client_like_ours(stage: Stage) -> None:
    """All requests share it, with its address, session and token; it repeats nothing."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    seen: list[AsyncWebClient] = []

    @app.command("/values")
    async def _(ack: Any, client: AsyncWebClient) -> None:  # noqa: ANN401 - Bolt injects it
        seen.append(client)
        await ack("yes")

    response = await app.async_dispatch(command())
    (client,) = seen
    assert response.body == "yes"
    assert client is stage.client
    assert (client.base_url, client.token) == (stage.client.base_url, stage.client.token)
    assert client.session is stage.session
    assert client.retry_handlers == []


async def test_a_request_is_given_what_bolt_gives_it(stage: Stage) -> None:
    """`_init_context` is Bolt's own: once a version of it gives more, ours must, too."""
    ours, theirs = command(), command()
    app = build_app(stage.client, stage.identity, signing_secret=None)
    app._init_context(ours)
    AsyncApp._init_context(app, theirs)
    assert ours.context.keys() == theirs.context.keys()
    assert {"client", "token", "logger", "listener_runner"} <= ours.context.keys()


async def test_a_request_asks_nothing_of_slack(stage: Stage) -> None:
    """No auth.test, not even at the first one."""
    app = build_app(stage.client, stage.identity, signing_secret=None)

    @app.command("/values")
    async def _(ack: Any) -> None:  # noqa: ANN401 - Bolt injects it
        await ack("yes")

    before = len(stage.playground.faults.log)
    await app.async_dispatch(command())
    assert len(stage.playground.faults.log) == before


async def test_our_own_messages_do_not_come_back_to_us(stage: Stage) -> None:
    """Bolt knows our ids from the start, so that we never answer ourselves."""
    app = build_app(stage.client, stage.identity, signing_secret=None)
    heard: list[Any] = []

    @app.event("message")
    async def _(event: dict[str, Any]) -> None:
        heard.append(event)

    ours = {"type": "message", "channel_type": "im", "bot_id": BOT_ID, "text": "hello"}
    body = {"type": "event_callback", "team_id": TEAM_ID, "event": ours}
    await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
    assert heard == []


async def test_building_the_app_warns_of_nothing(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """That `authorize` replaces the token is meant, and not worth a warning at every start."""
    build_app(stage.client, stage.identity, signing_secret="s")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_without_a_signing_secret_no_http_request_passes(stage: Stage) -> None:
    """An empty secret would let anybody sign."""
    app: AsyncApp = build_app(stage.client, stage.identity, signing_secret=None)
    body = '{"type":"event_callback","event":{"type":"message"}}'
    now = int(time.time())
    base = f"v0:{now}:{body}".encode()
    signature = "v0=" + hmac.new(b"", base, hashlib.sha256).hexdigest()
    headers: dict[str, str | Sequence[str]] = {
        "x-slack-signature": signature,
        "x-slack-request-timestamp": str(now),
    }
    response = await app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))
    assert response.status == 401


def test_tokens_and_tickets_stay_out_of_the_log() -> None:
    """In the words of a record, in its arguments and in a traceback."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    logger = slack_logger("test")
    logger.addHandler(handler)
    try:
        logger.warning("token %s", "xoxb-12-abc")
        try:
            int("wss://x/link?ticket=sesame&app_id=A1 with xapp-1-A1-abc")
        except ValueError:
            logger.exception("no connection")
    finally:
        logger.removeHandler(handler)
    assert "app_id=A1" in stream.getvalue()
    assert not any(secret in stream.getvalue() for secret in ("12-abc", "sesame", "A1-abc"))


async def test_bodies_are_not_printed_even_when_all_else_is_at_debug(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever sets the root logger to DEBUG still finds no words of people in the log."""
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    try:
        quiet_loggers()
        app = build_app(stage.client, stage.identity, signing_secret=None)

        @app.command("/values")
        async def _(ack: Any) -> None:  # noqa: ANN401 - Bolt injects it
            await ack("SECRETANSWER")

        with caplog.at_level(logging.DEBUG):
            await app.async_dispatch(command("SECRETQUESTION"))
            await stage.api.write("chat.postMessage", channel=stage.channel("general").id, text="SECRETWORDS")
    finally:
        root.setLevel(before)
    assert "SECRET" not in caplog.text


def test_scopes_that_are_missing_are_named() -> None:
    """Where Slack says what the token may; where it does not, nothing is claimed."""
    told = Identity(team="T1", user="U1", bot="B1", scopes=SCOPES - {"im:write", "im:history"} | {"more"})
    untold = Identity(team="T1", user="U1", bot="B1")
    assert missing_scopes(told) == ["im:history", "im:write"]
    assert missing_scopes(untold) == []


async def test_a_persons_token_is_refused() -> None:
    """A user token has no bot: it would post in that person's name."""
    told = {"ok": True, "user_id": "U02BOB", "team_id": TEAM_ID}
    async with scripted({"auth.test": web.json_response(told)}, speaking_as="xoxp-1") as api:
        with pytest.raises(OperatorError, match="belongs to a person"):
            await introduce(api)


async def test_an_installation_for_a_whole_organisation_is_refused() -> None:
    """Its token speaks for many workspaces, and Slack would want one named with every call."""
    told = {
        "ok": True,
        "user_id": "W0BATON",
        "enterprise_id": "E1",
        "bot_id": "B1",
        "is_enterprise_install": True,
    }
    async with scripted({"auth.test": web.json_response(told)}) as api:
        with pytest.raises(OperatorError, match="into that workspace"):
            await introduce(api)


async def test_a_workspace_of_an_organisation_is_one_like_any_other() -> None:
    """Its people's ids may begin with W."""
    told = {"ok": True, "user_id": "W0BATON", "team_id": TEAM_ID, "enterprise_id": "E1", "bot_id": "B1"}
    async with scripted({"auth.test": web.json_response(told)}) as api:
        ours = await introduce(api)
    assert (ours.key, ours.enterprise) == (TEAM_ID, "E1")
    assert ours.wrote({"user": "W0BATON"})


async def test_a_bots_token_is_taken_without_a_bot_id() -> None:
    """It begins with xoxb-; our own messages are then known by our user id, or by any bot's where that is untold."""
    told = {"ok": True, "user_id": "U0BATON", "team_id": TEAM_ID}
    async with scripted({"auth.test": web.json_response(told)}) as api:
        ours = await introduce(api)
    assert ours.wrote({"user": "U0BATON"})
    assert not ours.wrote({"user": "U02BOB"})
    assert not ours.wrote({"user": "U02BOB", "bot_id": "B1"})
    assert ours.wrote({"bot_id": "B1"})


async def test_a_workspace_whose_id_is_not_told_has_keys_all_the_same() -> None:
    """The same ones at every start, and others than its neighbour's."""
    told = {"ok": True, "url": "https://one.example/", "user_id": "U0BATON"}
    async with scripted({"auth.test": web.json_response(told)}) as api:
        one = await introduce(api)
    assert Keys(one.key) == Keys(Identity(team="", user="", bot="", url="https://one.example/").key)
    assert one.key != Identity(team="", user="", bot="", url="https://two.example/").key
    assert Identity(team="T1", user="", bot="", url="https://one.example/").key == "T1"


async def test_the_tokens_scopes_are_learned_from_slacks_header() -> None:
    """Slack names them with every answer."""
    told = {"ok": True, "user_id": "U1", "team_id": TEAM_ID, "bot_id": "B1"}
    answer = web.json_response(told, headers={"X-OAuth-Scopes": "commands,chat:write"})
    async with scripted({"auth.test": answer}) as api:
        assert (await introduce(api)).scopes == {"commands", "chat:write"}
