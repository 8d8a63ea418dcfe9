"""What people chose for themselves, and which of Slack's deliveries were handled."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Unpack

from bot.adapters.families import EVENT_FOR, HANDLING_FOR
from bot.adapters.held import Held
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.adapters.store_audit import KEPT_MS, Lines
from bot.adapters.system_clock import SystemClock
from bot.domain.audit import Entry
from bot.ports import Choices, Clock, NewId, Preferences

_CHANGE = Script.load("audit", "preferences_change")
_BEGIN = Script.load("once_begin")
_DONE = "done"


@dataclass(frozen=True)
class StoredPreferences:
    """The port `PreferenceBook`, in Redis, and in memory where `held` is kept fresh.

    Of a change the audit trail keeps who changed which settings, not what they chose.
    """

    store: Store
    keys: Keys
    held: Held = field(default_factory=Held)
    clock: Clock = field(default_factory=SystemClock)

    def known(self, user: str) -> Preferences | None:
        """Theirs, if they are held in memory."""
        found = self.held.known(self.keys.preferences(user))
        return found if isinstance(found, Preferences) else None

    async def get(self, user: str) -> Preferences:
        """Theirs, or nothing chosen."""
        key = self.keys.preferences(user)

        async def read() -> Preferences:
            found = await self.store.get(key)
            return Preferences.model_validate_json(found, extra="ignore") if found else Preferences()

        return await self.held.get(key, read)

    async def change(self, user: str, **chosen: Unpack[Choices]) -> None:
        """They choose this now; whatever else they chose stays."""
        told = Preferences.model_validate(chosen).model_dump_json(include=set(chosen))
        now = self.clock()
        entry = Entry(at=now, about="settings", what="changed", who=user, detail=", ".join(sorted(chosen)))
        trail = Lines.of(self.keys, [entry], now)
        await self.store.run(
            _CHANGE, keys=[self.keys.preferences(user), trail.key], args=[told, KEPT_MS, *trail.args]
        )
        self.held.drop(self.keys.preferences(user))


@dataclass(frozen=True)
class StoredOnce:
    """The port `Once`, in Redis. A delivery whose handling broke off is let through again after a while."""

    store: Store
    keys: Keys
    new_id: NewId

    async def begin(self, event: str) -> bool:
        """Claim an event; False if it is done or being handled."""
        longest = HANDLING_FOR // timedelta(milliseconds=1)
        answer = await self.store.run(_BEGIN, keys=[self.keys.event(event)], args=[self.new_id(), longest])
        return answer == ["begin"]

    async def done(self, event: str) -> None:
        """It is handled; retries are now only answered."""
        await self.store.put(self.keys.event(event), _DONE, ttl=EVENT_FOR)
