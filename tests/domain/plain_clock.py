"""A clock on the wall and a watch in UTC, side by side, tick by tick: all that the second opinion knows of time.

Nothing here computes with offsets. What the wall shows at each tick is written down once; when the wall shows
a time is looked up there.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tests.proof import PROOF

TICK = timedelta(minutes=1 if PROOF else 15)
"""Every offset of these zones, and every change of one, is a multiple of a quarter of an hour."""

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Asia/Seoul",  # never changes
    "Asia/Kolkata",  # five and a half hours ahead
    "Asia/Kathmandu",  # five and three quarters
    "America/St_Johns",  # three and a half behind, with summer time
    "Australia/Lord_Howe",  # changes by half an hour
    "Pacific/Chatham",  # twelve and three quarters, changes at a quarter to three
    "Africa/Cairo",  # changes at midnight: there is a day that begins at one
    "America/Santiago",  # the other half of the world, at midnight too
    "Antarctica/Troll",  # changes by two hours
    "Europe/Dublin",  # its winter is the exception, by the book
)
YEAR = 2026
_MARGIN = timedelta(days=20)


@lru_cache
def changes(zone: str, year: int = YEAR) -> tuple[datetime, ...]:
    """The instants of a year from which on the wall's clock is set otherwise."""
    place, quarter = ZoneInfo(zone), timedelta(minutes=15)
    start = datetime(year, 1, 2, tzinfo=UTC)
    ticks = [start + number * quarter for number in range(363 * 96)]
    offsets = [tick.astimezone(place).utcoffset() for tick in ticks]
    return tuple(
        tick for before, tick, after in zip(offsets, ticks[1:], offsets[1:], strict=False) if before != after
    )


class PlainClock:
    """Some days of a zone, and enough around them for what begins before or ends after."""

    def __init__(self, zone: str, start: datetime, days: int) -> None:
        self.zone = zone
        self.middle = start + timedelta(days=days) / 2
        self.start = start
        self.end = start + timedelta(days=days)
        self._first, self._last, self.walls = _written_down(zone, start, days)

    @classmethod
    def around(cls, zone: str, instant: datetime, days: int = 14) -> "PlainClock":
        """The days around an instant, which is then their `middle`; they begin at a midnight in UTC."""
        midnight = instant.replace(hour=0, minute=0, second=0, microsecond=0)
        clock = cls(zone, midnight - timedelta(days=days // 2), days)
        clock.middle = instant
        return clock

    def ticks(self) -> Iterator[datetime]:
        """Every tick of the days."""
        for number in range((self.end - self.start) // TICK):
            yield self.start + number * TICK

    def begins(self, wall: datetime) -> datetime:
        """When the wall first shows a time, or else the first instant after."""
        return self._first[self._shown(wall)]

    def ends(self, wall: datetime) -> datetime:
        """When it last shows it, or else the first instant after."""
        shown = self._shown(wall)
        return (self._last if shown == wall else self._first)[shown]

    def _shown(self, wall: datetime) -> datetime:
        for _ in range(3 * 24 * 60):
            if wall in self._first:
                return wall
            wall += TICK
        raise LookupError(f"{wall} is outside the days this clock knows")


Seen = dict[datetime, datetime]


@lru_cache(maxsize=64)
def _written_down(zone: str, start: datetime, days: int) -> tuple[Seen, Seen, Seen]:
    first: Seen = {}
    last: Seen = {}
    walls: Seen = {}
    place, tick = ZoneInfo(zone), start - _MARGIN
    while tick < start + timedelta(days=days) + _MARGIN:
        wall = tick.astimezone(place).replace(tzinfo=None, fold=0)
        first.setdefault(wall, tick)
        last[wall] = tick
        walls[tick] = wall
        tick += TICK
    return first, last, walls
