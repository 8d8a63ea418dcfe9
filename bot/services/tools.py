"""What the verbs of escalation work with, handed over once by the wiring."""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.policy import Level
from bot.ports import Clock, Deadlines, Directory, Escalations, Messenger, NewId
from bot.services.handbook import Handbook

Later = Callable[[Coroutine[Any, Any, None]], None]
"""Starts work that an answer need not wait for; it is tracked, and finished before a graceful stop."""


async def _as_it_is() -> None:
    """The handbook knows everything already."""


async def _unlooked(_levels: Sequence[Level]) -> None:
    """Everybody is taken to be there."""


@dataclass(frozen=True)
class Tools:
    """`clock` decides deadlines and may be moved; `wall_clock` is real time, for what Slack and leases see.

    `refresh` lets the handbook know of covers that another replica made; await it before deciding whom to ask.
    `look` asks Slack whether those whom these levels would ask are away by their status; await it then, too.
    """

    handbook: Callable[[], Handbook]
    escalations: Escalations
    deadlines: Deadlines
    messenger: Messenger
    directory: Directory
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    later: Later
    refresh: Callable[[], Awaitable[None]] = _as_it_is
    look: Callable[[Sequence[Level]], Awaitable[None]] = _unlooked
