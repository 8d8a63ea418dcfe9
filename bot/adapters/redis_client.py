"""The one module that talks to Redis: connecting, scripts, and the few plain commands we use.

Everything else is given a `Store`. Whatever keeps the store from answering becomes
`StoreUnavailable`; a mistake of ours in a script stays the error it is.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any, cast

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.connection import SSLConnection, UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import (
    ClusterError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import (
    ConnectionError as RedisConnectionError,
)
from redis.exceptions import (
    TimeoutError as RedisTimeoutError,
)

from bot.adapters.address import Address
from bot.adapters.keys import Keys
from bot.errors import StoreUnavailable

_UNREACHABLE = (
    TimeoutError, RedisConnectionError, RedisTimeoutError, ClusterError, RedisClusterException,
    ReadOnlyError, OutOfMemoryError, TryAgainError,
)  # fmt: skip
_REFUSALS = re.compile(
    r"\b(NOREPLICAS|MISCONF|MASTERDOWN|LOADING|CLUSTERDOWN|OOM|READONLY|BUSY|UNKILLABLE)\b"
)
"""How a server says that it takes no writes now; before Redis 7 deep within a script's own error."""


@dataclass(frozen=True)
class Script:
    """A Lua text that runs as one atomic step and answers a flat list of strings and whole numbers."""

    name: str
    text: str

    @classmethod
    @cache
    def load(cls, *names: str) -> "Script":
        """The files of `scripts/`, one after the other; the last one gives the name.

        One that writes a deadline begins with `deadlines` and names `Keys.deadlines` first:
        `Script.load("deadlines", "claim")`.
        """
        folder = resources.files("bot.adapters") / "scripts"
        return cls(names[-1], "\n".join((folder / f"{name}.lua").read_text("utf-8") for name in names))


Client = Redis | RedisCluster


