"""Notes to colleagues in Redis. Their words are encrypted before they leave this module."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.adapters.keys import LONGEST_RETENTION, Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import Sealer
from bot.adapters.times import ms_due, ms_reached
from bot.domain.correction import Correction, Observation, ProcessItem
from bot.domain.kudos import KEEP_KUDOS
from bot.ports import Lease, NewId
from bot.ports.nights import NightClosed

_SEAL = Script.load("deadlines", "note_seal")
_SAVE = Script.load("deadlines", "note_save")
_REINDEX = Script.load("deadlines", "reindex")
_PUT_DUE = Script.load("deadlines", "put_due")
_MS = timedelta(milliseconds=1)
_KEEP_ENDED = timedelta(days=2)
"""Withdrawn or returned: without its words, so long a late press still learns that it is gone."""
_ERASED = Observation(situation="", behaviour="", impact="", next_time="")
_LEAVE, _ERASE = "-", ""


@dataclass(frozen=True)
class StoredNotes:
    """The port `Notes`, in Redis. `new_id` makes the tokens; `retention` is what values.yaml says now."""

    store: Store
    keys: Keys
    new_id: NewId
    sealer: Sealer
    retention: Callable[[], timedelta]

    async def seal(self, note: Correction) -> NightClosed | None:
        """Store a new one, due at its `deliver_at`; unless its night has closed."""
        by_night = [self.keys.night(note.night), self.keys.night_notes(note.night)] if note.night else []
        answer = await self.store.run(
            _SEAL,
            keys=[*self.keys.deadlines, self.keys.note(note.id), self.keys.notes_by(note.author.user), *by_night],
            args=[
                _item(note), note.id, _record(note), self.sealer.seal(note.words, note=note.id), self.new_id(),
                ms_reached(note.written), ms_due(note.deliver_at), KEEP_KUDOS // _MS,
            ],
        )  # fmt: skip
        return NightClosed(nights=(note.night,)) if answer == ["closed"] and note.night else None

    async def change(self, note: Correction) -> bool:
        """Replace the sealed one that stands at `note.revision - 1`; a withdrawn one loses its words at once."""
        if note.withdrawn:
            return await self._save(note, words=_ERASE, due="")
        return await self._save(note, words=self.sealer.seal(note.words, note=note.id))

    async def save(self, note: Correction, *, lease: Lease, due: datetime | None, keep: bool = True) -> bool:
        """Note how its delivery went; False if it moved on or the lease is lost. Without `keep` words are erased."""
        return await self._save(note, words=_LEAVE if keep else _ERASE, due=ms_due(due), lease=lease)

    async def mark_opened(self, note: Correction) -> bool:
        """Replace the delivered one that stands at `note.revision - 1`; False if it moved on."""
        return await self._save(note, words=_LEAVE)

    async def put_off(self, lease: Lease, due: datetime) -> None:
        """It waits until then."""
        note = self.keys.note(lease.item.partition(":")[2])
        await self.store.run(
            _PUT_DUE, keys=[*self.keys.deadlines, note], args=[lease.item, ms_due(due), lease.token]
        )

    async def get(self, note_id: str) -> Correction | None:
        """One of them with its words; None when nothing is kept of it any more."""
        [[record, words]] = await self.store.fields_of_each([self.keys.note(note_id)], "record", "words")
        if record is None:
            return None
        return _read(record, self.sealer.open(words, note=note_id) if words else _ERASED)

    async def sealed_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote and nobody has read yet, oldest first; without their words."""
        found = await self._listed(await self.store.entries(self.keys.notes_by(user)))
        return [note for note in found if note.author.user == user and note.is_changeable]

    async def delivered_to(self, user: str) -> Sequence[Correction]:
        """The notes somebody was brought, newest first; without their words."""
        ids = await self.store.entries(self.keys.notes_to(user))
        found = await self._listed(list(reversed(ids)))
        return [note for note in found if note.recipient.user == user and note.delivered]

    async def improve(self, item: ProcessItem) -> None:
        """Add to the team's improvement list."""
        record = json.loads(item.model_dump_json(exclude={"words"}))
        record["words"] = self.sealer.seal(item.words, note=item.id)
        await self.store.put_field(self.keys.improvements(item.team), item.id, json.dumps(record))

    async def improvements(self, team: str) -> Sequence[ProcessItem]:
        """The team's improvement list, newest first."""
        found = await self.store.fields(self.keys.improvements(team))
        items = [self._item(json.loads(record)) for record in found.values()]
        return sorted(items, key=lambda item: (item.written, item.id), reverse=True)

    async def rebuild(self) -> int:
        """Put back the deadlines the index lost; how many those were. Runs beside other replicas."""
        prefix = self.keys.note("")
        mended = 0
        async for key in self.store.scan(self.keys, f"{prefix}*"):
            item = f"note:{key.removeprefix(prefix)}"
            answer = await self.store.run(_REINDEX, keys=[*self.keys.deadlines, key], args=[item])
            mended += answer == ["mended"]
        return mended

    async def _save(
        self, note: Correction, *, words: str, due: str = _LEAVE, lease: Lease | None = None
    ) -> bool:
        by_night = [self.keys.night_notes(note.night)] if note.night else []
        keep = min(self.retention(), LONGEST_RETENTION) if note.delivered else _KEEP_ENDED
        answer = await self.store.run(
            _SAVE,
            keys=[
                *self.keys.deadlines, self.keys.note(note.id), self.keys.notes_by(note.author.user),
                self.keys.notes_to(note.recipient.user), *by_night,
            ],
            args=[
                _item(note), note.id, _record(note), words, note.revision, self.new_id(),
                lease.token if lease else "", due, _state(note),
                ms_reached(note.delivered) if note.delivered else 0, keep // _MS,
            ],
        )  # fmt: skip
        return answer == ["saved"]

    async def _listed(self, ids: Sequence[str]) -> list[Correction]:
        """Several, unopened: a list shows no words, and one whose key is lost does not hide the others."""
        stored = await self.store.fields_of_each([self.keys.note(one) for one in ids], "record")
        return [_read(record, _ERASED) for [record] in stored if record]

    def _item(self, record: dict[str, str]) -> ProcessItem:
        words = self.sealer.open(record.pop("words"), note=record["id"])
        return ProcessItem.model_validate({**record, "words": words}, extra="ignore")


def _read(record: str, words: Observation) -> Correction:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Correction.model_validate({**json.loads(record), "words": words}, extra="ignore")


def _item(note: Correction) -> str:
    return f"note:{note.id}"


def _record(note: Correction) -> str:
    return note.model_dump_json(exclude={"words"})


def _state(note: Correction) -> Literal["sealed", "brought", "ended"]:
    if note.delivered:
        return "brought"
    return "sealed" if note.is_sealed else "ended"
