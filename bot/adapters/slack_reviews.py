"""Reviews in Slack: written to one lead and nobody else, then shown to them as a picture."""

import logging
from dataclasses import dataclass

from bot.adapters.drawing import Draughtsman, NotDrawn
from bot.adapters.slack_voice import SlackVoice
from bot.domain.review import Review
from bot.ports import Refused, Unclear
from bot.ports.pictures import Gallery, Picture
from bot.views.pictures.review import sketch
from bot.views.review import drawn

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SlackReviews(SlackVoice[Review]):
    """The port `ReviewVoice`."""

    gallery: Gallery
    draughtsman: Draughtsman

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
