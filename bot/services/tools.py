"""What the verbs of escalation work with, handed over once by the wiring."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.ports import Clock, Deadlines, Directory, Escalations, Messenger, NewId
from bot.services.handbook import Handbook

Later = Callable[[Coroutine[Any, Any, None]], None]
"""Starts work that an answer need not wait for; it is tracked, and finished before a graceful stop."""


@dataclass(frozen=True)
class Tools:
    """`clock` decides deadlines and may be moved; `wall_clock` is real time, for what Slack and leases see."""

    handbook: Callable[[], Handbook]
    escalations: Escalations
    deadlines: Deadlines
    messenger: Messenger
    directory: Directory
    clock: Clock
    wall_clock: Clock
    new_id: NewId
    later: Later
