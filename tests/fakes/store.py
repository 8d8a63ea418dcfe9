"""The store's ports in memory: they hold state and refuse what Redis refuses, by the same contract tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Unpack

from bot.adapters.families import HANDLING_FOR, ONCE_FOR
from bot.adapters.store_deadlines import FIRST_PAUSE, LEASE_FOR, LONGEST_PAUSE, PARK_AFTER
from bot.domain.escalation import KEEP_AFTER_CLOSING, Escalation
from bot.ports import Choices, Clock, Figures, Lease, NewId, Parked, Preferences
from bot.ports.escalations import Some


class FakeDeadlines:
    """The port `Deadlines`. `real` is the server's clock; stores beside it call `schedule` and `holds`."""

    def __init__(self, new_id: NewId, real: Clock, *, park_after: int = PARK_AFTER) -> None:
        self._new_id = new_id
        self._real = real
        self._park_after = park_after
        self.due: dict[str, datetime] = {}
        self._held: dict[str, tuple[str, datetime]] = {}
        self._attempts: dict[str, tuple[int, datetime]] = {}
        self._parked: dict[str, Parked] = {}

    def schedule(self, item: str, due: datetime | None) -> None:
        """Put an item where its record says, or take it out; as `schedule` in scripts/deadlines.lua."""
        if self._parked.pop(item, None) or due is None:
            self._attempts.pop(item, None)
        if due is None:
            self.due.pop(item, None)
        else:
            self.due[item] = due

    def hold(self, item: str) -> Lease:
        """Lease an item that is known to be free."""
        token = self._new_id()
        self._held[item] = (token, self._real() + LEASE_FOR)
        failures, _ = self._attempts.get(item, (0, None))
        return Lease(item=item, token=token, due=self.due.get(item), failures=failures)

    def holds(self, lease: Lease) -> bool:
        """Whether it has neither run out nor been given back."""
        token, ends = self._held.get(lease.item, ("", self._real()))
        return token == lease.token and ends > self._real()

    async def claim(self, now: datetime, limit: int) -> Sequence[Lease]:
        """Lease what is due."""
        due = sorted((due, item) for item, due in self.due.items() if due <= now)
        ready = [item for _, item in due if self._free(item) and not self._pauses(item)]
        return [self.hold(item) for item in ready[:limit]]

    async def lease(self, item: str) -> Lease | None:
        """Lease one item."""
        return self.hold(item) if self._free(item) else None

    async def renew(self, lease: Lease, *, lasts: timedelta | None = None) -> bool:
        """Hold on to it."""
        if not self.holds(lease):
            return False
        self._held[lease.item] = (lease.token, self._real() + (lasts or LEASE_FOR))
        return True

    async def release(self, lease: Lease, *, failed: bool = False, park: bool = True) -> None:
        """Give it back."""
        if self._held.get(lease.item, ("",))[0] != lease.token:
            return
        del self._held[lease.item]
        failures, _ = self._attempts.pop(lease.item, (0, None))
        due = self.due.get(lease.item)
        if not failed or due is None:
            return
        failures += 1
        if park and failures >= self._park_after:
            del self.due[lease.item]
            self._parked[lease.item] = Parked(item=lease.item, due=due, since=self._real(), failures=failures)
        else:
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
            self._attempts[lease.item] = (failures, self._real() + pause)

    async def forget(self, lease: Lease) -> None:
        """Its record is gone."""
        if self._held.get(lease.item, ("",))[0] == lease.token:
            del self._held[lease.item]
            self.schedule(lease.item, None)

    async def next_due(self) -> datetime | None:
        """The earliest that is free."""
        return min(
            (due for item, due in self.due.items() if self._free(item) and not self._pauses(item)),
            default=None,
        )

    async def parked(self) -> Sequence[Parked]:
        """What was set aside."""
        return sorted(self._parked.values(), key=lambda one: (one.since, one.item))

    async def revive(self, item: str) -> bool:
        """Let it be due again."""
        parked = self._parked.get(item)
        if parked is not None:
            self.schedule(item, parked.due)
        return parked is not None

    def _free(self, item: str) -> bool:
        return item not in self._held or self._held[item][1] <= self._real()

    def _pauses(self, item: str) -> bool:
        return item in self._attempts and self._attempts[item][1] > self._real()


