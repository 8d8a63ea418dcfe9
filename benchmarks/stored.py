"""Whether Baton stays as fast and small with much stored: memory in Redis, start-up, look-ups, App Home, a night.

    python -m benchmarks.stored [--quick] [--escalations N --kudos N]

A store is filled through Baton's own stores, once small (1,000 open escalations and 10,000 thanks) and once large
(100,000 and 1,000,000; quick: 10,000 and 100,000). A real bot is started on each, over signed HTTP, asked for a look-up
and for somebody's App Home; and a night of two hundred thanks is run on it, against a Slack that answers at once.
"""

import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import uvloop

from benchmarks import night
from benchmarks.filling import fill
from benchmarks.load import Typed, typed
from benchmarks.measuring import ROOT, Figure, Goal, cpu_seconds, number, options, ratios, record
from benchmarks.serving_alone import numbered
from benchmarks.stand import Served, environment, here_on_the_last_core, local_slack, process
from benchmarks.startup import first_answer
from bot.adapters.embedded import EmbeddedServer, embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import connected
from bot.adapters.slack_pace import Pace
from bot.adapters.store_kudos import StoredKudos
from bot.adapters.store_people import StoredPreferences
from bot.config import PackageCalendars, load
from bot.services.handbook import Handbook, by_words_alone
from bot.services.run_night import tick_night
from playground.driver import LocalSlack
from playground.run import free_port

_KEYS = Keys("T0PLAY0001")
_NIGHTS = Keys("TNIGHT")
"""The night is run beside, on the same server: the local Slack's own night is not disturbed."""
_SECRET = "playground-signing-secret"  # noqa: S105 - the local Slack's
_THANKS = 200


@dataclass
class Found:
    """What was measured on one store."""

    filled_s: float = 0.0
    memory_mb: float = 0.0
    first_s: float = 0.0
    starts_s: list[float] = field(default_factory=list)
    worked_s: list[float] = field(default_factory=list)
    look_up_ms: list[float] = field(default_factory=list)
    home_ms: list[float] = field(default_factory=list)
    night_s: list[float] = field(default_factory=list)


@asynccontextmanager
async def bot_on(
    slack: LocalSlack, data: Path, took: list[float], worked: list[float]
) -> AsyncIterator[Served]:
    """A bot on a folder's store; how long it took to its first answer, and how much of that of the processor."""
    port = free_port()
    environ = environment(slack, data, port) | {"BATON_UNDERSTANDING": "words"}
    began = time.perf_counter()
    async with process([sys.executable, "-m", "bot", "serve", "--http"], environ) as bot:
        await first_answer(bot, port)
        took.append(time.perf_counter() - began)
        worked.append(cpu_seconds(bot.pid))
        yield Served(port, bot.pid)


async def looked_at(slack: LocalSlack, served: Served, runs: int, found: Found) -> None:
    """Look-ups alone, and App Home from the event to the page."""
    slack.use_http(f"http://127.0.0.1:{served.port}/slack/events")
    bob = slack.person("bob")
    for _ in range(runs):
        ask = Typed("/escalate", "refund", "U02BOB")
        run = await typed(ask, port=served.port, pid=served.pid, secret=_SECRET, seconds=1.5)
        found.look_up_ms.append(run.p50)
        before = len(slack.calls("views.publish"))
        began = time.perf_counter()
        await bob.opens_home()
        await slack.called("views.publish", before + 1)
        found.home_ms.append((time.perf_counter() - began) * 1000)


async def one_night(server: EmbeddedServer, attempt: int) -> float:
    """Seconds for a night of two hundred thanks, without Slack's own pace."""
    clock = night.Clock()
    slack = night.Slack(clock, Pace(now=clock.read, sleep=clock.sleep))
    book = Handbook.of(
        *load(ROOT / "escalation.yaml", ROOT / "values.yaml").both(),
        PackageCalendars(),
        understand=by_words_alone,
    )
    keys, ids = Keys(f"{_NIGHTS.workspace}{attempt}"), numbered("n")
    async with connected(server.url) as store:
        given = StoredKudos(store, keys, ids)
        for one in range(_THANKS):
            await given.give(night.thanks(one, Random(one)), cap=10_000)  # noqa: S311 - the same night every time
        tools, _ = night.tools_of(book, store, keys, ids, slack, StoredPreferences(store, keys))
        lease = await tools.deadlines.lease("night:support")
        if lease is None:
            raise RuntimeError("somebody else runs this night")
        began = time.perf_counter()
        await tick_night(tools, "support", lease)
        return time.perf_counter() - began


async def measured(escalations: int, kudos: int, runs: int) -> Found:
    """Everything on one store."""
    found = Found()
    with TemporaryDirectory(prefix="baton-stored-") as folder:
        async with local_slack() as slack, embedded_server(Path(folder)) as server:
            began = time.perf_counter()
            async with connected(server.url) as store:
                empty = float((await store.info(_KEYS))["used_memory"])
                await fill(store, _KEYS, escalations=escalations, kudos=kudos)
                found.memory_mb = (float((await store.info(_KEYS))["used_memory"]) - empty) / 1e6
            found.filled_s = time.perf_counter() - began
            first: list[float] = []
            async with bot_on(slack, Path(folder), first, []):
                [found.first_s] = first
            for attempt in range(runs):
                async with bot_on(slack, Path(folder), found.starts_s, found.worked_s) as served:
                    if attempt == 0:
                        await looked_at(slack, served, runs, found)
                found.night_s.append(await one_night(server, attempt))
    return found


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__, "escalations", "kudos")
    large = (
        chosen.escalations or (10_000 if chosen.quick else 100_000),
        chosen.kudos or (100_000 if chosen.quick else 1_000_000),
    )
    small, runs = (1_000, 10_000), 3 if chosen.quick else 7
    here_on_the_last_core()
    few, many = (uvloop.run(measured(*size, runs)) for size in (small, large))
    name = f"{large[0]:,} open escalations and {large[1]:,} thanks"
    grew = ratios(many.look_up_ms, few.look_up_ms)
    beside = f"{small[0]:,} and {small[1]:,}"
    record(
        "stored",
        f"{name} stored, beside {beside}",
        [
            Figure(
                "memory in the store",
                "MB",
                [many.memory_mb],
                note=f"with {beside}: {number(few.memory_mb)} MB",
            ),
            Figure("start-up to the first answer", "s", many.starts_s, Goal.at_most(5)),
            Figure("the very first start, which counts what is due", "s", [many.first_s]),
            Figure("start-up with the small store", "s", few.starts_s),
            Figure("start-up, of the processor", "s", many.worked_s),
            Figure("the same with the small store", "s", few.worked_s),
            Figure(
                "start-up's processor over the small store",
                "×",
                ratios(many.worked_s, few.worked_s),
                beside=beside,
            ),
            Figure("`/escalate refund`, median alone", "ms", many.look_up_ms),
            Figure("the same over the small store", "×", grew, Goal.at_most(1.25), beside=beside),
            Figure("App Home, from the click to the page", "ms", many.home_ms),
            Figure("App Home with the small store", "ms", few.home_ms),
            Figure(f"a night of {_THANKS} thanks, without Slack's pace", "s", many.night_s),
            Figure("the same night with the small store", "s", few.night_s),
        ],
        f"Each person has ten open escalations and a hundred thanks. Filling took {number(many.filled_s)} s.",
        quick=chosen.quick,
    )


if __name__ == "__main__":
    main()
