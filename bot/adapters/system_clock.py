"""The bot's clock: the real one, or one that follows the playground's.

It decides deadlines (docs/adr/0002). Whoever sleeps until one also waits for `moved`:

    seen = clock.version
    ...what is due by clock() is done...
    async with asyncio.timeout(seconds): await clock.moved(seen)
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp

from bot.adapters.background import broken_off

_log = logging.getLogger(__name__)

_LONG_POLL = 40.0
"""Seconds; the playground answers a waiting request after 25 at the latest."""

_CONNECT_TIMEOUT = 5.0
_FIRST_BACK_OFF = 0.1
_LONGEST_BACK_OFF = 2.0


class MovableClock(Protocol):
    """A `Clock` that says when it was moved."""

    version: int
    """Counts the moves seen."""

    def __call__(self) -> datetime:
        """Now, aware, UTC."""

    async def moved(self, after: int) -> int:
        """Wait until `version` is past `after`; answers the version then."""


class SystemClock:
    """The machine's clock; nobody moves it."""

    version = 0

    def __call__(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC)

    async def moved(self, after: int) -> int:  # noqa: ARG002 - it never is
        """Wait until cancelled."""
        await asyncio.Event().wait()
        return self.version


class FollowedClock:
    """Real time plus the playground's offset, learned by long polling `GET url?after=version`.

    While the playground is away the last offset stands; when it is back, its offset counts.
    """

    def __init__(self, url: str) -> None:
        self.version = 0
        self._url = url
        self._offset = timedelta()
        self._theirs: int | None = None
        self._moved = asyncio.Condition()
        self._session: aiohttp.ClientSession | None = None
        self._following: asyncio.Task[None] | None = None

    def __call__(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC) + self._offset

    async def moved(self, after: int) -> int:
        """Wait until `version` is past `after`; answers the version then."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.version > after)
        return self.version

    async def start(self) -> None:
        """Learn the offset once, then follow it until `close`.

        Raises:
            aiohttp.ClientError, TimeoutError: the playground cannot be reached.
        """
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=_LONG_POLL, sock_connect=_CONNECT_TIMEOUT)
        )
        try:
            await self._ask(self._session, at_once=True)
        except BaseException:
            await self.close()
            raise
        self._following = asyncio.create_task(
            self._follow(self._session), name="follow the playground's clock"
        )

    async def close(self) -> None:
        """Stop following."""
        if self._following is not None:
            await broken_off([self._following])
        if self._session is not None:
            await self._session.close()

    async def _follow(self, session: aiohttp.ClientSession) -> None:
        back_off = _FIRST_BACK_OFF
        while True:
            try:
                await self._ask(session, at_once=back_off > _FIRST_BACK_OFF)
                back_off = _FIRST_BACK_OFF
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as error:
                _log.info("the clock at %s does not answer (%s)", self._url, type(error).__name__)
                await asyncio.sleep(back_off)
                back_off = min(back_off * 2, _LONGEST_BACK_OFF)

    async def _ask(self, session: aiohttp.ClientSession, *, at_once: bool) -> None:
        """Ask for what is past the version we know; at once, without waiting, after a restart."""
        waiting = {} if at_once or self._theirs is None else {"after": str(self._theirs)}
        async with session.get(self._url, params=waiting) as response:
            response.raise_for_status()
            told = await response.json()
        offset = timedelta(seconds=float(told["offset_seconds"]))
        self._theirs = int(told["version"])
        if offset != self._offset:
            self._offset = offset
            self.version += 1
            async with self._moved:
                self._moved.notify_all()
