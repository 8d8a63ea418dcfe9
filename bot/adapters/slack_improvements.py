"""The improvement list's news in Slack: rendered for the lead who reads, and written to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports.improvements import ImprovementNews
from bot.services.handbook import Handbook
from bot.views.improving import told


@dataclass(frozen=True)
class SlackImprovements:
    """The port `ImprovementVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, user: str, what: ImprovementNews, *, key: str) -> Posted:
        """See `ImprovementVoice.tell`."""
        message = told(what, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `ImprovementVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
