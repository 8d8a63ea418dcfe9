"""From nothing to the first answer, and the memory a bot holds, beside a bare Bolt.

    python -m benchmarks.startup [--quick]

Each start is a new process on the first core; the local Slack and the store are on the other. The clock runs from the
start of the process to the answer to `/escalate refund`, asked every 20 ms, and on to that to a question in words that no
file has, asked right after it. Memory is looked at once it is idle, with the encoder loaded where there is one.

One start of each is not counted: it writes Python's byte code and brings the files into the system's memory, where any
restart finds them.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import uvloop

from benchmarks.load import Typed
from benchmarks.measuring import Figure, Goal, cpu_seconds, options, ratios, record, rss_mb
from benchmarks.stand import NotStarted, environment, here_on_the_last_core, local_slack, process
from bot.adapters.embedded import embedded_server
from playground.driver import LocalSlack
from playground.run import free_port
from playground.signed_http import sign

_ASK = Typed("/escalate", "refund", "U02BOB")
_ASK_IN_WORDS = Typed("/escalate", "a customer says we took the money from her card two times", "U02BOB")
_IDLE, _HARDLY = 1.5, 0.05
"""Seconds, and how many of them the processor may work, for a process to count as idle."""
_SECRET = "playground-signing-secret"  # noqa: S105 - the local Slack's
_LONGEST = 240.0
_ONE = aiohttp.ClientTimeout(
    total=5
)  # while it starts, Baton holds a request for two seconds before it says 503


@dataclass
class Starts:
    """What several starts of one kind took."""

    answered: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Seconds of the processor until then."""
    in_words: list[float] = field(default_factory=list)
    """Until the first question in one's own words was answered, too."""
    memory: list[float] = field(default_factory=list)


async def first_answer(server: Process, port: int, ask: Typed = _ASK, *, within: float = _LONGEST) -> None:
    """Ask until it is answered.

    Raises:
        NotStarted: it ended; BENCHMARK_LOG names a file for its words.
        TimeoutError: it never is.
    """
    bodies = ask.bodies()
    async with asyncio.timeout(within), aiohttp.ClientSession(timeout=_ONE) as session:
        while True:
            if server.returncode is not None:
                raise NotStarted(f"exit code {server.returncode}")
            body = next(bodies)
            headers = {
                **sign(_SECRET, body, int(time.time())),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            try:
                url = f"http://127.0.0.1:{port}/slack/events"
                async with session.post(url, data=body, headers=headers) as answered:
                    if answered.status == 200:
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.02)


async def idle(pid: int, *, within: float = _LONGEST) -> None:
    """Wait until it does hardly anything: what it loads behind the answering is there.

    Raises:
        TimeoutError: it never rests.
    """
    async with asyncio.timeout(within):
        before = -1.0
        while cpu_seconds(pid) - before > _HARDLY:
            before = cpu_seconds(pid)
            await asyncio.sleep(_IDLE)


@asynccontextmanager
async def started(
    command: Sequence[str], environ: Mapping[str, str], port: int, starts: Starts
) -> AsyncIterator[None]:
    """One start: timed, left idle, weighed."""
    began = time.perf_counter()
    async with process(command, environ) as server:
        await first_answer(server, port)
        starts.answered.append(time.perf_counter() - began)
        starts.worked.append(cpu_seconds(server.pid))
        await first_answer(server, port, _ASK_IN_WORDS)
        starts.in_words.append(time.perf_counter() - began)
        await idle(server.pid)
        starts.memory.append(rss_mb(server.pid))
        yield


Each = tuple[Starts, Starts, Starts]
"""Bolt alone, Baton by words, Baton with its encoder."""


async def one_of_each(slack: LocalSlack, each: Each) -> None:
    """Start all three, one after the other."""
    bolt, words, encoder = each
    port = free_port()
    bare = [sys.executable, "-m", "benchmarks.bare_servers", "bolt", str(port)]
    async with started(bare, os.environ, port, bolt):
        pass
    for starts, more in ((words, {"BATON_UNDERSTANDING": "words"}), (encoder, {})):
        with TemporaryDirectory(prefix="baton-startup-") as folder:
            port = free_port()
            environ = environment(slack, Path(folder), port) | more
            async with (
                embedded_server(Path(folder)),
                started([sys.executable, "-m", "bot", "serve", "--http"], environ, port, starts),
            ):
                pass


async def measured(runs: int) -> Each:
    """So many starts of each."""
    each = (Starts(), Starts(), Starts())
    async with local_slack() as slack:
        await one_of_each(slack, (Starts(), Starts(), Starts()))
        for _ in range(runs):
            await one_of_each(slack, each)
    return each


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__)
    here_on_the_last_core()
    bolt, words, encoder = uvloop.run(measured(3 if chosen.quick else 7))
    record(
        "startup",
        "Start-up to the first answer; memory",
        [
            Figure("bare Bolt, first answer", "s", bolt.answered),
            Figure("Baton by words alone", "s", words.answered, Goal.at_most(1)),
            Figure("Baton with its encoder", "s", encoder.answered, Goal.at_most(3)),
            Figure("words over bare", "×", ratios(words.answered, bolt.answered), beside="bare Bolt"),
            Figure(
                "words over bare, of the processor",
                "×",
                ratios(words.worked, bolt.worked),
                beside="bare Bolt",
            ),
            Figure("Baton by words alone, a question in one's own words answered too", "s", words.in_words),
            Figure("bare Bolt, of the processor", "s", bolt.worked),
            Figure("Baton by words alone, of the processor", "s", words.worked),
            Figure("Baton with its encoder, of the processor", "s", encoder.worked),
            Figure("bare Bolt, memory", "MB", bolt.memory),
            Figure("Baton by words alone, memory", "MB", words.memory, Goal.at_most(100)),
            Figure("Baton with its encoder, memory", "MB", encoder.memory, Goal.at_most(200)),
        ],
        "The encoder is loaded behind the answering: until it is there, words alone answer. So is the index of all "
        "phrases, which only questions in one's own words need; the first of them makes it if it comes before.",
        quick=chosen.quick,
    )


if __name__ == "__main__":
    main()
