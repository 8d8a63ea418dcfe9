"""The channels that asked for reminders: found, joined, and known by their ids, so that all others cost nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.domain.reader import Reader
from bot.domain.team_file import TeamFile
from bot.errors import StoreUnavailable
from bot.ports import ChannelInfo, Directory, Refused, Unclear
from bot.ports.quiet import ReminderBook, RoomDoor
from bot.services.handbook import Handbook

log = logging.getLogger(__name__)

LOOK_AGAIN = 60.0
"""Seconds after which a channel that could not be listened to is tried again: somebody may have invited Baton."""


@dataclass
class ReminderRooms:
    """Answers by a channel's id; `settle` looks at the file's channels at start and whenever the files changed."""

    handbook: Callable[[], Handbook]
    directory: Directory
    door: RoomDoor
    book: ReminderBook
    reader: Callable[[str], Awaitable[Reader]]
    _teams: dict[str, str] = field(default_factory=dict, init=False)
    _closed: dict[str, str] = field(default_factory=dict, init=False)

    def team_of(self, channel: str) -> str | None:
        """The team that asked for reminders in a channel; None for every other channel."""
        return self._teams.get(channel)

    async def settle(self) -> None:
        """Join what can be joined; tell the keepers, once, of what cannot be listened to."""
        found: dict[str, str] = {}
        closed: dict[str, str] = {}
        for channel, team in asked_for(self.handbook().file).items():
            try:
                room = await self._enter(channel)
            except (Refused, Unclear) as problem:
                log.warning("%s asked for reminders and cannot be looked at now (%s)", channel, problem)
                closed[channel] = "later"
                continue
            if isinstance(room, ChannelInfo):
                found.setdefault(room.id, team)
            else:
                closed[channel] = room
        self._teams, self._closed = found, closed
        for channel, why in closed.items():
            if why != "later":
                await self._tell_keepers(channel, why)

    async def watch(self) -> None:
        """Until cancelled: look again at what could not be listened to."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if self._closed:
                try:
                    await self.settle()
                except Exception:
                    log.exception("looking at the channels of reminders failed; it is tried again")

    async def _enter(self, channel: str) -> ChannelInfo | str:
        """The channel Baton is in; else why its reminders cannot come."""
        known = await self.directory.channel(channel, fresh=channel in self._closed)
        if known is None:
            return "unseen"
        if known.is_archived:
            return "archived"
        if known.is_shared_outside:
            return "shared"
        if known.is_member:
            return known
        if known.is_private or not await self.door.join(known.id):
            return "unseen"
        return known

    async def _tell_keepers(self, channel: str, why: str) -> None:
        try:
            if not await self.book.first_word(f"{channel} {why}"):
                return
        except StoreUnavailable:
            return
        log.warning("%s asked for reminders, and none can come there: %s", channel, why)
        for keeper in self.handbook().file.workspace.keepers:
            user = self.directory.user_of(keeper)
            if user is not None:
                try:
                    await self.door.tell_keeper(user, channel, why, await self.reader(user))
                except (Refused, Unclear) as problem:
                    log.warning("a keeper was not told of %s: %s", channel, problem)


def asked_for(file: TeamFile) -> dict[str, str]:
    """The channels that asked, as the file names them, each with the first team that asked for it."""
    found: dict[str, str] = {}
    for key, team in file.teams.items():
        for channel in team.reminders.channels if team.reminders else ():
            found.setdefault(channel, key)
    return found
