"""The end of pinned facts, told in Slack to whoever pinned them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.facts import Facts
from bot.domain.reader import Reader
from bot.ports import Clock
from bot.services.handbook import Handbook
from bot.views import pins


@dataclass(frozen=True)
class SlackFacts:
    """The port `FactVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    clock: Clock

    async def warn(self, facts: Facts, *, key: str) -> Posted:
        """See `FactVoice.warn`."""
        user = facts.pinned_by.user
        message = pins.ends_soon(facts, self.handbook(), await self.reader(user), self.clock())
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `FactVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
