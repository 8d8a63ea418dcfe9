"""Covers in Slack: told in direct messages, and the card of a search in its team's channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.covering import Arrangement, Telling
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Clock, Place
from bot.services.handbook import Handbook
from bot.views.covers import card, told


@dataclass(frozen=True)
class SlackCovers:
    """The port `CoverBoard`. `reader` tells how one person reads, `public` how a team's channel does."""

    speaker: Speaker
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    public: Callable[[str | None], Reader]
    clock: Clock

    async def tell(self, arrangement: Arrangement, telling: Telling, *, key: str) -> Posted:
        """See `CoverBoard.tell`."""
        reader = await self.reader(telling.user)
        message = told(arrangement, telling.kind, self.handbook(), reader, self.clock())
        return await self.speaker.say(Place(user=telling.user), message, key=key)

    async def post(self, arrangement: Arrangement, *, key: str) -> Posted:
        """See `CoverBoard.post`."""
        message = card(arrangement, self.handbook(), self.public(arrangement.team), self.clock())
        return await self.speaker.say(self._place(arrangement), message, key=key)

    async def redraw(self, posted: Posted, arrangement: Arrangement) -> None:
        """See `CoverBoard.redraw`."""
        message = card(arrangement, self.handbook(), self.public(arrangement.team), self.clock())
        await self.speaker.redraw(posted, message)

    async def find(
        self, arrangement: Arrangement, telling: Telling | None, *, key: str, since: datetime
    ) -> Posted | None:
        """See `CoverBoard.find`."""
        place = Place(user=telling.user) if telling else self._place(arrangement)
        return await self.speaker.find(place, key=key, since=since)

    def _place(self, arrangement: Arrangement) -> Place:
        team = self.handbook().file.teams.get(arrangement.team or "")
        return Place(channel=team.channel if team else None)
