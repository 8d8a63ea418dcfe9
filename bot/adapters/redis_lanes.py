"""Commands that wait for each other anyway go out together: a few at a time alone, under load many in one round trip."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, cast

from redis.asyncio import Redis

LANES = 3
"""Round trips under way at a time. More would make each carry less: one command alone costs this process four times
what one of fifty does (benchmarks/deadlines.py)."""
_MOST = 100
"""Commands in one round trip: their answers come when the last one is done."""

_Waiting = tuple[tuple[str | int, ...], "asyncio.Future[object]"]


class Lanes:
    """Sends single commands to one server; each caller is answered by its own command, or its own error."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._execute = cast("Callable[..., Awaitable[object]]", client.execute_command)
        self._free = LANES
        self._waiting: deque[_Waiting] = deque()
        self._under_way: set[asyncio.Task[None]] = set()

    async def send(self, *command: str | int) -> object:
        """The answer to one command: sent at once while a lane is free, else with all the others that wait."""
        if self._free and not self._waiting:
            self._free -= 1
            try:
                return await self._execute(*command)
            finally:
                self._go_on()
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting.append((command, answer))
        return await answer

    def _go_on(self) -> None:
        """A lane has come free."""
        part: list[_Waiting] = []
        while self._waiting and len(part) < _MOST:
            waiting = self._waiting.popleft()
            if not waiting[1].done():  # whoever asked may have given up
                part.append(waiting)
        if not part:
            self._free += 1
            return
        task = asyncio.create_task(self._together(part))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _together(self, part: list[_Waiting]) -> None:
        try:
            answers = await self._round_trip([command for command, _ in part])
        except BaseException as error:
            for _, answer in part:
                if not answer.done():
                    _fail(answer, error)
            if not isinstance(error, Exception):
                raise
        else:
            for (_, answer), said in zip(part, answers, strict=True):
                if answer.done():
                    continue
                if isinstance(said, Exception):
                    answer.set_exception(said)
                else:
                    answer.set_result(said)
        finally:
            self._go_on()

    async def _round_trip(self, commands: list[tuple[str | int, ...]]) -> list[Any]:
        async with self._client.pipeline(transaction=False) as pipe:
            for command in commands:
                pipe.execute_command(*command)
            return await pipe.execute(raise_on_error=False)


def _fail(answer: "asyncio.Future[object]", error: BaseException) -> None:
    """Tell whoever waits; that they were not to blame for a cancellation is theirs to see."""
    if isinstance(error, Exception):
        answer.set_exception(error)
    else:
        answer.cancel()
