"""Covers in memory: they hold state and refuse what Redis refuses, by the same contract tests."""

from datetime import datetime

from bot.domain.covering import Arrangement, Telling
from bot.domain.escalation import Posted
from bot.ports import Lease
from bot.ports.covers import Listed
from tests.fakes.store import FakeDeadlines


class FakeCovers:
    """The port `CoverBook`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines) -> None:
        self._deadlines = deadlines
        self._records: dict[str, Arrangement] = {}
        self._listed: dict[str, Arrangement] = {}
        self._ops: dict[str, str] = {}
        self._version = 0

    async def version(self) -> str:
        """Changes with the list."""
        return str(self._version)

    async def listed(self) -> Listed:
        """The list and its version."""
        found = sorted(self._listed.values(), key=lambda a: (a.made, a.id))
        return Listed(str(self._version), tuple(found))

    async def get(self, cover_id: str) -> Arrangement | None:
        """One of them."""
        return self._records.get(cover_id)

    async def save(
        self,
        arrangement: Arrangement,
        *,
        now: datetime,
        op: str,
        since: str | None = None,
        lease: Lease | None = None,
    ) -> bool:
        """Replace it, unless it or the list moved on."""
        before = self._records.get(arrangement.id)
        if self._ops.get(arrangement.id) == op:
            return True
        stale = (before.revision if before else -1) != arrangement.revision - 1
        if stale or (lease is not None and not self._deadlines.holds(lease)):
            return False
        if since is not None and since != str(self._version):
            return False
        self._records[arrangement.id] = arrangement
        self._ops[arrangement.id] = op
        self._deadlines.schedule(f"cover:{arrangement.id}", arrangement.due(now))
        if lease is None:
            self._listed = {key: a for key, a in self._listed.items() if not a.is_over(now)}
            self._listed.pop(arrangement.id, None)
            if arrangement.ended is None:
                self._listed[arrangement.id] = arrangement
            self._version += 1
        return True


class FakeBoard:
    """The port `CoverBoard`: what was said, by key, and to whom or where."""

    def __init__(self) -> None:
        self.said: dict[str, tuple[str, Arrangement]] = {}
        self.faces: dict[str, int] = {}
        self.clock: datetime | None = None

    async def tell(self, arrangement: Arrangement, telling: Telling, *, key: str) -> Posted:
        """Say it once."""
        return self._say(telling.user, arrangement, key)

    async def post(self, arrangement: Arrangement, *, key: str) -> Posted:
        """Post the card."""
        return self._say(f"#{arrangement.team}", arrangement, key)

    async def redraw(self, posted: Posted, arrangement: Arrangement) -> None:
        """Show the card as it stands now."""
        assert posted.ts in self.said
        self.said[posted.ts] = (posted.channel, arrangement)

    async def find(
        self, arrangement: Arrangement, telling: Telling | None, *, key: str, since: datetime
    ) -> Posted | None:
        """What was said with that key."""
        del arrangement, telling, since
        return Posted(channel=self.said[key][0], ts=key) if key in self.said else None

    def _say(self, where: str, arrangement: Arrangement, key: str) -> Posted:
        assert key not in self.said, f"{key} is said twice"
        self.said[key] = (where, arrangement)
        return Posted(channel=where, ts=key)
