"""Leases that were asked for and not answered: the store may hold them under tokens that nobody works with.

redis-py asks again, with the same token, while there is patience; somebody who waits for an answer has little (1.2 s), and
a store may be away for longer. Then what was asked for would lie held by nobody until the lease ran out, 90 s later.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from bot.adapters.fence import real_seconds
from bot.errors import StoreUnavailable

_MOST = 200
"""Remembered at a time, and given back in one script; what is beyond that waits for the end of its lease."""


@dataclass
class Unanswered:
    """What a process asked for in vain: an item and the token it may be held under.

    `real` is in seconds and never goes back. A request may still be done after its asker gave up, so each stands here until
    it was given back, or has ended by itself.
    """

    real: Callable[[], float] = real_seconds
    _until: dict[tuple[str, str], float] = field(default_factory=dict)

    @contextmanager
    def asking(self, item: str, token: str, lease_for: timedelta) -> Iterator[None]:
        """Remember the lease if the store does not answer within.

        Raises:
            StoreUnavailable: as it came.
        """
        try:
            yield
        except StoreUnavailable:
            if len(self._until) < _MOST:
                self._until[item, token] = self.real() + lease_for.total_seconds()
            raise

    def standing(self) -> list[tuple[str, str]]:
        """Each item and token that may still be held."""
        now = self.real()
        self._until = {one: until for one, until in self._until.items() if now < until}
        return list(self._until)

    def settled(self, item: str, token: str) -> None:
        """It was held, and is no more."""
        self._until.pop((item, token), None)
