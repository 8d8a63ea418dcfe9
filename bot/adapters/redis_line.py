"""A connection of its own to the store, outside the pool, for what stays and listens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio.cluster import RedisCluster
from redis.exceptions import RedisError

from bot.adapters.redis_connecting import Client
from bot.errors import StoreUnavailable


class Line:
    """Tells commands and hears answers, one by one, in the order they come."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - redis-py has a class for every kind of address
        self._connection = connection

    async def tell(self, *command: str) -> None:
        """Send a command, without waiting for what is answered."""
        try:
            await self._connection.send_command(
                *command, check_health=False
            )  # its answer would be taken for ours
        except (RedisError, OSError) as error:
            raise StoreUnavailable(f"{type(error).__name__}: {error}") from error

    async def hear(self) -> object:
        """What comes next: an answer, or something published."""
        try:
            return await self._connection.read_response()
        except (RedisError, OSError) as error:
            raise StoreUnavailable(f"{type(error).__name__}: {error}") from error

    async def ask(self, *command: str) -> object:
        """Send a command that is answered before anything else comes."""
        await self.tell(*command)
        return await self.hear()


@asynccontextmanager
async def line_to(client: Client, key: str) -> AsyncIterator[Line]:
    """A line to the server that holds a key, until the context ends.

    Raises:
        StoreUnavailable: it cannot be reached, or broke off.
    """
    try:
        if isinstance(client, RedisCluster):
            _ = await client.initialize()
            node = client.get_node_from_key(key)
            if node is None:
                raise StoreUnavailable("no server of the cluster holds the workspace")
            connection = node.connection_class(**node.connection_kwargs)
        else:
            connection = client.connection_pool.make_connection()  # type: ignore[no-untyped-call] # redis-py left it untyped
        await connection.connect()  # type: ignore[no-untyped-call]
    except (RedisError, OSError) as error:
        raise StoreUnavailable(f"{type(error).__name__}: {error}") from error
    try:
        yield Line(connection)
    finally:
        await connection.disconnect()
