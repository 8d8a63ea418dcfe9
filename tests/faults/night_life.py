"""Night after night, done by three bots that are killed at random steps while Slack answers badly.

Each bot is a process with doors of its own before the store and before Slack. On a night every step (a script
that changed the store, a call that changed something in Slack) may be the last one of its bot, and calls are
refused, answered with 429 or 5xx, or dropped after they were carried out. Whatever happens: each night's thanks
stand in public once, what is for one person alone reached them once, and nothing is left due.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.adapters.sealing import Sealer
from bot.adapters.store_notes import StoredNotes
from bot.adapters.store_people import StoredPreferences
from bot.domain.correction import Correction, Observation
from bot.domain.escalation import Party
from bot.domain.language import Text
from bot.domain.night_run import NightKey
from playground.driver import LocalSlack
from playground.people import TEAM_ID
from tests.faults.bots import monday_morning
from tests.faults.night_oracle import Told, wrong
from tests.faults.nursery import Nursery
from tests.faults.replicas import Mortality, Replicas, behind_doors
from tests.faults.servers import running, until_there

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


def _danger(step: str) -> float:
    if step.startswith("slack"):
        return KILLED_AT_SPEAKING
    at_work = step.startswith(("store night", "store note", "store kudos", "store claim", "store release"))
    return KILLED_AT_NIGHT_WORK if at_work else KILLED


class Nights:
    """Three bots, one store, one Slack."""

    def __init__(
        self, slack: LocalSlack, store: Store, replicas: Replicas, dice: Mortality, sealer: Sealer
    ) -> None:
        self.slack = slack
        self.told = Told()
        self._store = store
        self._keys = Keys(TEAM_ID)
        self._chance = dice.chance
        self._notes = StoredNotes(
            store, self._keys, lambda: f"op{self._chance.getrandbits(64)}", sealer, lambda: timedelta(days=90)
        )
        self._replicas = replicas
        self._deaths = dice.deaths

    async def likes_it_quiet(self, person: str) -> None:
        """Chosen before the first night."""
        book = StoredPreferences(self._store, self._keys)
        await book.change(self._user(person), thanks="private")

    async def one(self, day: date) -> None:
        """A day of thanks, and its nights: those of every team, until nothing is due any more."""
        await self.slack.forward_to(datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL))
        await self._replicas.rest(self.slack, within=_PATIENCE)
        await self._give(day)
        self._deaths.clear()
        self._replicas.arm(on=True)
        for _ in range(self._chance.randint(0, 6)):
            self._plan()
        await self.slack.forward_to(datetime(day.year, day.month, day.day, 19, 10, tzinfo=SEOUL))
        await self._replicas.rest(self.slack, within=_PATIENCE)
        await self.slack.forward_to(
            datetime(day.year, day.month, day.day, 7, tzinfo=SEOUL) + timedelta(days=1)
        )
        await self._replicas.rest(self.slack, within=_PATIENCE)
        self._replicas.arm(on=False)
        await self._replicas.rest(self.slack, within=_PATIENCE)
        self.told.deaths.update(self._deaths)
        self.told.nights += 1

    async def the_last_ones(self) -> None:
        """A quiet week, so that what was given on the eve of a day off is brought as well."""
        for _ in range(7):
            tomorrow = self.slack.now().astimezone(SEOUL) + timedelta(days=1)
            await self.slack.forward_to(tomorrow.replace(hour=10, minute=0))
            await self._replicas.rest(self.slack, within=_PATIENCE)

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

    def _user(self, person: str) -> str:
        return self.slack.person(person).id

    def _party(self, person: str) -> Party:
        return Party(user=self._user(person), key=person, name=Text(en=person))


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
        mortality = Mortality(chance, _danger, KILLS_A_NIGHT)
        replicas = Replicas(store, bots)
        stack.push_async_callback(replicas.end)
        nights = Nights(slack, store, replicas, mortality, Sealer([SecretStr(secret)]))
        await nights.likes_it_quiet(QUIET)
        for number in range(REPLICAS):
            data, sealed = folder / f"data-{number}", {"BATON_SECRET_KEYS": secret}
            await stack.enter_async_context(behind_doors(replicas, mortality, slack, socket, data, sealed))
        await slack.bot_connected(within=60)
        yield nights


async def lived(folder: Path, bots: Nursery, days: Sequence[date], seed: int) -> tuple[Told, list[str]]:
    """All these nights; what was told, and what of it is wrong."""
    async with three_bots(folder, bots, seed) as nights:
        for day in days:
            await nights.one(day)
        await nights.the_last_ones()
        return nights.told, wrong(slack=nights.slack, told=nights.told)
