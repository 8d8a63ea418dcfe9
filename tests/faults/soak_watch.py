"""What a bot holds while it is at work, and whether that is flat: the verdict is a slope, after a time to warm up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from types import MappingProxyType

WARM_UP = 1 / 3
"""The part of a soak that is not judged: caches fill, and what is kept for its time has not reached its end."""
_POINTS = 240
"""A slope is taken from so many points at most: it looks at every pair of them."""

_ENOUGH = 8
"""Moments of rest, of which half still make a slope; with fewer it is that of all of them."""


@dataclass(frozen=True)
class Sample:
    """What was held at a moment; `at` in seconds since the beginning. At rest nobody was doing anything."""

    at: float
    held: Mapping[str, float]
    at_rest: bool = False


@dataclass(frozen=True)
class Bound:
    """How much a curve may rise over what is judged: so many of its unit, or such a share of itself."""

    unit: str
    least: float
    share: float = 0.0


BOUNDS: Mapping[str, Bound] = MappingProxyType(
    {
        "memory of the bot": Bound("MB", 4, 0.03),
        "memory in use": Bound("MB", 2, 0.03),
        "objects": Bound("thousand", 15, 0.01),
        "work under way": Bound("", 3),
        "tasks": Bound("", 5),
        "threads": Bound("", 1),
        "file descriptors": Bound("", 15),
        "connections to the store": Bound("", 4),
        "keys that end": Bound("", 20, 0.05),
        "keys that stay": Bound("", 10, 0.05),
        "memory of the store": Bound("MB", 1, 0.05),
    }
)
"""The curves. Memory wanders by a few pages, what is stored by what people happen to do, and pools of connections by what
is still under way. In an hour more than two hundred connections break: what leaks one each time rises far above that."""


@dataclass(frozen=True)
class Verdict:
    """How one curve went. `rise` is that of its slope over the whole of what was judged, of which `allowed` is fine.

    What leaks goes on; what fills itself comes to rest. So it is the slope of all of it or that of its second half,
    whichever is less.
    """

    curve: str
    before: float
    after: float
    rise: float
    allowed: float

    @property
    def flat(self) -> bool:
        """Whether it rises by no more than it may. To fall is fine."""
        return self.rise <= self.allowed


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes between all pairs (Theil-Sen): a spike now and then does not move it."""
    thinned = points[:: max(1, len(points) // _POINTS)]
    found = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(thinned, 2) if b[0] > a[0]]
    return median(found) if found else 0.0


def judged(samples: Sequence[Sample]) -> list[Sample]:
    """The samples at rest after the warm-up: at work it is by chance how much is under way."""
    begins = samples[-1].at * WARM_UP if samples else 0.0
    return [sample for sample in samples if sample.at_rest and sample.at >= begins]


def verdicts(samples: Sequence[Sample]) -> list[Verdict]:
    """One for each curve."""
    part = judged(samples)
    return [_verdict(curve, bound, part) for curve, bound in BOUNDS.items() if part]


def _verdict(curve: str, bound: Bound, part: Sequence[Sample]) -> Verdict:
    points = [(sample.at, sample.held[curve]) for sample in part]
    level = median(value for _, value in points)
    tenth = max(1, len(points) // 10)
    late = points[len(points) // 2 :] if len(points) >= _ENOUGH else points
    return Verdict(
        curve,
        before=median(value for _, value in points[:tenth]),
        after=median(value for _, value in points[-tenth:]),
        rise=min(slope(points), slope(late)) * (part[-1].at - part[0].at),
        allowed=max(bound.least, bound.share * level),
    )
