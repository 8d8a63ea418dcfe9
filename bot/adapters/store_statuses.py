"""The statuses that say away, in Redis, so that every replica knows what one of them was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.families import STATUS_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store
from bot.ports import Status


@dataclass(frozen=True)
class StoredStatuses:
    """The port `StatusBook`, in Redis."""

    store: Store
    keys: Keys

    async def put(self, user: str, status: Status, *, keep: timedelta) -> None:
        """Remember one."""
        lasting = max(timedelta(seconds=1), min(keep, STATUS_FOR))
        await self.store.put(self.keys.status(user), status.model_dump_json(), ttl=lasting)

    async def drop(self, user: str) -> None:
        """Theirs says nothing any more."""
        await self.store.remove(self.keys.status(user))

    async def of(self, users: Sequence[str]) -> Mapping[str, Status]:
        """Those that are remembered."""
        found = await self.store.get_each([self.keys.status(user) for user in users])
        return {
            user: Status.model_validate_json(told, extra="ignore")
            for user, told in zip(users, found, strict=True)
            if told
        }
