"""A bot for the runner's tests: connects over Socket Mode, says where its data goes, and stops when told."""

import asyncio
import os
import signal
import sys

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def serve() -> None:
    """Serve until SIGTERM."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    sys.stdout.write(f"pid {os.getpid()} data {os.environ['BATON_DATA_DIR']}\n")
    sys.stdout.flush()
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's
    await stopped.wait()
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt's
    sys.stdout.write("stopped in order\n")


if __name__ == "__main__":
    asyncio.run(serve())
