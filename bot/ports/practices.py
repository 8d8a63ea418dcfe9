"""What the library of shared phrases and cases needs from the outside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.escalation import Posted
from bot.domain.philosophy import Value
from bot.domain.practice import Practice, Telling
from bot.domain.practice_review import Review
from bot.ports import Lease


@dataclass(frozen=True)
class Shelf:
    """What is proposed and what is accepted, oldest first, as of one version of the list."""

    version: str
    practices: tuple[Practice, ...] = ()

    @property
    def accepted(self) -> tuple[Practice, ...]:
        """What stands in the library."""
        return tuple(p for p in self.practices if p.state == "accepted")

    @property
    def waiting(self) -> tuple[Practice, ...]:
        """What approvers have not decided on."""
        return tuple(p for p in self.practices if p.state == "proposed")


class LibraryBook(Protocol):
    """The practices, each with its deadline in the same write; items are named `practice:<id>`."""

    def known(self) -> Shelf | None:
        """The shelf, where it is known without asking; None where it must be asked for."""

    async def shelf(self) -> Shelf:
        """What is proposed and accepted; one cheap read where nothing changed."""

    async def get(self, practice_id: str) -> Practice | None:
        """One of them; one that does not stand any more for some months."""

    async def open(
        self, practice: Practice, *, once: str, since: str, due: datetime | None
    ) -> Practice | None:
        """Store a new one; `once` used in the last day answers what that opened.

        None once the list is not at version `since` any more: what was decided against it is looked at again.
        """

    async def save(
        self, practice: Practice, *, due: datetime | None, op: str, lease: Lease | None = None
    ) -> bool:
        """Replace the stored one if it stands at `revision - 1`; False if it moved on or is gone.

        With a lease the write also fails once that is lost. One that does not stand any more leaves the
        list, and is kept for those it is from for `KEEP_CLOSED`.
        """

    async def closed_of(self, user: str) -> Sequence[Practice]:
        """What somebody wrote or proposed and does not stand any more, newest first."""


class ReviewBook(Protocol):
    """How far each approver was asked to read again; items are named `review:<user>`."""

    async def get(self, user: str) -> Review | None:
        """Somebody's."""

    async def begin(self, review: Review) -> bool:
        """Ask somebody from now on; False where that was begun before."""

    async def save(self, review: Review, *, op: str, lease: Lease) -> bool:
        """Replace the one that stands at `revision - 1`; False if it moved on or the lease is lost."""

    async def rebuild(self, users: Collection[str]) -> int:
        """Put back those of these people's deadlines that left the index; how many those were."""


@dataclass(frozen=True)
class ToReview:
    """What one approver is asked in one message; `waiting` is how many proposals wait for a decision."""

    practices: Sequence[Practice]
    values: Sequence[Value] = ()
    waiting: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to read again."""
        return bool(self.practices or self.values)


class LibraryBoard(Protocol):
    """Tells people of the library, each in their direct messages with Baton."""

    async def tell(self, practice: Practice, telling: Telling, *, key: str) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def redraw(self, posted: Posted, practice: Practice, telling: Telling) -> None:
        """Show an approver what was decided; raises as `tell` does."""

    async def review(self, user: str, what: ToReview, *, key: str) -> Posted:
        """Ask somebody to read again; raises as `tell` does."""

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key since (real time).

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
