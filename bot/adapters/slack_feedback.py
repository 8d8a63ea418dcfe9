"""Thanks and notes in Slack: rendered for their reader, then said by the mouth or whispered."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.adapters.slack_messenger import Speaker
from bot.adapters.slack_posting import marker
from bot.domain.digest import NightPage
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Place
from bot.ports.whisper import Whisper
from bot.views.feedback_render import FeedbackRenderer
from bot.views.message import Message


class PrivateVoice(Protocol):
    """Whatever can write to one person alone: Slack's whisperer, or a dry run's."""

    async def whisper(self, user: str, message: Message, *, key: str) -> Posted:
        """Write to one person once."""

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """What was written to them with that key since (real time)."""


@dataclass(frozen=True)
class SlackNightBoard:
    """The port `NightBoard`. `public` tells how the readers of a team's post read."""

    speaker: Speaker
    render: FeedbackRenderer
    public: Callable[[str], Reader]

    async def post(self, channel: str, page: NightPage, *, key: str, thread: str | None = None) -> Posted:
        """See `NightBoard.post`."""
        message = self.render.page(page, self.public(page.team))
        return await self.speaker.say(Place(channel=channel, thread=thread), message, key=key)

    async def edit(self, channel: str, ts: str, page: NightPage) -> None:
        """See `NightBoard.edit`. Slack keeps the metadata; the first block's id is ours to keep."""
        message = self.render.page(page, self.public(page.team))
        first, *rest = message.blocks
        marked = Message(text=message.text, blocks=({**first, "block_id": marker(page.key)}, *rest))
        await self.speaker.redraw(Posted(channel=channel, ts=ts), marked)

    async def find(
        self, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        """See `NightBoard.find`."""
        return await self.speaker.find(Place(channel=channel, thread=thread), key=key, since=since)


@dataclass(frozen=True)
class RenderingWhisperer:
    """The port `Whisperer`. `reader` tells how one person reads."""

    voice: PrivateVoice
    render: FeedbackRenderer
    reader: Callable[[str], Awaitable[Reader]]

    async def whisper(self, user: str, what: Whisper, *, key: str) -> Posted:
        """See `Whisperer.whisper`."""
        return await self.voice.whisper(user, self.render.whisper(what, await self.reader(user)), key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `Whisperer.find`."""
        return await self.voice.find(user, key=key, since=since)
