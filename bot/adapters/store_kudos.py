"""Kudos and nights in Redis. Cap, repeat and closing are decided inside the scripts that write."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.adapters.families import ALIKE_FOR, DAY_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_due, ms_reached
from bot.domain.kudos import ALIKE_WITHIN, KEEP_KUDOS, Kudos
from bot.domain.night_run import NightKey, NightRoom, NightRun
from bot.ports import Lease, NewId
from bot.ports.kudos import Alike, DayFull, Kept, Overtaken
from bot.ports.nights import NightClosed

_GIVE = Script.load("closed_nights", "kudos_give")
_CHANGE = Script.load("closed_nights", "kudos_change")
_CLOSE = Script.load("night_close")
_SAVE = Script.load("deadlines", "night_save")
_PUT_DUE = Script.load("deadlines", "put_due")
_MS = timedelta(milliseconds=1)
_AT_ONCE = 200
"""Records read in one round trip: a night may hold thousands."""
_CUSTOMERS = "customers"
"""Stands for the giver of what customers wrote: they are nobody in Slack. No user's id is written so."""
_KEEP_TAKEN_BACK = timedelta(days=2)
"""So long a second press still learns that it was taken back."""


@dataclass(frozen=True)
class StoredKudos:
    """The port `KudosBook`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, unless the day is full, it is a repeat, or one of its nights has closed."""
        facts: list[str | int] = [
            kudos.id,
            kudos.model_dump_json(),
            self.new_id(),
            ms_reached(kudos.given),
            cap,
        ]
        lengths = [length // _MS for length in (ALIKE_WITHIN, KEEP_KUDOS, DAY_FOR, ALIKE_FOR)]
        answer = await self.store.run(
            _GIVE,
            keys=[*self._of(kudos), *self._nights(kudos.nights), *self._to(kudos)],
            args=[*facts, *lengths, len(kudos.nights), kudos.revision, *_dates(kudos.nights)],
        )
        if answer[0] == "alike":
            before = await self.get(answer[1])
            if before is None:
                raise LookupError(f"kudos {answer[1]} was given a moment ago but is gone")
            return Alike(kudos=before)
        if answer[0] == "closed":
            return NightClosed(nights=tuple(kudos.nights[int(which) - 1] for which in answer[1:]))
        return DayFull() if answer[0] == "full" else Kept(kudos=kudos)

    async def change(self, before: Kudos, after: Kudos) -> Kept | NightClosed | Overtaken:
        """Replace what stands at `before.revision`."""
        enters = () if after.taken_back else after.nights
        nights = (*before.nights, *enters)
        reached = [] if after.taken_back else self._to(after)
        keep = _KEEP_TAKEN_BACK if after.taken_back else KEEP_KUDOS
        answer = await self.store.run(
            _CHANGE,
            keys=[*self._of(before), *self._nights(nights), *self._to(before), *reached],
            args=[
                after.id, after.model_dump_json(), self.new_id(), ms_reached(after.given), after.revision,
                keep // _MS, "1" if after.taken_back else "", len(before.nights), len(nights),
                len(before.people), *_dates(nights),
            ],
        )  # fmt: skip
        if answer[0] == "closed":
            closed = dict.fromkeys(nights[int(which) - 1] for which in answer[1:])
            return NightClosed(nights=tuple(closed))
        return Overtaken() if answer[0] == "overtaken" else Kept(kudos=after)

    async def get(self, kudos_id: str) -> Kudos | None:
        """One of them."""
        record = await self.store.field(self.keys.kudos(kudos_id), "record")
        return _read(record) if record else None

    async def given_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody gave since, oldest first; not what they took back."""
        found = await self._since(self.keys.kudos_of(user), since)
        return [kudos for kudos in found if kudos.giver.user == user and kudos.taken_back is None]

    async def received_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody was thanked for since, oldest first; only what still is said."""
        found = await self._since(self.keys.kudos_to(user), since)
        return [kudos for kudos in found if user in {one.user for one in kudos.people} and kudos.stands]

    async def _since(self, index: str, since: datetime) -> list[Kudos]:
        scores = await self.store.scores(index)
        ids = [kudos_id for kudos_id, given in scores.items() if given >= ms_reached(since)]
        return await _kudos(self.store, self.keys, ids)

    def _to(self, kudos: Kudos) -> list[str]:
        return [self.keys.kudos_to(party.user) for party in kudos.people]

    def _of(self, kudos: Kudos) -> list[str]:
        giver = kudos.giver.user or _CUSTOMERS
        return [
            self.keys.kudos(kudos.id),
            self.keys.kudos_of(giver),
            self.keys.kudos_day(giver, kudos.day),
            self.keys.kudos_same(digest_of(kudos)),
        ]

    def _nights(self, nights: Sequence[NightKey]) -> list[str]:
        return [
            key
            for night in nights
            for key in (
                self.keys.night(night),
                self.keys.night_kudos(night),
                self.keys.nights_pending(night.team),
            )
        ]


@dataclass(frozen=True)
class StoredNights:
    """The port `NightLedger`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def closed(self, nights: Collection[NightKey]) -> frozenset[NightKey]:
        """Which of them accept nothing more."""
        listed = list(nights)
        found = await self.store.fields_of_each([self.keys.night(night) for night in listed], "revision")
        return frozenset(night for night, [revision] in zip(listed, found, strict=True) if revision)

    async def pending(self, team: str, until: date) -> Sequence[date]:
        """The dates up to `until` that hold something or were begun, and are not done; earliest first."""
        found = await self.store.scores(self.keys.nights_pending(team))
        return [date.fromisoformat(day) for day, number in found.items() if number <= until.toordinal()]

    async def run(self, night: NightKey) -> NightRun | None:
        """How far it got; None while it is open."""
        [[record, layout]] = await self.store.fields_of_each([self.keys.night(night)], "record", "layout")
        return _run_of(record, layout) if record else None

    async def close(self, run: NightRun) -> NightRun:
        """Close a night; if it is closed already, answers how far it got."""
        [record, layout] = await self.store.run(
            _CLOSE,
            keys=[self.keys.night(run.night), self.keys.nights_pending(run.night.team)],
            args=[_record_of(run), *_dates([run.night]), KEEP_KUDOS // _MS],
        )
        return _run_of(record, layout)

    async def kudos(self, nights: Collection[NightKey]) -> Sequence[Kudos]:
        """What those nights hold, in the order given."""
        found = await self.those(await self.held(nights))
        return sorted(found, key=lambda kudos: (kudos.given, kudos.id))

    async def held(self, nights: Collection[NightKey]) -> Sequence[str]:
        """The ids of what those nights hold, each once."""
        ids = [one for night in nights for one in await self.store.entries(self.keys.night_kudos(night))]
        return list(dict.fromkeys(ids))

    async def those(self, ids: Sequence[str]) -> Sequence[Kudos]:
        """These kudos, in this order; one that is gone is left out."""
        return await _kudos(self.store, self.keys, ids)

    async def notes(self, night: NightKey) -> Sequence[str]:
        """The ids of the notes that night seals and nobody has delivered yet."""
        return await self.store.members(self.keys.night_notes(night))

    async def save(self, run: NightRun, *, lease: Lease, fixed: bool = False) -> bool:
        """Replace the run that stands at `run.revision - 1`; False if it moved on or the lease is lost.

        The layout of a long night is longer than all the rest: it is sent only where it is `fixed`.
        """
        layout = json.dumps(run.layout, separators=(",", ":")) if fixed else ""
        done = [day.isoformat() for day in run.dates] if run.state == "done" else []
        answer = await self.store.run(
            _SAVE,
            keys=[
                *self.keys.deadlines,
                self.keys.night(run.night),
                self.keys.nights_pending(run.night.team),
            ],
            args=[lease.item, lease.token, _record_of(run), run.revision, self.new_id(), layout, *done],
        )
        return answer == ["saved"]

    async def room(self, team: str) -> NightRoom | None:
        """What is known of the channel of a team's nights."""
        kept = await self.store.get(self.keys.night_room(team))
        return NightRoom.model_validate_json(kept, extra="ignore") if kept else None

    async def keep_room(self, team: str, room: NightRoom) -> None:
        """Remember it."""
        await self.store.put(self.keys.night_room(team), room.model_dump_json(), ttl=KEEP_KUDOS)

    async def schedule(self, team: str, due: datetime | None) -> None:
        """Put the team's next night into the due index, or take it out."""
        await self.store.run(_PUT_DUE, keys=self.keys.deadlines, args=[f"night:{team}", ms_due(due), ""])


async def _kudos(store: Store, keys: Keys, ids: Sequence[str]) -> list[Kudos]:
    kudos = []
    for start in range(0, len(ids), _AT_ONCE):
        some = [keys.kudos(kudos_id) for kudos_id in ids[start : start + _AT_ONCE]]
        kudos += [_read(record) for [record] in await store.fields_of_each(some, "record") if record]
    return kudos


def _record_of(run: NightRun) -> str:
    """The run without its layout, which has a field of its own, and without what goes without saying."""
    return run.model_dump_json(exclude={"layout"}, exclude_defaults=True)


def _run_of(record: str, layout: str | None) -> NightRun:
    run = NightRun.model_validate_json(record, extra="ignore")
    return run.model_copy(update={"layout": tuple(map(tuple, json.loads(layout)))}) if layout else run


def _read(record: str) -> Kudos:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Kudos.model_validate_json(record, extra="ignore")


def _dates(nights: Sequence[NightKey]) -> list[str | int]:
    return [part for night in nights for part in (night.date.isoformat(), night.date.toordinal())]


def digest_of(kudos: Kudos) -> str:
    """What two sends of the same thanks share. Spaces do not matter, nor the order of the people."""
    people = sorted(party.user for party in kudos.people)
    same = [kudos.giver.user, people, " ".join(kudos.text.casefold().split()), kudos.about, kudos.joins]
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()[:32]
