"""Disagreements in Slack: rendered for the one who reads, and written to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.disagreement import Disagreement
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.disagreeing import told


@dataclass(frozen=True)
class SlackDisagreements:
    """The port `QuietVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, d: Disagreement, *, key: str) -> Posted:
        """See `QuietVoice.tell`."""
        message = told(d, self.handbook(), await self.reader(d.to))
        return await self.voice.whisper(d.to, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `QuietVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
