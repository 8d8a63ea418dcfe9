"""Locks between processes, which the kernel gives back however a process ends."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.errors import OperatorError

if sys.platform != "win32":
    import fcntl

_LOOK = 0.01


class FileLock:
    """A lock on a file (flock). It belongs to the open file, so a child that inherits it holds it on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file of a lock that is held, for a child to inherit."""
        if self._descriptor is None:
            raise RuntimeError(f"{self._path} is not held")
        return self._descriptor

    def try_take(self) -> bool:
        """Take it if it is free."""
        self._descriptor = _flock(self._path, shared=False)
        return self._descriptor is not None

    def is_free(self) -> bool:
        """Whether nobody holds it. Looking does not stand in the way of others who look."""
        descriptor = _flock(self._path, shared=True)
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None

    def drop(self) -> None:
        """Close our side; the lock is free once every process that inherited it has gone too."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @asynccontextmanager
    async def held(self, patience: float) -> AsyncIterator[None]:
        """Wait for it, hold it, drop it.

        Raises:
            TimeoutError: somebody else held it for `patience` seconds.
        """
        async with asyncio.timeout(patience):
            while not self.try_take():  # noqa: ASYNC110 - another process drops it; nothing here is told
                await asyncio.sleep(_LOOK)
        try:
            yield
        finally:
            self.drop()


def _flock(path: Path, *, shared: bool) -> int | None:
    """The locked open file, or None if somebody holds it. Children inherit it only where asked."""
    if sys.platform == "win32":
        raise OperatorError(
            "The embedded store does not run on Windows. Set REDIS_URL to a Redis 6.2+ or Valkey, "
            "for example one in a container: docker run -p 6379:6379 valkey/valkey, then REDIS_URL=redis://localhost:6379/0."
        )
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
