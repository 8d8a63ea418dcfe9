"""Whether somebody wants to be left in peace: paused by themselves, or as Slack says."""

from datetime import datetime, timedelta
from typing import Protocol


class QuietSource(Protocol):
    """Slack."""

    async def do_not_disturb(self, user: str) -> bool | None:
        """Whether somebody is in Do Not Disturb at this moment (real time); None while Slack does not tell."""


class QuietBook(Protocol):
    """Who asked Baton for no reminders, and who was reminded of what a moment ago. Times are the bot's clock."""

    async def paused(self, user: str) -> datetime | None:
        """Until when somebody asked for none (UTC); may have passed."""

    async def pause(self, user: str, until: datetime, *, keep: timedelta) -> None:
        """No reminders for somebody until then."""

    async def resume(self, user: str) -> None:
        """Reminders again."""

    async def claim(self, user: str, thread: str, situation: str, now: datetime) -> bool:
        """Whether somebody may be reminded now, in one step with noting that they are.

        No, within an hour of the last time, and where this thread's situation came up already, for anybody.
        """
