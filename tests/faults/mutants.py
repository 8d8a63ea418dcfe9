"""Bots that are broken on purpose, to see that the oracle finds them. Only a test asks for one, and only in its own bots."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.adapters import fence
from bot.adapters.slack_posting import Posting
from bot.adapters.store_deadlines import StoredDeadlines
from bot.adapters.store_escalations import StoredEscalations
from bot.adapters.store_people import StoredOnce
from bot.domain.escalation import Escalation, Posted
from bot.ports import Lease

MUTANT = "BATON_FAULTS_MUTANT"
"""In the environment of a bot of the nursery: which one it is; no bot outside the nursery reads it."""

_HASTE = 1.0
_writing: set[asyncio.Task[object]] = set()


def blind() -> None:
    """It does not look whether a message stands already, before it repeats an attempt (docs/adr/0003)."""

    async def find(
        self: Posting, channel: str, *, key: str, since: datetime, thread: str | None = None
    ) -> Posted | None:
        del self, channel, key, since, thread
        return None

    Posting.find = find  # type: ignore[method-assign]  # what a mutant is


def hasty() -> None:
    """It says that a customer was handed over, and writes it down a second later."""
    writes = StoredEscalations.open

    async def open_soon(
        self: StoredEscalations, escalation: Escalation, *, once: str, due: datetime | None
    ) -> tuple[Escalation, Lease | None]:
        async def write() -> None:
            await asyncio.sleep(_HASTE)
            await writes(self, escalation, once=once, due=due)

        task = asyncio.create_task(write())
        _writing.add(task)
        task.add_done_callback(_writing.discard)
        return escalation, None

    StoredEscalations.open = open_soon  # type: ignore[method-assign]  # what a mutant is


def forgetful() -> None:
    """It does not know an event again that Slack repeats (rule 18)."""

    async def begin(self: StoredOnce, event: str) -> bool:
        del self, event
        return True

    StoredOnce.begin = begin  # type: ignore[method-assign]  # what a mutant is


def stubborn() -> None:
    """It waits for the time it has seen already, where the clock was set back."""
    claims, seen = StoredDeadlines.claim, [datetime.min.replace(tzinfo=UTC)]

    async def claim(self: StoredDeadlines, now: datetime, limit: int) -> Sequence[Lease]:
        seen[0] = max(seen[0], now)
        return await claims(self, now, limit) if now == seen[0] else ()

    StoredDeadlines.claim = claim  # type: ignore[method-assign]  # what a mutant is


def heedless() -> None:
    """It posts though its lease may have run out while it slept (`bot.adapters.fence`)."""

    def check(method: str) -> None:
        del method

    fence.check = check


def become(name: str) -> None:
    """This process is that mutant from now on; without a name it stays as it is."""
    if name:
        _MUTANTS[name]()


_MUTANTS = {one.__name__: one for one in (blind, hasty, forgetful, stubborn, heedless)}
