"""What every test may ask for: an embedded store for the session, and an empty workspace in it."""

import asyncio
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

from bot.adapters.embedded import EmbeddedServer
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Store, connect
from bot.ports import NewId

pytest_plugins = ["tests.skipping"]

settings.register_profile(
    "baton",
    deadline=None,  # speed is measured in benchmarks/, never asserted in a test
    derandomize="CI"
    in os.environ,  # what lands is judged by the same examples each time; here new ones are tried
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("baton")


@pytest.fixture(scope="session")
def embedded_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded server for the whole session, as `make run` starts one."""
    yield from _server(tmp_path_factory.mktemp("embedded"), None)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The system's own redis-server, where there is one."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server is installed here")
    yield from _server(tmp_path_factory.mktemp("redis"), Path(program))


def _server(folder: Path, program: Path | None) -> Iterator[str]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="embedded store")
    thread.start()
    try:
        server = EmbeddedServer(folder, program)
        asyncio.run_coroutine_threadsafe(server.start(), loop).result()
        yield server.url
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def store_url(embedded_url: str) -> str:
    """Where `store` connects."""
    return embedded_url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """A connection to the session's server."""
    connection = connect(store_url)
    yield connection
    await connection.aclose()


@pytest.fixture
async def keys(store: Store) -> AsyncIterator[Keys]:
    """The keys of a workspace nobody else has. Fails a test that leaves one there families.py does not allow."""
    names = Keys(f"T{uuid4().hex[:10].upper()}")
    yield names
    left = [key async for key in store.scan(names, names.every)]
    complaints = [complaint for key in left if (complaint := await complaint_about(store, names, key))]
    await store.remove(*left)
    assert not complaints, "\n".join(complaints)


async def complaint_about(store: Store, keys: Keys, key: str) -> str | None:
    """What is wrong with a key by families.py: unknown, of another type, or living longer than it may."""
    family = keys.family(key)
    if family is None:
        return f"{key}: families.py does not name it"
    kind, ttl = await store.kind_and_ttl(key)
    if kind != family.type:
        return f"{key} is a {kind}; families.py says {family.type}"
    if ttl is None and family.stays is None:
        return f"{key} has no TTL, and families.py gives no reason for that"
    if ttl is not None and (family.ttl is None or ttl > family.ttl):
        return f"{key} lives for {ttl}; families.py says {family.ttl}"
    return None


@pytest.fixture
def new_id() -> NewId:
    """Ids in the order asked for, unlike those of any other test."""
    mark, count = uuid4().hex[:6], itertools.count(1)
    return lambda: f"{mark}{next(count)}"
