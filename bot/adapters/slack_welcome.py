"""Newcomers' cards in Slack: rendered in their language, by a voice that writes to one person and nowhere else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.services.handbook import Handbook
from bot.views.welcome import card


@dataclass(frozen=True)
class SlackWelcomes:
    """The port `WelcomeBoard`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def bring(self, user: str, person: str, day: int, *, key: str) -> Posted:
        """See `WelcomeBoard.bring`."""
        message = card(day, person, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `WelcomeBoard.find`."""
        return await self.voice.find(user, key=key, since=since)
