"""What a soak calls flat, and that its page can be read without anything from elsewhere."""

from math import sin

import pytest

from tests.faults.soak_page import page
from tests.faults.soak_watch import BOUNDS, Sample, Verdict, slope, verdicts

HOUR = 3600


def soaked(curve: str, rising: float = 0.0, *, warming: float = 0.0) -> Verdict:
    """The verdict on one curve that wanders a little, warms up, and rises so much an hour; the others stand still."""
    samples = [
        Sample(
            at,
            dict.fromkeys(BOUNDS, 100.0) | {curve: 100 + sin(at) + rising * at / HOUR + warmed},
            at_rest=True,
        )
        for at in range(0, HOUR, 120)
        for warmed in [warming * min(1.0, at / 1000)]
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
    assert found.rise == pytest.approx(50 * 2 / 3, rel=0.1)


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
    shown = page("Soaked <here>", ["an hour & more"], samples, verdicts(samples), {"some.Type": 3})
    assert "Everything is flat." in shown
    assert all(f"{curve}, up to" in shown for curve in BOUNDS)
    assert "Soaked &lt;here&gt;" in shown
    assert "http" not in shown
    assert "<script" not in shown
