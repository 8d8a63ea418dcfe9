"""Bots, each behind doors of its own, of whose steps any may be its last; who dies is followed by another."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from random import Random
from time import monotonic

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.store_deadlines import LEASE_FOR
from playground.driver import LocalSlack
from playground.people import TEAM_ID
from tests.faults.bots import TIME_PASSES, environment
from tests.faults.nursery import HTTP, Forked, Nursery
from tests.faults.slept import SLEPT, Slept, slept_by
from tests.faults.steps import Steps, StoreDoor, slack_door, store_door

_STARTS_WITHIN = 60.0
_LOOK = 0.05
LEASE = LEASE_FOR.total_seconds()


@dataclass
class Mortality:
    """How likely a step (by its name) is its bot's last, and how many may die until `deaths` is cleared."""

    chance: Random
    danger: Callable[[str], float]
    most: int
    deaths: list[str] = field(default_factory=list)

    def strikes(self, step: str) -> bool:
        """Whether this step was the last one."""
        if len(self.deaths) >= self.most or self.chance.random() >= self.danger(step):
            return False
        self.deaths.append(step)
        return True


class MortalSteps(Steps):
    """The steps of one bot; while `armed` each may be its last."""

    def __init__(self, mortality: Mortality) -> None:
        super().__init__()
        self.armed = False
        self._mortality = mortality

    def take(self, name: str) -> bool:
        """The outside has done something; True if the process dies of it and must not hear of it."""
        if not self.armed or self.process is None:
            return False
        if self.process is self.victim:
            return True
        if not self._mortality.strikes(name):
            return False
        self.kill()
        return True

    def kill(self) -> None:
        """At once, whatever it is at."""
        self.victim = self.process
        if self.victim is not None:
            self.victim.kill()


@dataclass
class Replica:
    """One of the bots: whichever process lives behind its doors. `frozen`: it is stopped, and not dead."""

    steps: MortalSteps
    door: StoreDoor | None
    environ: Mapping[str, str]
    slept: Slept
    frozen: bool = False

    @property
    def dead(self) -> bool:
        """Its process was killed."""
        return self.steps.process is self.steps.victim

    def freeze(self) -> None:
        """SIGSTOP: it holds its leases and connections, and does nothing."""
        assert self.steps.process
        self.steps.process.kill(signal.SIGSTOP)
        self.frozen = True

    def thaw(self) -> None:
        """SIGCONT, a lease later by its own clock: it goes on in the middle of what it was at."""
        assert self.steps.process
        self.slept.longer(LEASE)
        self.steps.process.kill(signal.SIGCONT)
        self.frozen = False


