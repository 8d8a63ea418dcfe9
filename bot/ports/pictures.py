"""Pictures on their way to one person."""

from collections.abc import Sequence
from typing import Protocol

from pydantic import Field

from bot.domain.language import Frozen


class File(Frozen):
    """A file with its name and a title; `alt` is what a screen reader says of a picture."""

    name: str
    title: str
    content: bytes = Field(repr=False)
    alt: str | None = None


class Picture(File):
    """A PNG."""

    alt: str


class Gallery(Protocol):
    """Shows pictures and other files to one person, in their direct message with Baton and nowhere else."""

    async def hang(self, user: str, pictures: Sequence[File], words: str) -> None:
        """Share them in one message, with words beside them: mrkdwn, people's words in it escaped.

        Raises:
            Refused: nothing was shared.
            Unclear: it may or may not have been shared.
        """
