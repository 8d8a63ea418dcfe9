"""The whole life of one escalation, lived by people and a bot that is killed after any one of its steps.

Whatever the step, the truth afterwards is the one of an undisturbed life: the same history, the same
messages, each standing once, nothing left due that nobody does.
"""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.store_escalations import StoredEscalations
from bot.domain.escalation import Escalation, State
from bot.services.settle import when_due
from playground.driver import LocalSlack, NotSeen
from playground.people import TEAM_ID
from tests.faults.bots import TIME_PASSES, environment, monday_morning
from tests.faults.nursery import Forked, Nursery
from tests.faults.servers import running, until_there
from tests.faults.steps import Steps, StoreDoor, slack_door, store_door

NEED = "Charged twice for order 4711"
SECRET = "x" * 43 + "="
STARTS_WITHIN = 60.0
_TRIES = 5
_PATIENCE = 30.0


@dataclass(frozen=True)
class Act:
    """Something people or the clock do, and how one sees in the record that it is done. Doing it again does no harm."""

    name: str
    do: Callable[[LocalSlack], Awaitable[object]]
    done: Callable[[Escalation], bool]


@dataclass(frozen=True)
class Truth:
    """What stands after a life: its history, what was said twice or was meant to be said and was not.

    How often somebody is asked depends on when the clock is looked at; that is not compared.
    """

    state: State
    history: tuple[str, ...]
    said_twice: tuple[str, ...]
    not_said: tuple[str, ...]
    left_due: tuple[str, ...]
    said: Counter[str] = field(compare=False, default_factory=Counter)
    steps: tuple[str, ...] = field(compare=False, default=())
    killed: str | None = field(compare=False, default=None)


class Life:
    """A bot, its store and its Slack. The bot is started anew whenever it was killed."""

    def __init__(
        self,
        slack: LocalSlack,
        store: Store,
        steps: Steps,
        door: StoreDoor,
        environ: Mapping[str, str],
        bots: Nursery,
    ) -> None:
        self.slack = slack
        self.steps = steps
        self._door = door
        self._store = store
        self._keys = Keys(TEAM_ID)
        self._escalations = StoredEscalations(store, self._keys, lambda: "unused")
        self._environ = environ
        self._bots = bots

    async def starts(self) -> None:
        """A process of its own; one that dies of its first steps is followed by another."""
        before = self.slack.connections
        process = self.steps.process = await self._bots.fork({**self._environ, "REDIS_URL": self._door.url})
        there = asyncio.create_task(self._there(before))
        dead = asyncio.create_task(process.ended())
        await asyncio.wait({there, dead}, return_when=asyncio.FIRST_COMPLETED)
        if dead.done():
            there.cancel()
            assert process is self.steps.victim, "the bot does not start"
            await self.starts()
        else:
            dead.cancel()
            await there

    async def another(self, door: StoreDoor) -> Forked:
        """A second process on the same store, through a door of its own, which nobody kills."""
        before = self.slack.connections
        process = await self._bots.fork({**self._environ, "REDIS_URL": door.url})
        await self._there(before)
        return process

    async def _there(self, before: int) -> None:
        await self.slack.bot_reconnected(connections=before, within=STARTS_WITHIN)
        await self.slack.bot_connected(within=STARTS_WITHIN)

    async def lives(self) -> bool:
        """Whether the process is there; one that was killed is followed by another, its own leases run out."""
        process = self.steps.process
        if process is not None and process is not self.steps.victim:
            assert process.lives, "the bot ended by itself"
            return True
        if process is not None:
            await process.ended()
        held = await self._store.fields(self._keys.deadlines[2])
        of_the_dead = [
            (item, token)
            for item, token in held.items()
            if (pid := self._door.passed(token)) and not Forked(pid).lives
        ]
        await self._store.run(
            TIME_PASSES, keys=list(self._keys.deadlines[1:4]), args=list(chain(*of_the_dead))
        )
        await self.starts()
        return False

    async def record(self) -> Escalation | None:
        """The one escalation there is."""
        prefix = self._keys.escalation("")
        found = [key async for key in self._store.scan(self._keys, f"{prefix}*")]
        assert len(found) <= 1, "two escalations out of one form"
        return await self._escalations.get(found[0].removeprefix(prefix)) if found else None

    async def rests(self) -> Escalation | None:
        """The record once Slack shows it as it is, nobody is at it and its time has not come (by the moved clock).

        A bot that dies meanwhile is replaced.
        """
        async with asyncio.timeout(_PATIENCE):
            while True:
                await self.lives()
                e = await self.record()
                held = [
                    item for item in await self._store.fields(self._keys.deadlines[2]) if "escalation" in item
                ]
                due = when_due(e) if e else None
                if not held and (due is None or due > self.slack.now()):
                    return e
                await asyncio.sleep(0.02)

    async def goes_through(self, act: Act) -> None:
        """Do it until it is done: people press again when nothing came of it."""
        for _ in range(_TRIES):
            e = await self.rests()
            if e is not None and act.done(e):
                return
            try:
                await act.do(self.slack)
            except NotSeen:
                if await self.lives() and self.steps.killed is None:
                    raise
        e = await self.rests()
        assert e is not None, f"{act.name}: nothing was opened"
        history = ", ".join(event.what for event in e.events)
        assert act.done(e), f"{act.name} did not come about: {history}; {e.state} until {e.level_ends}"

    async def truth(self) -> Truth:
        """What stands now."""
        e = await self.rests()
        assert e is not None
        bots = [
            message
            for channel in self.slack.playground.world.channels.values()
            for message in channel.messages.values()
            if message.metadata and message.only_for is None
        ]
        keys = [str(message.metadata["event_payload"]["key"]) for message in bots if message.metadata]
        said = Counter(key.replace(e.id, "…") for key in keys if key.startswith("escalation-"))
        due = await self._store.scores(self._keys.due)
        return Truth(
            state=e.state,
            history=tuple(event.what for event in e.events),
            said_twice=tuple(sorted(key for key, times in said.items() if times > 1)),
            not_said=tuple(sorted(post.key for post in e.posts if f"escalation-…-{post.key}" not in said)),
            said=said,
            left_due=tuple(sorted(item for item in due if item.startswith("escalation"))),
            steps=tuple(self.steps.taken),
            killed=self.steps.killed,
        )


