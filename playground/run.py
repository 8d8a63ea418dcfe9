"""``python -m playground.run``: the playground and a bot connected to it; Ctrl-C stops both."""

import argparse
import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from pathlib import Path

from playground.__main__ import options_parser, prepared, read_options, say, until_stopped
from playground.server import Playground

BOT = (sys.executable, "-m", "bot", "serve")
START_SECONDS = 90.0
"""A first start may have to prepare its store and its language model."""
STOP_SECONDS = 15.0
DATA_FOLDER = ".baton"


def bot_environment(playground: Playground, *, port: int) -> dict[str, str]:
    """This process's environment with what points the bot at the playground."""
    tokens = playground.tokens
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": tokens.bot,
        "SLACK_APP_TOKEN": tokens.app,
        "SLACK_SIGNING_SECRET": tokens.signing_secret,
        "SLACK_API_URL": f"{playground.address}/api/",
        "BATON_CLOCK_URL": f"{playground.address}/clock",
        "BATON_DATA_DIR": os.environ.get("BATON_DATA_DIR") or str(Path.cwd() / DATA_FOLDER),
        "BATON_ESCALATION_FILE": str(playground.options.escalation.resolve()),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def run(playground: Playground, command: Sequence[str], *, port: int) -> int:
    """Run both until stopped. Answers the exit code: 0 when stopped, else 1."""
    stopped = until_stopped()
    async with playground.listening():
        say(f"The playground is at {playground.address}. Starting the bot; the first time takes a while.")
        bot = await asyncio.create_subprocess_exec(
            *command,
            env=bot_environment(playground, port=port),
            start_new_session=True,  # Ctrl-C reaches this process alone, which then stops the bot in order
        )
        try:
            return await _watch(playground, bot, stopped)
        finally:
            await _stop(bot)


async def _watch(playground: Playground, bot: Process, stopped: asyncio.Event) -> int:
    ended = asyncio.create_task(bot.wait())
    stopping = asyncio.create_task(stopped.wait())
    connected = asyncio.create_task(playground.transport.ready(within=START_SECONDS))
    try:
        await asyncio.wait({ended, stopping, connected}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            return 0
        if ended.done():
            say(f"The bot ended before it was connected (exit code {bot.returncode}). Its words are above.")
            return 1
        if not connected.result():
            say(f"The bot did not connect within {START_SECONDS:.0f} s.")
            return 1
        say(f"\nThe bot is connected. Open {playground.address} \N{EM DASH} Ctrl-C stops everything.")
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            return 0
        say(f"The bot ended (exit code {bot.returncode}).")
        return 1
    finally:
        for task in (ended, stopping, connected):
            task.cancel()
        await asyncio.gather(ended, stopping, connected, return_exceptions=True)


async def _stop(bot: Process) -> None:
    """Ask the bot to stop, wait for it, then end what is left of its process group."""
    if bot.returncode is None:
        bot.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await bot.wait()
        except TimeoutError:
            say(f"The bot did not stop within {STOP_SECONDS:.0f} s and is ended.")
    try:
        os.killpg(bot.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    await bot.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = options_parser("A local Slack with the bot in it.")
    parser.add_argument("--http", action="store_true", help="signed HTTP instead of Socket Mode")
    parser.add_argument(
        "--bot", nargs=argparse.REMAINDER, metavar="COMMAND", help="the bot's command; last option"
    )
    given = parser.parse_args(arguments)
    port = free_port()
    events_url = f"http://127.0.0.1:{port}/slack/events" if given.http else None
    command = given.bot or [*BOT, *(["--http"] if given.http else [])]
    playground = prepared(read_options(given, events_url))
    try:
        code = asyncio.run(run(playground, command, port=port))
    except OSError as error:
        sys.exit(f"playground: cannot start: {error.strerror or error}. Another --port may help.")
    sys.exit(code)


if __name__ == "__main__":
    main()
