"""Who may be disturbed, in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.quieting import ONE_AN_HOUR
from bot.domain.reader import Reader
from bot.ports.quiet import Reminder


@dataclass
class FakeQuiet:
    """The port `QuietSource`; nobody is in Do Not Disturb, and whoever is not in `tells` is not told of."""

    disturbed_not: set[str] = field(default_factory=set)
    silent: bool = False

    async def do_not_disturb(self, user: str) -> bool | None:
        """Whether somebody is."""
        return None if self.silent else user in self.disturbed_not


@dataclass
class FakeReminders:
    """The port `ReminderBook`; `now` of each claim is all the time it knows."""

    last: dict[str, datetime] = field(default_factory=dict)
    came_up: dict[tuple[str, str], str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    async def claim(self, user: str, thread: str, situation: str, *, now: datetime, op: str) -> bool:
        """See `ReminderBook.claim`."""
        if self.came_up.get((thread, situation)) == op:
            return True
        last = self.last.get(user)
        if (thread, situation) in self.came_up or (last is not None and now - last < ONE_AN_HOUR):
            return False
        self.last[user] = now
        self.came_up[thread, situation] = op
        return True

    async def first_word(self, room: str) -> bool:
        """See `ReminderBook.first_word`."""
        first = room not in self.told
        self.told.add(room)
        return first


@dataclass
class FakeReminderVoice:
    """The port `ReminderVoice`: what was shown, with the seconds it was given."""

    shown: list[Reminder] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    patience: list[float] = field(default_factory=list)
    takes_it: bool = True

    async def show(self, reminder: Reminder, reader: Reader, *, patience: float) -> bool:
        """See `ReminderVoice.show`."""
        self.patience.append(patience)
        if self.takes_it:
            self.shown.append(reminder)
            self.readers.append(reader)
        return self.takes_it


@dataclass
class FakeRoomDoor:
    """The port `RoomDoor`: public channels open, except those that are `locked`."""

    locked: set[str] = field(default_factory=set)
    joined: list[str] = field(default_factory=list)
    letters: list[tuple[str, str, str]] = field(default_factory=list)

    async def join(self, channel: str) -> bool:
        """See `RoomDoor.join`."""
        if channel in self.locked:
            return False
        self.joined.append(channel)
        return True

    async def tell_keeper(self, user: str, channel: str, why: str, reader: Reader) -> None:
        """See `RoomDoor.tell_keeper`."""
        del reader
        self.letters.append((user, channel, why))
