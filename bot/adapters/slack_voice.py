"""What is told to one person in Slack: rendered for them, and written to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.message import Message

What = TypeVar("What")


@dataclass(frozen=True)
class SlackVoice(Generic[What]):
    """The port `Voice`. `reader` tells how one person reads, `told` what they then read."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    told: Callable[[What, Handbook, Reader], Message]

    async def tell(self, user: str, what: What, *, key: str) -> Posted:
        """See `Voice.tell`."""
        message = self.told(what, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `Voice.find`."""
        return await self.voice.find(user, key=key, since=since)
