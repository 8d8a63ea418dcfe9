"""Notes to colleagues in Redis. Their words are encrypted before they leave this module."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.adapters.families import LONGEST_RETENTION
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.sealing import SealBroken, Sealer
from bot.adapters.times import ms_due, ms_reached
from bot.domain.correction import Correction, Observation
from bot.domain.kudos import KEEP_KUDOS
from bot.ports import Lease, NewId
from bot.ports.nights import NightClosed

_SEAL = Script.load("deadlines", "note_seal")
_SAVE = Script.load("deadlines", "note_save")
_MOVE = Script.load("deadlines", "note_move")
_ERASE_ALL = Script.load("deadlines", "note_erase")
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

    async def move(self, before: Correction, after: Correction) -> bool | NightClosed:
        """Replace a sealed one by one that comes at its own `deliver_at`, another night's perhaps."""
        left = before.night if before.night != after.night else None
        come = after.night if before.night != after.night else None
        by_night = [self.keys.night_notes(left)] if left else []
        by_night += [self.keys.night(come), self.keys.night_notes(come)] if come else []
        answer = await self.store.run(
            _MOVE,
            keys=[*self.keys.deadlines, self.keys.note(after.id), *by_night],
            args=[
                _item(after), after.id, _record(after), self.sealer.seal(after.words, note=after.id),
                after.revision, self.new_id(), ms_due(after.deliver_at),
                ("o" if left else "") + ("n" if come else ""), KEEP_KUDOS // _MS,
            ],
        )  # fmt: skip
        return NightClosed(nights=(come,)) if answer == ["closed"] and come else answer == ["saved"]

    async def save(self, note: Correction, *, lease: Lease, due: datetime | None, keep: bool = True) -> bool:
        """Note how its delivery went; False if it moved on or the lease is lost. Without `keep` words are erased."""
        return await self._save(note, words=_LEAVE if keep else _ERASE, due=ms_due(due), lease=lease)

    async def live(self, note: Correction, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the delivered one that stands at `note.revision - 1`, due then; False if it moved on."""
        return await self._save(note, words=_LEAVE, due=ms_due(due), lease=lease)

    async def erase(self, note: Correction) -> None:
        """Nothing of it is left, in no list and in no index; again changes nothing."""
        by_night = [self.keys.night_notes(note.night)] if note.night else []
        await self.store.run(
            _ERASE_ALL,
            keys=[*self.keys.deadlines, self.keys.note(note.id), *self._lists(note), *by_night],
            args=[_item(note), note.id],
        )

    async def put_off(self, lease: Lease, due: datetime) -> None:
        """It waits until then."""
        note = self.keys.note(lease.item.partition(":")[2])
        await self.store.run(
            _PUT_DUE, keys=[*self.keys.deadlines, note], args=[lease.item, ms_due(due), lease.token]
        )

    async def get(self, note_id: str) -> Correction | None:
        """One of them with its words; None when nothing is kept of it any more."""
        key = self.keys.note(note_id)
        [[record, words, said]] = await self.store.fields_of_each([key], "record", "words", "said")
        if record is None:
            return None
        note = _read(record, self.sealer.open(words, note=note_id) if words else _ERASED)
        return self._with_answers(note, said) if said else note

    async def sealed_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote and nobody has read yet, oldest first; without their words."""
        found = await self._listed(await self.store.entries(self.keys.notes_by(user)))
        return [note for note in found if note.author.user == user and note.is_changeable]

    async def delivered_to(self, user: str) -> Sequence[Correction]:
        """The notes somebody was brought, newest first; without their words."""
        ids = await self.store.entries(self.keys.notes_to(user))
        found = await self._listed(list(reversed(ids)))
        return [note for note in found if note.recipient.user == user and note.delivered]

    async def sent_by(self, user: str) -> Sequence[Correction]:
        """The delivered notes of somebody, newest first; without any words."""
        ids = await self.store.entries(self.keys.notes_sent(user))
        found = await self._listed(list(reversed(ids)))
        return [note for note in found if note.author.user == user and note.delivered]

    async def block(self, user: str, author: str) -> None:
        """No note of that author reaches them from now on; again changes nothing."""
        digest, bound = self.sealer.digest(*_blocked(user, author)), _bound(user)
        await self.store.put_field(
            self.keys.note_blocks(user), digest, self.sealer.seal_text(author, bound=bound)
        )

    async def unblock(self, user: str, author: str) -> None:
        """Later notes of that author reach them again."""
        await self.store.drop_fields(
            self.keys.note_blocks(user), *self.sealer.digests(*_blocked(user, author))
        )

    async def blocks(self, user: str, author: str) -> bool:
        """Whether somebody wants no notes of that author."""
        held = await self.store.fields(self.keys.note_blocks(user))
        return any(digest in held for digest in self.sealer.digests(*_blocked(user, author)))

    async def blocked_by(self, user: str) -> Sequence[str]:
        """Whose notes somebody does not want. What no key opens any more is left out, and still holds."""
        held, found = await self.store.fields(self.keys.note_blocks(user)), []
        for sealed in held.values():
            with suppress(SealBroken):
                found.append(self.sealer.open_text(sealed, bound=_bound(user)))
        return sorted(found)

    async def renew_blocks(self) -> int:
        """After a change of secret keys: every block stands under a digest of the first one; how many those are."""
        prefix, renewed = self.keys.note_blocks(""), 0
        async for key in self.store.scan(self.keys, f"{prefix}*"):
            user = key.removeprefix(prefix)
            for author in await self.blocked_by(user):
                await self.block(user, author)
                _, *before = self.sealer.digests(*_blocked(user, author))
                if before:
                    await self.store.drop_fields(key, *before)
                renewed += 1
        return renewed

    async def _save(
        self, note: Correction, *, words: str, due: str = _LEAVE, lease: Lease | None = None
    ) -> bool:
        by_night = [self.keys.night_notes(note.night)] if note.night else []
        keep = self._kept_for(note)
        answer = await self.store.run(
            _SAVE,
            keys=[*self.keys.deadlines, self.keys.note(note.id), *self._lists(note), *by_night],
            args=[
                _item(note), note.id, _record(note), words, note.revision, self.new_id(),
                lease.token if lease else "", due, _state(note),
                ms_reached(note.delivered) if note.delivered else 0, keep // _MS, self._answers(note),
                "" if note.held else "1",
            ],
        )  # fmt: skip
        return answer == ["saved"]

    def _kept_for(self, note: Correction) -> timedelta:
        if note.delivered is None:
            return _KEEP_ENDED
        until = note.keep_until or note.delivered + self.retention()
        return min(until - note.delivered, LONGEST_RETENTION)

    def _lists(self, note: Correction) -> tuple[str, str, str]:
        """Its author's sealed ones, its reader's, and its author's delivered ones."""
        author = note.author.user
        return (
            self.keys.notes_by(author),
            self.keys.notes_to(note.recipient.user),
            self.keys.notes_sent(author),
        )

    def _answers(self, note: Correction) -> str:
        """What is stored of a note beside its words, encrypted; it is there for every note, so that it tells nothing."""
        said = {str(place): answer.words for place, answer in enumerate(note.answers)}
        return self.sealer.seal_parts({"held": "1" if note.held else "0", **said}, of=f"{note.id}/said")

    def _with_answers(self, note: Correction, sealed: str) -> Correction:
        said = self.sealer.open_parts(sealed, of=f"{note.id}/said")
        answers = tuple(
            answer.model_copy(update={"words": said.get(str(place), "")})
            for place, answer in enumerate(note.answers)
        )
        return note.model_copy(update={"answers": answers, "held": said.get("held") == "1"})

    async def _listed(self, ids: Sequence[str]) -> list[Correction]:
        """Several, unopened: a list shows no words, and one whose key is lost does not hide the others."""
        stored = await self.store.fields_of_each([self.keys.note(one) for one in ids], "record")
        return [_read(record, _ERASED) for [record] in stored if record]


def _read(record: str, words: Observation) -> Correction:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Correction.model_validate({**json.loads(record), "words": words}, extra="ignore")


def _item(note: Correction) -> str:
    return f"note:{note.id}"


def _record(note: Correction) -> str:
    return note.model_dump_json(exclude={"words": True, "held": True, "answers": {"__all__": {"words"}}})


def _blocked(user: str, author: str) -> tuple[str, str, str]:
    """What is digested of a block."""
    return "note-block", user, author


def _bound(user: str) -> str:
    return f"note-blocks:{user}"


def _state(note: Correction) -> Literal["sealed", "brought", "ended"]:
    if note.delivered:
        return "brought"
    return "sealed" if note.is_sealed else "ended"