@asynccontextmanager
async def born(
    folder: Path, bots: Nursery, die_after: int | None = None, *, beside: int = 0
) -> AsyncIterator[Life]:
    """A workspace, an empty store, a bot whose steps are numbered, and others beside it."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(monday_morning())
        socket = folder / "store.sock"
        stack.enter_context(running(folder, "--port", "0", "--unixsocket", str(socket), "--save", ""))
        await until_there(socket)
        store = await stack.enter_async_context(connected(f"unix://{socket}"))
        steps = Steps(die_after)
        api_url = await stack.enter_async_context(slack_door(steps, slack.api_url))
        environ = environment(slack, folder / "data", api_url) | {"BATON_SECRET_KEYS": SECRET}
        doors = [await stack.enter_async_context(store_door(steps, str(socket))) for _ in range(1 + beside)]
        life = Life(slack, store, steps, doors[0], environ, bots)
        others = [await life.another(door) for door in doors[1:]]
        await life.starts()
        try:
            yield life
        finally:
            for process in (*others, *([steps.process] if steps.process else ())):
                process.kill(signal.SIGTERM)
                await process.ended()


async def live(
    folder: Path, bots: Nursery, acts: Sequence[Act], die_after: int | None = None, *, beside: int = 0
) -> Truth:
    """All acts, one after the other; the bot is killed once, after the step of that number."""
    async with born(folder, bots, die_after, beside=beside) as life:
        for act in acts:
            await life.goes_through(act)
        return await life.truth()


def difference(one: Truth, other: Truth) -> str:
    """What is not as in an undisturbed life."""
    return (
        f"{other.killed}: {other.state}, {', '.join(other.history)}; said twice: {other.said_twice}; "
        f"not said: {other.not_said}; due: {other.left_due}; undisturbed: {', '.join(one.history)}"
    )
