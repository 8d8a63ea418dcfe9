"""Telling one person in Slack, and them alone, that they are erased."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.my_data import erased


@dataclass(frozen=True)
class SlackErased:
    """The port `ErasedVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, user: str, waits: int, *, key: str) -> Posted:
        """See `ErasedVoice.tell`."""
        message = erased(waits, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `ErasedVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
