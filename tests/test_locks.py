"""What we install is pinned with hashes, and the pins are those of pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_PIN = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)")


def pinned(lock: Path) -> dict[str, str]:
    """Name -> version."""
    found = (_PIN.match(line) for line in lock.read_text(encoding="utf-8").splitlines())
    return {normal(match[1]): match[2] for match in found if match}


def normal(name: str) -> str:
    """As the registry spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    """Another file under the same name and version is not installed."""
    pins = re.split(r"\n(?=[\w])", lock.read_text(encoding="utf-8"))
    assert [pin.split("==")[0] for pin in pins if _PIN.match(pin) and "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize(("lock", "extras"), [("run.txt", ("semantic",)), ("dev.txt", ("semantic", "dev"))])
def test_the_pins_are_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    """After a change of pyproject.toml: `make lock`."""
    pins = pinned(ROOT / "requirements" / lock)
    off = [
        str(one)
        for one in wanted(*extras)
        if not one.specifier.contains(pins.get(normal(one.name), "0.dev0"), prereleases=True)
    ]
    assert off == []


def test_tests_run_with_what_is_served() -> None:
    """The same version of each package in both."""
    run, dev = pinned(ROOT / "requirements/run.txt"), pinned(ROOT / "requirements/dev.txt")
    assert {name: dev.get(name) for name in run} == run
