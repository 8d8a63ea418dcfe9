"""A file of one's own in one's own direct message; and told in words where Slack takes none."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.ports import Refused, Unclear
from bot.ports.pictures import File, Gallery
from bot.views.message import Message

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileRoom:
    """`tell` writes to one person in their direct message."""

    gallery: Gallery
    tell: Callable[[str, Message], Awaitable[None]]

    async def send(self, user: str, file: File, words: str, *, instead: Message) -> None:
        """Send it with the words; or say `instead`, so that nobody waits in vain. Its content is never logged."""
        try:
            await self.gallery.hang(user, [file], words)
        except (Refused, Unclear, OSError) as problem:
            log.warning("a file did not reach the person who asked for it: %s", problem)
            await self.tell(user, instead)
