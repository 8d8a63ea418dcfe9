"""Clients of redis-py for each kind of address, with time-outs and retries that are explicit everywhere."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.cluster import ClusterNode, RedisCluster
from redis.asyncio.connection import SSLConnection, UnixDomainSocketConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import ExponentialWithJitterBackoff

from bot.adapters.address import Address

Client = Redis | RedisCluster
Close = Callable[[], Awaitable[None]]


class _BlockingSentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Waits for a free connection, where Sentinel's own pool raises."""


def _retry(retries: int) -> Retry:
    """`from_url`, Sentinel and pools of one's own do not retry at all by default; `Redis(...)` does ten times."""
    return Retry(ExponentialWithJitterBackoff(cap=1, base=0.05), retries)


def make_client(address: Address, *, connections: int, seconds: float, retries: int) -> tuple[Client, Close]:
    """A client that has not sent anything yet, and what closes it.

    `seconds` are for connecting, for one answer, and for a free one of the `connections` there are.
    """
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
        return cluster, cluster.aclose
    options |= {"db": address.db, "retry": _retry(retries)}
    pooling: dict[str, Any] = {"max_connections": connections, "timeout": seconds}
    if address.kind == "sentinel":
        return _by_sentinel(address, options, pooling)
    if address.kind == "unix":
        options |= {"path": address.path, "connection_class": UnixDomainSocketConnection}
    else:
        [(host, port)] = address.nodes
        options |= {"host": host, "port": port}
        options |= {"connection_class": SSLConnection} if address.tls else {}
    client = Redis.from_pool(BlockingConnectionPool(**pooling, **options))
    return client, client.aclose


def _by_sentinel(
    address: Address, options: Mapping[str, Any], pooling: Mapping[str, Any]
) -> tuple[Client, Close]:
    asking: dict[str, Any] = {
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "retry": _retry(1),
        "protocol": 2,
    }
    asking |= {"username": address.sentinel_username, "password": address.sentinel_password}
    if address.sentinel_tls:
        asking |= {"ssl": True, **address.tls_options}
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

    return client, close
