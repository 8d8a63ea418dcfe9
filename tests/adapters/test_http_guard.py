"""The port faces anybody: the slow, the endless and the many do not keep Slack out. Over real sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.adapters.asgi import Receive, Scope, Send, answer, body_of
from bot.adapters.http_guard import LARGEST_HEAD, MOST_HEADERS, GuardedProtocol
from bot.adapters.server import Door, WebServer

PATIENCE = 30.0


class Hasty(GuardedProtocol):
    """Gives nobody much time, and has little room."""

    request_within = 0.2
    most_connections = 4


class Page:
    """A page that answers once it is let; counts who is being answered."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self.waiting += 1
        await self.go_on.wait()
        await answer(send, 200, {"read": len(await body_of(scope, receive))})


@asynccontextmanager
async def listening(door: Door) -> AsyncIterator[int]:
    """The door on a port."""
    server = WebServer(door, port=0, host="127.0.0.1", protocol=Hasty)
    await server.start()
    try:
        yield server.port
    finally:
        await server.close()


async def answered(reader: asyncio.StreamReader) -> bytes:
    """Everything until they hang up."""
    async with asyncio.timeout(PATIENCE):
        try:
            return await reader.read(-1)
        except ConnectionError:
            return b""


async def says(port: int, *parts: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Somebody who connects and says so much, and no more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for part in parts:
        writer.write(part)
    await writer.drain()
    return reader, writer


async def healthy(port: int) -> bool:
    """Whether a stranger is answered."""
    reader, writer = await says(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    told = await answered(reader)
    writer.close()
    return told.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
        b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
    ],
    ids=["nothing", "half a head", "half a body", "half a body nobody reads"],
)
async def test_whoever_does_not_finish_is_hung_up_on(said: bytes) -> None:
    """Connections are not to be held for nothing."""
    page = Page()
    page.go_on.set()
    async with listening(Door({}, pages={"/page": page})) as port:
        reader, writer = await says(port, said)
        await answered(reader)
        writer.close()
        assert await healthy(port)


async def test_whoever_is_answered_slowly_is_not_hurried() -> None:
    """The time is for the request; how long the answer takes is our own affair."""
    page = Page()
    async with listening(Door({}, pages={"/page": page})) as port:
        reader, writer = await says(port, b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok")
        await asyncio.sleep(2 * Hasty.request_within)
        page.go_on.set()
        async with asyncio.timeout(PATIENCE):
            assert b"200 OK" in await reader.readline()
        writer.close()


async def test_a_connection_may_be_used_again() -> None:
    """Balancers keep theirs; each request has its time anew."""
    async with listening(Door({})) as port:
        reader, writer = await says(port)
        for _ in range(3):
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            async with asyncio.timeout(PATIENCE):
                assert b"200 OK" in await reader.readuntil(b"}")
            await asyncio.sleep(Hasty.request_within)
        writer.close()


@pytest.mark.parametrize(
    "head",
    [
        b"X-Long: " + b"x" * (LARGEST_HEAD + 1) + b"\r\n",
        b"".join(b"X-%d: 1\r\n" % number for number in range(MOST_HEADERS + 1)),
    ],
    ids=["long", "many"],
)
async def test_a_head_that_is_too_large_is_refused(head: bytes) -> None:
    """Also one that never ends."""
    async with listening(Door({})) as port:
        reader, writer = await says(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n", head, b"\r\n")
        assert (await answered(reader)).startswith(b"HTTP/1.1 400")
        writer.close()


async def test_a_head_without_end_is_refused_before_it_ends() -> None:
    """Not kept until memory ends."""
    async with listening(Door({})) as port:
        reader, writer = await says(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ")
        for _ in range(LARGEST_HEAD // 4096 + 1):
            writer.write(b"x" * 4096)
        assert (await answered(reader)).startswith(b"HTTP/1.1 400")
        writer.close()


async def test_the_many_who_say_nothing_make_room() -> None:
    """Whoever comes with a request is answered all the same."""
    async with listening(Door({})) as port:
        silent = [await says(port) for _ in range(3 * Hasty.most_connections)]
        assert await healthy(port)
        for _, writer in silent:
            writer.close()


async def test_beyond_its_room_the_door_says_not_now() -> None:
    """At once, instead of answering everybody too late; its health can still be asked."""
    page = Page()
    ask = b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok"
    async with listening(Door({}, pages={"/page": page}, at_once=2)) as port:
        inside = [await says(port, ask) for _ in range(2)]
        while page.waiting < 2:  # noqa: ASYNC110 - the server's own tasks
            await asyncio.sleep(0.01)
        reader, writer = await says(port, ask)
        assert (await answered(reader)).startswith(b"HTTP/1.1 503")
        writer.close()
        assert await healthy(port)
        page.go_on.set()
        for reader, writer in inside:
            async with asyncio.timeout(PATIENCE):
                assert b"200 OK" in await reader.readline()
            writer.close()


async def test_a_closed_door_holds_whoever_comes_until_it_opens() -> None:
    """A command typed while Baton starts is answered, if that does not take long."""
    page = Page()
    page.go_on.set()
    door = Door()
    async with listening(door) as port:
        reader, writer = await says(port, b"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok")
        await asyncio.sleep(0.05)
        door.open({}, pages={"/page": page})
        async with asyncio.timeout(PATIENCE):
            assert b"200 OK" in await reader.readline()
        writer.close()


async def test_before_it_opens_the_process_is_healthy_and_not_ready() -> None:
    """Whoever watches it lets it start, and balancers send nobody yet."""
    async with listening(Door()) as port:
        assert await healthy(port)
        reader, writer = await says(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        told = await answered(reader)
        assert told.startswith(b"HTTP/1.1 503")
        assert b"starting" in told
        writer.close()


async def test_while_it_stops_balancers_are_told() -> None:
    """Whoever still comes is served."""
    door = Door({})
    door.close()
    async with listening(door) as port:
        assert await healthy(port)
        reader, writer = await says(port, b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"stopping" in await answered(reader)
        writer.close()
