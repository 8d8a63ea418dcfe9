"""Disagreements on their way, in Redis. Their words are encrypted before they leave this module."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import DISAGREEMENT_FOR, ONCE_FOR, UNTOLD_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.times import ms_due
from bot.domain.disagreement import Disagreement
from bot.ports import Lease, NewId

_OPEN = Script.load("deadlines", "disagreement_open")
_SAVE = Script.load("deadlines", "disagreement_save")
_ITEM = "disagreement:"
_MS = timedelta(milliseconds=1)
_SEALED = {"about", "words"}


@dataclass(frozen=True)
class StoredDisagreements:
    """The port `Disagreements`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId
    sealer: Sealer

    async def open(self, told: Sequence[Disagreement], *, once: str, due: datetime) -> None:
        """Store all of them at once, each due then; `once` used in the last day changes nothing."""
        await self.store.run(
            _OPEN,
            keys=[
                *self.keys.deadlines,
                self.keys.opened(_ITEM + once),
                *(self.keys.disagreement(d.id) for d in told),
            ],
            args=[
                self.new_id(),
                ONCE_FOR // _MS,
                ms_due(due),
                UNTOLD_FOR // _MS,
                *(part for d in told for part in (_ITEM + d.id, _record(d), self._sealed(d))),
            ],
        )

    async def get(self, disagreement_id: str) -> Disagreement | None:
        """One of them; without its words once it was told.

        Raises:
            SealBroken: no key opens its words.
        """
        key = self.keys.disagreement(disagreement_id)
        [[record, sealed]] = await self.store.fields_of_each([key], "record", "words")
        if record is None:
            return None
        found = Disagreement.model_validate_json(record, extra="ignore")
        words = self.sealer.open_parts(sealed, of=found.id) if sealed else {}
        return found.model_copy(update=words)

    async def save(self, d: Disagreement, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it. One that is told loses its words and is not due any more. False once the lease is lost."""
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.disagreement(d.id)],
            args=[
                _ITEM + d.id,
                lease.token,
                _record(d),
                "" if d.told else ms_due(due),
                DISAGREEMENT_FOR // _MS,
            ],
        )
        return answer == ["saved"]

    def _sealed(self, d: Disagreement) -> str:
        return self.sealer.seal_parts({"about": d.about, "words": d.words}, of=d.id)


def _record(d: Disagreement) -> str:
    return d.model_dump_json(exclude=_SEALED)
