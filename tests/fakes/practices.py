"""The library in memory, and a board that tells one person at a time, as it is told to."""

from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.domain.practice import KEEP_CLOSED, Practice, Telling
from bot.domain.practice_review import Review
from bot.ports import Clock, Lease, Refused
from bot.ports.practices import Shelf, ToReview
from tests.fakes.faults import befalling
from tests.fakes.store import FakeDeadlines


class FakeLibrary:
    """The port `LibraryBook`. `real` is the server's clock."""

    def __init__(self, deadlines: FakeDeadlines, real: Clock) -> None:
        self._deadlines = deadlines
        self._real = real
        self._records: dict[str, Practice] = {}
        self._expire: dict[str, datetime] = {}
        self._opened: dict[str, str] = {}
        self._ops: dict[str, list[str]] = {}
        self._version = 0

    def known(self) -> Shelf | None:
        """Nothing: it is asked each time."""
        return None

    async def shelf(self) -> Shelf:
        """What is proposed and accepted."""
        found = sorted((p for p in self._records.values() if p.stands), key=lambda p: (p.proposed, p.id))
        return Shelf(str(self._version), tuple(found))

    async def get(self, practice_id: str) -> Practice | None:
        """One of them."""
        ends = self._expire.get(practice_id)
        return None if ends is not None and ends <= self._real() else self._records.get(practice_id)

    async def open(
        self, practice: Practice, *, once: str, since: str, due: datetime | None
    ) -> Practice | None:
        """Store a new one."""
        if once in self._opened:
            return await self.get(self._opened[once])
        if since != str(self._version):
            return None
        self._opened[once] = practice.id
        self._put(practice, due)
        return practice

    async def save(
        self, practice: Practice, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace the stored one."""
        stored, ops = await self.get(practice.id), self._ops.setdefault(practice.id, [])
        if stored is not None and op in ops:
            return True
        if stored is None or stored.revision != practice.revision - 1:
            return False
        if lease is not None and not self._deadlines.holds(lease):
            return False
        ops[:] = [*ops, op][-16:]
        self._put(practice, due)
        if not practice.stands:
            self._expire[practice.id] = self._real() + KEEP_CLOSED
        return True

    def _put(self, practice: Practice, due: datetime | None) -> None:
        self._records[practice.id] = practice
        self._deadlines.schedule(f"practice:{practice.id}", due)
        self._version += 1

    async def closed_of(self, user: str) -> Sequence[Practice]:
        """What somebody wrote or proposed and does not stand any more."""
        kept = [await self.get(practice_id) for practice_id in self._records]
        found = [p for p in kept if p is not None and p.is_from(user) and not p.stands]
        return sorted(found, key=lambda p: (p.closed or p.proposed, p.id), reverse=True)


class FakeReviews:
    """The port `ReviewBook`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._records: dict[str, Review] = {}
        self._ops: dict[str, str] = {}

    async def get(self, user: str) -> Review | None:
        """Somebody's."""
        return self._records.get(user)

    async def begin(self, review: Review) -> bool:
        """Ask somebody from now on."""
        if review.user in self._records:
            return False
        self._put(review, "")
        return True

    async def save(self, review: Review, *, op: str, lease: Lease) -> bool:
        """Replace the stored one."""
        stored = self._records.get(review.user)
        if stored is not None and self._ops.get(review.user) == op:
            return True
        if stored is None or stored.revision != review.revision - 1 or not self._deadlines.holds(lease):
            return False
        self._put(review, op)
        return True

    def _put(self, review: Review, op: str) -> None:
        self._records[review.user] = review
        self._ops[review.user] = op
        self._deadlines.schedule(f"review:{review.user}", review.due)

    async def rebuild(self, users: Collection[str]) -> int:
        """Put back what left the index."""
        theirs = [one for one in self._records.values() if one.user in users]
        missing = [one for one in theirs if f"review:{one.user}" not in self._deadlines.due]
        for review in missing:
            self._deadlines.schedule(f"review:{review.user}", review.due)
        return len(missing)


@dataclass
class FakeLibraryBoard:
    """The port `LibraryBoard`. `clock` is Slack's, real time.

    `faults` befall the next messages, `""` is none: `refuse:<reason>`, `lost`, `lost reply`, `killed`,
    `killed after`.
    """

    clock: Clock
    told: list[tuple[str, str, str, datetime]] = field(default_factory=list)
    reviews: list[tuple[str, ToReview]] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    faults: deque[str] = field(default_factory=deque)

    async def tell(self, practice: Practice, telling: Telling, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        posted = self._say(telling.user, telling.kind.value, key)
        self.texts[key] = practice.text
        return posted

    async def redraw(self, posted: Posted, practice: Practice, telling: Telling) -> None:
        """Show what was decided."""
        if posted.channel != telling.user:
            raise Refused("message_not_found")
        self.shown[telling.user] = practice.state

    async def review(self, user: str, what: ToReview, *, key: str) -> Posted:
        """Ask somebody to read again."""
        posted = self._say(user, "review", key)
        self.reviews.append((user, what))
        return posted

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key."""
        for number, (told, _, whom, at) in enumerate(self.told, 1):
            if told == key and whom == user and at >= since:
                return Posted(channel=user, ts=str(number))
        return None

    def _say(self, user: str, what: str, key: str) -> Posted:
        with befalling(self.faults):
            self.told.append((key, what, user, self.clock()))
        return Posted(channel=user, ts=str(len(self.told)))

    def said(self) -> list[tuple[str, str]]:
        """What was told, to whom."""
        return [(what, user) for _, what, user, _ in self.told]

    def doubled(self) -> list[str]:
        """The keys that were told more than once."""
        return [key for key, times in Counter(key for key, *_ in self.told).items() if times > 1]
