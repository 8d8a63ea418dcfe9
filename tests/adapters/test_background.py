"""Tasks that are broken off end, whatever a library on the way does with a cancellation."""

import asyncio
from contextlib import suppress

from bot.adapters.background import Background, broken_off


async def test_a_loop_whose_library_keeps_a_cancellation_to_itself_ends() -> None:
    """The first cancellation is swallowed in the middle of a round; the loop ends all the same."""
    begun, swallowed = asyncio.Event(), asyncio.Event()

    async def round_in_a_library() -> None:
        with suppress(asyncio.CancelledError):
            begun.set()
            await asyncio.Event().wait()
        swallowed.set()

    async def loop() -> None:
        await round_in_a_library()
        await asyncio.Event().wait()

    task = asyncio.create_task(loop())
    await begun.wait()
    await broken_off([task])
    assert swallowed.is_set()
    assert task.cancelled()


async def test_what_failed_before_is_no_trouble() -> None:
    """A task that ended with an error is left at that."""

    async def fails() -> None:
        raise ValueError("long ago")

    task = asyncio.create_task(fails())
    await asyncio.wait([task])
    await broken_off([task])
    assert isinstance(task.exception(), ValueError)


async def test_answers_do_not_wait_for_work_that_fills_every_place() -> None:
    """A form opens within three seconds or never; posts may wait a minute each for Slack's pace."""
    background, go_on = Background(), asyncio.Event()
    begun, answered = list[int](), asyncio.Event()

    async def waits(number: int) -> None:
        begun.append(number)
        await go_on.wait()

    async def answers() -> None:
        answered.set()

    for number in range(300):
        background(waits(number))
    background.answer(answers())
    await answered.wait()
    assert len(begun) == 200
    go_on.set()
    await background.idle()
    assert len(begun) == 300


async def test_what_begun_work_begins_at_a_stop_ends_too() -> None:
    """After a stop nothing goes on: the store and Slack are let go of."""
    background, ended = Background(), list[str]()

    async def follows() -> None:
        await asyncio.sleep(0)
        ended.append("what follows")

    async def first() -> None:
        await asyncio.sleep(0)
        background(follows())
        ended.append("first")

    background(first())
    await background.finish(5)
    assert ended == ["first", "what follows"]
    assert len(background) == 0


async def test_what_is_begun_while_the_rest_is_broken_off_is_broken_off_too() -> None:
    """However it comes about."""
    background, ended = Background(), asyncio.Event()

    async def follows() -> None:
        await asyncio.Event().wait()

    async def first() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            background(follows())
            ended.set()

    background(first())
    await asyncio.sleep(0)
    await background.finish(0)
    assert ended.is_set()
    assert len(background) == 0
