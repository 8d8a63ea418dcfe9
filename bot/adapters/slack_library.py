"""The library in Slack: told and asked in direct messages, each rendered for its reader."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.escalation import Posted
from bot.domain.practice import Practice, Telling
from bot.domain.reader import Reader
from bot.ports import Place
from bot.ports.practices import ToReview
from bot.services.handbook import Handbook
from bot.views.practice_messages import review, told


@dataclass(frozen=True)
class SlackLibrary:
    """The port `LibraryBoard`. `reader` tells how one person reads."""

    speaker: Speaker
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, practice: Practice, telling: Telling, *, key: str) -> Posted:
        """See `LibraryBoard.tell`."""
        message = told(practice, telling, self.handbook(), await self.reader(telling.user))
        return await self.speaker.say(Place(user=telling.user), message, key=key)

    async def redraw(self, posted: Posted, practice: Practice, telling: Telling) -> None:
        """See `LibraryBoard.redraw`."""
        message = told(practice, telling, self.handbook(), await self.reader(telling.user))
        await self.speaker.redraw(posted, message)

    async def review(self, user: str, what: ToReview, *, key: str) -> Posted:
        """See `LibraryBoard.review`."""
        message = review(what, self.handbook(), await self.reader(user))
        return await self.speaker.say(Place(user=user), message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `LibraryBoard.find`."""
        return await self.speaker.find(Place(user=user), key=key, since=since)