class FakeEscalations:
    """The port `Escalations`, on a `FakeDeadlines`."""

    def __init__(self, deadlines: FakeDeadlines, real: Clock) -> None:
        self._deadlines = deadlines
        self._real = real
        self._records: dict[str, Escalation] = {}
        self._ops: dict[str, list[str]] = {}
        self._expire: dict[str, datetime] = {}
        self._opened: dict[str, tuple[str, datetime]] = {}
        self._figures: dict[str, Figures] = {}

    async def open(
        self, escalation: Escalation, *, once: str, due: datetime | None
    ) -> tuple[Escalation, Lease | None]:
        """Store a new one and lease it."""
        before, until = self._opened.get(once, ("", self._real()))
        if until > self._real():
            return self._records[before], None
        if await self.get(escalation.id) is not None:
            raise ValueError(f"there is an escalation {escalation.id} already")
        self._opened[once] = (escalation.id, self._real() + ONCE_FOR)
        self._records[escalation.id] = escalation
        self._deadlines.schedule(_item(escalation), due)
        return escalation, self._deadlines.hold(_item(escalation))

    async def get(self, escalation_id: str) -> Escalation | None:
        """One of them."""
        if self._expire.get(escalation_id, datetime.max.replace(tzinfo=UTC)) <= self._real():
            del self._expire[escalation_id], self._records[escalation_id]
        return self._records.get(escalation_id)

    async def save(
        self,
        escalation: Escalation,
        *,
        due: datetime | None,
        op: str,
        lease: Lease | None = None,
        release: bool = False,
    ) -> bool:
        """Replace the stored one."""
        stored, ops = await self.get(escalation.id), self._ops.setdefault(escalation.id, [])
        if stored is not None and op in ops:
            return True
        if stored is None or stored.revision != escalation.revision - 1:
            return False
        if lease is not None and not self._deadlines.holds(lease):
            return False
        ops[:] = [*ops, op][-16:]
        self._records[escalation.id] = escalation
        self._deadlines.schedule(_item(escalation), due)
        if escalation.is_open:
            self._expire.pop(escalation.id, None)
            self._figures.pop(escalation.id, None)
        else:
            self._expire.setdefault(escalation.id, self._real() + KEEP_AFTER_CLOSING)
            self._figures[escalation.id] = Figures.of(escalation)
        if lease is not None and release:
            await self._deadlines.release(lease)
        return True

    async def open_of_team(self, team: str) -> Sequence[Escalation]:
        """A team's open ones."""
        return [e for e in self._open() if e.team == team]

    async def some_of_team(self, team: str, most: int, *, newest: bool = False) -> Some:
        """Some of a team's open ones."""
        found = await self.open_of_team(team)
        return Some(found=tuple(found[-most:] if newest else found[:most]), number=len(found))

    async def open_of_person(self, user: str) -> Sequence[Escalation]:
        """What somebody requested, joined or owns."""
        return [e for e in self._open() if user in {*e.followers, e.owner.user if e.owner else None}]

    async def figures(self, first: date, last: date) -> Sequence[Figures]:
        """Those of the closed ones."""
        found = [one for one in self._figures.values() if first <= one.opened.astimezone(UTC).date() <= last]
        return sorted(found, key=lambda one: (one.opened, one.id))

    def _open(self) -> list[Escalation]:
        return sorted((e for e in self._records.values() if e.is_open), key=lambda e: (e.opened, e.id))


class FakePreferences:
    """The port `PreferenceBook`."""

    def __init__(self) -> None:
        self._chosen: dict[str, Preferences] = {}

    def known(self, user: str) -> Preferences | None:
        """Theirs: everything in memory is known."""
        return self._chosen.get(user)

    async def get(self, user: str) -> Preferences:
        """Theirs."""
        return self._chosen.get(user, Preferences())

    async def change(self, user: str, **chosen: Unpack[Choices]) -> None:
        """They choose this now."""
        told = Preferences.model_validate(chosen)
        update = {name: getattr(told, name) for name in chosen}
        self._chosen[user] = self._chosen.get(user, Preferences()).model_copy(update=update)


class FakeOnce:
    """The port `Once`. `real` is the server's clock."""

    def __init__(self, real: Clock) -> None:
        self._real = real
        self._until: dict[str, datetime] = {}

    async def begin(self, event: str) -> bool:
        """Claim an event."""
        if event in self._until and self._until[event] > self._real():
            return False
        self._until[event] = self._real() + HANDLING_FOR
        return True

    async def done(self, event: str) -> None:
        """It is handled."""
        self._until[event] = self._real() + timedelta(hours=25)


def _item(escalation: Escalation) -> str:
    return f"escalation:{escalation.id}"
