"""The improvement lists in Redis. Their words are encrypted before they leave this module; no name is with them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import EVENT_FOR, IMPROVEMENTS_TOLD_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.times import ms_due
from bot.domain.correction import ProcessItem
from bot.domain.improving import Weekly
from bot.ports import Lease

_ADD = Script.load("improvement_add")
_SWAP = Script.load("field_swap")
_PLAN = Script.load("deadlines", "line_up_plan")
_SAVE = Script.load("deadlines", "line_up_save")
_MS = timedelta(milliseconds=1)
_ITEM = "improvements:"


@dataclass(frozen=True)
class StoredImprovements:
    """The port `Improvements`, in Redis."""

    store: Store
    keys: Keys
    sealer: Sealer

    async def add(self, item: ProcessItem, *, once: str = "") -> None:
        """See `Improvements.add`."""
        form = [self.keys.improvement_once(self.sealer.digest("improvement", once))] if once else []
        await self.store.run(
            _ADD,
            keys=[self.keys.improvements(item.team), *form],
            args=[item.id, self._record(item), EVENT_FOR // _MS],
        )

    async def listed(self, team: str) -> Sequence[ProcessItem]:
        """See `Improvements.listed`."""
        found = await self.store.fields(self.keys.improvements(team))
        items = [item for record in found.values() if (item := self._read(record))]
        return sorted(items, key=lambda item: (item.written, item.id), reverse=True)

    async def get(self, team: str, item_id: str) -> ProcessItem | None:
        """See `Improvements.get`."""
        record = await self.store.field(self.keys.improvements(team), item_id)
        return self._read(record) if record else None

    async def change(self, item: ProcessItem) -> bool:
        """See `Improvements.change`."""
        record = await self.store.field(self.keys.improvements(item.team), item.id)
        if record is None or json.loads(record).get("revision", 0) != item.revision - 1:
            return False
        return await self._swap(item.team, item.id, record, self._record(item))

    async def remove(self, item: ProcessItem) -> bool:
        """See `Improvements.remove`."""
        record = await self.store.field(self.keys.improvements(item.team), item.id)
        if record is None:
            return True
        if json.loads(record).get("revision", 0) != item.revision:
            return False
        return await self._swap(item.team, item.id, record, "")

    async def plan(self, weekly: Weekly, due: datetime | None) -> None:
        """See `Improvements.plan`."""
        await self.store.run(
            _PLAN,
            keys=[*self.keys.deadlines, self.keys.improvements_told(weekly.team)],
            args=[
                _ITEM + weekly.team,
                weekly.model_dump_json(),
                ms_due(due),
                IMPROVEMENTS_TOLD_FOR // _MS,
            ],
        )

    async def weekly(self, team: str) -> Weekly | None:
        """See `Improvements.weekly`."""
        record = await self.store.field(self.keys.improvements_told(team), "record")
        return Weekly.model_validate_json(record, extra="ignore") if record else None

    async def save(self, weekly: Weekly, *, lease: Lease, due: datetime | None) -> bool:
        """See `Improvements.save`."""
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.improvements_told(weekly.team)],
            args=[
                lease.item,
                lease.token,
                weekly.model_dump_json(),
                ms_due(due),
                IMPROVEMENTS_TOLD_FOR // _MS,
            ],
        )
        return answer == ["saved"]

    async def _swap(self, team: str, field: str, before: str, after: str) -> bool:
        key = self.keys.improvements(team)
        return await self.store.run(_SWAP, keys=[key], args=[field, before, after]) == ["swapped"]

    def _record(self, item: ProcessItem) -> str:
        record = json.loads(item.model_dump_json(exclude={"words", "answer"}))
        record["words"] = self.sealer.seal(item.words, note=item.id)
        if item.answer:
            record["said"] = self.sealer.seal_text(item.answer, bound=item.id)
        return json.dumps(record)

    def _read(self, stored: str) -> ProcessItem | None:
        """None where no key opens it any more, which is logged: one lost key does not hide the others."""
        record = json.loads(stored)
        said = record.pop("said", None)
        try:
            words = self.sealer.open(record.pop("words"), note=record["id"])
            answer = self.sealer.open_text(said, bound=record["id"]) if said else ""
        except SealBroken:
            return None
        return ProcessItem.model_validate({**record, "words": words, "answer": answer}, extra="ignore")
