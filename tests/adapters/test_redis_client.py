"""The store client: addresses, versions, warnings, and one error for whatever keeps it from answering."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from redis.exceptions import ResponseError

from bot.adapters.address import Address
from bot.adapters.background import Background
from bot.adapters.families import SCHEMA_VERSION
from bot.adapters.hurry import hurried, patience
from bot.adapters.keys import Keys
from bot.adapters.redis_client import Script, Store, connect, connected
from bot.adapters.store_checks import check_schema, shortcomings, warnings
from bot.errors import OperatorError, StoreUnavailable


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://localhost", Address("single", nodes=(("localhost", 6379),))),
        (
            "rediss://bob:p%40ss@cache.example:6380/3?ssl_cert_reqs=none",
            Address(
                "single",
                tls=True,
                nodes=(("cache.example", 6380),),
                db=3,
                username="bob",
                password="p@ss",
                tls_options={"ssl_cert_reqs": "none"},
            ),
        ),
        ("unix:///run/redis.sock?db=2", Address("unix", path="/run/redis.sock", db=2)),
        (
            "redis+sentinel://:secret@a:26379,b/mymaster/1",
            Address(
                "sentinel", nodes=(("a", 26379), ("b", 26379)), service="mymaster", db=1, password="secret"
            ),
        ),
        (
            "rediss+sentinel://bob:p@a/mymaster?sentinel_username=watch&sentinel_password=w&sentinel_tls=no",
            Address(
                "sentinel",
                tls=True,
                nodes=(("a", 26379),),
                service="mymaster",
                username="bob",
                password="p",
                sentinel_username="watch",
                sentinel_password="w",
            ),
        ),
        ("rediss+cluster://[::1]:7000,b", Address("cluster", tls=True, nodes=(("::1", 7000), ("b", 6379)))),
    ],
)
def test_an_address_is_read(url: str, address: Address) -> None:
    """Every form the error message names."""
    assert Address.parse(url) == address


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost", 'begins with "http:"'),
        ("localhost:6379", "begins with"),
        ("redis://:secret@host:port/0", '"host:port" has no usable port'),
        ("redis://:secret@/0", "a host is missing"),
        ("redis://:secret@host/zero", '"zero" is not the number'),
        ("redis://:secret@host/0?ssl_cert_reqs=none", 'no option "ssl_cert_reqs"'),
        ("redis+sentinel://:secret@host", "name of the master is missing"),
        ("redis+cluster://:secret@host/1", "no databases but 0"),
        ("redis://:secret@host/0?sentinel_password=secret", 'no option "sentinel_password"'),
    ],
)
def test_an_unreadable_address_says_why_and_no_secret(url: str, why: str) -> None:
    """The sentence names the forms there are, and never the password."""
    with pytest.raises(OperatorError, match=why) as caught:
        connect(url)
    assert "redis+sentinel://" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_address_is_printed_without_its_password() -> None:
    """It may end up in a log."""
    assert "secret" not in repr(Address.parse("redis://:secret@host"))


async def test_the_schemas_version_is_noted_and_checked(store: Store, keys: Keys) -> None:
    """A second start finds what the first one noted."""
    await check_schema(store, keys)
    await check_schema(store, keys)
    assert await store.get(keys.schema) == str(SCHEMA_VERSION)


async def test_a_newer_schema_is_refused(store: Store, keys: Keys) -> None:
    """An older Baton would misread what a newer one wrote."""
    await store.put(keys.schema, str(SCHEMA_VERSION + 1), ttl=None)
    with pytest.raises(OperatorError, match="newer Baton"):
        await check_schema(store, keys)


async def test_the_embedded_server_deserves_no_warning(store: Store, keys: Keys) -> None:
    """It is set up the way production should be."""
    assert await warnings(store, keys) == []


@pytest.mark.parametrize(
    ("info", "said"),
    [
        ({"redis_version": "6.0.16"}, "6.2"),
        ({"redis_version": "7.2.4", "maxmemory_policy": "allkeys-lru"}, "noeviction"),
        ({"redis_version": "7.2.4", "aof_enabled": "0"}, "appendonly"),
        ({"redis_version": "7.2.4", "aof_last_write_status": "err"}, "append-only file: is its disk full"),
        ({"redis_version": "7.2.4", "rdb_last_bgsave_status": "err"}, "snapshot: is its disk full"),
        ({"redis_version": "10.0.0", "connected_slaves": "2"}, "min-replicas-to-write"),
    ],
)
def test_what_could_lose_data_is_said(info: dict[str, str], said: str) -> None:
    """One sentence for each, with what to set."""
    [sentence] = shortcomings(info)
    assert said in sentence


async def test_a_mistake_of_ours_is_not_called_an_outage(store: Store, keys: Keys) -> None:
    """A wrong script must be seen, not retried."""
    wrong = Script("wrong", "return redis.call('INCR', KEYS[1], 'too', 'many')")
    with pytest.raises(ResponseError):
        await store.run(wrong, keys=[keys.due])


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """A store that takes what is sent and never answers."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            pass
        writer.close()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as server:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_a_person_is_told_soon_that_the_store_does_not_answer(silent: str) -> None:
    """What goes on without anybody waiting has time to see a failover through; somebody before a window has not."""
    async with connected(silent) as store:
        with hurried(timedelta(milliseconds=50)), pytest.raises(StoreUnavailable):
            await store.ping()


async def test_work_behind_an_answer_is_not_in_a_hurry(store: Store) -> None:
    """It is begun by somebody who is."""
    found = []

    async def work() -> None:
        found.append(patience())
        await store.ping()

    background = Background()
    with hurried():
        background(work())
        await background.idle()
    assert found == [float("inf")]
