"""What promises without an escalation need from the outside. They are told to one person at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, Self

from bot.domain.escalation import PromiseState
from bot.domain.language import Frozen
from bot.domain.promising import tally
from bot.domain.tracked import Telling, Tracked
from bot.ports import Lease
from bot.ports.voice import Voice


class PromiseFigures(Frozen):
    """What stays of a promise that is done: no word and no name. Times are UTC.

    Each promised time counts once: `kept`, `moved` in time, or `broken`.
    """

    version: Literal[1] = 1
    id: str
    opened: datetime
    ended: datetime
    kept: int = 0
    moved: int = 0
    broken: int = 0

    @classmethod
    def of(cls, t: Tracked) -> Self:
        """Those of one that is done."""
        if t.promise.ended is None or t.promise.state is PromiseState.OPEN:
            raise ValueError(f"promise {t.id} is not done")
        kept, moved, broken = tally(t.promise)
        return cls(id=t.id, opened=t.opened, ended=t.promise.ended, kept=kept, moved=moved, broken=broken)


class Promises(Protocol):
    """The promises without an escalation, each with its deadline in the same write."""

    async def open(self, tracked: Tracked, *, once: str, due: datetime | None) -> Tracked:
        """Store a new one; `once` used in the last day answers what that opened."""

    async def get(self, promise_id: str) -> Tracked | None:
        """One of them."""

    async def save(
        self, tracked: Tracked, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone.

        With a lease the write also fails once the lease is lost. One that is done leaves the lists and
        its figures, and expires.
        """

    async def open_of_person(self, user: str) -> Sequence[Tracked]:
        """The open ones somebody keeps, soonest first."""

    async def figures(self, first: date, last: date) -> Sequence[PromiseFigures]:
        """Those of the ones that are done and were opened between two dates (UTC), both included, oldest first."""


@dataclass(frozen=True)
class PromiseSaid:
    """One thing said about a promise, to `telling.user` alone."""

    tracked: Tracked
    telling: Telling


PromiseVoice = Voice[PromiseSaid]
"""Tells `telling.user`."""
