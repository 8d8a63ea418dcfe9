"""Counting what happens, so that whoever runs Baton sees it run. What is counted is declared in `bot/ports/metrics.py`.

A meter never raises, never waits, and keeps no words: labels are names of ours (a command, a method of Slack, a kind
of deadline), never anything a person typed, never a person.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Across = Literal["livesum", "livemostrecent"]
"""Several processes of one machine each tell a level: what all of them have together, or what was told last."""


@dataclass(frozen=True, eq=False)
class Count:
    """Something that happens; only ever grows. Its name ends in `_total`."""

    name: str
    told: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Spread:
    """Seconds that something takes, or comes late; `bounds` are those of its buckets."""

    name: str
    told: str
    bounds: tuple[float, ...]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Level:
    """How much there is of something now."""

    name: str
    told: str
    labels: tuple[str, ...] = ()
    across: Across = "livesum"


class Meter(Protocol):
    """Takes figures. `labels` are the values of the metric's labels, in their order."""

    def count(self, what: Count, *labels: str) -> None:
        """It happened once."""

    def took(self, what: Spread, seconds: float, *labels: str) -> None:
        """It took so many seconds, or came so late; less than none counts as none."""

    def stands(self, what: Level, value: float, *labels: str) -> None:
        """There is so much of it now."""


class Silent:
    """Counts nothing: the meter of whoever was given none."""

    def count(self, what: Count, *labels: str) -> None:
        """Nothing."""

    def took(self, what: Spread, seconds: float, *labels: str) -> None:
        """Nothing."""

    def stands(self, what: Level, value: float, *labels: str) -> None:
        """Nothing."""


SILENT: Meter = Silent()
