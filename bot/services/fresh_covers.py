"""The covers as the store has them now, in the handbook of this replica."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.errors import StoreUnavailable
from bot.ports import Clock
from bot.ports.covers import CoverBook, Listed
from bot.services.live_book import LiveBook

log = logging.getLogger(__name__)

LOOK_AGAIN = 1.0
"""Seconds after which a replica looks whether another one changed the covers, if it did not hear of it at once."""


@dataclass
class FreshCovers:
    """Called before something is decided: no read where changes are heard, else a cheap one, and another after a change."""

    book: CoverBook
    live: LiveBook
    clock: Clock
    hears: Callable[[], bool] = lambda: False
    """Whether whoever changes the covers is heard at once, here too."""
    _version: str = field(default="", init=False)
    _heard_of: int = field(default=0, init=False)
    _known_of: int = field(default=-1, init=False)
    """Of the changes heard of, those that the handbook knows."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    async def __call__(self) -> None:
        """The handbook knows every cover made so far.

        Raises:
            StoreUnavailable: it knows those it knew before.
        """
        heard_of = self._heard_of
        if self._known_of == heard_of and self.hears():
            return
        if await self.book.version() != self._version:
            self.know(await self.book.listed())
        self._known_of = heard_of

    def know(self, listed: Listed) -> None:
        """Take what was read."""
        self.live.cover(listed.covers(self.clock()))
        self._version = listed.version

    def wake(self) -> None:
        """Somebody changed the covers: look now."""
        self._heard_of += 1
        self._changed.set()

    async def watch(self) -> None:
        """Until cancelled: answers, too, know of covers that another replica made."""
        known = True
        while True:
            self._changed.clear()
            try:
                await self()
                known = True
            except StoreUnavailable:
                if known:
                    log.warning("the store does not answer; the covers known so far serve on")
                known = False
            except Exception:
                log.exception("looking for covers failed; it is tried again in a second")
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self._changed.wait()
