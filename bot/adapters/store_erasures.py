"""Erasing people, step by step, in Redis; what is known of it goes as it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import ERASURE_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.erasure import Erasure
from bot.ports import Lease

_BEGIN = Script.load("deadlines", "erasure_begin")
_SAVE = Script.load("deadlines", "erasure_save")
_ITEM = "erase:"
_KEEP = ERASURE_FOR // timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredErasures:
    """The port `Erasures`, in Redis."""

    store: Store
    keys: Keys

    async def begin(self, erasure: Erasure, *, due: datetime) -> None:
        """See `Erasures.begin`."""
        user = erasure.who.user
        await self.store.run(
            _BEGIN,
            keys=[*self.keys.deadlines, self.keys.erasure(user)],
            args=[_ITEM + user, erasure.model_dump_json(), ms_due(due), _KEEP],
        )

    async def get(self, user: str) -> Erasure | None:
        """See `Erasures.get`."""
        record = await self.store.field(self.keys.erasure(user), "record")
        return Erasure.model_validate_json(record, extra="ignore") if record else None

    async def save(self, erasure: Erasure, *, lease: Lease, due: datetime) -> bool:
        """See `Erasures.save`."""
        return await self._save(erasure.who.user, lease, erasure.model_dump_json(), ms_due(due))

    async def end(self, erasure: Erasure, *, lease: Lease) -> bool:
        """See `Erasures.end`."""
        return await self._save(erasure.who.user, lease, "", "")

    async def _save(self, user: str, lease: Lease, record: str, due: str | int) -> bool:
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.erasure(user)],
            args=[_ITEM + user, lease.token, record, due, _KEEP],
        )
        return answer == ["saved"]
