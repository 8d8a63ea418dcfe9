"""Kudos, nights and notes in memory: they hold state and refuse what Redis refuses, by the same contract tests."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from bot.domain.correction import Correction, Observation
from bot.domain.kudos import ALIKE_WITHIN, Kudos
from bot.domain.night_run import NightKey, NightRoom, NightRun
from bot.ports import Lease
from bot.ports.kudos import Alike, DayFull, Kept, Overtaken, Turned
from bot.ports.nights import NightClosed
from tests.fakes.store import FakeDeadlines

_ERASED = Observation(situation="", behaviour="", impact="", next_time="")


class FakeNights:
    """The port `NightLedger`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self.runs: dict[NightKey, NightRun] = {}
        self._pending: set[NightKey] = set()
        self._rooms: dict[str, NightRoom] = {}
        self._kudos: dict[str, Kudos] = {}
        self.beside: dict[str, Kudos] = {}
        """Kudos that no night holds: "+1"s."""
        self._notes: dict[NightKey, dict[str, None]] = {}

    async def closed(self, nights: Collection[NightKey]) -> frozenset[NightKey]:
        """Which accept nothing more."""
        return frozenset(night for night in nights if night in self.runs)

    async def pending(self, team: str, until: date) -> Sequence[date]:
        """What waits."""
        return sorted(night.date for night in self._pending if night.team == team and night.date <= until)

    async def run(self, night: NightKey) -> NightRun | None:
        """How far it got."""
        return self.runs.get(night)

    async def close(self, run: NightRun) -> NightRun:
        """Close it, or find it closed."""
        if run.night not in self.runs:
            self.runs[run.night] = run
            self._pending.add(run.night)
        return self.runs[run.night]

    async def kudos(self, nights: Collection[NightKey]) -> Sequence[Kudos]:
        """What they hold."""
        found = [k for k in self._kudos.values() if k.taken_back is None and set(k.nights) & set(nights)]
        return sorted(found, key=lambda kudos: (kudos.given, kudos.id))

    async def held(self, nights: Collection[NightKey]) -> Sequence[str]:
        """The ids of what they hold."""
        return [kudos.id for kudos in await self.kudos(nights)]

    async def those(self, ids: Sequence[str]) -> Sequence[Kudos]:
        """These."""
        known = self._kudos | self.beside
        return [known[one] for one in ids if one in known]

    async def notes(self, night: NightKey) -> Sequence[str]:
        """What it seals."""
        return sorted(self._notes.get(night, {}))

    async def save(self, run: NightRun, *, lease: Lease, fixed: bool = False) -> bool:
        """Replace the run; its layout only where it is fixed."""
        stored = self.runs.get(run.night)
        if stored is None or stored.revision != run.revision - 1 or not self._deadlines.holds(lease):
            return False
        self.runs[run.night] = run if fixed else run.model_copy(update={"layout": stored.layout})
        if run.state == "done":
            self._pending -= {NightKey(team=run.night.team, date=day) for day in run.dates}
        return True

    async def room(self, team: str) -> NightRoom | None:
        """The channel."""
        return self._rooms.get(team)

    async def keep_room(self, team: str, room: NightRoom) -> None:
        """Remember it."""
        self._rooms[team] = room

    async def schedule(self, team: str, due: datetime | None) -> None:
        """Its next night."""
        self._deadlines.schedule(f"night:{team}", due)

    def enter(self, kudos: Kudos) -> None:
        """A kudos waits for its nights, and for no others."""
        self.leave(kudos.id)
        self._kudos[kudos.id] = kudos
        self._pending |= set(kudos.nights)

    def put(self, kudos: Kudos) -> None:
        """A kudos that changed after its night; one that is withdrawn leaves the nights still open."""
        self._kudos[kudos.id] = kudos
        if kudos.withdrawn and not any(night in self.runs for night in kudos.nights):
            self.leave(kudos.id)

    def leave(self, kudos_id: str) -> None:
        """A kudos waits no more; a night that then holds nothing is not pending."""
        before = self._kudos.pop(kudos_id, None)
        if before is not None:
            held = {night for kudos in self._kudos.values() for night in kudos.nights}
            self._pending -= set(before.nights) - held

    def seal(self, night: NightKey, note: str) -> None:
        """A night seals a note."""
        self._notes.setdefault(night, {})[note] = None

    def unseal(self, night: NightKey, note: str) -> None:
        """It does so no more."""
        self._notes.get(night, {}).pop(note, None)


