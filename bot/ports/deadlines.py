"""What is due next, and who is at it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.language import Frozen


class Lease(Frozen):
    """The right to act on one due item until it expires (real time); the token fences off whoever overslept.

    `due` is when it fell due (the bot's clock; None if it has no deadline) and `failures` how
    often in a row acting on it has failed before.
    """

    item: str
    token: str
    due: datetime | None = None
    failures: int = 0


class Parked(Frozen):
    """An item set aside after too many failures in a row: `due` by the bot's clock, `since` in real time."""

    item: str
    due: datetime
    since: datetime
    failures: int


class Deadlines(Protocol):
    """What is due next, beside the records. Items are named `escalation:<id>`, `night:<team>`, `note:<id>`.

    An item stays due until its record is written with another deadline; leases only say who is
    at it. Leases and the pauses after failures are real time. Whoever dies holding one is
    followed by another replica once it has run out.
    """

    async def claim(self, now: datetime, limit: int) -> Sequence[Lease]:
        """Lease up to `limit` items due at `now`, longest due first, that nobody holds and do not pause."""

    async def lease(self, item: str) -> Lease | None:
        """Lease one item whether due, pausing or neither; None while somebody else holds it."""

    async def renew(self, lease: Lease, *, lasts: timedelta | None = None) -> bool:
        """Hold on to a lease for as long as a new one (or as told), in long work; False if it is lost."""

    async def release(self, lease: Lease, *, failed: bool = False, park: bool = True) -> None:
        """Give a lease back; one that expired and went to another is left alone.

        After a failure the item pauses, twice as long each time, and is parked after too many in
        a row, unless `park` is False; success forgets the failures.
        """

    async def forget(self, lease: Lease) -> None:
        """Give a lease back and take its item out of the index: its record is gone."""

    async def next_due(self) -> datetime | None:
        """When the earliest item that nobody holds and that does not pause falls due (the bot's clock).

        It tells nothing of those held or pausing, so look again every second or so.
        """

    async def parked(self) -> Sequence[Parked]:
        """What was set aside, the longest first. A new deadline, too, revives it."""

    async def revive(self, item: str) -> bool:
        """Let what was set aside be due again, its failures forgotten; False if it was not."""
