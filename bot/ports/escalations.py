"""Where escalations are kept, and what stays of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol, Self

from bot.domain.escalation import Escalation, Satisfied
from bot.domain.language import Frozen
from bot.domain.policy import Severity
from bot.ports.deadlines import Lease


def _times(e: Escalation, what: str) -> int:
    return sum(event.what == what for event in e.events)


class Figures(Frozen):
    """What stays of an escalation after its packet is erased: no word of anybody. Times are UTC.

    Each promised time counts once: as kept, as moved in time, or as broken.
    """

    version: Literal[1] = 1
    id: str
    topic: str | None
    team: str
    severity: Severity
    opened: datetime
    first_owned: datetime | None = None
    closed: datetime
    outcome: Literal["resolved", "cancelled"]
    satisfied: Satisfied | None = None
    customers: int = 1
    promises_kept: int = 0
    promises_moved: int = 0
    promises_broken: int = 0

    @classmethod
    def of(cls, e: Escalation) -> Self:
        """Those of a closed escalation."""
        if e.closed is None or e.state not in ("resolved", "cancelled"):
            raise ValueError(f"escalation {e.id} is not closed")
        return cls(
            id=e.id,
            topic=e.topic,
            team=e.team,
            severity=e.severity,
            opened=e.opened,
            first_owned=e.first_owned,
            closed=e.closed,
            outcome="resolved" if e.state == "resolved" else "cancelled",
            satisfied=e.satisfied,
            customers=1 + len(e.joined),
            promises_kept=_times(e, "promise_kept"),
            promises_moved=_times(e, "promise_moved"),
            promises_broken=_times(e, "promise_broken"),
        )


class Some(Frozen):
    """Some of a team's open ones, oldest first, and how many there are in all."""

    found: tuple[Escalation, ...]
    number: int


class Escalations(Protocol):
    """The escalations, each with its deadline in the same write."""

    async def open(
        self, escalation: Escalation, *, once: str, due: datetime | None
    ) -> tuple[Escalation, Lease | None]:
        """Store a new one and lease it; `once` used in the last day answers what that opened, unleased.

        Raises:
            ValueError: there is one of that id already.
        """

    async def get(self, escalation_id: str) -> Escalation | None:
        """One of them."""

    async def save(
        self,
        escalation: Escalation,
        *,
        due: datetime | None,
        op: str,
        lease: Lease | None = None,
        release: bool = False,
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone.

        With a lease the write also fails once the lease is lost; `release` gives it back in the
        same step, as after success. `due` alone decides whether it stays in the due index. A closed
        one leaves the indexes of team and people, leaves its figures and expires; reopened, it
        comes back.
        """

    async def open_of_team(self, team: str) -> Sequence[Escalation]:
        """A team's open ones, oldest first."""

    async def some_of_team(self, team: str, most: int, *, newest: bool = False) -> Some:
        """At most so many of a team's open ones, the oldest or the newest of them, oldest first; reads no others."""

    async def open_of_person(self, user: str) -> Sequence[Escalation]:
        """The open ones somebody requested, joined or owns, oldest first."""

    async def figures(self, first: date, last: date) -> Sequence[Figures]:
        """Those of the closed ones opened between two dates (UTC), both included, oldest first."""
