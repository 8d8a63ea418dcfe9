"""A meter one can read again; it refuses what Prometheus would."""

from collections import Counter, defaultdict

from bot.ports.meter import Count, Level, Spread
from bot.ports.metrics import METRICS

Series = tuple[str, ...]
"""A metric's name and its labels' values."""


class FakeMeter:
    """Only declared metrics, each with as many labels as it has names."""

    def __init__(self) -> None:
        self.counted: Counter[Series] = Counter()
        self.taken: defaultdict[Series, list[float]] = defaultdict(list)
        self.levels: dict[Series, float] = {}

    def count(self, what: Count, *labels: str) -> None:
        """It happened once."""
        self.counted[_series(what, labels)] += 1

    def took(self, what: Spread, seconds: float, *labels: str) -> None:
        """It took so many seconds."""
        self.taken[_series(what, labels)].append(max(0.0, seconds))

    def stands(self, what: Level, value: float, *labels: str) -> None:
        """There is so much of it now."""
        self.levels[_series(what, labels)] = value


def _series(what: Count | Spread | Level, labels: Series) -> Series:
    if what not in METRICS:
        raise KeyError(f"{what.name} is not in METRICS")
    if len(labels) != len(what.labels):
        raise ValueError(f"{what.name} has the labels {what.labels}, not {labels}")
    return what.name, *labels
