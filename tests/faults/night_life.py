"""Night after night, done by three bots that are killed at random steps while Slack answers badly.

Each bot is a process with doors of its own before the store and before Slack. On a night every step (a script
that changed the store, a call that changed something in Slack) may be the last one of its bot, and calls are
refused, answered with 429 or 5xx, or dropped after they were carried out. Whatever happens: each night's thanks
stand in public once, what is for one person alone reached them once, and nothing is left due.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store, connected
from bot.adapters.sealing import Sealer
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredPreferences
from bot.domain.correction import Correction, Observation
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.night_run import NightKey
from playground.driver import LocalSlack
from playground.people import TEAM_ID
from tests.faults.bots import environment, monday_morning
from tests.faults.night_oracle import Told, wrong
from tests.faults.nursery import Forked, Nursery
from tests.faults.servers import running, until_there
from tests.faults.steps import Steps, StoreDoor, slack_door, store_door

SEOUL = ZoneInfo("Asia/Seoul")
REPLICAS = 3
PEOPLE = ("seoyeon", "minjun", "bob", "sujin", "emily", "taeyang", "priya", "grace")
QUIET = "priya"
"""She likes to be thanked quietly; everybody else did not choose."""
KILLED, KILLED_AT_NIGHT_WORK, KILLED_AT_SPEAKING = 0.001, 0.1, 0.35
"""The chance of a step to be its bot's last: any step, one that belongs to the night, one that Slack was told."""
KILLS_A_NIGHT = 4
BADLY = ("429", "500", "drop", "drop_after_doing", "error:internal_error", "error:ratelimited")
_HANGS = "timeout_after_doing"
HANGS = 0.03
"""So seldom a fault is one that is carried out and never answered: each holds its bot for twenty seconds."""
_PATIENCE = 90.0
_LOOK = 0.05

_TIME_PASSES = Script(
    "time_passes",
    """
    for i = 1, #ARGV, 2 do
      if redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[i + 1] then
        redis.call('ZREM', KEYS[1], ARGV[i])
        redis.call('HDEL', KEYS[2], ARGV[i])
      end
    end
    for _, item in ipairs(redis.call('HKEYS', KEYS[3])) do
      local failures = string.match(redis.call('HGET', KEYS[3], item), '%d+')
      redis.call('HSET', KEYS[3], item, failures .. ' 0')
    end
    return {}
    """,
)
"""The leases of the dead run out, and pauses after failures end."""


class MortalSteps(Steps):
    """The steps of one bot; while `armed` each may be its last."""

    def __init__(self, chance: Random, deaths: list[str]) -> None:
        super().__init__()
        self.armed = False
        self._chance = chance
        self._deaths = deaths

    def take(self, name: str) -> bool:
        """The outside has done something; True if the process dies of it and must not hear of it."""
        if not self.armed or self.process is None or len(self._deaths) >= KILLS_A_NIGHT:
            return False
        if self.process is self.victim:
            return True
        if self._chance.random() >= _danger(name):
            return False
        self.victim = self.process
        self._deaths.append(name)
        self.victim.kill()
        return True


def _danger(step: str) -> float:
    if step.startswith("slack"):
        return KILLED_AT_SPEAKING
    at_work = step.startswith(("store night", "store note", "store kudos", "store claim", "store release"))
    return KILLED_AT_NIGHT_WORK if at_work else KILLED


@dataclass
class Replica:
    """One of the bots: whichever process lives behind its doors."""

    steps: MortalSteps
    door: StoreDoor
    environ: Mapping[str, str]


