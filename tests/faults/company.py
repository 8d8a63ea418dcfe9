"""A company at work while things go wrong: its people, two bots behind doors, one store, one Slack.

The people are those of the privacy script (`tests.privacy`) and of the soak; here their bots are processes of their
own, and what they promise each other is kept beside, for the verdict.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import aiohttp
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.sealing import Sealer
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_kudos import StoredKudos
from bot.adapters.store_notes import StoredNotes
from playground.driver import NotSeen
from playground.people import TEAM_ID
from tests.faults.bots import monday_morning
from tests.faults.front import Front, front_of
from tests.faults.mutants import MUTANT
from tests.faults.nursery import HTTP, Nursery
from tests.faults.replicas import Mortality, Replicas, behind_doors
from tests.faults.store_server import StoreServer
from tests.faults.watched_store import WatchedStore
from tests.privacy.judge import Judge
from tests.privacy.marks import Marks
from tests.privacy.stage import SECRET, Stage, free_port

REPLICAS = 2
ON_TIME = 60.0
"""Real seconds within which everything that is due is done once nothing is wrong any more.

The leases of the dead (90 s) and pauses after failures (5 s to 5 min) are ended by hand; in life they come on top.
"""
_QUIET_FOR = 0.05
"""Seconds without a call to Slack after which what people did is taken to be answered."""
_PATIENCE = 8.0
_SOONER = 0.02
"""Of Slack's waits before it repeats an event for the second and third time: a minute and five."""


@dataclass
class Books:
    """The stored things the verdict looks at, read past every door."""

    store: Store
    escalations: StoredEscalations
    kudos: StoredKudos
    notes: StoredNotes

    @classmethod
    def of(cls, store: Store, secret: str) -> "Books":
        """With the key the bots seal with."""
        keys, sealer = Keys(TEAM_ID), Sealer([SecretStr(secret)])
        return cls(
            store,
            StoredEscalations(store, keys, lambda: "unused"),
            StoredKudos(store, keys, lambda: "unused"),
            StoredNotes(store, keys, lambda: "unused", sealer, lambda: timedelta(days=90)),
        )


@dataclass
class Company(Stage):
    """The stage of the privacy script, with bots that die."""

    server: StoreServer | WatchedStore = field(kw_only=True)
    replicas: Replicas = field(kw_only=True)
    mortality: Mortality = field(kw_only=True)
    books: Books = field(kw_only=True)
    front: Front | None = field(kw_only=True, default=None)
    """What stands before bots that are served over signed HTTP."""
    happened: Counter[str] = field(default_factory=Counter)
    late: list[str] = field(default_factory=list)
    troubled: bool = False
    """Something is wrong just now."""
    _then: int = 0
    longest: float = 0.0
    """Real seconds it took until nothing was due any more, after something had gone wrong."""

    async def idle(self) -> None:
        """Wait until the bots have said what they say; whoever is dead or frozen says nothing."""
        calls = self.slack.playground.faults.log
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.slack.quiet(within=_PATIENCE)
                before = -1
                while before != len(calls):
                    before = len(calls)
                    await asyncio.sleep(_QUIET_FOR)
        except (TimeoutError, NotSeen):
            self.happened["an answer that did not come"] += 1
        if not self.troubled and self._then != self.slack.playground.clock.version:
            await self.calm("time passing")
            self._then = self.slack.playground.clock.version

    async def _ready(self) -> None:
        """Every bot is connected and has taken up what it found."""
        async with asyncio.timeout(ON_TIME), aiohttp.ClientSession() as session:
            for replica in (one for one in self.replicas.all if not one.frozen):
                url = f"http://127.0.0.1:{replica.environ['PORT']}/readyz"
                while not await _says_yes(session, url):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(_QUIET_FOR)

    async def calm(self, after: str) -> None:
        """Nothing is wrong any more: all that is due is done in time, by bots that live."""
        began = monotonic()
        try:
            await self.replicas.rest(self.slack, within=ON_TIME)
            await self._ready()
        except TimeoutError:
            left = await self.replicas.left(self.slack)
            self.late.append(
                f"after {after}: {left} stays due" if left else f"after {after} a bot is not ready"
            )
        self.longest = max(self.longest, monotonic() - began)
        self.happened.update(f"killed after {step}" for step in self.mortality.deaths)
        self.mortality.deaths.clear()
        kinds = {item.partition(":")[0] for item in self.replicas.waited_for}
        self.happened.update(f"a living bot's lease that had to run out: {kind}" for kind in kinds)
        self.replicas.waited_for.clear()


async def _says_yes(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _danger(step: str) -> float:
    """Any step may be the last one of its bot: a call that Slack carried out more likely than a write."""
    return 0.15 if step.startswith("slack") else 0.08


@asynccontextmanager
async def company(
    folder: Path,
    bots: Nursery,
    seed: int,
    *,
    watched: bool = False,
    http: bool = False,
    danger: Callable[[str], float] = _danger,
    mutant: str = "",
) -> AsyncIterator[Company]:
    """A workspace, an empty store (`watched`: by a Sentinel) and its bots (`http`: served over it), on a Monday morning.

    `danger` is how likely an armed bot dies of a step; `mutant` how its bots are broken (`mutants`).
    """
    dice = Random(seed)  # noqa: S311 - the same script in every run
    secret = Fernet.generate_key().decode()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(monday_morning(retry_scale=_SOONER))
        server = WatchedStore(folder / "store") if watched else StoreServer(folder / "store")
        await server.start()
        stack.callback(server.stop)
        store = await stack.enter_async_context(connected(server.url))
        replicas, mortality = Replicas(store, bots), Mortality(dice, danger, most=1)
        stack.push_async_callback(replicas.end)
        here = Company(
            slack, marks := Marks(dice), Judge(marks), folder / "data", free_port(), [],
            server=server, replicas=replicas, mortality=mortality, books=Books.of(store, secret),
        )  # fmt: skip
        if http:
            here.front = await stack.enter_async_context(front_of(replicas.ports))
            slack.use_http(here.front.url)
        shared = {"BATON_SECRET_KEYS": secret, "BATON_INTAKE_SECRET": SECRET, MUTANT: mutant}
        shared |= {HTTP: "yes", "SLACK_SIGNING_SECRET": slack.signing_secret} if http else {}
        for number in range(REPLICAS):
            more = shared | {"PORT": str(free_port() if number else here.port)}
            there, data = server.socket or server.url, folder / f"data-{number}"
            doors = behind_doors(replicas, mortality, slack, there, data, more)
            await stack.enter_async_context(doors)
        await here.calm("the start")
        yield here
