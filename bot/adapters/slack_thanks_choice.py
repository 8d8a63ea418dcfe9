"""The question how somebody likes to be thanked, in Slack: in their language, to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.views.thanks_choice import question


@dataclass(frozen=True)
class SlackThanksAsker:
    """The port `ThanksAsker`. `reader` tells how one person reads."""

    voice: PrivateVoice
    reader: Callable[[str], Awaitable[Reader]]

    async def ask(self, user: str, *, key: str) -> Posted:
        """See `ThanksAsker.ask`."""
        return await self.voice.whisper(user, question(await self.reader(user)), key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `ThanksAsker.find`."""
        return await self.voice.find(user, key=key, since=since)
