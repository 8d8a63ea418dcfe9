"""The bot's clock follows the playground's, and wakes who sleeps when it jumps."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.adapters.system_clock import FollowedClock, SystemClock
from playground.clock import Clock


@asynccontextmanager
async def served(clock: Clock, port: int) -> AsyncIterator[str]:
    """The playground's clock under an address."""

    async def answer(request: web.Request) -> web.Response:
        after = request.query.get("after")
        return web.json_response(clock.seen() if after is None else await clock.follow(int(after), within=25))

    app = web.Application()
    app.router.add_get("/clock", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, reuse_address=True).start()
    try:
        yield f"http://127.0.0.1:{port}/clock"
    finally:
        await runner.cleanup()


async def test_the_system_clock_is_aware_and_utc() -> None:
    """And nobody moves it."""
    clock = SystemClock()
    assert clock().utcoffset() == timedelta(0)
    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await clock.moved(clock.version)


async def test_it_has_the_offset_before_it_is_used(unused_tcp_port: int) -> None:
    """A bot started after the clock was moved starts in the moved time."""
    theirs = Clock()
    theirs.forward(timedelta(hours=3))
    async with served(theirs, unused_tcp_port) as url:
        clock = FollowedClock(url)
        await clock.start()
        assert abs(clock() - theirs.now()) < timedelta(seconds=1)
        await clock.close()


async def test_a_jump_wakes_whoever_waits(unused_tcp_port: int) -> None:
    """Every waiter, at once."""
    theirs = Clock()
    async with served(theirs, unused_tcp_port) as url:
        clock = FollowedClock(url)
        await clock.start()
        waiting = [asyncio.create_task(clock.moved(clock.version)) for _ in range(2)]
        assert await theirs.caught_up(within=5)
        theirs.forward(timedelta(minutes=15))
        async with asyncio.timeout(30):
            await asyncio.gather(*waiting)
        assert abs(clock() - theirs.now()) < timedelta(seconds=1)
        await clock.close()


async def test_a_jump_before_the_wait_is_not_missed(unused_tcp_port: int) -> None:
    """Who remembers the version they acted on is woken by what came in between."""
    theirs = Clock()
    async with served(theirs, unused_tcp_port) as url:
        clock = FollowedClock(url)
        await clock.start()
        seen = clock.version
        assert await theirs.caught_up(within=5)
        theirs.forward(timedelta(minutes=15))
        async with asyncio.timeout(30):
            await clock.moved(seen)
            assert await clock.moved(seen) > seen
        await clock.close()


async def test_it_survives_the_playgrounds_restart(unused_tcp_port: int) -> None:
    """The last offset stands meanwhile; afterwards the new one counts, though its versions begin anew."""
    theirs, restarted = Clock(), Clock()
    for _ in range(3):
        theirs.forward(timedelta(minutes=5))
    async with served(theirs, unused_tcp_port) as url:
        clock = FollowedClock(url)
        await clock.start()
        assert await theirs.caught_up(within=5)
    assert abs(clock() - datetime.now(UTC) - timedelta(minutes=15)) < timedelta(seconds=1)
    restarted.forward(timedelta(hours=1))
    seen = clock.version
    async with served(restarted, unused_tcp_port), asyncio.timeout(30):
        await clock.moved(seen)
        assert abs(clock() - datetime.now(UTC) - timedelta(hours=1)) < timedelta(seconds=1)
        await clock.close()


async def test_a_clock_that_is_not_there_is_told_at_start(unused_tcp_port: int) -> None:
    """A wrong BATON_CLOCK_URL does not silently mean real time."""
    with pytest.raises(aiohttp.ClientError):
        await FollowedClock(f"http://127.0.0.1:{unused_tcp_port}/clock").start()