class Nights:
    """Three bots, one store, one Slack."""

    def __init__(
        self, slack: LocalSlack, store: Store, bots: Nursery, chance: Random, sealer: Sealer
    ) -> None:
        self.slack = slack
        self.told = Told()
        self._store = store
        self._keys = Keys(TEAM_ID)
        self._notes = StoredNotes(
            store, self._keys, lambda: f"op{chance.getrandbits(64)}", sealer, lambda: timedelta(days=90)
        )
        self._bots = bots
        self._chance = chance
        self._replicas: list[Replica] = []
        self.deaths: list[str] = []

    async def add(self, replica: Replica) -> None:
        """One more bot."""
        self._replicas.append(replica)
        await self._start(replica)

    async def likes_it_quiet(self, person: str) -> None:
        """Chosen before the first night."""
        book = StoredPreferences(self._store, self._keys)
        await book.change(self._user(person), thanks="private")

    async def one(self, day: date) -> None:
        """A day of thanks, and its nights: those of every team, until nothing is due any more."""
        await self.slack.forward_to(datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL))
        await self._rest()
        await self._give(day)
        self.deaths.clear()
        self._arm(on=True)
        for _ in range(self._chance.randint(0, 6)):
            self._plan()
        await self.slack.forward_to(datetime(day.year, day.month, day.day, 19, 10, tzinfo=SEOUL))
        await self._rest()
        await self.slack.forward_to(
            datetime(day.year, day.month, day.day, 7, tzinfo=SEOUL) + timedelta(days=1)
        )
        await self._rest()
        self._arm(on=False)
        await self._rest()
        self.told.deaths.update(self.deaths)
        self.told.nights += 1

    async def the_last_ones(self) -> None:
        """A quiet week, so that what was given on the eve of a day off is brought as well."""
        for _ in range(7):
            tomorrow = self.slack.now().astimezone(SEOUL) + timedelta(days=1)
            await self.slack.forward_to(tomorrow.replace(hour=10, minute=0))
            await self._rest()

    async def _give(self, day: date) -> None:
        """Some thanks, one of them for somebody who likes it quietly, and now and then a note."""
        for number in range(self._chance.randint(1, 3)):
            giver, to = self._chance.sample([p for p in PEOPLE if p != QUIET], 2)
            mark = f"zq{day:%y%m%d}n{number}q"
            await self._thanks(giver, to, mark)
            self.told.public[mark] = day
        if self._chance.random() < 0.4:
            mark = f"zq{day:%y%m%d}quietq"
            await self._thanks(self._chance.choice([p for p in PEOPLE if p != QUIET]), QUIET, mark)
            self.told.quiet[mark] = QUIET
        if self._chance.random() < 0.4:
            await self._note(day)

    async def _thanks(self, giver: str, to: str, mark: str) -> None:
        answer = await self.slack.person(giver).types("#kudos", f"/kudos @{to} for staying so calm {mark}")
        assert mark in answer.text, answer.text

    async def _note(self, day: date) -> None:
        note = f"N{day:%y%m%d}"
        close = datetime(day.year, day.month, day.day, 19, tzinfo=SEOUL).astimezone(UTC)
        words = Observation(situation="a", behaviour="b", impact="c", next_time="d")
        await self._notes.seal(
            Correction(
                id=note,
                author=self._party("seoyeon"),
                recipient=self._party("minjun"),
                words=words,
                written=self.slack.now(),
                night=NightKey(team="support", date=day),
                deliver_at=close,
            )
        )
        self.told.notes[note] = "minjun"

    def _plan(self) -> None:
        kind = _HANGS if self._chance.random() < HANGS else self._chance.choice(BADLY)
        method = self._chance.choice(
            ("chat.postMessage", "chat.postMessage", "conversations.history", "chat.update")
        )
        self.slack.fault(method, kind)
        self.told.faults[kind] += 1

    def _arm(self, *, on: bool) -> None:
        for replica in self._replicas:
            replica.steps.armed = on

    async def _rest(self) -> None:
        """Until nothing that is due by now is left, and nobody is at anything. Who died is followed by another."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                await self._bury()
                held = await self._store.fields(self._keys.deadlines[2])
                due = await self._store.scores(self._keys.due)
                now = self.slack.now().timestamp() * 1000
                if not held and all(when > now for when in due.values()):
                    return
                await asyncio.sleep(_LOOK)

    async def _bury(self) -> None:
        dead = [one for one in self._replicas if one.steps.process is one.steps.victim]
        ended: list[str] = []
        held = await self._store.fields(self._keys.deadlines[2])
        for replica in dead:
            assert replica.steps.process is not None
            await replica.steps.process.ended()
            ended += chain(*((item, token) for item, token in held.items() if replica.door.passed(token)))
        for steps in (replica.steps for replica in self._replicas):
            by_itself = steps.process is None or not (steps.process.lives or steps.process is steps.victim)
            assert not by_itself, "a bot ended by itself"
        await self._store.run(_TIME_PASSES, keys=list(self._keys.deadlines[1:4]), args=ended)
        await asyncio.gather(*(self._start(replica) for replica in dead))

    async def _start(self, replica: Replica) -> Forked:
        process = await self._bots.fork({**replica.environ, "REDIS_URL": replica.door.url})
        replica.steps.victim = None
        replica.steps.process = process
        return process

    def _user(self, person: str) -> str:
        return self.slack.person(person).id

    def _party(self, person: str) -> Party:
        return Party(user=self._user(person), key=person, name=Text(en=person))

    async def end(self) -> None:
        """Politely."""
        for replica in self._replicas:
            if replica.steps.process:
                replica.steps.process.kill(signal.SIGTERM)
                await replica.steps.process.ended()


def working_days(count: int, start: date = date(2035, 3, 13)) -> list[date]:
    """So many days from Monday to Friday."""
    days = (start + timedelta(days=offset) for offset in range(2 * count + 7))
    return [day for day in days if day.weekday() < 5][:count]


@asynccontextmanager
async def three_bots(folder: Path, bots: Nursery, seed: int) -> AsyncIterator[Nights]:
    """A workspace, an empty store, and three bots whose steps may be their last."""
    chance = Random(seed)  # noqa: S311 - a test's dice
    secret = Fernet.generate_key().decode()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(monday_morning())
        socket = folder / "store.sock"
        stack.enter_context(running(folder, "--port", "0", "--unixsocket", str(socket), "--save", ""))
        await until_there(socket)
        store = await stack.enter_async_context(connected(f"unix://{socket}"))
        nights = Nights(slack, store, bots, chance, Sealer([SecretStr(secret)]))
        await nights.likes_it_quiet(QUIET)
        for number in range(REPLICAS):
            steps = MortalSteps(chance, nights.deaths)
            api_url = await stack.enter_async_context(slack_door(steps, slack.api_url))
            environ = environment(slack, folder / f"data-{number}", api_url) | {"BATON_SECRET_KEYS": secret}
            before = slack.connections
            door = await stack.enter_async_context(store_door(steps, str(socket)))
            await nights.add(Replica(steps, door, environ))
            await slack.bot_reconnected(connections=before, within=60)
        await slack.bot_connected(within=60)
        try:
            yield nights
        finally:
            await nights.end()


async def lived(folder: Path, bots: Nursery, days: Sequence[date], seed: int) -> tuple[Told, list[str]]:
    """All these nights; what was told, and what of it is wrong."""
    async with three_bots(folder, bots, seed) as nights:
        for day in days:
            await nights.one(day)
        await nights.the_last_ones()
        return nights.told, wrong(slack=nights.slack, told=nights.told)
