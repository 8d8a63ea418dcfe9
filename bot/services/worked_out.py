"""What was worked out from the files as they hold, so that the same question is not worked out anew each time."""

import asyncio
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from bot.services.handbook import Handbook

_T = TypeVar("_T")


class WorkedOut:
    """Remembers the last `most` of it, in memory alone; all is forgotten as soon as another handbook holds.

    A key names everything the work rests on, beside the handbook; where that is the time, the minute.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._book: Handbook | None = None
        self._known: dict[Hashable, object] = {}

    async def aside(self, book: Handbook, key: Hashable, work: Callable[[], _T]) -> _T:
        """The same, worked out in a thread where meaning may have to be asked: others are answered meanwhile."""
        if (book is self._book and key in self._known) or not book.topics.weighs_meaning:
            return self.of(book, key, work)
        worked = await asyncio.to_thread(work)
        return self.of(book, key, lambda: worked)

    def of(self, book: Handbook, key: Hashable, work: Callable[[], _T]) -> _T:
        """What was worked out before under that key, or what `work` answers."""
        if book is not self._book:
            self._book = book
            self._known.clear()
        if key in self._known:
            found = self._known[key] = self._known.pop(key)
            return cast("_T", found)
        worked = work()
        while len(self._known) >= self._most:
            del self._known[next(iter(self._known))]
        self._known[key] = worked
        return worked
