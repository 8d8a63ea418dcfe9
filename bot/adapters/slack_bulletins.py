"""Bulletins in Slack: rendered for their reader, said in their direct messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Clock, Place
from bot.ports.bulletins import Leaf, Standing
from bot.services.handbook import Handbook
from bot.views.bulletins import bulletin


@dataclass(frozen=True)
class SlackBulletins:
    """The port `BulletinBoard`. `reader` tells how one person reads."""

    speaker: Speaker
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    clock: Clock

    async def tell(self, leaf: Leaf, standing: Standing, *, key: str) -> Posted:
        """See `BulletinBoard.tell`."""
        reader = await self.reader(leaf.user)
        message = bulletin(leaf, standing, self.handbook(), reader, self.clock())
        return await self.speaker.say(Place(user=leaf.user), message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `BulletinBoard.find`."""
        return await self.speaker.find(Place(user=user), key=key, since=since)
