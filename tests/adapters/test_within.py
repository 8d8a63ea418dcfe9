"""A limit in time whose timer is set only once the work waits."""

import asyncio
from contextvars import ContextVar

import pytest

from bot.adapters.within import within

SEEN: ContextVar[str] = ContextVar("seen", default="")


async def test_what_waits_for_nothing_is_answered_even_without_time() -> None:
    """No timer, no turn of the loop."""

    async def known() -> str:
        return "known"

    assert await within(0, known()) == "known"


async def test_what_waits_is_answered_when_it_is_there() -> None:
    """Over several waits; each gets what it waited for."""
    first = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(first.set_result, "one")

    async def waits() -> list[str]:
        found = [await first]
        await asyncio.sleep(0)
        return [*found, await asyncio.to_thread(lambda: "two")]

    assert await within(60, waits()) == ["one", "two"]


@pytest.mark.parametrize("waits_before", [0, 2])
async def test_what_waits_too_long_is_broken_off(waits_before: int) -> None:
    """At its first wait or a later one; what it has begun is ended, and nobody else is cancelled."""
    ended: list[str] = []

    async def waits() -> None:
        try:
            for _ in range(waits_before):
                await asyncio.sleep(0)
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("ended")

    with pytest.raises(TimeoutError):
        await within(0, waits())
    assert ended == ["ended"]
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_what_fails_fails_as_it_did() -> None:
    """Before its first wait, after it, and by what it waited for."""

    async def fails(*, at_once: bool) -> None:
        if not at_once:
            await asyncio.sleep(0)
        raise LookupError("gone")

    async def fails_waiting() -> None:
        await asyncio.to_thread(int, "no number")

    for work, error in (
        (fails(at_once=True), LookupError),
        (fails(at_once=False), LookupError),
        (fails_waiting(), ValueError),
    ):
        with pytest.raises(error):
            await within(60, work)


async def test_whoever_cancels_is_heeded() -> None:
    """At the first wait; the work may tidy up."""
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    task = asyncio.create_task(within(60, waits()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == ["cancelled"]


async def test_it_works_in_the_task_and_context_of_whoever_asks() -> None:
    """What is bound before is seen inside, and the other way round."""
    SEEN.set("outside")
    asked = asyncio.current_task()

    async def looks() -> tuple[str, bool]:
        before = SEEN.get()
        await asyncio.sleep(0)
        SEEN.set("inside")
        return before, asyncio.current_task() is asked

    assert await within(60, looks()) == ("outside", True)
    assert SEEN.get() == "inside"
