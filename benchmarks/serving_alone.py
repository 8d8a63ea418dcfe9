"""A store of one's own for a benchmark: an embedded server on another core than the one that is measured."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from benchmarks.measuring import on_core
from bot.adapters.embedded import embedded_server
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connected
from bot.ports import NewId

KEYS = Keys("TBENCH")


@asynccontextmanager
async def own_store() -> AsyncIterator[tuple[str, Store]]:
    """Its address and a connection. The server takes the second core, this process the first."""
    with tempfile.TemporaryDirectory() as folder:
        on_core(1)  # the server inherits it
        async with embedded_server(Path(folder)) as server:
            on_core(0)
            async with connected(server.url) as store:
                yield server.url, store


def numbered(prefix: str) -> NewId:
    """Ids one after the other."""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"
