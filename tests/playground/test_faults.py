"""Things that go wrong on purpose, and the log."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    """A client that retries nothing by itself."""
    none: list[AsyncRetryHandler] = []
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=none)


@pytest.fixture
def patient(slack: LocalSlack) -> AsyncWebClient:
    """The same with all the time there is."""
    none: list[AsyncRetryHandler] = []
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=none)


async def test_429_and_500(slack: LocalSlack, client: AsyncWebClient) -> None:
    """As often as asked, then everything is well again; nothing was done in between."""
    slack.fault("chat.postMessage", "429", times=2, retry_after=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as raised:
            await client.chat_postMessage(channel="#support", text="x")
        assert raised.value.response.headers["Retry-After"] == "7"
    slack.fault("chat.postMessage", "500")
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="#support", text="x")
    assert (await client.chat_postMessage(channel="#support", text="well"))["ok"]
    assert await slack.person("jimin").reads("#support") == ["well"]
    assert [call.status for call in slack.calls("chat.postMessage")] == [429, 429, 500, 200]


async def test_an_error_by_name(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Any error of Slack's can be had."""
    slack.fault("conversations.open", "error:user_not_visible")
    with pytest.raises(SlackApiError, match="user_not_visible"):
        await client.conversations_open(users="U02BOB")


async def test_dropped_before_and_after_doing(slack: LocalSlack, client: AsyncWebClient) -> None:
    """In both cases the caller learns nothing; only in the second is the message there."""
    slack.fault("chat.postMessage", "drop")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="#support", text="never")
    assert await slack.person("jimin").reads("#support") == []
    slack.fault("chat.postMessage", "drop_after_doing")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="#support", text="posted")
    assert await slack.person("jimin").reads("#support") == ["posted"]
    slack.fault("chat.postMessage", "timeout_after_doing")
    with pytest.raises(asyncio.TimeoutError):
        await client.chat_postMessage(channel="#support", text="posted too")
    assert await slack.person("jimin").reads("#support") == ["posted", "posted too"]


async def test_answered_late_it_was_done_at_once(slack: LocalSlack, patient: AsyncWebClient) -> None:
    """People read it while the caller waits; then the caller hears what is true, and the next call is as always."""
    slack.fault("chat.postMessage", "late_after_doing")
    calling = asyncio.ensure_future(patient.chat_postMessage(channel="#support", text="posted"))
    shown = await slack.person("jimin").sees("#support", "posted")
    assert not calling.done()
    slack.answer_late()
    assert (await calling)["ts"] == shown.ts
    assert (await patient.chat_postMessage(channel="#support", text="well"))["ok"]


async def test_late_answers_are_given_also_from_outside(slack: LocalSlack, patient: AsyncWebClient) -> None:
    """As a person at the page, or the tests of another bot, ask for them."""
    slack.fault("chat.postMessage", "late_after_doing")
    calling = asyncio.ensure_future(patient.chat_postMessage(channel="#support", text="posted"))
    await slack.called("chat.postMessage")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.url}/page/fault", json={"answer_late": True}) as answered,
    ):
        assert answered.status == 200
    assert (await calling)["ok"]


async def test_a_429_that_does_not_say_how_long(slack: LocalSlack, client: AsyncWebClient) -> None:
    """As something on the way to Slack may answer."""
    slack.fault("chat.postMessage", "429_without_retry_after")
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel="#support", text="x")
    assert raised.value.response.status_code == 429
    assert "Retry-After" not in raised.value.response.headers


async def test_half_closed_before_and_after_doing(slack: LocalSlack, client: AsyncWebClient) -> None:
    """The caller is told nothing; only in the second case is the message there."""
    slack.fault("chat.postMessage", "half_close")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="#support", text="never")
    slack.fault("chat.postMessage", "half_close_after_doing")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="#support", text="posted")
    assert await slack.person("jimin").reads("#support") == ["posted"]


async def test_the_log(slack: LocalSlack, client: AsyncWebClient) -> None:
    """Every call with its arguments and its answer, also over HTTP."""
    await client.chat_postMessage(channel="#support", text="x")
    call = (await slack.called("chat.postMessage"))[0]
    assert (call.args["text"], call.answer["ok"]) == ("x", True)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.url}/page/log?method=chat.postMessage") as log,
    ):
        assert [entry["args"]["text"] for entry in await log.json()] == ["x"]


def test_an_unknown_fault(slack: LocalSlack) -> None:
    """It is refused, with the kinds there are."""
    with pytest.raises(ValueError, match="timeout_after_doing"):
        slack.fault("chat.postMessage", "earthquake")
