"""Socket Mode: several connections, and the ways one ends."""

from typing import Any

import aiohttp
from slack_bolt.context.ack.async_ack import AsyncAck

from playground.driver import LocalSlack
from tests.playground.conftest import bolt_app, over_socket_mode

Body = dict[str, Any]


async def test_an_envelope_goes_to_any_one_connection(slack: LocalSlack) -> None:
    """Two connections of one app share the work; each command arrives once."""
    texts: list[str] = []
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck, body: Body) -> None:
        texts.append(body["text"])
        await ack("ok")

    async with over_socket_mode(app, slack, connections=2):
        jimin = slack.person("jimin")
        for number in range(4):
            await jimin.types("#support", f"/ask {number}")
        assert texts == ["0", "1", "2", "3"]
        assert slack.connections == 2


async def test_a_polite_disconnect_loses_nothing(slack: LocalSlack) -> None:
    """On refresh_requested the client comes back at once and answers again."""
    app = bolt_app(slack)

    @app.command("/ask")
    async def ask(ack: AsyncAck) -> None:
        await ack("still here")

    async with over_socket_mode(app, slack):
        await slack.disconnect("refresh_requested")
        await slack.bot_reconnected(connections=1)
        answer = await slack.person("jimin").types("#support", "/ask")
        assert answer.text == "still here"


async def test_a_reset_a_frozen_and_a_half_closed_connection_are_left_behind(slack: LocalSlack) -> None:
    """Bolt's client notices each, at its next ping or soon after, and opens a new connection."""
    app = bolt_app(slack)
    async with over_socket_mode(app, slack):
        await slack.disconnect("reset")
        await slack.bot_reconnected(connections=1)
        await slack.disconnect("freeze")
        await slack.bot_reconnected(connections=2)
        await slack.disconnect("half_close")
        await slack.bot_reconnected(connections=3)


async def test_a_ticket_opens_one_connection_and_hello_counts_them(slack: LocalSlack) -> None:
    """The address works once; the eleventh connection is one too many."""
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with aiohttp.ClientSession() as session:

        async def address() -> str:
            async with session.post(f"{slack.api_url}apps.connections.open", headers=headers) as answer:
                return str((await answer.json())["url"])

        used = await address()
        first = await session.ws_connect(used)
        hello = await first.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        async with session.get(used.replace("ws", "http", 1)) as answer:
            assert answer.status == 403
        connections = [first]
        for number in range(2, 11):
            connections.append(await session.ws_connect(await address()))
            assert (await connections[-1].receive_json())["num_connections"] == number
        refused = await session.ws_connect(await address())
        assert (await refused.receive_json())["reason"] == "too_many_websockets"


async def test_without_a_connection_a_command_fails_at_once(slack: LocalSlack) -> None:
    """There is nobody to ask, and the person is told."""
    done = await slack.person("jimin").act("command", channel="#support", text="/ask")
    assert done["failed"] == "dispatch_failed"
