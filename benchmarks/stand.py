"""Where speed is measured: a local Slack here, a server as a process of its own on one core."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.load import processor_seconds
from bot.adapters.embedded import embedded_server
from playground.driver import LocalSlack
from playground.run import free_port

ROOT = Path(__file__).parents[1]
MORNING = "2035-03-12T10:00:00+09:00"
"""A working day of every team of the example file."""
STARTS_WITHIN = 90.0
"""Seconds: the sentence encoder on a busy machine."""
_LOOK, _QUIET_LOOKS = 0.5, 3
"""Seconds between two looks at a processor, and how many in a row must find it idle."""


@dataclass(frozen=True)
class Served:
    """A server that listens (one that only calls has no port), and the process that is measured."""

    port: int
    pid: int


def here_on_the_last_core() -> None:
    """This process, which types and plays Slack, leaves the first core to the server."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[1:])


def on_the_first_core(command: Sequence[str]) -> list[str]:
    """The same command on one core alone, where there is a way to say so."""
    return ["taskset", "-c", "0", *command] if shutil.which("taskset") else list(command)


@asynccontextmanager
async def local_slack() -> AsyncIterator[LocalSlack]:
    """The workspace of the example file on a Monday morning."""
    async with LocalSlack.start(
        escalation=ROOT / "escalation.yaml", manifest=ROOT / "manifest.yaml"
    ) as slack:
        await slack.forward_to(MORNING)
        yield slack


@asynccontextmanager
async def process(command: Sequence[str], environ: Mapping[str, str]) -> AsyncIterator[Process]:
    """A process on the first core, ended with the context."""
    with Path(os.environ.get("BENCHMARK_LOG") or os.devnull).open("ab") as log:  # noqa: ASYNC230 - once, at start
        started = await asyncio.create_subprocess_exec(
            *on_the_first_core(command), env=dict(environ), stdout=log, stderr=log, cwd=ROOT
        )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
            await started.wait()


class NotStarted(Exception):
    """A server that was to be measured ended before it listened; BENCHMARK_LOG names a file for its words."""


async def listens(server: Process, port: int, path: str = "/healthz") -> None:
    """Wait until it answers there.

    Raises:
        NotStarted: it ended.
        TimeoutError: it does not.
    """
    async with asyncio.timeout(STARTS_WITHIN), aiohttp.ClientSession() as session:
        while True:
            if server.returncode is not None:
                raise NotStarted(f"exit code {server.returncode}")
            try:
                async with session.get(f"http://127.0.0.1:{port}{path}") as answered:
                    if answered.status != HTTPStatus.SERVICE_UNAVAILABLE:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def at_rest(pid: int) -> None:
    """Wait until it has nothing to do: what is loaded behind the first answers is there."""
    async with asyncio.timeout(STARTS_WITHIN):
        used, quiet = processor_seconds(pid), 0
        while quiet < _QUIET_LOOKS:
            await asyncio.sleep(_LOOK)
            before, used = used, processor_seconds(pid)
            quiet = quiet + 1 if used - before < _LOOK / 10 else 0


def environment(slack: LocalSlack, data: Path, port: int) -> dict[str, str]:
    """What a bot on the example file is started with."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "BATON_CLOCK_URL": slack.clock_url,
        "BATON_DATA_DIR": str(data),
        "BATON_ESCALATION_FILE": str(ROOT / "escalation.yaml"),
        "BATON_VALUES_FILE": str(ROOT / "values.yaml"),
        "PORT": str(port),
        "PATH": os.environ["PATH"],
    }


@asynccontextmanager
async def baton(slack: LocalSlack, *, http: bool, wrapped: Sequence[str] = ()) -> AsyncIterator[Served]:
    """Baton itself, on the first core; its store is served on the other."""
    with TemporaryDirectory(prefix="baton-speed-") as folder:
        data, port = Path(folder), free_port()
        command = [*wrapped, sys.executable, "-m", "bot", "serve", *(["--http"] if http else [])]
        async with embedded_server(data), process(command, environment(slack, data, port)) as bot:
            await listens(bot, port, "/readyz")
            await at_rest(bot.pid)
            yield Served(port, bot.pid)


@asynccontextmanager
async def bare(which: str) -> AsyncIterator[Served]:
    """`bolt` or `asgi` of bare_servers.py."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_servers", which, str(port)]
    async with process(command, os.environ) as server:
        await listens(server, port)
        yield Served(port, server.pid)


@asynccontextmanager
async def bare_socket(slack: LocalSlack, *, first: bool) -> AsyncIterator[Served]:
    """slack_bolt in Socket Mode with a bare acknowledgement; `first`: the answer leaves when the listener returns."""
    command = [sys.executable, "-m", "benchmarks.bare_servers", "socket" if first else "socket-default", "0"]
    async with process(command, environment(slack, Path(), 0)) as server:
        yield Served(0, server.pid)


_NODE = """
import bolt from '@slack/bolt';
const {App} = bolt;
const app = new App({
  signingSecret: 'playground-signing-secret', processBeforeResponse: true,
  authorize: async () => ({botToken: 'xoxb-none', botId: 'B0PLAY0001', botUserId: 'U0PLAYBOT1'}),
});
app.command(/.*/, async ({ack}) => { await ack(); });
await app.start({port: Number(process.argv[2]), host: '127.0.0.1'});
"""


class NoNode(Exception):
    """@slack/bolt cannot be installed here; says why."""


@asynccontextmanager
async def bolt_on_node() -> AsyncIterator[Served]:
    """@slack/bolt with a bare acknowledgement, installed into a folder that is gone afterwards.

    Raises:
        NoNode: there is no Node here, or nothing to install it from.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise NoNode("there is no Node here")
    with TemporaryDirectory(prefix="baton-node-") as folder:
        install = [
            npm,
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--prefix",
            folder,
            "@slack/bolt@^5",
        ]
        installing = await asyncio.create_subprocess_exec(*install, stdout=DEVNULL, stderr=PIPE, cwd=folder)
        try:
            async with asyncio.timeout(120):
                _, told = await installing.communicate()
        except TimeoutError:
            installing.kill()
            await installing.wait()
            raise NoNode("@slack/bolt was not installed within two minutes") from None
        if installing.returncode != 0:
            raise NoNode(f"npm could not install @slack/bolt: {told.decode(errors='replace')[:200]}")
        app, port = Path(folder) / "app.mjs", free_port()
        app.write_text(_NODE, "utf-8")
        async with process([node, str(app), str(port)], os.environ) as server:
            await listens(server, port)
            yield Served(port, server.pid)
