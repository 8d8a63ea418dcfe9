"""The audit trail in Redis: one hash a day (UTC), a line a field, so that a line written twice is one."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from bot.adapters.families import AUDIT_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import at_ms, ms_reached
from bot.domain.audit import Entry, lately

_NOTE = Script.load("audit", "audit_note")
KEPT_MS = AUDIT_FOR // timedelta(milliseconds=1)


@dataclass(frozen=True)
class Lines:
    """What one step leaves in the trail: the key of the day, and what audit.lua takes of it."""

    key: str
    args: tuple[str, ...]

    @classmethod
    def of(cls, keys: Keys, entries: Sequence[Entry], now: datetime) -> "Lines":
        """The last hour of these, in the day of the newest; without any, a day that stays as it is."""
        told = lately(entries)
        newest = max((entry.at for entry in told), default=now)
        return cls(keys.audit(newest.astimezone(UTC).date()), tuple(chain.from_iterable(map(_line, told))))


def _line(entry: Entry) -> tuple[str, str]:
    """A field and its value. Who it was stands in the value alone, where erasing finds it."""
    held = {"about": entry.about, "what": entry.what, "user": entry.who or "", "detail": entry.detail}
    name = f"{ms_reached(entry.at):015d} {entry.number:03d} {entry.about} {entry.what}"
    return name, json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _entry(field: str, value: str) -> Entry:
    at, number, *_ = field.split(" ")
    held = json.loads(value)
    return Entry(
        at=at_ms(at), about=held["about"], what=held["what"], who=held.get("user") or None,
        detail=held.get("detail"), number=int(number),
    )  # fmt: skip


@dataclass(frozen=True)
class StoredAudit:
    """The port `AuditTrail`, in Redis."""

    store: Store
    keys: Keys

    async def note(self, entry: Entry) -> None:
        """See `AuditTrail.note`."""
        lines = Lines.of(self.keys, [entry], entry.at)
        await self.store.run(_NOTE, keys=[lines.key], args=[KEPT_MS, *lines.args])

    async def between(self, first: date, last: date) -> AsyncIterator[Entry]:
        """See `AuditTrail.between`. What was saved past midnight lies under the next day, some of it under both."""
        day, here = first, await self.store.fields(self.keys.audit(first))
        while day <= last:
            following = await self.store.fields(self.keys.audit(day + timedelta(days=1)))
            lines = following | here
            for field in sorted(lines):
                entry = _entry(field, lines[field])
                if entry.at.date() == day:
                    yield entry
            day, here = day + timedelta(days=1), following
