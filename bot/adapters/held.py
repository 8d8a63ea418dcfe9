"""Parts of the store that a look-up needs, held in memory; whoever changes one, every replica forgets it at once.

The server itself tells who listens that a key was written (CLIENT TRACKING), whoever wrote it, by whatever script. What
is held counts only while the server was heard within the last two seconds: a line that broke off or froze leaves nobody
with old parts for longer, and until it stands again everything is read from the store as if nothing were held.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Final, TypeVar, cast

from bot.adapters.background import broken_off
from bot.adapters.redis_client import Store
from bot.adapters.redis_line import Line
from bot.errors import StoreUnavailable

log = logging.getLogger(__name__)

GOOD_FOR = 2.0
"""Seconds after the last sign of life of the server in which what is held still counts."""

_BETWEEN_SIGNS = 0.5
_BETWEEN_TRIES = 1.0
_MOST = 20_000
"""Parts held: what ten thousand people chose, and more. The oldest leave first."""
_CHANNEL = "__redis__:invalidate"
"""Where a server that speaks RESP2 publishes which keys were written."""

_NOTHING: Final = object()
_T = TypeVar("_T")


class Held:
    """What was read, by its key. One that nobody keeps fresh holds nothing."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self._parts: dict[str, object] = {}
        self._heard = float("-inf")
        self._dropped = 0
        self._told: dict[str, Callable[[], None]] = {}

    @property
    def counts(self) -> bool:
        """Whether the server was heard so lately that nothing held can be older than two seconds."""
        return self.now() - self._heard < GOOD_FOR

    def known(self, key: str) -> object | None:
        """What is held, without asking anybody; None where nothing is."""
        return self._parts.get(key) if self.counts else None

    async def get(self, key: str, read: Callable[[], Awaitable[_T]]) -> _T:
        """What is held, or what `read` answers, which is then held; never something that changed while it was read."""
        if self.counts:
            found = self._parts.get(key, _NOTHING)
            if found is not _NOTHING:
                return cast("_T", found)
        before = self._dropped
        value = await read()
        if self.counts and before == self._dropped:
            while len(self._parts) >= _MOST:
                del self._parts[next(iter(self._parts))]
            self._parts[key] = value
        return value

    def when_changed(self, key: str, do: Callable[[], None]) -> None:
        """Call this whenever that key is written, too, or anything may have been."""
        self._told[key] = do

    def heard(self, at: float) -> None:
        """The server gave a sign of life to something asked at that moment."""
        self._heard = at

    def drop(self, *keys: str) -> None:
        """These were written, or are about to be."""
        self._dropped += 1
        for key in keys:
            self._parts.pop(key, None)
            if (do := self._told.get(key)) is not None:
                do()

    def drop_all(self) -> None:
        """Anything may have been written."""
        self._dropped += 1
        self._parts.clear()
        for do in self._told.values():
            do()


class Hearing:
    """Keeps what is held fresh: listens to one server for writes of keys that begin with one of the `prefixes`.

    What is published on one of `channels` is passed to whom it names; it may be lost.
    """

    def __init__(
        self,
        store: Store,
        held: Held,
        prefixes: Sequence[str],
        channels: Mapping[str, Callable[[str], None]] = MappingProxyType({}),
    ) -> None:
        self._channels = channels
        self._store = store
        self._held = held
        self._prefixes = tuple(prefixes)
        self._asked: float | None = None
        """When the sign of life was asked for that was not given yet."""

    async def run(self) -> None:
        """Until cancelled; a line that breaks off is taken up again."""
        complained = False
        while True:
            try:
                async with self._store.line(self._prefixes[0]) as line:
                    await self._begin(line)
                    complained = False
                    await self._listen(line)
            except (StoreUnavailable, TimeoutError) as away:
                if not complained:
                    why = str(away) or "no answer"
                    log.warning("changes of settings are not heard now; they are read each time (%s)", why)
                complained = True
            except Exception:
                log.exception("listening for changes failed; it is tried again in a second")
            finally:
                self._held.heard(float("-inf"))
                self._held.drop_all()
            await asyncio.sleep(_BETWEEN_TRIES)

    async def _begin(self, line: Line) -> None:
        """Writes are published to this very line from now on; what was held before may be old."""
        async with asyncio.timeout(GOOD_FOR):
            number = str(await line.ask("CLIENT", "ID"))
            where = [word for prefix in self._prefixes for word in ("PREFIX", prefix)]
            await line.ask("CLIENT", "TRACKING", "ON", "REDIRECT", number, "BCAST", *where)
            asked = self._held.now()
            for channel in (_CHANNEL, *self._channels):
                await line.ask("SUBSCRIBE", channel)
        self._asked = None
        self._held.drop_all()
        self._held.heard(asked)

    async def _listen(self, line: Line) -> None:
        """Take what is published; a server that answers no sign of life for two seconds is given up."""
        asking = asyncio.create_task(self._ask_for_signs(line))
        try:
            while True:
                async with asyncio.timeout(GOOD_FOR):
                    told = await line.hear()
                match told:
                    case ["message", str(channel), str(said)] if channel in self._channels:
                        self._channels[channel](said)
                    case ["message", _, list(keys)]:
                        self._held.drop(*map(str, keys))
                    case ["message", *_]:
                        self._held.drop_all()
                    case _ if self._asked is not None:
                        self._held.heard(self._asked)
                        self._asked = None
        finally:
            with suppress(asyncio.CancelledError):
                await broken_off([asking])

    async def _ask_for_signs(self, line: Line) -> None:
        while True:
            await asyncio.sleep(_BETWEEN_SIGNS)
            if self._asked is None:
                self._asked = self._held.now()
                await line.tell("PING")
