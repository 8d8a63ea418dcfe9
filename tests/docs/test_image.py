"""The image and the compose file: nothing runs as root, nothing is writable that need not be."""

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_read_only_and_may_do_nothing_special(service: str) -> None:
    """Also its Redis."""
    told = SERVICES[service]
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]


def test_nothing_runs_as_root() -> None:
    """The image says so itself; Redis is told."""
    users = [
        line.split()[1]
        for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines()
        if line.startswith("USER")
    ]
    assert users[-1] not in {"root", "0"}
    assert SERVICES["redis"]["user"] not in {"root", "0"}


def test_a_stop_has_the_time_it_needs() -> None:
    """Longer than Baton's own ten seconds."""
    assert int(SERVICES["baton"]["stop_grace_period"].removesuffix("s")) > 10
