"""What the contracts of ports with deadlines do with them."""

from datetime import datetime

from bot.ports import Deadlines, Lease


class Leasing:
    """An implementation beside its deadlines."""

    deadlines: Deadlines

    async def lease(self, item: str) -> Lease:
        """A lease that is free."""
        lease = await self.deadlines.lease(item)
        assert lease
        return lease

    async def due(self, at: datetime) -> list[str]:
        """What is due by then."""
        return sorted(lease.item for lease in await self.deadlines.claim(at, 10))
