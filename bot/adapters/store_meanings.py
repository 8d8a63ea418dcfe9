"""What values mean to people, in Redis: encrypted, without author, time or order.

Each answer lies under a random id. That the same person answers anew is recognised by a keyed digest
of them and the value (`Sealer.digests`), which is erased together with the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import MEANINGS_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.store_rebuild import put_back
from bot.adapters.times import ms_due
from bot.domain.meanings import Meaning, Round
from bot.ports import Lease, NewId
from bot.ports.meanings import Batch

_PUT = Script.load("deadlines", "meanings", "meanings_put")
_BEGIN = Script.load("deadlines", "meanings", "meanings_begin")
_SAVE = Script.load("deadlines", "meanings", "meanings_save")
_FINISH = Script.load("deadlines", "meanings", "meanings_finish")
_ITEM = "meanings:all"
_BATCH = "the batch of a round"
_KEEP = MEANINGS_FOR // timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredMeanings:
    """The port `MeaningBook`, in Redis. `new_id` makes ids that tell nothing."""

    store: Store
    keys: Keys
    new_id: NewId
    sealer: Sealer

    async def put(self, user: str, meaning: Meaning, *, due: datetime) -> None:
        """See `MeaningBook.put`."""
        key = self.new_id()
        sealed = self.sealer.seal_text(meaning.model_dump_json(), bound=key)
        marks = self.sealer.digests("meaning", self.keys.workspace, user, meaning.value)
        await self._run(_PUT, _ITEM, key, sealed, ms_due(due), _KEEP, *marks)

    async def waiting(self) -> Mapping[str, Meaning]:
        """See `MeaningBook.waiting`."""
        found: dict[str, Meaning] = {}
        for key, sealed in sorted((await self.store.fields(self.keys.meanings)).items()):
            try:
                text = self.sealer.open_text(sealed, bound=key)
            except SealBroken:  # logged where it is raised; a key was thrown away, and the others are told
                continue
            found[key] = Meaning.model_validate_json(text, extra="ignore")
        return found

    async def under_way(self) -> Round | None:
        """See `MeaningBook.under_way`."""
        record = await self.store.field(self.keys.meanings_round, "record")
        return Round.model_validate_json(record, extra="ignore") if record else None

    async def batch(self) -> Batch | None:
        """See `MeaningBook.batch`."""
        sealed = await self.store.field(self.keys.meanings_round, "batch")
        if sealed is None:
            return None
        try:
            text = self.sealer.open_text(sealed, bound=_BATCH)
        except SealBroken:  # as above: nobody can read it any more, and the next round is not kept waiting
            return None
        return Batch.model_validate_json(text, extra="ignore")

    async def begin(
        self, begun: Round, batch: Batch, taken: Sequence[str], *, lease: Lease, due: datetime
    ) -> bool:
        """See `MeaningBook.begin`."""
        sealed = self.sealer.seal_text(batch.model_dump_json(), bound=_BATCH)
        head = (lease.item, lease.token, begun.model_dump_json(), sealed, ms_due(due), _KEEP)
        return await self._run(_BEGIN, *head, *taken) == ["begun"]

    async def save(self, under_way: Round, *, lease: Lease, due: datetime) -> bool:
        """See `MeaningBook.save`."""
        args = (lease.item, lease.token, under_way.model_dump_json(), ms_due(due))
        return await self._run(_SAVE, *args) == ["saved"]

    async def finish(self, stale: Sequence[str], *, lease: Lease, following: datetime) -> bool:
        """See `MeaningBook.finish`."""
        answer = await self._run(_FINISH, lease.item, lease.token, ms_due(following), *stale)
        return answer == ["finished"]

    async def rebuild(self) -> None:
        """See `MeaningBook.rebuild`."""
        await put_back(self.store, self.keys, {_ITEM: self.keys.meanings_round})

    async def _run(self, script: Script, *args: str | int) -> list[str]:
        keys = (self.keys.meanings, self.keys.meanings_by, self.keys.meanings_round)
        return await self.store.run(script, keys=[*self.keys.deadlines, *keys], args=args)
