"""Thanks after their night, in Redis: each change and the edit it asks for are one script."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import DAY_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_kudos import digest_of
from bot.adapters.times import ms_due, ms_reached
from bot.domain.escalation import Post
from bot.domain.kudos import KEEP_KUDOS, Kudos
from bot.domain.night_run import NightKey
from bot.domain.published import NightEdits
from bot.ports import Lease, NewId
from bot.ports.kudos import DayFull, Kept, Overtaken
from bot.ports.published import JoinedBefore, NothingToJoin

_JOIN = Script.load("deadlines", "night_edits", "plus_one_give")
_CHANGE = Script.load("deadlines", "night_edits", "published_change")
_NOTE = Script.load("deadlines", "edits_note")
_DONE = Script.load("deadlines", "edits_done")
_ITEM = "night-edit:"
_MS = timedelta(milliseconds=1)
_KEEP = KEEP_KUDOS // _MS


@dataclass(frozen=True)
class StoredPublished:
    """The port `PublishedBook`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId

    async def join(
        self, kudos: Kudos, *, cap: int, edits: Collection[NightKey], due: datetime
    ) -> Kept | DayFull | JoinedBefore | NothingToJoin:
        """See `PublishedBook.join`."""
        giver, joined = kudos.giver.user, kudos.joins or ""
        answer = await self.store.run(
            _JOIN,
            keys=[
                *self.keys.deadlines,
                self.keys.kudos(kudos.id),
                self.keys.kudos(joined),
                self.keys.kudos_joins(joined),
                self.keys.kudos_of(giver),
                self.keys.kudos_day(giver, kudos.day),
                *map(self.keys.night_edits, edits),
                *(self.keys.kudos_to(party.user) for party in kudos.people),
            ],
            args=[
                kudos.id, kudos.model_dump_json(), self.new_id(), ms_reached(kudos.given), cap, _KEEP,
                DAY_FOR // _MS, giver, ms_due(due), len(edits), *map(_item, edits),
            ],
        )  # fmt: skip
        match answer:
            case ["before", before]:
                return JoinedBefore(kudos=before)
            case ["gone"]:
                return NothingToJoin()
            case ["full"]:
                return DayFull()
            case _:
                return Kept(kudos=kudos)

    async def change(
        self, before: Kudos, after: Kudos, *, edits: Collection[NightKey], due: datetime
    ) -> Kept | Overtaken:
        """See `PublishedBook.change`."""
        nights = () if before.joins else before.nights
        answer = await self.store.run(
            _CHANGE,
            keys=[
                *self.keys.deadlines,
                self.keys.kudos(after.id),
                self.keys.kudos_joins(after.joins or after.id),
                self.keys.kudos_same(digest_of(before)),
                *map(self.keys.night_edits, edits),
                *(key for night in nights for key in self._of_night(night)),
            ],
            args=[
                after.id, after.model_dump_json(), self.new_id(), after.revision, _KEEP,
                "1" if after.withdrawn else "", after.giver.user, ms_due(due), len(edits),
                *map(_item, edits), *(night.date.isoformat() for night in nights),
            ],
        )  # fmt: skip
        return Overtaken() if answer == ["overtaken"] else Kept(kudos=after)

    async def joined_by(self, kudos_id: str, user: str) -> Kudos | None:
        """See `PublishedBook.joined_by`."""
        found = await self.store.field(self.keys.kudos_joins(kudos_id), user)
        if not found:
            return None
        record = await self.store.field(self.keys.kudos(found), "record")
        kudos = _read(record) if record else None
        return kudos if kudos and kudos.stands else None

    async def joining(self, kudos: Sequence[str]) -> Sequence[Kudos]:
        """See `PublishedBook.joining`."""
        ids = [
            one
            for joined in kudos
            for one in (await self.store.fields(self.keys.kudos_joins(joined))).values()
        ]
        found = await self.store.fields_of_each([self.keys.kudos(one) for one in ids], "record")
        standing = [kudos for kudos in (_read(record) for [record] in found if record) if kudos.stands]
        return sorted(standing, key=lambda one: (one.given, one.id))

    async def edits(self, night: NightKey) -> NightEdits | None:
        """See `PublishedBook.edits`."""
        found = await self.store.fields(self.keys.night_edits(night))
        if not found:
            return None
        posts = {name: Post.model_validate_json(post, extra="ignore") for name, post in _part(found, "post:")}
        return NightEdits(
            night=night,
            touched={name: int(version) for name, version in _part(found, "kudos:")},
            faces=dict(_part(found, "face:")),
            slots={name: int(slot) for name, slot in _part(found, "slot:")},
            posts=posts,
        )

    async def note(self, night: NightKey, noted: NightEdits, *, lease: Lease) -> bool:
        """See `PublishedBook.note`."""
        fields = {f"face:{name}": face for name, face in noted.faces.items()}
        fields |= {f"slot:{name}": str(slot) for name, slot in noted.slots.items()}
        fields |= {f"post:{name}": post.model_dump_json() for name, post in noted.posts.items()}
        answer = await self.store.run(
            _NOTE,
            keys=[*self.keys.deadlines, self.keys.night_edits(night)],
            args=[_item(night), lease.token, *(part for pair in fields.items() for part in pair)],
        )
        return answer == ["saved"]

    async def done(
        self, night: NightKey, touched: Mapping[str, int], *, lease: Lease, again: datetime
    ) -> bool:
        """See `PublishedBook.done`."""
        shown = [part for name, version in touched.items() for part in (f"kudos:{name}", version)]
        answer = await self.store.run(
            _DONE,
            keys=[*self.keys.deadlines, self.keys.night_edits(night)],
            args=[_item(night), lease.token, ms_due(again), *shown],
        )
        return answer == ["saved"]

    def _of_night(self, night: NightKey) -> tuple[str, str, str]:
        return self.keys.night(night), self.keys.night_kudos(night), self.keys.nights_pending(night.team)


def _item(night: NightKey) -> str:
    return f"{_ITEM}{night}"


def _part(fields: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    return ((name.removeprefix(prefix), value) for name, value in fields.items() if name.startswith(prefix))


def _read(record: str) -> Kudos:
    return Kudos.model_validate_json(record, extra="ignore")
