"""What the services need from the outside, in our own words.

Every write is one atomic step at the store; `op` is a token of the attempt, so that a
write whose reply was lost is recognised when it is tried again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.ports.deadlines import Deadlines, Lease, Parked
from bot.ports.directory import ChannelInfo, Directory, Member, Status
from bot.ports.escalations import Escalations, Figures
from bot.ports.preferences import Choices, PreferenceBook, Preferences
from bot.ports.speaking import (
    Card,
    ChannelNotice,
    DirectNotice,
    FollowerCard,
    Messenger,
    MovedCard,
    Place,
    Refused,
    ThreadNotice,
    Unclear,
    Utterance,
)

__all__ = [
    "Card",
    "ChannelInfo",
    "ChannelNotice",
    "Choices",
    "Clock",
    "Deadlines",
    "DirectNotice",
    "Directory",
    "Escalations",
    "Figures",
    "FollowerCard",
    "Lease",
    "Member",
    "Messenger",
    "MovedCard",
    "NewId",
    "Once",
    "Parked",
    "Place",
    "PreferenceBook",
    "Preferences",
    "Refused",
    "Status",
    "ThreadNotice",
    "Unclear",
    "Utterance",
]

Clock = Callable[[], datetime]
"""The bot's clock: now, aware, UTC. It decides deadlines and can be moved by the playground."""

NewId = Callable[[], str]
"""A short id nobody else has."""


class Once(Protocol):
    """Remembers what was handled, so that a retried delivery is recognised and answered."""

    async def begin(self, event: str) -> bool:
        """Claim an event; False if it is done or being handled."""

    async def done(self, event: str) -> None:
        """It is handled; retries are now only answered."""
