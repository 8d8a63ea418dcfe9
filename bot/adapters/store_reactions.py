"""Which way each reaction that thanks was turned last, in Redis."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.adapters.families import EVENT_FOR
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store
from bot.ports.kudos import Turned

_TURN = Script.load("reaction_turn")
_EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class StoredReactions:
    """The port `ReactionBook`. It is remembered as long as Slack may tell of an event again."""

    store: Store
    keys: Keys

    async def turn(self, kudos_id: str, *, on: bool, at: datetime) -> Turned:
        """Note it, unless a later one is known."""
        told = (at - _EPOCH) // timedelta(microseconds=1)
        state, news = await self.store.run(
            _TURN,
            keys=[self.keys.kudos_reaction(kudos_id)],
            args=[told, "on" if on else "off", EVENT_FOR // timedelta(milliseconds=1)],
        )
        return Turned(on=state == "on", news=bool(news))

    async def stands(self, kudos_id: str) -> bool:
        """Whether it is on."""
        known = await self.store.get(self.keys.kudos_reaction(kudos_id))
        return (known or "").endswith(" on")
