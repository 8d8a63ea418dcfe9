"""A simple-minded second opinion on local time: a clock on the wall, looked at every half hour.

It knows nothing of offsets or of how the domain computes: every answer is looked up among the ticks of nine
weeks around a change of the clocks. All times in the tests that use it fall on half hours, as every offset of
its zones does.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.weekdays import WeeklyHours

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Seoul",
    "America/St_Johns",
)
"""Two hemispheres, a change of half an hour, an offset of half an hour, and no change at all."""

_SEASONS = {"spring": datetime(2026, 2, 16, tzinfo=UTC), "autumn": datetime(2026, 9, 14, tzinfo=UTC)}
_LENGTH = timedelta(weeks=9)
_STEP = timedelta(minutes=30)


@lru_cache
def _wall(zone: str, season: str) -> tuple[tuple[datetime, ...], dict[datetime, tuple[datetime, ...]]]:
    start, shown = _SEASONS[season], dict[datetime, tuple[datetime, ...]]()
    ticks = tuple(start + number * _STEP for number in range(_LENGTH // _STEP))
    # three days more before and three weeks after, for what begins or ends outside
    for tick in (start + number * _STEP for number in range(-3 * 48, _LENGTH // _STEP + 21 * 48)):
        local = tick.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        shown[local] = (*shown.get(local, ()), tick)
    return ticks, shown


class TickClock:
    """The wall clock of a zone, in half hours of UTC."""

    step = _STEP

    def __init__(self, zone: str, season: str) -> None:
        self.zone = ZoneInfo(zone)
        self.ticks, self._shown = _wall(zone, season)

    def wall_times(self) -> Iterator[datetime]:
        """Every half hour of the local days, also those which the clock never shows."""
        first, last = min(self._shown) + timedelta(days=1), max(self._shown) - timedelta(days=1)
        for number in range((last - first) // _STEP):
            yield first + number * _STEP

    def days(self) -> list[date]:
        """The local days."""
        first, *_, last = sorted(self._shown)
        return [first.date() + timedelta(days=number) for number in range(1, (last - first).days - 1)]

    def instant(self, local: datetime, *, end: bool = False) -> datetime:
        """The first (or as an `end` the last) tick that shows a time, or else the next time there is."""
        for _ in range(4):
            if local in self._shown:
                return self._shown[local][-1 if end else 0]
            local, end = local + _STEP, False
        raise LookupError(f"{local} is outside the weeks this clock knows")

    def between(self, start: datetime, end: datetime) -> list[datetime]:
        """The ticks of a window."""
        return [tick for tick in self.ticks if start <= tick < end]

    def open_ticks(self, hours: WeeklyHours | None, holidays: frozenset[date]) -> frozenset[datetime]:
        """The ticks inside the hours, each span belonging to the day it begins on."""
        if hours is None:
            return frozenset(self.ticks)
        found: set[datetime] = set()
        for day in self.days():
            for start, end in hours.spans.get(day.weekday(), ()):
                if day not in holidays:
                    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a wall time
                    tick = self.instant(midnight + timedelta(minutes=start))
                    closes = self.instant(midnight + timedelta(minutes=end), end=True)
                    while tick < closes:
                        found.add(tick)
                        tick += _STEP
        return frozenset(found)
