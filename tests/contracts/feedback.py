"""Kudos, nights and notes for the contracts of their stores, and the ports in Redis."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.adapters.sealing import Sealer
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_kudos import StoredKudos, StoredNights
from bot.adapters.store_notes import StoredNotes
from bot.domain.correction import Correction, Observation
from bot.domain.kudos import Kudos, Thanked
from bot.domain.night_run import NightKey, NightRun
from bot.ports import Deadlines, NewId
from bot.ports.kudos import KudosBook
from bot.ports.nights import NightLedger
from bot.ports.notes import Notes
from tests.contracts.leasing import Leasing
from tests.contracts.sample import party

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


TONIGHT, NEXT = NightKey(team="support", date=FRIDAY), NightKey(team="support", date=MONDAY)


WORDS = Observation(
    situation="zzmark-situation",
    behaviour="zzmark-behaviour",
    impact="zzmark-impact",
    next_time="zzmark-next",
)


_number = count(1)


@dataclass
class Feedback(Leasing):
    """One implementation of each."""

    kudos: KudosBook
    nights: NightLedger
    notes: Notes
    deadlines: Deadlines


def stored(store: Store, keys: Keys, new_id: NewId) -> Feedback:
    """The ports in Redis, with a key of their own."""
    sealer = Sealer([SecretStr(Fernet.generate_key().decode())])
    return Feedback(
        StoredKudos(store, keys, new_id),
        StoredNights(store, keys, new_id),
        StoredNotes(store, keys, new_id, sealer, lambda: timedelta(days=90)),
        StoredDeadlines(store, keys, new_id),
    )


def kudos(
    *people: str, night: NightKey = TONIGHT, giver: str = "UANN", text: str = "thanks", given: datetime = NOON
) -> Kudos:
    """Thanks, unlike any other in their id."""
    return Kudos(
        id=f"K{next(_number)}",
        giver=party(giver),
        recipients=tuple(Thanked(who=party(user), night=night) for user in people or ("UBOB",)),
        text=text,
        given=given,
        day=FRIDAY,
    )


def note(*, night: NightKey | None = TONIGHT, author: str = "UANN", to: str = "UBOB") -> Correction:
    """A sealed note."""
    return Correction(
        id=f"N{next(_number)}",
        author=party(author),
        recipient=party(to),
        words=WORDS,
        written=NOON,
        night=night,
        deliver_at=NOON + timedelta(hours=7),
    )


def next_of(thing: Kudos, **update: object) -> Kudos:
    """The same kudos, one write later."""
    return thing.model_copy(update={"revision": thing.revision + 1, **update})


def later(thing: Correction, **update: object) -> Correction:
    """The same note, one write later."""
    return thing.model_copy(update={"revision": thing.revision + 1, **update})


def unopened(thing: Correction) -> Correction:
    """The same note as a list has it: without its words."""
    erased = Observation(situation="", behaviour="", impact="", next_time="")
    return thing.model_copy(update={"words": erased})


def closing(night: NightKey = TONIGHT) -> NightRun:
    """The run that closes a night."""
    return NightRun(night=night, closed=NOON)


async def everything(store: Store, keys: Keys) -> str:
    """Every key name and every value of a workspace, as one text."""
    found: list[str] = []
    async for key in store.scan(keys, keys.every):
        kind, _ = await store.kind_and_ttl(key)
        read = {"hash": store.fields, "string": store.get, "set": store.members, "zset": store.scores}[kind]
        found += [key, str(await read(key))]
    return "\n".join(found)
