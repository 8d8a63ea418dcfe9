"""Single commands that go out together when there are many: each caller hears its own answer, or its own error."""

import asyncio
from typing import Any, Self, cast

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError

from bot.adapters.redis_lanes import LANES, Lanes


class Pipe:
    """One round trip that is put together."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._commands: list[tuple[str, ...]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._commands.clear()

    def execute_command(self, *command: str) -> None:
        """Add one."""
        self._commands.append(command)

    async def execute(self, *, raise_on_error: bool) -> list[object]:
        """Send them; errors are answers."""
        assert not raise_on_error
        await self._server.trip(len(self._commands))
        return [self._server.answer(*command) for command in self._commands]


class Server:
    """Answers ECHO, refuses BAD, and nothing before `go`; `trips` are the sizes of the round trips it saw."""

    def __init__(self) -> None:
        self.trips: list[int] = []
        self.go = asyncio.Event()
        self.away = False

    def pipeline(self, *, transaction: bool) -> Pipe:
        """Several commands at once."""
        assert not transaction
        return Pipe(self)

    async def execute_command(self, *command: str) -> object:
        """One alone."""
        await self.trip(1)
        said = self.answer(*command)
        if isinstance(said, Exception):
            raise said
        return said

    async def trip(self, size: int) -> None:
        """Seen, and held until it may go."""
        self.trips.append(size)
        await self.go.wait()
        if self.away:
            raise RedisConnectionError("gone")

    @staticmethod
    def answer(name: str, *words: str) -> object:
        """Of one command."""
        return ResponseError("no such thing") if name == "BAD" else words[0]


@pytest.fixture
async def server() -> Server:
    """Held until a test lets it go."""
    return Server()


def lanes_to(server: Server) -> Lanes:
    """What is tested."""
    return Lanes(cast("Redis", cast("Any", server)))


async def sent(lanes: Lanes, *commands: tuple[str, str]) -> list[asyncio.Task[object]]:
    """Everybody asks at once."""
    tasks = [asyncio.create_task(lanes.send(*command)) for command in commands]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_one_alone_goes_at_once_by_itself(server: Server) -> None:
    """Nothing is held back in the hope of company."""
    server.go.set()
    lanes = lanes_to(server)
    assert [await lanes.send("ECHO", word) for word in "ab"] == ["a", "b"]
    assert server.trips == [1, 1]


async def test_whoever_must_wait_goes_with_all_the_others(server: Server) -> None:
    """What came while the lanes were busy takes one round trip, and each is given its own answer."""
    tasks = await sent(lanes_to(server), *(("ECHO", str(one)) for one in range(LANES + 20)))
    assert server.trips == [1] * LANES
    server.go.set()
    assert await asyncio.gather(*tasks) == [str(one) for one in range(LANES + 20)]
    assert server.trips == [1] * LANES + [20]


async def test_an_error_is_told_to_whoever_made_it_alone(server: Server) -> None:
    """The others' commands were carried out."""
    words = [("ECHO", str(one)) for one in range(LANES)]
    tasks = await sent(lanes_to(server), *words, ("ECHO", "x"), ("BAD", ""), ("ECHO", "y"))
    server.go.set()
    *_, before, refused, after = await asyncio.gather(*tasks, return_exceptions=True)
    assert (before, after) == ("x", "y")
    assert isinstance(refused, ResponseError)


async def test_a_broken_connection_is_told_to_all_and_the_lanes_stay_open(server: Server) -> None:
    """Whoever asks next is answered."""
    lanes = lanes_to(server)
    tasks = await sent(lanes, *(("ECHO", str(one)) for one in range(2 * LANES)))
    server.away = True
    server.go.set()
    failed = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(one, RedisConnectionError) for one in failed)
    server.away = False
    assert [await lanes.send("ECHO", str(one)) for one in range(2 * LANES)] == [
        str(one) for one in range(2 * LANES)
    ]


async def test_who_gives_up_waiting_takes_nobody_along(server: Server) -> None:
    """Neither one whose turn it was, nor one who waited: the others are answered."""
    tasks = await sent(lanes_to(server), *(("ECHO", str(one)) for one in range(LANES + 3)))
    tasks[0].cancel()
    tasks[LANES].cancel()
    server.go.set()
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    gone = {0, LANES}
    assert [one for at, one in enumerate(answers) if at not in gone] == [
        str(at) for at in range(LANES + 3) if at not in gone
    ]
