"""Pictures on their way to one person."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.language import Frozen


class Picture(Frozen):
    """A PNG with its file's name, a title, and what a screen reader says of it."""

    name: str
    title: str
    alt: str
    content: bytes


class Gallery(Protocol):
    """Shows pictures to one person, in their direct message with Baton and nowhere else."""

    async def hang(self, user: str, pictures: Sequence[Picture], words: str) -> None:
        """Share the pictures in one message, with words beside them: mrkdwn, people's words in it escaped.

        Raises:
            Refused: nothing was shared.
            Unclear: it may or may not have been shared.
        """
