"""What covers made in Slack need from the outside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.covering import Arrangement, Telling
from bot.domain.escalation import Posted
from bot.domain.shifts import Cover
from bot.ports import Lease


@dataclass(frozen=True)
class Listed:
    """Every cover and search that has not ended, in the order they were made, as of one version of the list."""

    version: str
    arrangements: tuple[Arrangement, ...] = ()

    def covers(self, now: datetime) -> tuple[Cover, ...]:
        """What the roster counts now or later."""
        return tuple(a.cover for a in self.arrangements if a.cover is not None and a.end > now)


class CoverBook(Protocol):
    """The covers and searches, each with its deadline in the same write; items are named `cover:<id>`."""

    async def version(self) -> str:
        """Changes with the list; one cheap read."""

    async def listed(self) -> Listed:
        """The list and its version, as they stand together."""

    async def get(self, cover_id: str) -> Arrangement | None:
        """One of them; an ended one for some days."""

    async def save(
        self,
        arrangement: Arrangement,
        *,
        now: datetime,
        op: str,
        since: str | None = None,
        lease: Lease | None = None,
    ) -> bool:
        """Replace the one that stands at `revision - 1` (0: a new one); False if it moved on.

        With `since` it also fails once the list is at another version: what was decided against the
        covers present holds only for them. With a lease it fails once that is lost, and the list stays.
        """


class CoverBoard(Protocol):
    """Tells people of covers, each in their direct messages, and posts a search in its team's channel."""

    async def tell(self, arrangement: Arrangement, telling: Telling, *, key: str) -> Posted:
        """Say it once.

        Raises:
            Refused: Slack said no.
            Unclear: it may or may not have been posted.
        """

    async def post(self, arrangement: Arrangement, *, key: str) -> Posted:
        """Post the card of a search; raises as `tell` does."""

    async def redraw(self, posted: Posted, arrangement: Arrangement) -> None:
        """Show the card as it stands now; raises as `tell` does."""

    async def find(
        self, arrangement: Arrangement, telling: Telling | None, *, key: str, since: datetime
    ) -> Posted | None:
        """What was said with that key since (real time): to the person told, or in the channel.

        Raises:
            Refused: Slack does not let us look.
            Unclear: no answer.
        """
