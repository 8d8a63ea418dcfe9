"""Covers made in Slack, in Redis: each with its deadline, and the list of those that have not ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import COVER_KEPT
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_audit import KEPT_MS, Lines
from bot.adapters.times import ms_due
from bot.domain.audit import of_cover
from bot.domain.covering import Arrangement
from bot.ports import Lease
from bot.ports.covers import Listed

_SAVE = Script.load("deadlines", "audit", "cover_save")
_ITEM, _FIELD, _MS = "cover:", "cover ", timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredCovers:
    """The port `CoverBook`, in Redis."""

    store: Store
    keys: Keys

    async def version(self) -> str:
        """Changes with the list."""
        return await self.store.field(self.keys.covers, "version") or "0"

    async def listed(self) -> Listed:
        """The list and its version."""
        found = await self.store.fields(self.keys.covers)
        records = [_read(record) for field, record in found.items() if field.startswith(_FIELD)]
        return Listed(found.get("version", "0"), tuple(sorted(records, key=lambda a: (a.made, a.id))))

    async def get(self, cover_id: str) -> Arrangement | None:
        """One of them."""
        record = await self.store.field(self.keys.cover(cover_id), "record")
        return _read(record) if record else None

    async def save(
        self,
        arrangement: Arrangement,
        *,
        now: datetime,
        op: str,
        since: str | None = None,
        lease: Lease | None = None,
    ) -> bool:
        """Replace it, unless it or the list moved on."""
        record = arrangement.model_dump_json()
        over = [a.id for a in (await self.listed()).arrangements if a.is_over(now)] if lease is None else []
        gone = [one for one in over if one != arrangement.id]
        trail = Lines.of(self.keys, of_cover(arrangement), now)
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.covers, self.keys.cover(arrangement.id), trail.key],
            args=[
                _ITEM + arrangement.id, lease.token if lease else "", op, arrangement.revision, since or "",
                record, ms_due(arrangement.due(now)), "-" if lease else _listed(arrangement, record),
                (max(arrangement.end - now, timedelta()) + COVER_KEPT) // _MS,
                len(gone), *gone, KEPT_MS, *trail.args,
            ],
        )  # fmt: skip
        return answer == ["saved"]


def _listed(arrangement: Arrangement, record: str) -> str:
    return record if arrangement.ended is None else ""


def _read(record: str) -> Arrangement:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Arrangement.model_validate_json(record, extra="ignore")
