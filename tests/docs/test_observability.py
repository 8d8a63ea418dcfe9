"""docs/observability.md and the code name the same metrics."""

import re
from pathlib import Path
from typing import Any

import yaml

from bot.ports.meter import Count, Level, Spread
from bot.ports.metrics import METRICS

PAGE = (Path(__file__).parents[2] / "docs" / "observability.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(baton_\w+)` \| ([^|]*)\|", re.MULTILINE)
NAMED = re.compile(r"\bbaton_\w+")
YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def series(metric: Count | Spread | Level) -> set[str]:
    """Under which names Prometheus keeps it."""
    if isinstance(metric, Spread):
        return {metric.name, *(f"{metric.name}_{part}" for part in ("bucket", "sum", "count"))}
    return {metric.name}


def test_every_metric_stands_in_the_table_with_its_labels() -> None:
    """And no other."""
    told = {name: tuple(re.findall("`([^`]+)`", labels)) for name, labels in ROW.findall(PAGE)}
    assert told == {metric.name: metric.labels for metric in METRICS}


def test_queries_and_alerts_ask_for_what_there_is() -> None:
    """A renamed metric would silence an alert without a word."""
    known = {name for metric in METRICS for name in series(metric)}
    assert set(NAMED.findall(PAGE)) <= known


def test_the_examples_are_yaml_and_every_alert_says_what_to_do() -> None:
    """They can be pasted."""
    read: list[dict[str, Any]] = [yaml.safe_load(found) for found in YAML.findall(PAGE)]
    alerts = [rule for part in read for group in part.get("groups", ()) for rule in group["rules"]]
    assert len(alerts) >= 6
    assert all(rule["annotations"]["do"] and rule["expr"] for rule in alerts)