class Replicas:
    """All bots on one store."""

    def __init__(self, store: Store, bots: Nursery) -> None:
        self.all: list[Replica] = []
        self._store = store
        self._keys = Keys(TEAM_ID)
        self._bots = bots
        self.waited_for: set[str] = set()
        """What was held by a living bot past the time it should have been done in, for as long as a lease."""

    async def add(self, replica: Replica) -> None:
        """One more bot."""
        self.all.append(replica)
        await self._start(replica)

    def ports(self) -> list[int]:
        """Where they listen; nobody sends anything to one that is frozen."""
        return [int(one.environ["PORT"]) for one in self.all if not one.frozen] or [0]

    def arm(self, *, on: bool) -> None:
        """From now on any step may be the last, or none."""
        for replica in self.all:
            replica.steps.armed = on

    async def bury(self) -> None:
        """Who died is followed by another; its leases run out, and so do those of the frozen."""
        await self.let_leases_run_out()
        for steps in (replica.steps for replica in self.all):
            by_itself = steps.process is None or not (steps.process.lives or steps.process is steps.victim)
            assert not by_itself, "a bot ended by itself"
        await asyncio.gather(*(self._start(replica) for replica in self.all if replica.dead))

    async def let_leases_run_out(self) -> None:
        """Ninety seconds later, for whoever cannot answer; and pauses after failures end. The living keep their leases."""
        for replica in self.all:
            if replica.dead and replica.steps.process:
                await replica.steps.process.ended()
        held = await self._store.fields(self._keys.deadlines[2])
        ended = chain(*(pair for pair in held.items() if self._cannot_answer(pair[1])))
        await self._store.run(TIME_PASSES, keys=list(self._keys.deadlines[1:4]), args=list(ended))

    def _cannot_answer(self, token: str) -> bool:
        """Whether a lease is of a process that is dead or frozen, as far as the doors know whose it is."""
        holders = [pid for one in self.all if one.door and (pid := one.door.passed(token))]
        frozen = {one.steps.process.pid for one in self.all if one.frozen and one.steps.process}
        return any(pid in frozen or not Forked(pid).lives for pid in holders)

    async def rest(self, slack: LocalSlack, *, within: float) -> None:
        """Until nothing that is due by now is left, and nobody is at anything.

        What a living bot leased and never heard of, as the store went away, is waited for until its lease has run out.

        Raises:
            TimeoutError: something stays due.
        """
        began = monotonic()
        seen: dict[tuple[str, str], float] = {}
        async with asyncio.timeout(within + LEASE):
            while True:
                await self.bury()
                if not await self.left(slack):
                    return
                held = await self._store.fields(self._keys.deadlines[2])
                now = monotonic()
                seen = {pair: seen.get(pair, now) for pair in held.items()}
                if now - began > within:
                    long = [item for (item, _), since in seen.items() if now - since > within / 2]
                    if not long:
                        raise TimeoutError
                    self.waited_for.update(long)
                await asyncio.sleep(_LOOK)

    async def left(self, slack: LocalSlack) -> list[str]:
        """What is due by now, and what somebody is at."""
        held = await self._store.fields(self._keys.deadlines[2])
        due = await self._store.scores(self._keys.due)
        now = slack.now().timestamp() * 1000
        return sorted({*held, *(item for item, when in due.items() if when <= now)})

    async def _start(self, replica: Replica) -> Forked:
        process = await self._bots.fork(replica.environ)
        replica.steps.victim = None
        replica.steps.process = process
        return process

    async def end(self) -> None:
        """Politely."""
        for replica in self.all:
            if replica.steps.process:
                if replica.frozen:
                    replica.thaw()
                replica.steps.process.kill(signal.SIGTERM)
                await replica.steps.process.ended()


@asynccontextmanager
async def behind_doors(
    replicas: Replicas,
    mortality: Mortality,
    slack: LocalSlack,
    store: Path | str,
    data: Path,
    environ: Mapping[str, str],
) -> AsyncIterator[Replica]:
    """One more bot, connected to Slack, on the store at that socket; at an address there is no door before it."""
    steps = MortalSteps(mortality)
    async with AsyncExitStack() as stack:
        api_url = await stack.enter_async_context(slack_door(steps, slack.api_url))
        door = (
            await stack.enter_async_context(store_door(steps, str(store)))
            if isinstance(store, Path)
            else None
        )
        url = {"REDIS_URL": door.url if door else str(store)}
        before = slack.connections
        slept = stack.enter_context(slept_by())
        given = environment(slack, data, api_url) | dict(environ) | url | {SLEPT: slept.name}
        replica = Replica(steps, door, given, slept)
        await replicas.add(replica)
        await _there(replica, slack, before)
        yield replica


async def _there(replica: Replica, slack: LocalSlack, before: int) -> None:
    """Wait until it is connected, or reached where it is served; one that ends instead is not waited for."""
    assert replica.steps.process
    here = (
        slack.bot_connected(within=_STARTS_WITHIN)
        if HTTP in replica.environ
        else slack.bot_reconnected(connections=before, within=_STARTS_WITHIN)
    )
    connected = asyncio.create_task(here)
    ended = asyncio.create_task(replica.steps.process.ended())
    done, rest = await asyncio.wait({connected, ended}, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    assert connected in done, "the bot does not start"
    connected.result()
