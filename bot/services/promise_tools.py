"""What the verbs of promises without an escalation work with, handed over once by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import Clock, Deadlines, Directory, NewId
from bot.ports.promises import Promises, PromiseVoice
from bot.services.handbook import Handbook


@dataclass(frozen=True)
class PromiseTools:
    """`clock` decides deadlines and may be moved; `wall_clock` is real time, for what Slack sees."""

    handbook: Callable[[], Handbook]
    promises: Promises
    voice: PromiseVoice
    directory: Directory
    deadlines: Deadlines
    clock: Clock
    wall_clock: Clock
    new_id: NewId
