"""The escalations in Redis: the record, its places in the indexes and its deadline in one script a write.

The record is the truth; the indexes can be rebuilt from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast

from bot.adapters.families import ONCE_FOR
from bot.adapters.fence import given_back, leased, real_seconds
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_audit import KEPT_MS, Lines
from bot.adapters.store_deadlines import LEASE_FOR
from bot.adapters.times import ms_due, ms_reached
from bot.adapters.unanswered import Unanswered
from bot.domain.audit import of_escalation
from bot.domain.escalation import KEEP_AFTER_CLOSING, Escalation
from bot.ports import Figures, Lease, NewId
from bot.ports.escalations import Some

_OPEN = Script.load("deadlines", "escalations", "audit", "escalation_open")
_SAVE = Script.load("deadlines", "escalations", "saving", "audit", "escalation_save")

_SEPARATOR = "\x1f"
_BETWEEN = "\x1e"
_ITEM = "escalation:"
_MS = timedelta(milliseconds=1)


@dataclass(frozen=True)
class StoredEscalations:
    """The port `Escalations`, in Redis. `new_id` makes the tokens."""

    store: Store
    keys: Keys
    new_id: NewId
    lease_for: timedelta = LEASE_FOR
    unanswered: Unanswered = field(default_factory=Unanswered, repr=False, compare=False)

    async def open(
        self, escalation: Escalation, *, once: str, due: datetime | None
    ) -> tuple[Escalation, Lease | None]:
        """Store a new one and lease it; `once` used in the last day answers what that opened, unleased."""
        e, item, token, asked_at = escalation, _ITEM + escalation.id, self.new_id(), real_seconds()
        trail = Lines.of(self.keys, of_escalation(e), e.opened)
        with self.unanswered.asking(item, token, self.lease_for):
            answer = await self.store.run(
                _OPEN,
                keys=[*self._indexes(e.id), self.keys.opened(once), trail.key],
                args=[*_facts(e, due), token, self.lease_for // _MS, ONCE_FOR // _MS, KEPT_MS, *trail.args],
            )
        if answer[0] == "exists":
            raise ValueError(f"there is an escalation {e.id} already")
        if answer[0] == "opened":
            leased(token, asked_at, self.lease_for)
            return e, Lease(item=item, token=token, due=due)
        before = await self.get(answer[1])
        if before is None:
            raise LookupError(f"escalation {answer[1]} was opened but is gone")
        return before, None

    async def get(self, escalation_id: str) -> Escalation | None:
        """One of them."""
        record = await self.store.field(self.keys.escalation(escalation_id), "record")
        return _read(record) if record else None

    async def save(
        self,
        escalation: Escalation,
        *,
        due: datetime | None,
        op: str,
        lease: Lease | None = None,
        release: bool = False,
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone."""
        e = escalation
        figures = "" if e.is_open else Figures.of(e).model_dump_json()
        token = lease.token if lease else ""
        trail = Lines.of(self.keys, of_escalation(e), e.opened)
        answer = await self.store.run(
            _SAVE,
            keys=[*self._indexes(e.id), self.keys.figures(e.opened.astimezone(UTC).date()), trail.key],
            args=[
                *_facts(e, due), op, token, KEEP_AFTER_CLOSING // _MS, figures, "1" if release else "",
                KEPT_MS, *trail.args,
            ],
        )  # fmt: skip
        saved = answer == ["saved"]
        if saved and release:
            given_back(token)
        return saved

    async def open_of_team(self, team: str) -> Sequence[Escalation]:
        """A team's open ones, oldest first."""
        found = await self._listed(self.keys.open_of_teams, team)
        return [e for e in found if e.team == team]

    async def some_of_team(self, team: str, most: int, *, newest: bool = False) -> Some:
        """At most so many of a team's open ones, the oldest or the newest of them, oldest first; reads no others."""
        index, of = self.keys.open_of_teams, team + _SEPARATOR
        first, end = f"[{of}", f"({of}\U0010ffff"
        some = ("ZREVRANGEBYLEX", index, end, first) if newest else ("ZRANGEBYLEX", index, first, end)
        answers = await self.store.each([("ZLEXCOUNT", index, first, end), (*some, "LIMIT", "0", str(most))])
        number, entries = cast("tuple[int, list[str]]", answers)
        found = await self._read_all(sorted(entries))
        return Some(found=tuple(e for e in found if e.team == team), number=number)

    async def open_of_person(self, user: str) -> Sequence[Escalation]:
        """The open ones somebody requested, joined or owns, oldest first."""
        found = await self._listed(self.keys.open_of_people, user)
        return [e for e in found if user in _people(e)]

    async def figures(self, first: date, last: date) -> Sequence[Figures]:
        """Those of the closed ones opened between two dates (UTC), both included, oldest first."""
        found: list[Figures] = []
        month = first.replace(day=1)
        while month <= last:
            stored = await self.store.fields(self.keys.figures(month))
            found += [Figures.model_validate_json(text, extra="ignore") for text in stored.values()]
            month = (month + timedelta(days=31)).replace(day=1)
        within = (one for one in found if first <= one.opened.astimezone(UTC).date() <= last)
        return sorted(within, key=lambda one: (one.opened, one.id))

    async def _listed(self, index: str, whose: str) -> list[Escalation]:
        return await self._read_all(await self.store.entries(index, of=whose + _SEPARATOR))

    async def _read_all(self, entries: Sequence[str]) -> list[Escalation]:
        keys = [self.keys.escalation(_id_of(entry)) for entry in entries]
        found = await self.store.fields_of_each(keys, "record")
        read = [_read(record) for [record] in found if record]
        return [e for e in read if e.is_open]

    def _indexes(self, escalation_id: str) -> list[str]:
        record = self.keys.escalation(escalation_id)
        return [*self.keys.deadlines, record, self.keys.open_of_teams, self.keys.open_of_people]


def _read(record: str) -> Escalation:
    """A stored one. What a newer replica wrote beside is passed over while both run."""
    return Escalation.model_validate_json(record, extra="ignore")


def _people(e: Escalation) -> list[str]:
    """The requester first, then the owner, then all who joined."""
    joined = [entry.party.user for entry in e.joined]
    return list(dict.fromkeys([e.requester.user, *([e.owner.user] if e.owner else []), *joined]))


def _facts(e: Escalation, due: datetime | None) -> list[str | int]:
    """What every script that writes one is told first: the record and its places in the indexes."""
    entries = ["", "", ""]
    if e.is_open:
        requester, *others = (_entry(e, user) for user in _people(e))
        entries = [_entry(e, e.team), requester, _BETWEEN.join(others)]
    is_open = "1" if e.is_open else ""
    return [e.id, _ITEM + e.id, e.model_dump_json(), e.revision, ms_due(due), is_open, *entries]


def _entry(e: Escalation, whose: str) -> str:
    """Sorts by whose it is, then by when it was opened."""
    return _SEPARATOR.join((whose, f"{ms_reached(e.opened):015d}", e.id))


def _id_of(entry: str) -> str:
    return entry.rpartition(_SEPARATOR)[2]
