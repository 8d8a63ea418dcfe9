"""Promises without an escalation in Redis: record, place in the list and deadline in one script a write."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.adapters.families import ONCE_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due, ms_reached
from bot.domain.tracked import KEEP_AFTER_DONE, Tracked
from bot.ports import Lease, NewId
from bot.ports.promises import PromiseFigures

_OPEN = Script.load("deadlines", "promises", "promise_open")
_SAVE = Script.load("deadlines", "promises", "saving", "promise_save")

_SEPARATOR = "\x1f"
_ITEM = "promise:"
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredPromises:
    """The port `Promises`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def open(self, tracked: Tracked, *, once: str, due: datetime | None) -> Tracked:
        """Store a new one; `once` used in the last day answers what that opened."""
        t = tracked
        answer = await self.store.run(
            _OPEN,
            keys=[*self._indexes(t.id), self.keys.opened(f"{_ITEM}{once}")],
            args=[
                t.id, _ITEM + t.id, t.model_dump_json(), ms_due(due), _entry(t), self.new_id(), ONCE_FOR // _MS,
            ],
        )  # fmt: skip
        if answer[0] == "opened":
            return t
        before = await self.get(answer[1])
        if before is None:
            raise LookupError(f"promise {answer[1]} was opened but is gone")
        return before

    async def get(self, promise_id: str) -> Tracked | None:
        """One of them."""
        record = await self.store.field(self.keys.promise(promise_id), "record")
        return _read(record) if record else None

    async def save(
        self, tracked: Tracked, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone."""
        t = tracked
        answer = await self.store.run(
            _SAVE,
            keys=[*self._indexes(t.id), self.keys.promise_figures(t.opened.astimezone(UTC).date())],
            args=[
                t.id, _ITEM + t.id, t.model_dump_json(), t.revision, ms_due(due), "1" if t.is_open else "",
                _entry(t) if t.is_open else "", op, lease.token if lease else "", KEEP_AFTER_DONE // _MS,
                "" if t.is_open else PromiseFigures.of(t).model_dump_json(),
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def open_of_person(self, user: str) -> Sequence[Tracked]:
        """The open ones somebody keeps, soonest first."""
        entries = await self.store.entries(self.keys.promises_of_people, of=user + _SEPARATOR)
        keys = [self.keys.promise(entry.rpartition(_SEPARATOR)[2]) for entry in entries]
        found = [_read(record) for [record] in await self.store.fields_of_each(keys, "record") if record]
        mine = (t for t in found if t.is_open and t.keeper.user == user)
        return sorted(mine, key=lambda t: (t.promise.by, t.id))

    async def figures(self, first: date, last: date) -> Sequence[PromiseFigures]:
        """Those of the ones that are done, made between two dates (UTC), both included, oldest first."""
        found: list[PromiseFigures] = []
        month = first.replace(day=1)
        while month <= last:
            stored = await self.store.fields(self.keys.promise_figures(month))
            found += [PromiseFigures.model_validate_json(text, extra="ignore") for text in stored.values()]
            month = (month + timedelta(days=31)).replace(day=1)
        within = (one for one in found if first <= one.opened.astimezone(UTC).date() <= last)
        return sorted(within, key=lambda one: (one.opened, one.id))

    def _indexes(self, promise_id: str) -> list[str]:
        return [*self.keys.deadlines, self.keys.promise(promise_id), self.keys.promises_of_people]


def _read(record: str) -> Tracked:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Tracked.model_validate_json(record, extra="ignore")


def _entry(t: Tracked) -> str:
    """Sorts by whose it is, then by when it was made."""
    return _SEPARATOR.join((t.keeper.user, f"{ms_reached(t.opened):015d}", t.id))
