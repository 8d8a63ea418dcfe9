"""Tells waiting people that something they may see has changed."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable


class Bell:
    """A version number for each person, and a way to wait for it to grow."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = defaultdict(int)
        self._waiting: set[asyncio.Future[None]] = set()

    def version(self, person: str) -> int:
        """How often something that person may see has changed."""
        return self._versions[person]

    def ring(self, people: Iterable[str]) -> None:
        """Something these people may see has changed."""
        for person in people:
            self._versions[person] += 1
        self.stir()

    def stir(self) -> None:
        """Let everybody who waits look again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, ready: Callable[[], bool], *, within: float) -> bool:
        """Wait until ``ready()``, looking again at each change; False when ``within`` seconds pass first."""
        try:
            async with asyncio.timeout(within):
                while not ready():
                    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    try:
                        await future
                    finally:
                        self._waiting.discard(future)
        except TimeoutError:
            return ready()
        return True
