"""What newcomers' cards need from the outside."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.escalation import Posted
from bot.domain.welcome import Welcome
from bot.ports import Lease


class WelcomeBook(Protocol):
    """Who is known, and how far newcomers are with their cards; items `welcome:<person>`."""

    async def known(self) -> frozenset[str]:
        """The names of everybody seen in the file so far; empty only before the very first start."""

    async def meet(self, names: Collection[str], new: Sequence[tuple[Welcome, datetime | None]]) -> None:
        """Remember names, and begin the cards of those who are new, with their first deadline.

        One that stands already at that revision or a later one stays as it is, so that replicas may meet at once.
        """

    async def get(self, person: str) -> Welcome | None:
        """How far somebody is."""

    async def of_each(self, people: Sequence[str]) -> Mapping[str, Welcome]:
        """How far those of them are who have, or had, cards."""

    async def save(self, welcome: Welcome, *, lease: Lease | None, due: datetime | None) -> bool:
        """Replace what stands at `revision - 1`; False if it moved on, is gone, or the lease is lost.

        A lease is needed only by whoever acts on a deadline; a button needs none.
        """

    async def plan(self, person: str, due: datetime | None) -> None:
        """Put somebody's next card into the index, or take it out."""


class WelcomeBoard(Protocol):
    """Brings a card to one person, in their direct messages, and has no way to speak anywhere else."""

    async def bring(self, user: str, person: str, day: int, *, key: str) -> Posted:
        """Bring the card of a day.

        Raises:
            Refused: Slack said no; they cannot be reached.
            Unclear: it may or may not have been posted.
        """

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was brought with that key since (real time); raises as `bring`."""
