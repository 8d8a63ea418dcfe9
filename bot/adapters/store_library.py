"""The library of shared phrases and cases in Redis: record, list and deadline in one script a write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.adapters.families import ONCE_FOR, REVIEW_FOR
from bot.adapters.held import Held
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_rebuild import put_back
from bot.adapters.times import ms_due, ms_reached
from bot.domain.practice import KEEP_CLOSED, Practice
from bot.domain.practice_review import Review
from bot.ports import Lease, NewId
from bot.ports.practices import Shelf

_OPEN = Script.load("deadlines", "practice_open")
_SAVE = Script.load("deadlines", "practice_keys", "saving", "practice_save")
_REVIEW = Script.load("deadlines", "review_save")
_ITEM, _REVIEW_ITEM, _FIELD, _MS = "practice:", "review:", "practice ", timedelta(milliseconds=1)


@dataclass
class StoredLibrary:
    """The port `LibraryBook`, in Redis. `new_id` makes the tokens. It remembers the list as it was read last."""

    store: Store
    keys: Keys
    new_id: NewId
    held: Held = field(default_factory=Held)
    _shelf: Shelf = field(default_factory=lambda: Shelf(""))

    def known(self) -> Shelf | None:
        """The shelf as it is held in memory."""
        found = self.held.known(self.keys.phrases)
        return found if isinstance(found, Shelf) else None

    async def shelf(self) -> Shelf:
        """What is proposed and accepted; read anew only where the version changed."""
        return await self.held.get(self.keys.phrases, self._stored)

    async def _stored(self) -> Shelf:
        version = await self.store.field(self.keys.phrases, "version") or "0"
        if version != self._shelf.version:
            found = await self.store.fields(self.keys.phrases)
            records = [_read(record) for name, record in found.items() if name.startswith(_FIELD)]
            ordered = tuple(sorted(records, key=lambda p: (p.proposed, p.id)))
            self._shelf = Shelf(found.get("version", "0"), ordered)
        return self._shelf

    async def get(self, practice_id: str) -> Practice | None:
        """One of them."""
        record = await self.store.field(self.keys.practice(practice_id), "record")
        return _read(record) if record else None

    async def open(
        self, practice: Practice, *, once: str, since: str, due: datetime | None
    ) -> Practice | None:
        """Store a new one; None once the list moved on."""
        answer = await self.store.run(
            _OPEN,
            keys=[*self._both(practice.id), self.keys.opened(f"{_ITEM}{once}")],
            args=[
                practice.id, _ITEM + practice.id, practice.model_dump_json(), ms_due(due), self.new_id(),
                ONCE_FOR // _MS, since,
            ],
        )  # fmt: skip
        self.held.drop(self.keys.phrases)
        if answer[0] == "before":
            return await self.get(answer[1])
        return practice if answer[0] == "opened" else None

    async def save(
        self, practice: Practice, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace it if it stands at `revision - 1`; one that is closed leaves the list and expires."""
        p, record = practice, practice.model_dump_json()
        users = () if p.stands else tuple(dict.fromkeys(one.user for one in p.from_whom))
        answer = await self.store.run(
            _SAVE,
            keys=[*self._both(p.id), *(self.keys.practices_closed(user) for user in users)],
            args=[
                p.id, _ITEM + p.id, record, p.revision, ms_due(due), op, lease.token if lease else "",
                record if p.stands else "", KEEP_CLOSED // _MS,
                ms_reached(p.closed) if p.closed else 0,
            ],
        )  # fmt: skip
        self.held.drop(self.keys.phrases)
        return answer == ["saved"]

    async def closed_of(self, user: str) -> Sequence[Practice]:
        """What somebody wrote or proposed and does not stand any more, newest first."""
        ids = await self.store.entries(self.keys.practices_closed(user))
        keys = [self.keys.practice(one) for one in ids]
        found = [_read(record) for [record] in await self.store.fields_of_each(keys, "record") if record]
        mine = (p for p in found if p.is_from(user) and not p.stands)
        return sorted(mine, key=lambda p: (p.closed or p.proposed, p.id), reverse=True)

    def _both(self, practice_id: str) -> list[str]:
        return [*self.keys.deadlines, self.keys.practice(practice_id), self.keys.phrases]


@dataclass(frozen=True)
class StoredReviews:
    """The port `ReviewBook`, in Redis."""

    store: Store
    keys: Keys
    new_id: NewId

    async def get(self, user: str) -> Review | None:
        """Somebody's."""
        record = await self.store.field(self.keys.practice_review(user), "record")
        return Review.model_validate_json(record, extra="ignore") if record else None

    async def begin(self, review: Review) -> bool:
        """Ask somebody from now on."""
        return await self._save(review, self.new_id(), "")

    async def save(self, review: Review, *, op: str, lease: Lease) -> bool:
        """Replace it if it stands at `revision - 1` and the lease holds."""
        return await self._save(review, op, lease.token)

    async def rebuild(self, users: Collection[str]) -> int:
        """Put back those of these people's deadlines that left the index."""
        records = {_REVIEW_ITEM + user: self.keys.practice_review(user) for user in users}
        return await put_back(self.store, self.keys, records)

    async def _save(self, review: Review, op: str, token: str) -> bool:
        answer = await self.store.run(
            _REVIEW,
            keys=[*self.keys.deadlines, self.keys.practice_review(review.user)],
            args=[
                _REVIEW_ITEM + review.user, token, review.model_dump_json(), review.revision, op,
                ms_due(review.due), REVIEW_FOR // _MS,
            ],
        )  # fmt: skip
        return answer == ["saved"]


def _read(record: str) -> Practice:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Practice.model_validate_json(record, extra="ignore")
