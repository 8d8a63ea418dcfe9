"""Promises in Slack: rendered for the one who reads, and written to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Clock
from bot.ports.promises import PromiseSaid
from bot.services.handbook import Handbook
from bot.views import tracked


@dataclass(frozen=True)
class SlackPromises:
    """The port `PromiseVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    clock: Clock

    async def tell(self, what: PromiseSaid, *, key: str) -> Posted:
        """See `PromiseVoice.tell`."""
        user = what.telling.user
        message = tracked.said(what, self.handbook(), await self.reader(user), self.clock())
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `PromiseVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
