"""What a soak calls flat, and that its page can be read without anything from elsewhere."""

import os
import socket
from contextlib import closing
from math import sin
from pathlib import Path

import pytest

from tests.faults.soak_descriptors import opened
from tests.faults.soak_holders import look_through
from tests.faults.soak_look import Closely
from tests.faults.soak_page import page
from tests.faults.soak_watch import BOUNDS, Sample, Verdict, slope, verdicts

HOUR = 3600
LEAKING: dict[int, str] = {}
"""What a bot that forgets to forget would hold."""


def soaked(curve: str, rising: float = 0.0, *, warming: float = 0.0, until: float = 1000.0) -> Verdict:
    """The verdict on a curve that wanders a little, warms up for so long, and rises so much an hour; the others stand still."""
    samples = [
        Sample(
            at,
            dict.fromkeys(BOUNDS, 100.0) | {curve: 100 + sin(at) + rising * at / HOUR + warmed},
            at_rest=True,
        )
        for at in range(0, HOUR, 120)
        for warmed in [warming * min(1.0, at / until)]
    ]
    [found] = [one for one in verdicts(samples) if one.curve == curve]
    return found


@pytest.mark.parametrize("curve", BOUNDS)
def test_what_wanders_is_flat(curve: str) -> None:
    """And so is what falls, or filled itself before it is judged."""
    assert soaked(curve).flat
    assert soaked(curve, rising=-50).flat
    assert soaked(curve, warming=80).flat


@pytest.mark.parametrize("curve", BOUNDS)
def test_what_rises_is_not(curve: str) -> None:
    """However slowly: what is judged is the rise over all that time."""
    found = soaked(curve, rising=50)
    assert not found.flat
    assert found.rise == pytest.approx(50 * 2 / 3, rel=0.2)


@pytest.mark.parametrize("curve", BOUNDS)
def test_what_comes_to_rest_is_flat(curve: str) -> None:
    """A cache that reaches its bound within the time that is judged; what goes on rising beside it is still seen."""
    assert soaked(curve, warming=80, until=2300).flat
    assert not soaked(curve, rising=50, warming=80, until=2300).flat


def test_a_short_run_is_judged_as_a_whole() -> None:
    """Half of a few moments of rest would be no slope at all, and nothing would ever grow."""
    short = [Sample(at, dict.fromkeys(BOUNDS, 100.0 + at), at_rest=True) for at in (50.0, 100.0, 150.0)]
    assert not any(one.flat for one in verdicts(short))


def test_one_spike_is_no_slope() -> None:
    """The median of the slopes is not moved by a moment."""
    points = [(float(at), 10.0) for at in range(20)]
    assert slope([*points, (20.0, 500.0)]) == 0.0


def test_work_under_way_is_not_judged() -> None:
    """Only moments at rest are: how much is under way otherwise is chance."""
    calm = [Sample(float(at), dict.fromkeys(BOUNDS, 10.0), at_rest=True) for at in range(0, 100, 10)]
    busy = [Sample(at + 5.0, dict.fromkeys(BOUNDS, 10.0 + at)) for at in range(0, 100, 10)]
    assert all(one.flat for one in verdicts(sorted([*calm, *busy], key=lambda one: one.at)))


def test_the_page_shows_every_curve_and_loads_nothing() -> None:
    """One file that can be sent to somebody."""
    samples = [
        Sample(float(at), dict.fromkeys(BOUNDS, 10.0), at_rest=at % 20 == 0) for at in range(0, 100, 10)
    ]
    shown = page(
        "Soaked <here>",
        ["an hour & more"],
        samples,
        verdicts(samples),
        {"some.Type": 3},
        {"some cache": (7, 40)},
    )
    assert "Everything is flat." in shown
    assert all(f"{curve}, up to" in shown for curve in BOUNDS)
    assert "Soaked &lt;here&gt;" in shown
    assert "<td>some cache</td><td>7</td><td>40</td>" in shown
    assert "http" not in shown
    assert "<script" not in shown


def test_a_container_that_grows_is_named() -> None:
    """By the path to it."""
    before = Closely(holders=look_through([])["holders"])
    LEAKING.update((number, "again") for number in range(50_000))
    grown = Closely(holders=look_through([])["holders"]).more_than(before)
    LEAKING.clear()
    assert [many for path, many in grown.items() if "dict LEAKING" in path] == [50_000]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="descriptors are looked up in /proc")
def test_descriptors_are_told_by_whom_they_lead_to() -> None:
    """A socket that listens, and both ends of one that stands."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        assert opened(os.getpid())[f"TCP port {port}, listening"] == 1
        with closing(socket.create_connection(("127.0.0.1", port))):
            assert opened(os.getpid())[f"TCP port {port}, established"] == 1
