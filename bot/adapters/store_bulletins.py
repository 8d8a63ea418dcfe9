"""Bulletins at a shift change, in Redis: how far the clock was looked at, and each message under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import BULLETIN_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import at_ms, ms_due, ms_reached
from bot.ports import Lease
from bot.ports.bulletins import Leaf

_BEGIN = Script.load("deadlines", "round_begin")
_OPEN = Script.load("deadlines", "round_open")
_SAVE = Script.load("deadlines", "leased_record", "bulletin_save")
_ROUND, _BULLETIN = "round:all", "bulletin:"
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredBulletins:
    """The port `BulletinBook`, in Redis."""

    store: Store
    keys: Keys

    async def begin(self, now: datetime) -> None:
        """Look from now on; where it was begun before, go on from there."""
        await self.store.run(
            _BEGIN, keys=[*self.keys.deadlines, self.keys.round], args=[_ROUND, ms_reached(now)]
        )

    async def looked(self) -> datetime | None:
        """Up to when it was looked (the bot's clock)."""
        found = await self.store.field(self.keys.round, "looked")
        return at_ms(found) if found else None

    async def open(self, looked: datetime, leaves: Sequence[Leaf], *, lease: Lease, due: datetime) -> bool:
        """Note how far was looked and open what is new; False once the lease is lost."""
        answer = await self.store.run(
            _OPEN,
            keys=[*self.keys.deadlines, self.keys.round, *(self.keys.bulletin(leaf.id) for leaf in leaves)],
            args=[
                lease.item, lease.token, ms_reached(looked), ms_due(due), BULLETIN_FOR // _MS,
                *(part for leaf in leaves for part in (_BULLETIN + leaf.id, leaf.model_dump_json())),
            ],
        )  # fmt: skip
        return answer == ["opened"]

    async def get(self, leaf_id: str) -> Leaf | None:
        """One of them."""
        record = await self.store.field(self.keys.bulletin(leaf_id), "record")
        return Leaf.model_validate_json(record, extra="ignore") if record else None

    async def save(self, leaf: Leaf, *, lease: Lease) -> bool:
        """Replace it; a told one is not due any more. False once the lease is lost."""
        due = "" if leaf.told else ms_due(leaf.bulletin.at)
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.bulletin(leaf.id)],
            args=[lease.item, lease.token, leaf.model_dump_json(), due],
        )
        return answer == ["saved"]
