"""Questions of the same moment go out together; each is answered by its own answer, or by what went wrong."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.adapters.gathered import Gathered
from bot.adapters.hurry import hurried


class Answering:
    """Answers with tenfold, not before `go`; `asked` are the questions it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.go = asyncio.Event()
        self.away = False

    async def __call__(self, numbers: Sequence[int]) -> list[int]:
        """One question."""
        self.asked.append(list(numbers))
        await self.go.wait()
        if self.away:
            raise ConnectionError
        return [10 * number for number in numbers]


@pytest.fixture
def answering() -> Answering:
    """One that waits for `go`."""
    return Answering()


async def begun(tasks: Sequence[asyncio.Task[int]]) -> None:
    """Let each come as far as it can."""
    for _ in tasks:
        await asyncio.sleep(0)


async def test_those_who_come_meanwhile_go_together(answering: Answering) -> None:
    """The first waits for nobody, and each hears its own answer."""
    gathered = Gathered(answering)
    tasks = [asyncio.create_task(gathered(number)) for number in range(5)]
    await begun(tasks)
    answering.go.set()
    assert await asyncio.gather(*tasks) == [0, 10, 20, 30, 40]
    assert answering.asked == [[0], [1, 2, 3, 4]]


async def test_a_question_is_bounded(answering: Answering) -> None:
    """A script that goes through too many would hold the server up."""
    gathered = Gathered(answering)
    tasks = [asyncio.create_task(gathered(number)) for number in range(150)]
    await begun(tasks)
    answering.go.set()
    await asyncio.gather(*tasks)
    assert [len(one) for one in answering.asked] == [1, 100, 49]


async def test_what_goes_wrong_is_told_to_all_of_the_question(answering: Answering) -> None:
    """And the next question is asked as if nothing had been."""
    gathered = Gathered(answering)
    tasks = [asyncio.create_task(gathered(number)) for number in range(3)]
    await begun(tasks)
    answering.away = True
    answering.go.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(one) for one in told] == [ConnectionError] * 3
    answering.away = False
    assert await gathered(4) == 40


async def test_whoever_gives_up_takes_nobody_along(answering: Answering) -> None:
    """What they asked for is asked nevertheless, and the others hear their answers."""
    gathered = Gathered(answering)
    tasks = [asyncio.create_task(gathered(number)) for number in range(4)]
    await begun(tasks)
    tasks[0].cancel()
    tasks[2].cancel()
    answering.go.set()
    told = await asyncio.gather(*tasks, return_exceptions=True)
    assert [one for one in told if isinstance(one, int)] == [10, 30]


async def test_whoever_has_no_time_asks_alone(answering: Answering) -> None:
    """Their impatience is nobody else's, and they wait for nobody."""
    gathered = Gathered(answering)
    patient = asyncio.create_task(gathered(1))
    await begun([patient])
    with hurried():
        hasty = asyncio.create_task(gathered(2))
    await begun([hasty])
    assert answering.asked == [[1], [2]]
    answering.go.set()
    assert (await patient, await hasty) == (10, 20)
