"""What passing over people by their Slack status needs from the outside."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from bot.ports import Status


class StatusSource(Protocol):
    """Slack."""

    async def status_now(self, user: str) -> Status | None:
        """What a user's status is at this moment; None if Slack knows none of that id.

        Raises:
            Refused: the app may not ask.
            Unclear: Slack does not answer.
        """


class StatusBook(Protocol):
    """The statuses that say away, as any replica heard of them last; nothing of all others is kept."""

    async def put(self, user: str, status: Status, *, keep: timedelta) -> None:
        """Remember one for at most so long."""

    async def drop(self, user: str) -> None:
        """Theirs says nothing of being away any more."""

    async def of(self, users: Sequence[str]) -> Mapping[str, Status]:
        """Those of these users that are remembered."""
