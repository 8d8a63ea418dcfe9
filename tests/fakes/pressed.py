"""People who press what they are shown before we have heard that they were."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from bot.ports import Refused


class PressedAtOnce:
    """A port that speaks: what one call of a method shows, `after` so many others, is pressed before it answers.

    Nothing can be looked for (`find`), so that an answer that is thrown away would be said again.
    """

    def __init__(
        self, port: object, method: str, press: Callable[[], Awaitable[object]], *, after: int = 0
    ) -> None:
        self._port = port
        self._method = method
        self._press = press
        self._before = after

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the port has
        reached = getattr(self._port, name)
        if not inspect.iscoroutinefunction(reached):
            return reached

        async def call(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the port takes
            if name == "find":
                raise Refused("missing_scope")
            answer = await reached(*args, **more)
            if name == self._method:
                self._before -= 1
                if self._before == -1:
                    await self._press()
            return answer

        return call
