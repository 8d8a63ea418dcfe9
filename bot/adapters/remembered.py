"""Answers remembered for a while, asked for once however many want them."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from bot.ports import Unclear

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """A memory of `seconds`, of at most `most` answers.

    While Slack gives no answer the last one known serves on: a look-up must not fail because
    the network does.
    """

    def __init__(self, *, seconds: float, now: Callable[[], float], most: int = 10_000) -> None:
        self._seconds = seconds
        self._now = now
        self._most = most
        self._known: dict[Key, tuple[float, Value]] = {}
        self._asking: dict[Key, asyncio.Lock] = {}

    def known(self, key: Key) -> Value | None:
        """The answer, if it is remembered and young."""
        return self._known[key][1] if self._is_young(key) else None

    async def get(self, key: Key, ask: Callable[[], Awaitable[Value]], *, fresh: bool = False) -> Value:
        """The answer, remembered or asked for; `fresh` asks in any case and takes no old one.

        Raises:
            Unclear: Slack gives no answer and none is known.
        """
        if not fresh and self._is_young(key):
            return self._known[key][1]
        async with self._asking.setdefault(key, asyncio.Lock()):
            try:
                if not fresh and self._is_young(key):
                    return self._known[key][1]
                self.put(key, await ask())
            except Unclear:
                if fresh or key not in self._known:
                    raise
            finally:
                self._asking.pop(key, None)
        return self._known[key][1]

    def put(self, key: Key, value: Value) -> None:
        """Remember an answer that came by another way."""
        self._known.pop(key, None)
        while len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[key] = (self._now(), value)

    def forget(self, key: Key) -> None:
        """Ask again next time."""
        self._known.pop(key, None)

    def _is_young(self, key: Key) -> bool:
        known = self._known.get(key)
        return known is not None and self._now() - known[0] < self._seconds
