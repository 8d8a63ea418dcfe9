"""What reminders that come by themselves need from the outside: who may be disturbed, and a way to say it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.reader import Reader
from bot.domain.reminding import Worth


class QuietSource(Protocol):
    """Slack."""

    async def do_not_disturb(self, user: str) -> bool | None:
        """Whether somebody is in Do Not Disturb at this moment (real time); None while Slack does not tell."""


class ReminderBook(Protocol):
    """Who was reminded of what a moment ago."""

    async def claim(self, user: str, thread: str, situation: str, *, now: datetime, op: str) -> bool:
        """Whether somebody may be reminded at `now` (the bot's clock), in one step with noting that they are.

        No within an hour of their last reminder, and where this thread's situation came up already, for anybody.
        `op` is a token of the attempt: the same one is answered the same.
        """

    async def first_word(self, room: str) -> bool:
        """Whether the keepers were not told of late that a channel's reminders cannot come; notes that they are."""


@dataclass(frozen=True)
class Reminder:
    """Something to show one person beside a message of theirs; `thread` where that stands in one."""

    user: str
    channel: str
    thread: str | None
    text: str
    worth: Worth


class ReminderVoice(Protocol):
    """Shows things to one person in a channel, and to nobody else there. Best effort: nothing is said late."""

    async def show(self, reminder: Reminder, reader: Reader, *, patience: float) -> bool:
        """Whether Slack took it within so many seconds."""


class RoomDoor(Protocol):
    """The way into channels."""

    async def join(self, channel: str) -> bool:
        """Join a public channel; whether Baton is in it now."""

    async def tell_keeper(self, user: str, channel: str, why: str, reader: Reader) -> None:
        """Tell one keeper that a channel's reminders cannot come; `why` is `unseen`, `archived` or `shared`."""
