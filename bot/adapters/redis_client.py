"""What talks to Redis for everybody else: scripts, and the few plain commands we use.

Whatever keeps the store from answering becomes `StoreUnavailable`; a mistake of ours in a script stays the error it is.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any, cast

from redis import exceptions as failures
from redis.asyncio.cluster import RedisCluster

from bot.adapters.address import Address
from bot.adapters.hurry import patience
from bot.adapters.keys import Keys
from bot.adapters.redis_connecting import Client, make_client
from bot.adapters.redis_lanes import LANES, Lanes
from bot.adapters.redis_line import Line, line_to
from bot.adapters.script import Script
from bot.errors import AnotherServer, StoreUnavailable
from bot.ports.meter import SILENT, Meter
from bot.ports.metrics import STORE, STORE_FAILED

__all__ = ["Script", "Store", "connect", "connected"]

_LOOKED_AT = "2000"
"""Keys that one step of a scan looks at: about a millisecond of the server's time."""
_AWAY_FOR, _ANOTHER_TRY, _GAVE_UP = 1.0, 0.2, 0.4
"""Seconds: so soon after it did not answer, or somebody gave up waiting that long, the hurried ask it only briefly."""

_UNREACHABLE = (
    TimeoutError, failures.ConnectionError, failures.TimeoutError, failures.ClusterError,
    failures.RedisClusterException, failures.ReadOnlyError, failures.OutOfMemoryError, failures.TryAgainError,
)  # fmt: skip
_REFUSALS = re.compile(
    r"\b(NOREPLICAS|MISCONF|MASTERDOWN|LOADING|CLUSTERDOWN|OOM|READONLY|BUSY|UNKILLABLE)\b"
)
"""How a server says that it takes no writes now; before Redis 7 deep within a script's own error."""


def refusal(gone: StoreUnavailable) -> str | None:
    """The server's word where it answers and takes no writes now (`NOREPLICAS`); None where it does not answer."""
    found = _REFUSALS.search(str(gone))
    return found[1] if found else None


