"""Reminders in Slack: shown to one person beside what they wrote, and the way into the channels that asked."""

import logging
from dataclasses import dataclass

from bot.adapters.slack_api import SlackApi
from bot.adapters.slack_directory import SlackDirectory
from bot.adapters.slack_feedback import PrivateVoice
from bot.domain.reader import Reader
from bot.ports import Refused, Unclear
from bot.ports.quiet import Reminder
from bot.services.live_book import LiveBook
from bot.views import reminders

log = logging.getLogger(__name__)

_TO_JOIN = 5.0
"""Seconds a channel may take at start: nobody waits for a reminder, and it is tried again."""


_UNHEARD_OF = "unknown_method"
"""What a small local Slack answers that lets everybody hear everything without joining."""


@dataclass(frozen=True)
class SlackReminders:
    """The port `ReminderVoice`. An ephemeral message is best effort at Slack, too, and is in nobody's history."""

    api: SlackApi
    book: LiveBook

    async def show(self, reminder: Reminder, reader: Reader, *, patience: float) -> bool:
        """See `ReminderVoice.show`; asked once, never again."""
        message = reminders.reminder(reminder.worth, reminder.text, self.book(), reader)
        if message is None:
            return False
        try:
            await self.api.write(
                "chat.postEphemeral",
                patience=patience,
                channel=reminder.channel,
                user=reminder.user,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=reminder.thread,
            )
        except (Refused, Unclear) as problem:
            log.info("a reminder was not shown: %s", type(problem).__name__)
            return False
        return True


@dataclass(frozen=True)
class SlackRooms:
    """The port `RoomDoor`."""

    api: SlackApi
    directory: SlackDirectory
    voice: PrivateVoice

    async def join(self, channel: str) -> bool:
        """See `RoomDoor.join`.

        Raises:
            Unclear: Slack does not answer.
        """
        try:
            await self.api.read("conversations.join", patience=_TO_JOIN, channel=channel)
        except Refused as refused:
            log.warning("a channel that asked for reminders cannot be joined (%s)", refused.reason)
            return refused.reason == _UNHEARD_OF
        self.directory.forget_channel(channel)
        return True

    async def tell_keeper(self, user: str, channel: str, why: str, reader: Reader) -> None:
        """See `RoomDoor.tell_keeper`.

        Raises:
            Refused: they cannot be written to.
            Unclear: it may or may not have been posted.
        """
        message = reminders.cannot_listen(channel, why, reader)
        await self.voice.whisper(user, message, key=f"reminder-room-{channel.strip('#')}-{why}")
