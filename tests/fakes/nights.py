"""Nights and their runs in memory."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from bot.domain.kudos import Kudos
from bot.domain.night_run import NightKey, NightRoom, NightRun
from bot.ports import Lease
from tests.fakes.store import FakeDeadlines


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
