"""What values mean to people, told in Slack: by a voice that writes to one person and nowhere else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports.meanings import Batch
from bot.services.handbook import Handbook
from bot.views.meanings import told
from bot.views.message import Message


@dataclass(frozen=True)
class SlackMeanings:
    """The port `MeaningBoard`. `reader` tells how one person reads."""

    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def pages(self, user: str, batch: Batch) -> int:
        """See `MeaningBoard.pages`."""
        return len(await self._told(user, batch))

    async def tell(self, user: str, batch: Batch, page: int, *, key: str) -> Posted:
        """See `MeaningBoard.tell`."""
        return await self.voice.whisper(user, (await self._told(user, batch))[page], key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `MeaningBoard.find`."""
        return await self.voice.find(user, key=key, since=since)

    async def _told(self, user: str, batch: Batch) -> tuple[Message, ...]:
        return told(batch, self.handbook(), await self.reader(user))
