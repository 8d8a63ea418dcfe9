"""What showing people their data and erasing it needs from the outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.erasure import Erasure, Whoever
from bot.ports import Lease
from bot.ports.voice import Voice


class Kind(StrEnum):
    """What is held about somebody, as the window lists it."""

    CHOICES = "choices"
    KUDOS_GIVEN = "kudos_given"
    KUDOS_RECEIVED = "kudos_received"
    NOTES_BY_ME = "notes_by_me"
    NOTES_TO_ME = "notes_to_me"
    CUSTOMERS = "customers"
    ESCALATIONS = "escalations"
    PROMISES = "promises"
    COVERS = "covers"
    FACTS = "facts"
    LIBRARY = "library"
    DISAGREEMENTS = "disagreements"
    NEWS = "news"
    MOMENTS = "moments"
    AUDIT = "audit"
    TOLD = "told"


Item = Mapping[str, Any]
"""One thing as the export shows it: what `json.dumps` takes."""


class Traces(Protocol):
    """Where people stand in the store, in every family of keys (`bot.adapters.holdings`)."""

    async def found(self, who: Whoever) -> Mapping[Kind, Sequence[Item]]:
        """What records hold of somebody, their own part of each; kudos, notes and surveys have books of their own."""

    async def leave(self, who: Whoever, now: datetime) -> Sequence[str]:
        """Rewrite every record without them and erase what is theirs alone; what is under way waits.

        Answers the due items that go on until they end. Again changes nothing.
        """

    async def leave_ended(self, who: Whoever, waits: Sequence[str], now: datetime) -> Sequence[str]:
        """The same for those that waited; what still goes on."""


class Erasures(Protocol):
    """Erasing people, step by step; items `erase:<user>`."""

    async def begin(self, erasure: Erasure, *, due: datetime) -> None:
        """Do it from now on; asked again it begins anew."""

    async def get(self, user: str) -> Erasure | None:
        """How far somebody's got."""

    async def save(self, erasure: Erasure, *, lease: Lease, due: datetime) -> bool:
        """Note how far it got; False once the lease is lost."""

    async def end(self, erasure: Erasure, *, lease: Lease) -> bool:
        """Forget it; False once the lease is lost."""


ErasedVoice = Voice[int]
"""Tells somebody that it is done, and how much goes on for now."""
