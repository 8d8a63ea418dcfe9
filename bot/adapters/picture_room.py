"""From sketches to what somebody sees: drawn, sent to them, and told in words where that does not work out."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.adapters.drawing import Draughtsman, NotDrawn
from bot.ports import Refused, Unclear
from bot.ports.pictures import Gallery, Picture
from bot.views.message import Message
from bot.views.pictures.messages import Sketch

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PictureRoom:
    """`tell` writes to one person in their direct message."""

    draughtsman: Draughtsman
    gallery: Gallery
    tell: Callable[[str, Message], Awaitable[None]]

    async def show(self, user: str, sketches: Sequence[Sketch], words: str, *, instead: Message) -> None:
        """Draw the sketches and send them with the words; or say `instead`, so that nobody waits in vain."""
        try:
            pictures = [
                Picture(
                    name=sketch.name,
                    title=sketch.title,
                    alt=sketch.alt,
                    content=await self.draughtsman.png(sketch.svg),
                )
                for sketch in sketches
            ]
            await self.gallery.hang(user, pictures, words)
        except (NotDrawn, Refused, Unclear, OSError) as problem:
            log.warning("a picture did not reach somebody, who reads it in words: %s", problem)
            await self.tell(user, instead)
