"""Cards that colleagues share, in Slack: rendered for a channel's public, in the language they were shared in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.slack_messenger import Speaker
from bot.domain.around import Around
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.ports import Place, Refused
from bot.requests.tickets import OnCard
from bot.services.handbook import Handbook
from bot.views.sharing import shared_card
from bot.views.situation_card import as_asked, on_hand


@dataclass(frozen=True)
class SlackCardBoard:
    """The port `CardBoard`. `public` tells how a channel reads, `around` what stands around a situation."""

    speaker: Speaker
    handbook: Callable[[], Handbook]
    public: Callable[[], Reader]
    around: Callable[[str, str | None], Awaitable[Around]]

    async def post(self, channel: str, about: OnCard, sharer: str, *, key: str) -> Posted:
        """See `CardBoard.post`."""
        card = on_hand(about, self.handbook(), await self.around(about.situation, about.topic))
        if card is None:
            raise Refused("no_such_situation")
        message = shared_card(card, sharer, as_asked(about, self.public()))
        return await self.speaker.say(Place(channel=channel), message, key=key)

    async def find(self, channel: str, *, key: str, since: datetime) -> Posted | None:
        """See `CardBoard.find`."""
        return await self.speaker.find(Place(channel=channel), key=key, since=since)
