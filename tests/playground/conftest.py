"""A playground for each test, and a small Bolt app that connects to it either way."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from playground.driver import LocalSlack

HERE = Path(__file__).parent


@asynccontextmanager
async def local_slack(**options: object) -> AsyncIterator[LocalSlack]:
    """A playground with the small example files."""
    files = {"escalation": HERE / "escalation.yaml", "manifest": HERE / "manifest.yaml"}
    async with LocalSlack.start(**{**files, **options}) as slack:  # type: ignore[arg-type]  # options are of many types
        yield slack


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A playground with short patience."""
    async with local_slack(
        answer_seconds=0.4, trigger_seconds=0.3, retry_scale=0.001, grace_seconds=0.05
    ) as slack:
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    """Slack's own Web API client, with the bot's token."""
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url)


def bolt_app(slack: LocalSlack) -> AsyncApp:
    """An app that knows nothing yet."""
    return AsyncApp(
        client=AsyncWebClient(slack.bot_token, base_url=slack.api_url),
        signing_secret=slack.signing_secret,
        process_before_response=True,
    )


@asynccontextmanager
async def over_socket_mode(app: AsyncApp, slack: LocalSlack, *, connections: int = 1) -> AsyncIterator[None]:
    """Connect the app through Bolt's own Socket Mode handler."""
    handlers = [AsyncSocketModeHandler(app, slack.app_token, ping_interval=0.5) for _ in range(connections)]
    try:
        for handler in handlers:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's
        await slack.bot_connected()
        yield
    finally:
        for handler in handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt's


@asynccontextmanager
async def over_http(app: AsyncApp, slack: LocalSlack) -> AsyncIterator[None]:
    """Serve the app's signed endpoint and let the playground send there."""

    async def events(request: web.Request) -> web.Response:
        bolt_request = AsyncBoltRequest(body=await request.text(), headers=dict(request.headers))
        answer = await app.async_dispatch(bolt_request)
        headers = {name: values[0] for name, values in answer.headers.items()}
        return web.Response(status=answer.status, body=answer.body, headers=headers)

    server = web.Application()
    server.router.add_post("/slack/events", events)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.use_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
        await slack.bot_connected()
        yield
    finally:
        await runner.cleanup()


Connect = Callable[[AsyncApp, LocalSlack], AbstractAsyncContextManager[None]]


@pytest.fixture(params=[over_socket_mode, over_http], ids=["socket_mode", "http"])
def connect(request: pytest.FixtureRequest) -> Connect:
    """Both ways to the bot."""
    way: Connect = request.param
    return way