class Store:
    """A connection pool to one Redis, in a handful of typed commands. Texts are str."""

    def __init__(
        self,
        client: Client,
        close: Callable[[], Awaitable[None]],
        longest: timedelta,
        meter: Meter = SILENT,
        connections: int = 32,
    ) -> None:
        self._turns = asyncio.Semaphore(max(1, connections - LANES))
        """Of pipelines, first come, first served; the pool's own queue lets some wait for ever."""
        self._send = client.execute_command if isinstance(client, RedisCluster) else Lanes(client).send
        self._meter = meter
        self._client = client
        self._close = close
        self._longest = longest.total_seconds()
        self._away_until = 0.0

    async def aclose(self) -> None:
        """Close every connection."""
        await self._close()

    async def run(self, script: Script, *, keys: Sequence[str], args: Iterable[str | int] = ()) -> list[str]:
        """Run a script; its answer as a list of strings, empty where it answers nothing.

        Raises:
            StoreUnavailable: it cannot be said whether the script ran; running it again with the
                same operation token is safe, which the client has already tried several times.
        """
        rest = [str(len(keys)), *keys, *args]
        async with self._answering(script.name):
            try:
                answer = await self._send("EVALSHA", script.digest, *rest)
            except failures.NoScriptError:
                answer = await self._send("EVAL", script.text, *rest)
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
        return cast("list[list[str | None]]", await self.each([("HMGET", key, *fields) for key in keys]))

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

    async def how_many(self, key: str, *, upto: int) -> int:
        """The members of a sorted set with no higher score than that."""
        return int(cast("int", await self._call("ZCOUNT", key, "-inf", str(upto))))

    async def how_many_fields(self, key: str) -> int:
        """The fields of a hash."""
        return int(cast("int", await self._call("HLEN", key)))

    async def scores(self, key: str) -> dict[str, float]:
        """A sorted set: member -> score."""
        found = cast("list[str]", await self._call("ZRANGE", key, "0", "-1", "WITHSCORES"))
        return {member: float(score) for member, score in zip(found[::2], found[1::2], strict=True)}

    def line(self, key: str) -> AbstractAsyncContextManager[Line]:
        """A connection of its own to the server that holds a key, for what stays and listens."""
        return line_to(self._client, key)

    async def scan(self, keys: Keys, pattern: str) -> AsyncIterator[str]:
        """The keys of a workspace that match; each at least once, in no order.

        Raises:
            AnotherServer: at the end; some keys may have been passed over.
        """
        async for key in self._scanned(pattern, await self._node_of(keys)):
            yield key

    async def scan_all(self, pattern: str) -> AsyncIterator[str]:
        """The keys that match, whoever's, on every node; each at least once, in no order."""
        if isinstance(self._client, RedisCluster):
            async with self._answering("CLUSTER"):
                _ = await self._client.initialize()
            places = [{"target_nodes": node} for node in self._client.get_primaries()]
        else:
            places = [{}]
        for where in places:
            async for key in self._scanned(pattern, where):
                yield key

    async def kind_and_ttl(self, key: str) -> tuple[str, timedelta | None]:
        """A key's type, and how long it has left; None if it stays."""
        kind, left = await self.each([("TYPE", key), ("PTTL", key)])
        return str(kind), None if int(str(left)) < 0 else timedelta(milliseconds=int(str(left)))

    async def info(self, keys: Keys) -> Mapping[str, str]:
        """What the server that holds a workspace says of itself."""
        where = await self._node_of(keys)
        found: dict[str, object] = {}
        for section in ("server", "memory", "persistence", "replication"):
            answer = await self._call("INFO", section, **where)
            found |= cast("dict[str, object]", answer)
        return {name: str(value) for name, value in found.items()}

    async def _scanned(self, pattern: str, where: Mapping[str, Any]) -> AsyncIterator[str]:
        cursor, server = "", await self._run_id(where)
        while cursor != "0":
            cursor, found = await self._scan_page(cursor or "0", pattern, where)
            for key in found:
                yield key
        if await self._run_id(where) != server:
            raise AnotherServer("a replica took over, or the server was started anew")

    async def _run_id(self, where: Mapping[str, Any]) -> str | None:
        """Which server that is, since its last start: each has its tables in an order of its own."""
        found = cast("dict[str, object]", await self._call("INFO", "server", **where))
        return cast("str | None", found.get("run_id"))

    async def _scan_page(self, cursor: str, pattern: str, where: Mapping[str, Any]) -> tuple[str, list[str]]:
        page = await self._call("SCAN", cursor, "MATCH", pattern, "COUNT", _LOOKED_AT, **where)
        following, found = cast("tuple[object, list[str]]", page)
        if isinstance(following, dict):
            following = next(iter(following.values()))
        return str(following), found

    async def _node_of(self, keys: Keys) -> Mapping[str, Any]:
        if not isinstance(self._client, RedisCluster):
            return {}
        async with self._answering("CLUSTER"):
            _ = await self._client.initialize()
        return {"target_nodes": self._client.get_node_from_key(keys.due)}

    async def _call(self, *command: str, **where: Any) -> object:  # noqa: ANN401 - redis-py's own options
        async with self._answering(command[0]):
            send = self._client.execute_command if where else self._send
            return cast("object", await send(*command, **where))

    @asynccontextmanager
    async def _answering(self, command: str) -> AsyncIterator[None]:
        """Whatever keeps the store from answering becomes one error, after a bounded time."""
        began = perf_counter()
        now = asyncio.get_running_loop().time
        longest = min(self._longest, patience())
        if now() < self._away_until and longest < self._longest:
            longest = min(longest, _ANOTHER_TRY)
        try:
            async with asyncio.timeout(longest):
                yield
            self._away_until = 0.0
            self._meter.took(STORE, perf_counter() - began, command)
        except asyncio.CancelledError:
            if longest < self._longest and perf_counter() - began > _GAVE_UP:
                self._away_until = now() + _AWAY_FOR
            raise
        except _UNREACHABLE as error:
            self._meter.count(STORE_FAILED, type(error).__name__)
            self._away_until = now() + _AWAY_FOR
            raise StoreUnavailable(f"{type(error).__name__}: {error}") from error
        except failures.NoPermissionError as error:
            raise StoreUnavailable(
                f"its user may not do what Baton does ({error}); see docs/operations.md"
            ) from error
        except failures.ResponseError as error:
            if _REFUSALS.search(str(error)):
                self._meter.count(STORE_FAILED, "refused")
                raise StoreUnavailable(str(error)) from error
            raise

    async def each(self, commands: Sequence[tuple[str, ...]]) -> list[object]:
        """Many commands in one round trip, not in one step; what each answers."""
        if not commands:
            return []
        async with self._answering("pipeline"), self._turns, self._client.pipeline(transaction=False) as pipe:
            for command in commands:
                pipe.execute_command(*command)
            return cast("list[object]", await pipe.execute())


def connect(
    url: str,
    *,
    connections: int = 32,
    timeout: timedelta = timedelta(seconds=5),
    retries: int = 8,
    longest: timedelta = timedelta(seconds=15),
    meter: Meter = SILENT,
) -> Store:
    """A store at `redis://`, `rediss://`, `unix://`, `redis+sentinel://` or `redis+cluster://`.

    Nothing is sent before the first command. `timeout` is for connecting, for one answer, and for
    a free connection of the `connections` there are; `longest` for a command with all its retries,
    which redis-py nests (to reconnect, and to send again) and which a failover takes nine seconds of.
    Whoever has no time for that is `hurried`.

    Raises:
        OperatorError: the address cannot be read; says which forms there are.
    """
    client, close = make_client(
        Address.parse(url), connections=connections, seconds=timeout.total_seconds(), retries=retries
    )
    return Store(client, close, longest, meter, connections)


@asynccontextmanager
async def connected(url: str, *, meter: Meter = SILENT) -> AsyncIterator[Store]:
    """A store that is closed at the end."""
    store = connect(url, meter=meter)
    try:
        yield store
    finally:
        await store.aclose()
