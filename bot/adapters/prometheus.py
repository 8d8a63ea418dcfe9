"""The meter in Prometheus' format: one process tells its own figures, workers of one machine tell them together.

Workers share a folder that PROMETHEUS_MULTIPROC_DIR names; it must be set before this module is imported, since the
library decides then how it keeps values.
"""

import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar, cast

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from bot.ports.meter import Count, Level, Spread
from bot.ports.metrics import METRICS

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which workers share their figures."""

M = TypeVar("M", bound=Counter | Histogram | Gauge)

Look = Callable[[], Awaitable[None]]
"""Tells the meter levels that are only looked at when somebody asks."""

_MOST_SERIES = 500
"""Of one metric. What more labels would make counts as `other`, so that no mistake fills anybody's monitoring."""
_OTHER = "other"

disable_created_metrics()  # type: ignore[no-untyped-call]  # the library left it untyped


class PrometheusMeter:
    """Keeps figures; `page` is what Prometheus reads. One a process where workers share a folder."""

    def __init__(self, metrics: Sequence[Count | Spread | Level] = METRICS) -> None:
        self._registry = CollectorRegistry()
        self._shared = bool(os.environ.get(FOLDER))
        if not self._shared:
            ProcessCollector(registry=self._registry)
        self._counts: dict[Count, _Family[Counter]] = {}
        self._spreads: dict[Spread, _Family[Histogram]] = {}
        self._levels: dict[Level, _Family[Gauge] | None] = {}
        for metric in metrics:
            self._add(metric)

    def count(self, what: Count, *labels: str) -> None:
        """It happened once."""
        self._counts[what].of(labels).inc()

    def took(self, what: Spread, seconds: float, *labels: str) -> None:
        """It took so many seconds, or came so late."""
        self._spreads[what].of(labels).observe(max(0.0, seconds))

    def stands(self, what: Level, value: float, *labels: str) -> None:
        """There is so much of it now."""
        family = self._levels[what] or self._first(what)
        family.of(labels).set(value)

    def page(self) -> bytes:
        """Every figure in Prometheus' text format; of all workers where they share a folder."""
        registry = self._registry
        if self._shared:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library left it untyped
        return generate_latest(registry)

    def _add(self, metric: Count | Spread | Level) -> None:
        given = (metric.name, metric.told, metric.labels)
        match metric:
            case Count():
                self._counts[metric] = _Family(Counter(*given, registry=self._registry))
            case Spread():
                found = Histogram(*given, registry=self._registry, buckets=metric.bounds)
                self._spreads[metric] = _Family(found)
            case Level():
                self._levels[metric] = None

    def _first(self, level: Level) -> "_Family[Gauge]":
        """Nobody tells a level before it was looked at: with HTTP mode no Socket Mode connections are not none."""
        family = _Family(
            Gauge(
                level.name, level.told, level.labels, registry=self._registry, multiprocess_mode=level.across
            )
        )
        self._levels[level] = family
        return family


class _Family(Generic[M]):
    """A metric and its series by label values; the library's own look-up costs three times ours."""

    def __init__(self, metric: M) -> None:
        self._metric = metric
        self._series: dict[tuple[str, ...], M] = {}

    def of(self, labels: tuple[str, ...]) -> M:
        """The series of these labels."""
        found = self._series.get(labels)
        return found if found is not None else self._new(labels)

    def _new(self, labels: tuple[str, ...]) -> M:
        if not labels:
            self._series[labels] = self._metric
            return self._metric
        if len(self._series) >= _MOST_SERIES:
            labels = (_OTHER,) * len(labels)
        if labels not in self._series:
            self._series[labels] = cast("M", self._metric.labels(*labels))
        return self._series[labels]


def forget_worker(pid: int) -> None:
    """Levels of a worker that died count no longer; its counts and spreads stay. For whoever replaces it."""
    if Path(os.environ.get(FOLDER) or os.devnull).is_dir():
        mark_process_dead(pid)  # type: ignore[no-untyped-call]  # the library left it untyped
