"""The figures by which service is measured: what one is called, and which values it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lookup import fold
from bot.domain.philosophy import Value

COMPANIONS = (
    frozenset({"NPS", "QA"}),
    frozenset({"FCR", "CSAT"}),
    frozenset({"FRT", "AHT"}),
    frozenset({"CRR", "AOV"}),
    frozenset({"CES"}),
)
"""Figures that move together: honesty, quality, speed, loyalty, ease (practice 4.20)."""

USUAL = tuple(sorted(name for names in COMPANIONS for name in names))
"""The abbreviations people know."""

_PARTS = re.compile(r"[\s,/·&+]+")


@dataclass(frozen=True)
class Measured:
    """A figure somebody asked about, and the values it is for.

    `by` is the figure those values name, where it is not the one asked about but moves together with it.
    """

    metric: str
    values: tuple[Value, ...]
    by: str | None = None


def metrics_of(value: Value) -> tuple[str, ...]:
    """The figures a value names, one or several."""
    return tuple(part for part in _PARTS.split(value.metric or "") if part)


def measured(values: Sequence[Value], text: str) -> Measured | None:
    """The values of a figure, if the text is nothing but its name."""
    wanted = fold(text)
    named = {fold(one): one for value in values for one in metrics_of(value)}
    named = {fold(usual): usual for usual in USUAL} | named
    named |= {fold(value.metric): value.metric for value in values if value.metric}
    metric = named.get(wanted)
    if metric is None:
        return None
    own = _naming(values, metric)
    if own:
        return Measured(metric, own)
    friends = next((names for names in COMPANIONS if metric in names), frozenset())
    for friend in sorted(friends - {metric}):
        if found := _naming(values, friend):
            return Measured(metric, found, by=friend)
    return Measured(metric, ())


def _naming(values: Sequence[Value], metric: str) -> tuple[Value, ...]:
    wanted = fold(metric)
    return tuple(
        value for value in values if wanted in {fold(one) for one in (*metrics_of(value), value.metric or "")}
    )
