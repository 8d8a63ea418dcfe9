"""What two processes on one port answer beside one: `serve --http --workers 2`.

    python -m benchmarks.workers [--quick]

Sixty-four people type `/values own_mistake` at once. Two processes need two cores, and whoever types, the local Slack
and the store need one more: on a machine of two cores they share, and the rate shows less than two processes can. So
the processor each answer costs is told too: what two cores answer is twice what one does, divided by how much dearer an
answer becomes.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from benchmarks.load import Measured, Typed, typed
from benchmarks.measuring import ROOT, Figure, Goal, cpu_seconds, options, ratios, record
from benchmarks.stand import environment, listens, local_slack
from bot.adapters.embedded import embedded_server
from playground.driver import LocalSlack
from playground.run import free_port

_ASK = Typed("/values", "own_mistake", "U02BOB")
_SECRET = "playground-signing-secret"  # noqa: S105 - the local Slack's


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
            yield port, family(bot.pid)


async def answered(slack: LocalSlack, workers: int, seconds: float) -> tuple[Measured, float]:
    """A run, and the microseconds of processor one answer cost all workers together."""
    async with serving(slack, workers) as (port, pids):
        await typed(_ASK, port=port, pid=pids[0], secret=_SECRET, seconds=1, at_once=64)
        used = sum(map(cpu_seconds, pids))
        run = await typed(_ASK, port=port, pid=pids[0], secret=_SECRET, seconds=seconds, at_once=64)
        return run, (sum(map(cpu_seconds, pids)) - used) / run.answers * 1e6


async def measured(runs: int, seconds: float) -> tuple[list[float], list[float], list[float], list[float]]:
    """Rates of one and of two, and what an answer costs each."""
    rates: tuple[list[float], list[float]] = ([], [])
    costs: tuple[list[float], list[float]] = ([], [])
    async with local_slack() as slack:
        for _ in range(runs):
            for workers in (1, 2):
                run, cost = await answered(slack, workers, seconds)
                rates[workers - 1].append(run.per_second)
                costs[workers - 1].append(cost)
    return *rates, *costs


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__)
    one, two, dear, dearer = uvloop.run(measured(2 if chosen.quick else 5, 4 if chosen.quick else 10))
    enough = (os.cpu_count() or 1) > 2
    goal = Goal.at_least(1.8)
    record(
        "workers",
        "Two processes on one port against one",
        [
            Figure("one process", "/s", one),
            Figure("two processes", "/s", two),
            Figure("two over one", "×", ratios(two, one), goal if enough else None, beside="one process"),
            Figure("one process, processor an answer", "µs", dear),
            Figure("two processes, processor an answer", "µs", dearer),
            Figure(
                "what two cores of their own answer over one",
                "×",
                [2 * cost for cost in ratios(dear, dearer)],
                None if enough else goal,
                beside="one process",
                note="by the processor each answer costs",
            ),
        ],
        "Each core had its own process."
        if enough
        else "On two cores the typing, the local Slack and the store take the second process' room, so "
        "that the goal is held against what answers cost.",
        quick=chosen.quick,
    )


if __name__ == "__main__":
    main()
