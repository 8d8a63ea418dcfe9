"""What two processes on one port answer beside one: `serve --http --workers 2`.

    python -m benchmarks.workers [--quick]

Sixty-four people type `/values own_mistake` at once, each request signed beforehand. Two processes need two cores, and
whoever types, the local Slack and the store need one more: on a machine of two cores they share, and the rate shows
less than two processes can. So the processor each answer costs is told too: what two cores answer is twice what one
does, divided by how much dearer an answer becomes. That is worked out, not seen: it would miss processes that wait for each
other without working. So the rate that was seen stands beside the most that these cores allow, which share their time with
the typing. A run begins once every process has started and been warmed up.
"""

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from benchmarks.load import Typed, typed
from benchmarks.measuring import ROOT, Figure, Goal, cpu_seconds, options, ratios, record
from benchmarks.stand import environment, listens, local_slack
from bot.adapters.embedded import embedded_server
from playground.driver import LocalSlack
from playground.run import free_port

_ASK = Typed("/values", "own_mistake", "U02BOB")
_SECRET = "playground-signing-secret"  # noqa: S105 - the local Slack's

_WARM = 1.5
_STARTS_WITHIN, _AT_REST = 90.0, 0.05
"""Seconds; and of the processor within one: who uses less has started."""


def family(pid: int) -> list[int]:
    """A process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *(int(child) for child in children)]


@asynccontextmanager
async def anywhere(command: Sequence[str], environ: Mapping[str, str]) -> AsyncIterator[Process]:
    """A process on whatever core is free, ended with the context."""
    started = await asyncio.create_subprocess_exec(
        *command, env=dict(environ), stdout=DEVNULL, stderr=DEVNULL, cwd=ROOT
    )
    try:
        yield started
    finally:
        if started.returncode is None:
            started.terminate()
            await started.wait()


@asynccontextmanager
async def serving(slack: LocalSlack, workers: int) -> AsyncIterator[tuple[int, list[int]]]:
    """Baton with so many workers, wherever the system puts them: its port and its processes."""
    with TemporaryDirectory(prefix="baton-workers-") as folder:
        data, port = Path(folder), free_port()
        command = [sys.executable, "-m", "bot", "serve", "--http", "--workers", str(workers)]
        environ = environment(slack, data, port) | {"BATON_UNDERSTANDING": "words"}
        async with embedded_server(data), anywhere(command, environ) as bot:
            await listens(bot, port, "/readyz")
            await all_started(bot.pid, 1 if workers == 1 else workers + 1)
            yield port, family(bot.pid)


async def all_started(pid: int, processes: int) -> None:
    """Wait until so many of a family are there, and none of them works any more: the first to listen is one of several.

    Raises:
        TimeoutError: they do not come to rest.
    """
    used: list[float] = []
    async with asyncio.timeout(_STARTS_WITHIN):
        while True:
            before, used = used, [cpu_seconds(one) for one in family(pid)]
            rests = all(now - then <= _AT_REST for now, then in zip(used, before, strict=False))
            if len(used) == len(before) == processes and rests and min(used) > 0:
                return
            await asyncio.sleep(1)


@dataclass
class Runs:
    """What so many workers showed: answers a second, and microseconds of processor an answer."""

    rates: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    """Of all workers together."""
    typing: list[float] = field(default_factory=list)
    """Of whoever types, and of the local Slack; not of the store."""


async def answered(slack: LocalSlack, workers: int, seconds: float, runs: Runs) -> None:
    """One run."""
    async with serving(slack, workers) as (port, pids):
        asked = partial(
            typed,
            _ASK,
            port=port,
            pid=pids[0],
            secret=_SECRET,
            at_once=64,
            expects=b'"blocks"',
            prepared=2000,
        )
        for _ in range(2):  # the second spreads over the processes anew
            await asked(seconds=_WARM)
        ours, typing = sum(map(cpu_seconds, pids)), time.process_time()
        run = await asked(seconds=seconds)
        if run.wrong:
            raise RuntimeError(f"{run.wrong} of {run.answers} were not answered in full")
        runs.rates.append(run.per_second)
        runs.ours.append((sum(map(cpu_seconds, pids)) - ours) / run.answers * 1e6)
        runs.typing.append((time.process_time() - typing) / run.answers * 1e6)


async def measured(number: int, seconds: float) -> tuple[Runs, Runs]:
    """One worker and two, by turns."""
    one, two = Runs(), Runs()
    async with local_slack() as slack:
        for _ in range(number):
            for workers, runs in ((1, one), (2, two)):
                await answered(slack, workers, seconds, runs)
    return one, two


def allowed(one: Runs, two: Runs) -> list[float]:
    """Two over one where all share two cores: one is held up by its own core, two by both with the typing."""
    costs = zip(one.ours, two.ours, two.typing, strict=True)
    return [2 * alone / (ours + typing) for alone, ours, typing in costs]


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__)
    one, two = uvloop.run(measured(2 if chosen.quick else 5, 4 if chosen.quick else 10))
    enough = (os.cpu_count() or 1) > 2
    goal = Goal.at_least(1.8)
    record(
        "workers",
        "Two processes on one port against one",
        [
            Figure("one process", "/s", one.rates),
            Figure("two processes", "/s", two.rates),
            Figure(
                "two over one",
                "×",
                ratios(two.rates, one.rates),
                goal if enough else None,
                beside="one process",
            ),
            *([] if enough else [Figure("the most that two shared cores allow", "×", allowed(one, two))]),
            Figure("one process, processor an answer", "µs", one.ours),
            Figure("two processes, processor an answer", "µs", two.ours),
            Figure("typing, processor an answer", "µs", two.typing),
            Figure(
                "what two cores of their own answer over one",
                "×",
                [2 * cost for cost in ratios(one.ours, two.ours)],
                None if enough else goal,
                beside="one process",
                note="worked out from the processor each answer costs",
            ),
        ],
        "Each core had its own process."
        if enough
        else "On two cores the typing, the local Slack and the store take the second process' room, so "
        "that the goal is held against what answers cost; that nothing else holds two processes up is shown where two "
        "over one comes near the most that these cores allow.",
        quick=chosen.quick,
    )


if __name__ == "__main__":
    main()
