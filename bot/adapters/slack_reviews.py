"""Reviews in Slack: written to one lead and nobody else, then shown to them as a picture."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.adapters.drawing import Draughtsman, NotDrawn
from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.escalation import Posted
from bot.domain.reader import Reader
from bot.domain.review import Review
from bot.ports import Refused, Unclear
from bot.ports.pictures import Gallery, Picture
from bot.services.handbook import Handbook
from bot.views.pictures.review import sketch
from bot.views.review import drawn, told

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SlackReviews:
    """The port `ReviewVoice`. `reader` tells how one person reads."""

    voice: PrivateVoice
    gallery: Gallery
    draughtsman: Draughtsman
    handbook: Callable[[], Handbook]
    reader: Callable[[str], Awaitable[Reader]]

    async def tell(self, user: str, review: Review, *, key: str) -> Posted:
        """See `ReviewVoice.tell`."""
        message = told(review, self.handbook(), await self.reader(user))
        return await self.voice.whisper(user, message, key=key)

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:
        """See `ReviewVoice.find`."""
        return await self.voice.find(user, key=key, since=since)

    async def show(self, user: str, review: Review) -> None:
        """See `ReviewVoice.show`."""
        handbook, reader = self.handbook(), await self.reader(user)
        made = sketch(review, handbook, reader)
        if made is None:
            return
        try:
            content = await self.draughtsman.png(made.svg)
            picture = Picture(name=made.name, title=made.title, alt=made.alt, content=content)
            await self.gallery.hang(user, [picture], drawn(review, handbook, reader))
        except (NotDrawn, Refused, Unclear, OSError) as problem:
            log.warning(
                "review of %s: its picture did not reach the lead, who has the words: %s",
                review.team,
                problem,
            )