class Store:
    """A connection pool to one Redis, in a handful of typed commands. Texts are str."""

    def __init__(self, client: Client, close: Callable[[], Awaitable[None]], longest: timedelta) -> None:
        self._client = client
        self._close = close
        self._longest = longest.total_seconds()
        self._scripts: dict[Script, Callable[..., Awaitable[object]]] = {}

    async def aclose(self) -> None:
        """Close every connection."""
        await self._close()

    async def run(self, script: Script, *, keys: Sequence[str], args: Iterable[str | int] = ()) -> list[str]:
        """Run a script; its answer as a list of strings, empty where it answers nothing.

        Raises:
            StoreUnavailable: it cannot be said whether the script ran; running it again with the
                same operation token is safe, which the client has already tried several times.
        """
        if script not in self._scripts:
            self._scripts[script] = self._client.register_script(script.text)
        async with self._answering():
            answer = await self._scripts[script](keys=list(keys), args=list(args))
        return [str(part) for part in cast("list[object]", answer or [])]

    async def ping(self) -> None:
        """Whether the store answers at all; raises StoreUnavailable if not."""
        await self._call("PING")

    async def get(self, key: str) -> str | None:
        """A string."""
        return cast("str | None", await self._call("GET", key))

    async def get_each(self, keys: Sequence[str]) -> list[str | None]:
        """Several strings, in the order asked."""
        return cast("list[str | None]", await self._call("MGET", *keys)) if keys else []

    async def put(self, key: str, value: str, *, ttl: timedelta | None) -> None:
        """Replace a string; `ttl` None only where families.py tells why it stays."""
        expiry = () if ttl is None else ("PX", str(ttl // timedelta(milliseconds=1)))
        await self._call("SET", key, value, *expiry)

    async def remove(self, *keys: str) -> None:
        """Delete keys, whatever they are."""
        if keys:
            await self._call("DEL", *keys)

    async def field(self, key: str, field: str) -> str | None:
        """One field of a hash."""
        return cast("str | None", await self._call("HGET", key, field))

    async def fields(self, key: str) -> dict[str, str]:
        """A whole hash."""
        return cast("dict[str, str]", await self._call("HGETALL", key))

    async def fields_of_each(self, keys: Sequence[str], *fields: str) -> list[list[str | None]]:
        """The same fields of several hashes, in one round trip."""
        return cast("list[list[str | None]]", await self._pipeline([("HMGET", key, *fields) for key in keys]))

    async def put_field(self, key: str, field: str, value: str) -> None:
        """Set one field of a hash that stays; families.py tells why."""
        await self._call("HSET", key, field, value)

    async def drop_fields(self, key: str, *fields: str) -> None:
        """Take fields out of a hash; fine if some are not there."""
        await self._call("HDEL", key, *fields)

    async def members(self, key: str) -> list[str]:
        """A set's members, sorted."""
        return sorted(cast("set[str]", await self._call("SMEMBERS", key)))

    async def entries(self, key: str, *, of: str | None = None) -> list[str]:
        """The members of a sorted set, lowest first; `of` only those that begin with it (equal scores)."""
        if of is None:
            return cast("list[str]", await self._call("ZRANGE", key, "0", "-1"))
        return cast("list[str]", await self._call("ZRANGEBYLEX", key, f"[{of}", f"({of}\U0010ffff"))

    async def scores(self, key: str) -> dict[str, float]:
        """A sorted set: member -> score."""
        found = cast("list[str]", await self._call("ZRANGE", key, "0", "-1", "WITHSCORES"))
        return {member: float(score) for member, score in zip(found[::2], found[1::2], strict=True)}

    async def scan(self, keys: Keys, pattern: str) -> AsyncIterator[str]:
        """The keys of a workspace that match; each at least once, in no order."""
        where = await self._node_of(keys)
        cursor = "0"
        while True:
            cursor, found = await self._scan_page(cursor, pattern, where)
            for key in found:
                yield key
            if cursor == "0":
                return

    async def kind_and_ttl(self, key: str) -> tuple[str, timedelta | None]:
        """A key's type, and how long it has left; None if it stays."""
        kind, left = await self._pipeline([("TYPE", key), ("PTTL", key)])
        return str(kind), None if int(str(left)) < 0 else timedelta(milliseconds=int(str(left)))

    async def info(self, keys: Keys) -> Mapping[str, str]:
        """What the server that holds a workspace says of itself."""
        where = await self._node_of(keys)
        found: dict[str, object] = {}
        for section in ("server", "memory", "persistence", "replication"):
            answer = await self._call("INFO", section, **where)
            found |= cast("dict[str, object]", answer)
        return {name: str(value) for name, value in found.items()}

    async def _scan_page(self, cursor: str, pattern: str, where: Mapping[str, Any]) -> tuple[str, list[str]]:
        page = await self._call("SCAN", cursor, "MATCH", pattern, "COUNT", "500", **where)
        following, found = cast("tuple[object, list[str]]", page)
        if isinstance(following, dict):
            following = next(iter(following.values()))
        return str(following), found

    async def _node_of(self, keys: Keys) -> Mapping[str, Any]:
        if not isinstance(self._client, RedisCluster):
            return {}
        async with self._answering():
            _ = await self._client.initialize()
        return {"target_nodes": self._client.get_node_from_key(keys.due)}

    async def _call(self, *command: str, **where: Any) -> object:  # noqa: ANN401 - redis-py's own options
        async with self._answering():
            return cast("object", await self._client.execute_command(*command, **where))

    @asynccontextmanager
    async def _answering(self) -> AsyncIterator[None]:
        """Whatever keeps the store from answering becomes one error, after a bounded time."""
        try:
            async with asyncio.timeout(self._longest):
                yield
        except _UNREACHABLE as error:
            raise StoreUnavailable(f"{type(error).__name__}: {error}") from error
        except ResponseError as error:
            if _REFUSALS.search(str(error)):
                raise StoreUnavailable(str(error)) from error
            raise

    async def _pipeline(self, commands: Sequence[tuple[str, ...]]) -> list[object]:
        if not commands:
            return []
        async with self._answering(), self._client.pipeline(transaction=False) as pipe:
            for command in commands:
                pipe.execute_command(*command)
            return cast("list[object]", await pipe.execute())


class _BlockingSentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Waits for a free connection, where Sentinel's own pool raises."""


def _retry(retries: int) -> Retry:
    """Explicit everywhere: `from_url`, Sentinel and pools of one's own do not retry at all by default."""
    return Retry(ExponentialWithJitterBackoff(cap=1, base=0.05), retries)


def connect(
    url: str,
    *,
    connections: int = 32,
    timeout: timedelta = timedelta(seconds=5),
    retries: int = 8,
    longest: timedelta = timedelta(seconds=15),
) -> Store:
    """A store at `redis://`, `rediss://`, `unix://`, `redis+sentinel://` or `redis+cluster://`.

    Nothing is sent before the first command. `timeout` is for connecting, for one answer, and for
    a free connection of the `connections` there are; `longest` for a command with all its retries,
    which redis-py nests (to reconnect, and to send again) and which a failover takes nine seconds of.

    Raises:
        OperatorError: the address cannot be read; says which forms there are.
    """
    address = Address.parse(url)
    seconds = timeout.total_seconds()
    options: dict[str, Any] = {
        **address.tls_options,
        "username": address.username,
        "password": address.password,
        "socket_timeout": seconds,
        "socket_connect_timeout": seconds,
        "health_check_interval": 15,
        "decode_responses": True,
        "protocol": 2,
    }
    if address.kind == "cluster":
        nodes = [ClusterNode(host, port) for host, port in address.nodes]
        cluster = RedisCluster(startup_nodes=nodes, ssl=address.tls, retry=_retry(retries), **options)
        return Store(cluster, cluster.aclose, longest)
    options |= {"db": address.db, "retry": _retry(retries)}
    pooling: dict[str, Any] = {"max_connections": connections, "timeout": seconds}
    if address.kind == "sentinel":
        return _by_sentinel(address, options, pooling, longest)
    if address.kind == "unix":
        options |= {"path": address.path, "connection_class": UnixDomainSocketConnection}
    else:
        [(host, port)] = address.nodes
        options |= {"host": host, "port": port}
        options |= {"connection_class": SSLConnection} if address.tls else {}
    client = Redis.from_pool(BlockingConnectionPool(**pooling, **options))
    return Store(client, client.aclose, longest)


def _by_sentinel(
    address: Address, options: dict[str, Any], pooling: Mapping[str, Any], longest: timedelta
) -> Store:
    asking = {"socket_timeout": 1, "socket_connect_timeout": 1, "retry": _retry(1), "protocol": 2}
    sentinel = Sentinel(address.nodes, sentinel_kwargs=asking)  # type: ignore[no-untyped-call] # redis-py leaves it untyped
    client = sentinel.master_for(
        address.service,
        connection_pool_class=_BlockingSentinelPool,
        ssl=address.tls,
        **pooling,
        **options,
    )

    async def close() -> None:
        await client.aclose()
        for one in sentinel.sentinels:
            await one.aclose()

    return Store(client, close, longest)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Store]:
    """A store that is closed at the end."""
    store = connect(url)
    try:
        yield store
    finally:
        await store.aclose()
