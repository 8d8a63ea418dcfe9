"""The line-up in Slack: rendered for the team's channel, said by the mouth; word of trouble to one person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.escalation import Posted
from bot.domain.line_up import Morning
from bot.domain.meanings import readers_of
from bot.domain.reader import Reader
from bot.ports import Place
from bot.ports.line_up import LineUpHeld
from bot.services.handbook import Handbook
from bot.views import line_up


@dataclass(frozen=True)
class SlackLineUps:
    """The port `LineUpBoard`. `reader` tells how one person reads, `public` how those of a team's channel do."""

    speaker: Speaker
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]
    public: Callable[[str], Reader]

    async def post(self, channel: str, team: str, morning: Morning, *, key: str) -> Posted:
        """See `LineUpBoard.post`."""
        book = self.handbook()
        readers = bool(readers_of(book.file, book.philosophy))
        message = line_up.post(morning.pick, book, self.public(team), readers=readers)
        return await self.speaker.say(Place(channel=channel), message, key=key)

    async def find(self, channel: str, *, key: str, since: datetime) -> Posted | None:
        """See `LineUpBoard.find`."""
        return await self.speaker.find(Place(channel=channel), key=key, since=since)

    async def tell(self, user: str, held: LineUpHeld, *, key: str) -> Posted:
        """See `LineUpBoard.tell`."""
        message = line_up.held(held, self.handbook(), await self.reader(user))
        return await self.speaker.say(Place(user=user), message, key=key)

    async def told(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `LineUpBoard.told`."""
        return await self.speaker.find(Place(user=user), key=key, since=since)
