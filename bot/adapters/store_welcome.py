"""Who is known, and newcomers' cards, in Redis."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import WELCOME_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.welcome import Welcome
from bot.ports import Lease, NewId

_MEET = Script.load("deadlines", "welcome_meet")
_SAVE = Script.load("deadlines", "welcome_record", "saving", "welcome_save")
_PUT_DUE = Script.load("deadlines", "put_due")
_KEEP = WELCOME_FOR // timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredWelcomes:
    """The port `WelcomeBook`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def known(self) -> frozenset[str]:
        """See `WelcomeBook.known`."""
        return frozenset(await self.store.members(self.keys.known_people))

    async def meet(self, names: Collection[str], new: Sequence[tuple[Welcome, datetime | None]]) -> None:
        """See `WelcomeBook.meet`."""
        records = [self.keys.welcome(w.person) for w, _ in new]
        parts = [
            part for w, due in new for part in (_item(w.person), w.model_dump_json(), w.revision, ms_due(due))
        ]
        await self.store.run(
            _MEET,
            keys=[*self.keys.deadlines, self.keys.known_people, *records],
            args=[_KEEP, len(names), *sorted(names), *parts],
        )

    async def get(self, person: str) -> Welcome | None:
        """See `WelcomeBook.get`."""
        record = await self.store.field(self.keys.welcome(person), "record")
        return Welcome.model_validate_json(record, extra="ignore") if record else None

    async def of_each(self, people: Sequence[str]) -> Mapping[str, Welcome]:
        """See `WelcomeBook.of_each`."""
        keys = [self.keys.welcome(person) for person in people]
        found = await self.store.fields_of_each(keys, "record")
        return {
            person: Welcome.model_validate_json(record, extra="ignore")
            for person, [record] in zip(people, found, strict=True)
            if record
        }

    async def save(self, welcome: Welcome, *, lease: Lease | None, due: datetime | None) -> bool:
        """See `WelcomeBook.save`."""
        w = welcome
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.welcome(w.person)],
            args=[
                _item(w.person), w.model_dump_json(), w.revision, self.new_id(), lease.token if lease else "",
                ms_due(due), _KEEP,
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def plan(self, person: str, due: datetime | None) -> None:
        """See `WelcomeBook.plan`."""
        await self.store.run(_PUT_DUE, keys=self.keys.deadlines, args=[_item(person), ms_due(due), ""])


def _item(person: str) -> str:
    return f"welcome:{person}"
