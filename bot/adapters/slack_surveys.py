"""What customers answered, in Slack: rendered for the one who reads, and written to them alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports.surveys import LoopsWait, NobodyFound, WordsWait
from bot.services.handbook import Handbook
from bot.views.surveys import told


@dataclass(frozen=True)
class SlackSurveys:
    """The port `SurveyVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, user: str, what: WordsWait | LoopsWait | NobodyFound, *, key: str) -> Posted:
        """See `SurveyVoice.tell`."""
        return await self.voice.whisper(user, told(what, self.handbook(), await self.reader(user)), key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `SurveyVoice.find`."""
        return await self.voice.find(user, key=key, since=since)
