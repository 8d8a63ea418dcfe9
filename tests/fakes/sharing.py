"""A channel that holds the cards that were shared in it, and loses or refuses as it is told."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Refused, Unclear
from bot.requests.tickets import OnCard


@dataclass(frozen=True)
class SharedCard:
    """A card as it stands."""

    channel: str
    about: OnCard
    sharer: str
    key: str


@dataclass
class FakeCardBoard:
    """The port `CardBoard`. `faults` befall the next posts: `refuse:<reason>`, `lost`, `lost reply`; `""` is none.

    `blind` lets nobody look.
    """

    stands: list[SharedCard] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    blind: bool = False

    async def post(self, channel: str, about: OnCard, sharer: str, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        fault = self.faults.popleft() if self.faults else ""
        if fault.startswith("refuse:"):
            raise Refused(fault.removeprefix("refuse:"))
        if fault != "lost":
            self.stands.append(SharedCard(channel, about, sharer, key))
        if fault:
            raise Unclear("no answer")
        return Posted(channel=channel, ts=str(len(self.stands)))

    async def find(self, channel: str, *, key: str, since: datetime) -> Posted | None:  # noqa: ARG002 - the key is enough here
        """What stands there."""
        if self.blind:
            raise Unclear("no answer")
        found = (n for n, one in enumerate(self.stands, 1) if (one.channel, one.key) == (channel, key))
        return next((Posted(channel=channel, ts=str(n)) for n in found), None)
