"""Pinned facts in Redis: all of a workspace in one hash, each with its deadline beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.adapters.families import FACTS_KEPT
from bot.adapters.held import Held
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due
from bot.domain.facts import Facts, nearest_first
from bot.ports import Lease

_SAVE = Script.load("deadlines", "facts_save")
_ITEM, _MS = "facts:", timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredFacts:
    """The port `FactBook`, in Redis, and in memory where `held` is kept fresh."""

    store: Store
    keys: Keys
    held: Held = field(default_factory=Held)

    def known(self) -> Sequence[Facts] | None:
        """What is held of them in memory."""
        found = self.held.known(self.keys.facts)
        return found if isinstance(found, tuple) else None

    async def kept(self) -> Sequence[Facts]:
        """Every one that is still known."""
        return await self.held.get(self.keys.facts, self._stored)

    async def _stored(self) -> tuple[Facts, ...]:
        return nearest_first(map(_read, (await self.store.fields(self.keys.facts)).values()))

    async def get(self, facts_id: str) -> Facts | None:
        """One of them."""
        found = await self.store.field(self.keys.facts, facts_id)
        return _read(found) if found else None

    async def save(self, facts: Facts, *, now: datetime, op: str, lease: Lease | None = None) -> bool:
        """Replace it, unless it moved on; those that ended a day ago leave."""
        kept = await self._stored()
        gone = [one.id for one in kept if one.id != facts.id and _over(one) + FACTS_KEPT <= now]
        until = max(facts.ends, *(one.ends for one in kept)) if kept else facts.ends
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.facts],
            args=[
                _ITEM + facts.id, lease.token if lease else "", op, facts.id, facts.revision,
                ms_due(facts.warning_due), facts.model_dump_json(),
                (max(until - now, timedelta()) + FACTS_KEPT) // _MS, *gone,
            ],
        )  # fmt: skip
        self.held.drop(self.keys.facts)
        return answer == ["saved"]


def _over(facts: Facts) -> datetime:
    return min(facts.ends, facts.ended or facts.ends)


def _read(stored: str) -> Facts:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Facts.model_validate_json(stored.split(" ", 3)[3], extra="ignore")
