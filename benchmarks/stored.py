"""Whether Baton stays as fast and small with much stored: memory in Redis, start-up, look-ups, App Home, a night.

    python -m benchmarks.stored [--quick] [--escalations N --kudos N]

Two stores are filled with what Baton's own write: a small one (1,000 open escalations and 10,000 thanks) and a large one
(100,000 and 1,000,000; quick: 10,000 and 100,000). By turns a real bot is started on each, over signed HTTP, and, once it
rests, asked for look-ups and for somebody's App Home; then a night of two hundred thanks is run on it, against a Slack
that answers at once. At last an entry of the due index is taken out past Baton: the next start answers, and goes through
all records behind that.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import uvloop

from benchmarks import night
from benchmarks.filling import LOST, fill
from benchmarks.load import Typed, typed
from benchmarks.measuring import ROOT, Figure, Goal, cpu_seconds, number, on_core, options, ratios, record
from benchmarks.serving_alone import numbered
from benchmarks.stand import Served, at_rest, environment, here_on_the_last_core, local_slack, process
from benchmarks.startup import first_answer
from bot.adapters.embedded import EmbeddedServer, embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import connected
from bot.adapters.slack_pace import Pace
from bot.adapters.store_index import is_whole
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
_LOOKING = 1.5
_LONGEST = 1200.0
_LOOK = 0.05


@dataclass
class Found:
    """What was measured on one store."""

    filled_s: float = 0.0
    memory_mb: float = 0.0
    answered_s: float = 0.0
    mended_s: float = 0.0
    """Where an entry of the due index was lost: from the start to its first answer, and until it was put back."""
    starts_s: list[float] = field(default_factory=list)
    worked_s: list[float] = field(default_factory=list)
    look_up_ms: list[float] = field(default_factory=list)
    look_up_us: list[float] = field(default_factory=list)
    """Of the processor."""
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
        await first_answer(bot, port, within=_LONGEST)
        took.append(time.perf_counter() - began)
        worked.append(cpu_seconds(bot.pid))
        yield Served(port, bot.pid)


async def looked_at(slack: LocalSlack, served: Served, found: Found) -> None:
    """Look-ups alone, and App Home from the event to the page, of somebody who opened it before."""
    slack.use_http(f"http://127.0.0.1:{served.port}/slack/events")
    await at_rest(served.pid)
    ask = Typed("/escalate", "refund", "U02BOB")
    run = await typed(ask, port=served.port, pid=served.pid, secret=_SECRET, seconds=_LOOKING)
    found.look_up_ms.append(run.p50)
    found.look_up_us.append(run.processor)
    await home(slack)
    found.home_ms.append(await home(slack))


async def home(slack: LocalSlack) -> float:
    """Milliseconds from the click to the page."""
    before = len(slack.calls("views.publish"))
    began = time.perf_counter()
    await slack.person("bob").opens_home()
    await slack.called("views.publish", before + 1)
    return (time.perf_counter() - began) * 1000


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


@dataclass(frozen=True)
class Place:
    """One of the stores, with a Slack of its own."""

    folder: Path
    slack: LocalSlack
    server: EmbeddedServer
    found: Found = field(default_factory=Found)

    async def fill(self, escalations: int, kudos: int) -> None:
        """Have a bot found the store, and fill it."""
        async with bot_on(self.slack, self.folder, [], []):
            pass
        began = time.perf_counter()
        async with connected(self.server.url) as store:
            empty = float((await store.info(_KEYS))["used_memory"])
            on_core(0)  # the server has the other one, and no bot runs yet
            socket = self.server.url.removeprefix("unix://")
            await fill(store, socket, _KEYS, escalations=escalations, kudos=kudos)
            on_core(-1)
            self.found.memory_mb = (float((await store.info(_KEYS))["used_memory"]) - empty) / 1e6
        self.found.filled_s = time.perf_counter() - began

    async def look(self, attempt: int) -> None:
        """Start a bot, ask it, end it; run a night."""
        async with bot_on(self.slack, self.folder, self.found.starts_s, self.found.worked_s) as served:
            await looked_at(self.slack, served, self.found)
        self.found.night_s.append(await one_night(self.server, attempt))

    async def lose_one(self) -> None:
        """Take an entry out of the due index, and start a bot."""
        took: list[float] = []
        async with connected(self.server.url) as store:
            await store.each([("ZREM", _KEYS.due, f"escalation:{LOST}")])
            began = time.perf_counter()
            async with bot_on(self.slack, self.folder, took, []):
                [self.found.answered_s] = took
                while not await is_whole(store, _KEYS):  # noqa: ASYNC110 - another process' work
                    await asyncio.sleep(_LOOK)
                self.found.mended_s = time.perf_counter() - began


async def measured(sizes: Sequence[tuple[int, int]], runs: int) -> list[Found]:
    """Everything, on a store of each size by turns."""
    async with AsyncExitStack() as stack:
        places = []
        for size in sizes:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="baton-stored-")))
            slack = await stack.enter_async_context(local_slack())
            server = await stack.enter_async_context(embedded_server(folder))
            places.append(Place(folder, slack, server))
            await places[-1].fill(*size)
        for attempt in range(runs):
            for place in places:
                await place.look(attempt)
        for place in places:
            await place.lose_one()
        return [place.found for place in places]


def main() -> None:
    """Measure and record."""
    chosen = options(__doc__, "escalations", "kudos")
    large = (
        chosen.escalations or (10_000 if chosen.quick else 100_000),
        chosen.kudos or (100_000 if chosen.quick else 1_000_000),
    )
    small, runs = (1_000, 10_000), 3 if chosen.quick else 7
    here_on_the_last_core()
    few, many = uvloop.run(measured((small, large), runs))
    name = f"{large[0]:,} open escalations and {large[1]:,} thanks"
    beside = f"{small[0]:,} and {small[1]:,}"
    record(
        "stored",
        f"{name} stored, beside {beside}",
        figures(many, few, beside),
        f"Each person has ten open escalations and a hundred thanks. Filling took {number(many.filled_s)} s.",
        quick=chosen.quick,
    )


def figures(many: Found, few: Found, beside: str) -> list[Figure]:
    """What the large store showed, and the small one `beside` it."""
    little = f"with {beside}: {number(few.memory_mb)} MB"
    dearer, grew = ratios(many.worked_s, few.worked_s), ratios(many.look_up_us, few.look_up_us)
    at_most = Goal.at_most(1.25)
    return [
        Figure("memory in the store", "MB", [many.memory_mb], note=little),
        Figure("start-up to the first answer", "s", many.starts_s, Goal.at_most(5)),
        Figure("start-up with the small store", "s", few.starts_s),
        Figure("start-up, of the processor", "s", many.worked_s),
        Figure("the same with the small store", "s", few.worked_s),
        Figure("start-up's processor over the small store", "×", dearer, beside=beside),
        Figure("start-up where an entry of the due index was lost", "s", [many.answered_s], Goal.at_most(5)),
        Figure("the same with the small store", "s", [few.answered_s]),
        Figure("until that entry was put back", "s", [many.mended_s]),
        Figure("the same with the small store", "s", [few.mended_s]),
        Figure("`/escalate refund`, median alone", "ms", many.look_up_ms),
        Figure("the same with the small store", "ms", few.look_up_ms),
        Figure("`/escalate refund`, processor over the small store", "×", grew, at_most, beside=beside),
        Figure("App Home, from the click to the page", "ms", many.home_ms),
        Figure("App Home with the small store", "ms", few.home_ms),
        Figure(f"a night of {_THANKS} thanks, without Slack's pace", "s", many.night_s),
        Figure("the same night with the small store", "s", few.night_s),
    ]


if __name__ == "__main__":
    main()
