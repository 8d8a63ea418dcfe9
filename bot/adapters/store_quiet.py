"""Who was reminded of what a moment ago, in Redis: the port `ReminderBook`."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.adapters.families import REMINDED_FOR, REMINDED_IN_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.times import ms_reached
from bot.ports import NewId

_CLAIM = Script.load("remind_claim")
_FIRST = Script.load("once_begin")


@dataclass(frozen=True)
class StoredReminders:
    """Threads and channels are kept as digests: whoever reads the store learns nothing of who talks where."""

    store: Store
    keys: Keys
    new_id: NewId

    async def claim(self, user: str, thread: str, situation: str, *, now: datetime, op: str) -> bool:
        """See `ReminderBook.claim`."""
        answer = await self.store.run(
            _CLAIM,
            keys=[self.keys.reminded(user), self.keys.reminded_in(_digest(f"{thread} {situation}"))],
            args=[op, ms_reached(now), _length(REMINDED_FOR), _length(REMINDED_IN_FOR)],
        )
        return answer == ["yes"]

    async def first_word(self, room: str) -> bool:
        """See `ReminderBook.first_word`."""
        key, token = self.keys.reminder_room(_digest(room)), self.new_id()
        answer = await self.store.run(_FIRST, keys=[key], args=[token, _length(REMINDED_IN_FOR)])
        return answer == ["begin"]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _length(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)
