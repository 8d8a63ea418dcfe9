"""Taking up what a bot before this one left, however long the store takes no writes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

from bot.adapters.redis_client import refusal
from bot.errors import StoreUnavailable

log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0
"""Seconds until it is tried again; each pause is twice the one before."""


class TakingUp:
    """The beginning of a bot that serves. It may be repeated from its first step.

    Once the files are read and Slack and the store were greeted, a store that is away, or takes no writes (a failover,
    a full disk), is no reason to end: questions are answered meanwhile, and it is tried again until it is done.
    """

    def __init__(
        self, work: Callable[[], Coroutine[None, None, None]], *, first_pause: float = _FIRST_PAUSE
    ) -> None:
        self._work = work
        self._pause = first_pause
        self.why: str | None = "what was left is being taken up"
        """Why it is not done, without anything secret; None once it is."""

    async def once(self) -> bool:
        """Try; whether it is done."""
        try:
            await asyncio.create_task(
                self._work()
            )  # it takes leases, and we may live long (bot/adapters/fence.py)
        except StoreUnavailable as gone:
            word = refusal(gone)
            self.why = f"the store takes no writes ({word})" if word else "the store does not answer"
            log.warning("what was left cannot be taken up yet: %s; it is tried again (%s)", self.why, gone)
            return False
        self.why = None
        return True

    async def until_done(self) -> None:
        """Go on trying where the first try did not do it; answers nothing, and ends when it is done."""
        while self.why is not None:
            await asyncio.sleep(self._pause)
            self._pause = min(_LONGEST_PAUSE, self._pause * 2)
            if await self.once():
                log.info("what was left is taken up")
