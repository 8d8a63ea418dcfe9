"""A dry run: lists what would be said, and says nothing."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.escalation import Posted
from bot.ports import Place
from bot.views.message import Message


@dataclass(frozen=True)
class Said:
    """What would have been said; `place` is None for a message redrawn, which `posted` names."""

    message: Message
    place: Place | None = None
    key: str | None = None
    posted: Posted | None = None

    @property
    def where(self) -> str:
        """The place in words, for whoever runs the command."""
        if self.place is None:
            return f"{self.posted.channel} (changed)" if self.posted else "nowhere"
        if self.place.user:
            return f"a direct message to {self.place.user}"
        return f"{self.place.channel}, in a thread" if self.place.thread else f"{self.place.channel}"

    def __str__(self) -> str:
        return f"{self.where}: {self.message.text}"


class DryRunMouth:
    """A `Speaker` that posts nothing; `said` holds what it would have, in order."""

    def __init__(self) -> None:
        self.said: list[Said] = []

    async def say(self, place: Place, message: Message, *, key: str) -> Posted:
        """List it."""
        self.said.append(Said(message=message, place=place, key=key))
        return Posted(channel=place.channel or place.user or "", ts=f"0.{len(self.said):06d}")

    async def redraw(self, posted: Posted, message: Message) -> None:
        """List it."""
        self.said.append(Said(message=message, posted=posted))

    async def find(self, place: Place, *, key: str, since: datetime) -> Posted | None:  # noqa: ARG002
        """Nothing was posted, so nothing is found."""
        return None


class DryRunWhisperer:
    """A whisperer that writes to nobody; it lists to whom it would have, never the words."""

    def __init__(self) -> None:
        self.to: list[str] = []

    async def whisper(self, user: str, message: Message, *, key: str) -> Posted:  # noqa: ARG002
        """Count it."""
        self.to.append(user)
        return Posted(channel=user, ts=f"0.{len(self.to):06d}")

    async def find(self, user: str, *, key: str, since: datetime) -> Posted | None:  # noqa: ARG002
        """Nothing was written, so nothing is found."""
        return None
