"""What follows a night, in Slack: replies under its post, edits, and word to single people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_feedback import PrivateVoice
from bot.adapters.slack_messenger import Speaker
from bot.domain.digest import PrivateThanks
from bot.domain.escalation import Posted
from bot.domain.published import PlusOnes
from bot.domain.reader import Reader
from bot.ports import Place
from bot.ports.published import PostStands
from bot.services.handbook import Handbook
from bot.views import night, plus_one, published
from bot.views.night_post import mixed


@dataclass(frozen=True)
class SlackPublished:
    """The port `PublishedVoice`. `public` tells how a team's readers read, `reader` how one person does."""

    speaker: Speaker
    voice: PrivateVoice
    handbook: Callable[[], Handbook]
    public: Callable[[str], Reader]
    reader: Callable[[str], Awaitable[Reader]]

    async def reply(self, channel: str, thread: str, what: PlusOnes, *, key: str) -> Posted:
        """See `PublishedVoice.reply`."""
        message = plus_one.reply(what, self._read_by(what.team))
        return await self.speaker.say(Place(channel=channel, thread=thread), message, key=key)

    async def find(self, channel: str, thread: str, *, key: str, since: datetime) -> Posted | None:
        """See `PublishedVoice.find`."""
        return await self.speaker.find(Place(channel=channel, thread=thread), key=key, since=since)

    async def edit(self, posted: Posted, what: PlusOnes) -> None:
        """See `PublishedVoice.edit`."""
        await self.speaker.redraw(posted, plus_one.reply(what, self._read_by(what.team)))

    async def edit_direct(self, posted: Posted, user: str, what: PrivateThanks | None) -> None:
        """See `PublishedVoice.edit_direct`."""
        reader = await self.reader(user)
        message = night.quiet_thanks(what, self.handbook(), reader) if what else published.direct_gone(reader)
        await self.speaker.redraw(posted, message)

    async def tell(self, user: str, what: PostStands, *, key: str) -> Posted:
        """See `PublishedVoice.tell`."""
        message = published.stands(what, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find_told(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `PublishedVoice.find_told`."""
        return await self.voice.find(user, key=key, since=since)

    def _read_by(self, team: str) -> Reader:
        return mixed(self.handbook(), team, self.public(team))
