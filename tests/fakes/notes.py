"""Notes in memory, and the tickets of their forms."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.correction import Correction, Observation
from bot.ports import Lease
from bot.ports.nights import NightClosed
from tests.fakes.nights import FakeNights
from tests.fakes.store import FakeDeadlines

_ERASED = Observation(situation="", behaviour="", impact="", next_time="")


class FakeTickets:
    """The port `Tickets`; a note is its own ticket, so that a test can tell which one a message is about."""

    def ticket(self, note_id: str) -> str:
        """Itself."""
        return note_id

    def note_of(self, ticket: str) -> str:
        """Itself."""
        return ticket

    def key(self, text: str) -> str:
        """Itself."""
        return text


class FakeNotes:
    """The port `Notes`, on a `FakeDeadlines` and a `FakeNights`."""

    def __init__(self, deadlines: FakeDeadlines, nights: FakeNights) -> None:
        self._deadlines = deadlines
        self._nights = nights
        self._records: dict[str, Correction] = {}
        self._blocks: set[tuple[str, str]] = set()

    async def seal(self, note: Correction) -> NightClosed | None:
        """Store it, if its night is open."""
        if note.id in self._records:
            return None
        if note.night and await self._nights.closed([note.night]):
            return NightClosed(nights=(note.night,))
        self._records[note.id] = note
        self._deadlines.schedule(f"note:{note.id}", note.deliver_at)
        if note.night:
            self._nights.seal(note.night, note.id)
        return None

    async def change(self, note: Correction) -> bool:
        """Replace it."""
        if note.withdrawn:
            return self._replace(note.model_copy(update={"words": _ERASED}), due=None)
        stored = self._records.get(note.id)
        return self._replace(note, due=self._deadlines.due.get(f"note:{note.id}") if stored else None)

    async def move(self, before: Correction, after: Correction) -> bool | NightClosed:
        """Replace it by one that comes at another time."""
        stored = self._records.get(after.id)
        if stored is None or stored.revision != after.revision - 1 or not stored.is_sealed:
            return False
        moves = before.night != after.night
        if moves and after.night and await self._nights.closed([after.night]):
            return NightClosed(nights=(after.night,))
        if moves and before.night:
            self._nights.unseal(before.night, after.id)
        if moves and after.night:
            self._nights.seal(after.night, after.id)
        return self._replace(after, due=after.deliver_at)

    async def save(self, note: Correction, *, lease: Lease, due: datetime | None, keep: bool = True) -> bool:
        """Note how its delivery went."""
        if not self._deadlines.holds(lease):
            return False
        return self._replace(note if keep else note.model_copy(update={"words": _ERASED}), due=due)

    async def live(self, note: Correction, *, due: datetime | None, lease: Lease | None = None) -> bool:
        """Replace the delivered one."""
        if lease is not None and not self._deadlines.holds(lease):
            return False
        return self._replace(note, due=due)

    async def erase(self, note: Correction) -> None:
        """Forget it."""
        self._records.pop(note.id, None)
        self._deadlines.schedule(f"note:{note.id}", None)
        if note.night:
            self._nights.unseal(note.night, note.id)

    async def block(self, user: str, author: str) -> None:
        """None of theirs."""
        self._blocks.add((user, author))

    async def unblock(self, user: str, author: str) -> None:
        """Theirs again."""
        self._blocks.discard((user, author))

    async def blocks(self, user: str, author: str) -> bool:
        """Whether none of theirs."""
        return (user, author) in self._blocks

    async def blocked_by(self, user: str) -> Sequence[str]:
        """Whose."""
        return sorted(author for one, author in self._blocks if one == user)

    async def put_off(self, lease: Lease, due: datetime) -> None:
        """It waits."""
        if self._deadlines.holds(lease):
            self._deadlines.schedule(lease.item, due)

    async def get(self, note_id: str) -> Correction | None:
        """One of them."""
        return self._records.get(note_id)

    async def sealed_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote."""
        mine = [n for n in self._records.values() if n.author.user == user and n.is_changeable]
        return [_unopened(note) for note in sorted(mine, key=lambda note: note.written)]

    async def delivered_to(self, user: str) -> Sequence[Correction]:
        """What somebody was brought."""
        return self._brought(n for n in self._records.values() if n.recipient.user == user and not n.held)

    async def sent_by(self, user: str) -> Sequence[Correction]:
        """What somebody wrote and was brought."""
        return self._brought(n for n in self._records.values() if n.author.user == user)

    def _brought(self, notes: Iterable[Correction]) -> list[Correction]:
        found = [(note.delivered, note) for note in notes if note.delivered]
        return [_unopened(note) for _, note in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def _replace(self, note: Correction, *, due: datetime | None) -> bool:
        stored = self._records.get(note.id)
        if stored is None or stored.revision != note.revision - 1:
            return False
        self._records[note.id] = note
        self._deadlines.schedule(f"note:{note.id}", due)
        if note.night and not note.is_sealed:
            self._nights.unseal(note.night, note.id)
        return True


def _unopened(note: Correction) -> Correction:
    answers = tuple(answer.model_copy(update={"words": ""}) for answer in note.answers)
    return note.model_copy(update={"words": _ERASED, "answers": answers, "held": False})
