"""News about the files in Slack: rendered for their reader, said by the mouth."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Clock, Place
from bot.ports.changes import Leaf, Told
from bot.views import changes
from bot.views.message import Message


@dataclass(frozen=True)
class SlackNews:
    """The port `NewsBoard`. `reader` tells how one person reads, `public` how the readers of a team's channel do."""

    speaker: Speaker
    reader: Callable[[str], Awaitable[Reader]]
    public: Callable[[str], Reader]
    clock: Clock

    async def post(self, leaf: Leaf, told: Told) -> Posted:
        """See `NewsBoard.post`."""
        return await self.speaker.say(_place(leaf), await self._seen(leaf, told), key=leaf.key)

    async def redraw(self, leaf: Leaf, told: Told) -> None:
        """See `NewsBoard.redraw`."""
        if leaf.posted:
            await self.speaker.redraw(leaf.posted, await self._seen(leaf, told))

    async def find(self, leaf: Leaf, *, since: datetime) -> Posted | None:
        """See `NewsBoard.find`."""
        return await self.speaker.find(_place(leaf), key=leaf.key, since=since)

    async def _seen(self, leaf: Leaf, told: Told) -> Message:
        if leaf.kind == "team":
            return changes.for_team(told.news, leaf.to, self.public(leaf.to))
        reader = await self.reader(leaf.to)
        draw = changes.for_keeper if leaf.kind == "keeper" else changes.for_person
        return draw(told, reader, self.clock())


def _place(leaf: Leaf) -> Place:
    return Place(channel=leaf.channel) if leaf.kind == "team" else Place(user=leaf.to)
