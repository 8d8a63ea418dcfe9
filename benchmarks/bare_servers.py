"""What Baton is measured against: servers that check a signature and say nothing more.

    python -m benchmarks.bare_servers bolt|asgi PORT
    python -m benchmarks.bare_servers socket|socket-default 0

`bolt` is slack_bolt's AsyncApp with a bare acknowledgement, behind the very web server of Baton; `asgi` checks the
signature by itself and answers, the least that any server must do.
"""

import asyncio
import hashlib
import hmac
import os
import sys
import time
from urllib.parse import parse_qs

import uvloop
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.asgi import AsgiApp, Receive, Scope, Send, answer, body_of
from bot.adapters.server import SLACK_PATH, WebServer
from bot.adapters.slack_client import open_session

SECRET = "playground-signing-secret"  # noqa: S105 - opens nothing but this machine's playground
_FIVE_MINUTES = 300


def bare_bolt(app: AsyncApp) -> AsgiApp:
    """Acknowledges every command, and says nothing."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.command("/values")(acknowledge)
    app.command("/escalate")(acknowledge)
    handler = AsyncSlackRequestHandler(app, path=SLACK_PATH)

    async def bare(scope: Scope, receive: Receive, send: Send) -> None:
        await handler(dict(scope), receive, send)

    return bare


async def bare_asgi(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the body, checks its signature, takes the form apart, answers."""
    body, headers = await body_of(scope, receive), dict(scope["headers"])
    at = headers[b"x-slack-request-timestamp"]
    signed = hmac.new(SECRET.encode(), b"v0:%b:%b" % (at, body), hashlib.sha256).hexdigest()
    right = hmac.compare_digest(b"v0=" + signed.encode(), headers[b"x-slack-signature"])
    known = parse_qs(body.decode()).get("command")
    if not right or not known or abs(time.time() - int(at)) > _FIVE_MINUTES:
        await answer(send, 401, {})
        return
    await answer(send, 200, {})


async def _ours() -> AuthorizeResult:
    """Whose app it is, without asking Slack."""
    return AuthorizeResult(
        enterprise_id=None,
        team_id="T0PLAY0001",
        bot_id="B0PLAY0001",
        bot_token="xoxb-none",  # noqa: S106
    )


async def socket(*, first: bool) -> None:
    """Bolt in Socket Mode until killed; `first`: the answer leaves when the listener returns."""
    url, token = os.environ["SLACK_API_URL"], os.environ["SLACK_BOT_TOKEN"]
    app = AsyncApp(client=AsyncWebClient(token=token, base_url=url), process_before_response=first)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.command("/values")(acknowledge)
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()  # type: ignore[no-untyped-call]  # Bolt left it untyped


async def main(which: str, port: int) -> None:
    """Serve until killed."""
    if which.startswith("socket"):
        await socket(first=which == "socket")
        return
    async with open_session() as session:
        client = AsyncWebClient(token="xoxb-none", session=session)  # noqa: S106 - nobody is called
        app = AsyncApp(client=client, authorize=_ours, signing_secret=SECRET, process_before_response=True)
        server = WebServer(bare_bolt(app) if which == "bolt" else bare_asgi, port=port)  # type: ignore[arg-type]  # any ASGI application does
        await server.start()
        sys.stdout.write(f"{os.getpid()} listens\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2])))
