"""A voice that tells one person at a time, and remembers what it told."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from bot.domain.escalation import Posted
from bot.ports import Clock, Refused
from tests.fakes.faults import befalling

What = TypeVar("What")


class Told(NamedTuple, Generic[What]):
    """What one person was told."""

    key: str
    user: str
    what: What
    at: datetime


@dataclass
class FakeVoice(Generic[What]):
    """The port `Voice`. `clock` is Slack's, real time.

    `faults` befall the next tellings. Who is `gone` cannot be told, and nothing is found while `blind`.
    """

    clock: Clock
    told: list[Told[What]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    gone: set[str] = field(default_factory=set)
    blind: bool = False

    async def tell(self, user: str, what: What, *, key: str) -> Posted:
        """Say it, unless something goes wrong."""
        if not user.startswith("U"):
            raise Refused("not_one_user")
        if user in self.gone:
            raise Refused("user_disabled")
        with befalling(self.faults):
            self.told.append(Told(key, user, what, self.clock()))
        return Posted(channel=user, ts=str(len(self.told)))

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was told with that key."""
        if self.blind:
            raise Refused("missing_scope")
        for number, told in enumerate(self.told, 1):
            if (told.key, told.user) == (key, user) and told.at >= since:
                return Posted(channel=user, ts=str(number))
        return None

    def said(self) -> list[tuple[str, What]]:
        """Who was told what."""
        return [(told.user, told.what) for told in self.told]

    def doubled(self) -> list[str]:
        """The keys that were told more than once."""
        return [key for key, times in Counter(told.key for told in self.told).items() if times > 1]
