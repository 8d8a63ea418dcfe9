"""``python -m playground``: a local Slack, without a bot."""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from playground.server import Options, Playground


def options_parser(description: str) -> argparse.ArgumentParser:
    """The options both commands share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--escalation", type=Path, default=Path("escalation.yaml"), help="people, teams, channels"
    )
    parser.add_argument("--manifest", type=Path, default=Path("manifest.yaml"), help="the Slack app")
    parser.add_argument("--port", type=int, default=8787, help="0 takes any free one")
    parser.add_argument(
        "--rate-limits",
        type=float,
        default=0.0,
        metavar="SCALE",
        help="0 off, 1 Slack's pace, 0.1 ten times as fast",
    )
    return parser


def read_options(arguments: argparse.Namespace, events_url: str | None) -> Options:
    """The playground's options out of the command line's."""
    return Options(
        escalation=arguments.escalation,
        manifest=arguments.manifest,
        port=arguments.port,
        events_url=events_url,
        rate_limits=arguments.rate_limits,
    )


def prepared(options: Options) -> Playground:
    """The playground, or the end of the program with one sentence on what is wrong with its files."""
    try:
        return Playground(options)
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        sys.exit(f"playground: cannot use {options.escalation} and {options.manifest}: {error}")


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def until_stopped() -> asyncio.Event:
    """Set by Ctrl-C, by SIGTERM and by a terminal that is closed."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


async def serve(playground: Playground) -> None:
    """Serve until stopped."""
    stopped = until_stopped()
    async with playground.listening():
        tokens = playground.tokens
        say(f"Open {playground.address}\nA bot connects with:")
        say(f"  SLACK_API_URL={playground.address}/api/\n  BATON_CLOCK_URL={playground.address}/clock")
        say(f"  SLACK_BOT_TOKEN={tokens.bot}\n  SLACK_APP_TOKEN={tokens.app}")
        say(f"  SLACK_SIGNING_SECRET={tokens.signing_secret}")
        await stopped.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = options_parser("A local Slack to try a bot in, without the bot.")
    parser.add_argument("--events-url", help="signed HTTP to this address instead of Socket Mode")
    given = parser.parse_args(arguments)
    asyncio.run(serve(prepared(read_options(given, given.events_url))))


if __name__ == "__main__":
    main()
