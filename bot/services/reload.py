"""The files are taken over when they change; a bad one never replaces a good one.

same ──other bytes──► settling ──a second unchanged──► read ──good──► adopted, and told
 ▲                       ▲                              │
 └──the old bytes again──┴─────────more bytes────────── bad ──some seconds unchanged──► the keepers are told
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.errors import OperatorError, StoreUnavailable
from bot.services.handbook import Handbook

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """In seconds of real time: how often to look, and how long bytes rest before they are read.

    And `bad`, how long before a bad file is called so: an editor or a copy may be half-way through it.
    """

    look: float = 1.0
    settle: float = 1.0
    bad: float = 5.0


UNHURRIED = Pace()


@dataclass(frozen=True)
class ReloadTools:
    """What reloading works with; `elapsed` counts seconds of real time.

    `read` raises OperatorError with a problem a line. `adopt` lets a handbook hold, whatever the store does;
    `good` and `bad` have it noted and told, and may raise StoreUnavailable.
    """

    look: Callable[[], Awaitable[str]]
    read: Callable[[], Awaitable[Handbook]]
    adopt: Callable[[Handbook], Awaitable[None]]
    good: Callable[[], Awaitable[None]]
    bad: Callable[[str, Sequence[str]], Awaitable[None]]
    elapsed: Callable[[], float]


@dataclass
class _Candidate:
    """Bytes that are not what holds: since when, and what was wrong with them if they were read."""

    seen: str
    since: float
    problems: tuple[str, ...] | None = None
    told: bool = False


class Reload:
    """Watches the files of this machine. `present` is the fingerprint of what holds."""

    def __init__(
        self, tools: ReloadTools, present: str, *, pace: Pace, asked: asyncio.Event | None = None
    ) -> None:
        self._tools = tools
        self._present = present
        self._pace = pace
        self._asked = asked or asyncio.Event()
        self._candidate: _Candidate | None = None
        self._broken = False
        self._owed: Callable[[], Awaitable[None]] | None = None

    async def run(self) -> None:
        """Until cancelled. Whoever sets `asked` has the files read without waiting for them to rest."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._pace.look):
                    await self._asked.wait()
            at_once = self._asked.is_set()
            self._asked.clear()
            try:
                await self.once(at_once=at_once)
            except Exception:
                log.exception("looking at the files failed; they are looked at again in a moment")

    async def once(self, *, at_once: bool = False) -> None:
        """Look, and do what is to be done."""
        seen = await self._tools.look()
        if seen == self._present:
            await self._back_again()
        else:
            await self._consider(seen, at_once=at_once)
        await self._pay()

    async def _back_again(self) -> None:
        """What holds stands there once more."""
        if self._broken or (self._candidate and self._candidate.told):
            log.info("the files are again what they were")
            self._owed = self._tools.good
        self._candidate, self._broken = None, False

    async def _consider(self, seen: str, *, at_once: bool) -> None:
        now, pace = self._tools.elapsed(), self._pace
        if self._candidate is None or self._candidate.seen != seen:
            self._broken = self._broken or bool(self._candidate and self._candidate.told)
            self._candidate = _Candidate(seen, now)
        candidate = self._candidate
        rested = now - candidate.since
        if candidate.problems is None and (at_once or rested >= pace.settle):
            await self._try(candidate)
        if candidate.problems and not candidate.told and (at_once or rested >= pace.bad):
            candidate.told = True
            log.error(
                "the files changed and have problems; what was good stays:\n%s", "\n".join(candidate.problems)
            )
            self._owed = partial(self._tools.bad, seen, candidate.problems)

    async def _try(self, candidate: _Candidate) -> None:
        try:
            book = await self._tools.read()
        except OperatorError as refused:
            candidate.problems = tuple(str(refused).splitlines())
            return
        if await self._tools.look() != candidate.seen:
            return  # it changed while it was read; the next look begins anew
        await self._tools.adopt(book)
        self._present, self._candidate, self._broken = candidate.seen, None, False
        self._owed = self._tools.good
        log.info("the files changed and hold from now on")

    async def _pay(self) -> None:
        """Have noted what is to be told; while the store is away, again at the next look."""
        if self._owed is None:
            return
        try:
            await self._owed()
        except StoreUnavailable:
            log.warning("the store does not answer; what changed in the files is told when it is back")
            return
        self._owed = None