class FakeKudos:
    """The port `KudosBook`, on a `FakeNights`."""

    def __init__(self, nights: FakeNights) -> None:
        self._nights = nights
        self._records: dict[str, Kudos] = {}
        self._fresh: dict[str, datetime] = {}

    async def give(self, kudos: Kudos, *, cap: int) -> Kept | Alike | DayFull | NightClosed:
        """Store it, if it may be."""
        before = self._records.get(kudos.id)
        if before and not (before.taken_back and before.revision == kudos.revision - 1):
            return Alike(kudos=before)
        given = [k for k in self._records.values() if k.giver == kudos.giver and k.taken_back is None]
        for other in given:
            fresh = other.id in self._fresh and kudos.given - self._fresh[other.id] < ALIKE_WITHIN
            if fresh and _same(other) == _same(kudos):
                return Alike(kudos=other)
        if closed := await self._nights.closed(kudos.nights):
            return NightClosed(nights=tuple(night for night in kudos.nights if night in closed))
        if sum(other.day == kudos.day for other in given) >= cap:
            return DayFull()
        self._records[kudos.id] = kudos
        self._fresh[kudos.id] = kudos.given
        self._nights.enter(kudos)
        return Kept(kudos=kudos)

    async def change(self, before: Kudos, after: Kudos) -> Kept | NightClosed | Overtaken:
        """Replace it, if it may be."""
        if self._records[before.id].revision != after.revision - 1:
            return Overtaken()
        nights = dict.fromkeys((*before.nights, *(() if after.taken_back else after.nights)))
        if closed := await self._nights.closed(nights):
            return NightClosed(nights=tuple(night for night in nights if night in closed))
        self._records[after.id] = after
        self._fresh.pop(after.id, None)
        if after.taken_back:
            self._nights.leave(after.id)
        else:
            self._nights.enter(after)
        return Kept(kudos=after)

    async def get(self, kudos_id: str) -> Kudos | None:
        """One of them."""
        return self._records.get(kudos_id)

    def put(self, kudos: Kudos) -> None:
        """Replace it, as scripts of another store do; a "+1" is in no night."""
        self._records[kudos.id] = kudos
        if kudos.withdrawn:
            self._fresh.pop(kudos.id, None)
        if kudos.joins:
            self._nights.beside[kudos.id] = kudos
        else:
            self._nights.put(kudos)

    async def given_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody gave."""
        mine = [k for k in self._records.values() if k.giver.user == user and k.taken_back is None]
        return sorted((k for k in mine if k.given >= since), key=lambda kudos: (kudos.given, kudos.id))

    async def received_by(self, user: str, since: datetime) -> Sequence[Kudos]:
        """What somebody was thanked for."""
        theirs = [k for k in self._records.values() if k.stands and user in {one.user for one in k.people}]
        return sorted((k for k in theirs if k.given >= since), key=lambda kudos: (kudos.given, kudos.id))


def _same(kudos: Kudos) -> tuple[object, ...]:
    return {party.user for party in kudos.people}, kudos.text.casefold().split(), kudos.about, kudos.joins


class FakeReactions:
    """The port `ReactionBook`."""

    def __init__(self) -> None:
        self._turned: dict[str, tuple[datetime, bool]] = {}

    async def turn(self, kudos_id: str, *, on: bool, at: datetime) -> Turned:
        """Note it, unless a later one is known."""
        known = self._turned.get(kudos_id)
        news = known is None or at > known[0]
        if news:
            self._turned[kudos_id] = (at, on)
        return Turned(on=self._turned[kudos_id][1], news=news)

    async def stands(self, kudos_id: str) -> bool:
        """Whether it is on."""
        return self._turned.get(kudos_id, (None, False))[1]


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
