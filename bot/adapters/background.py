"""Work behind an answer: tracked, bounded, and finished before a graceful stop."""

import asyncio
import logging
import time
from collections.abc import Collection, Coroutine
from typing import Any

from bot.adapters.hurry import unhurried

log = logging.getLogger(__name__)

_AT_ONCE = 200
"""More than this waits its turn; each holds a Slack call or two. Each call ends within 80 s (`slack_pace`), so that a
full house moves on, too."""


_ASKED_AGAIN = 1.0
"""Seconds after which a task that has not ended is cancelled once more."""


async def broken_off(tasks: Collection[asyncio.Future[Any]]) -> None:
    """Cancel tasks until they have ended; how they ended does not matter.

    Once is not enough: a library on the way that waits with a timeout of its own may keep a cancellation to itself
    when both fall together, and an endless loop above it would go on.
    """
    pending = {task for task in tasks if not task.done()}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=_ASKED_AGAIN)
    await asyncio.gather(*tasks, return_exceptions=True)


class Grace:
    """The seconds that begun work has once somebody said stop, shared by all who wait for it; a container is killed after ten."""

    def __init__(self, seconds: float = 8.0) -> None:
        self._seconds = seconds
        self._ends: float | None = None

    def left(self) -> float:
        """So many; the first to ask begins the count."""
        now = time.monotonic()
        if self._ends is None:
            self._ends = now + self._seconds
        return max(0.0, self._ends - now)


class Background:
    """Starts work and remembers it until it is done. What fails is logged with its trace; the record says what is due again.

    Answers have places of their own: a form opens within three seconds or never, and posts may wait a minute each for
    Slack's pace.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._places, self._for_answers = asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_AT_ONCE)

    def __len__(self) -> int:
        """How much is under way or waits its turn."""
        return len(self._tasks)

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin it soon."""
        self._begin(work, self._places)

    def answer(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin at once what somebody waits for, in front of a window."""
        self._begin(work, self._for_answers)

    def _begin(self, work: Coroutine[Any, Any, None], places: asyncio.Semaphore) -> None:
        task = asyncio.get_running_loop().create_task(self._in_turn(work, places))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, seconds: float) -> None:
        """Let what has begun end, and what that begins; what is left after so many seconds is broken off.

        Whoever comes next does it.
        """
        ends = time.monotonic() + seconds
        while self._tasks and (left := ends - time.monotonic()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
        while self._tasks:
            await broken_off(list(self._tasks))

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _in_turn(self, work: Coroutine[Any, Any, None], places: asyncio.Semaphore) -> None:
        async with places:
            try:
                with unhurried():
                    await work
            except Exception:
                log.exception("work behind an answer failed")
