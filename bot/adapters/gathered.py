"""What many ask of the store at the same moment goes out as one question."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.adapters.hurry import patience, unhurried

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")

_MOST = 100
"""In one question: a script that goes through more would hold the server up."""


class Gathered(Generic[Asked, Answered]):
    """Asks for one alone at once; those who come while that is under way go together in the next question.

    `ask` answers each of what it is given, in order, and is harmless to what was asked before. Whoever has no time
    (`hurried`) asks alone, so that nobody is told of an impatience that is not theirs.
    """

    def __init__(self, ask: Callable[[Sequence[Asked]], Awaitable[Sequence[Answered]]]) -> None:
        self._ask = ask
        self._waiting: list[tuple[Asked, asyncio.Future[Answered]]] = []
        self._under_way: asyncio.Task[None] | None = None
        self._alone = False

    async def __call__(self, one: Asked) -> Answered:
        """The answer to one, or what kept all of its question from being answered."""
        if patience() != float("inf"):
            return (await self._ask([one]))[0]
        if not self._alone and self._under_way is None:
            self._alone = True
            try:
                return (await self._ask([one]))[0]
            finally:
                self._alone = False
                self._go_on()
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, answer))
        return await answer

    def _go_on(self) -> None:
        part, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        self._under_way = asyncio.create_task(self._together(part)) if part else None

    async def _together(self, part: Sequence[tuple[Asked, "asyncio.Future[Answered]"]]) -> None:
        """Also for those who gave up waiting meanwhile: what they asked for was to be done."""
        try:
            with unhurried():
                answers = await self._ask([one for one, _ in part])
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            for _, answer in part:
                if not answer.done():
                    answer.set_exception(error)
        except BaseException:
            for _, answer in part:
                answer.cancel()
            raise
        else:
            for (_, answer), said in zip(part, answers, strict=True):
                if not answer.done():
                    answer.set_result(said)
        finally:
            self._go_on()
