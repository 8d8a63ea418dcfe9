"""The clock people can move forward, and tests back. Slack's own time stamps stay real."""

import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from playground.bell import Bell
from playground.cast import Night

JUST_AFTER = timedelta(seconds=5)
"""How far past a night's hour "tonight" goes, so that what is due then is due."""


class Clock:
    """Real time plus an offset, which people only make larger. Followers long-poll it."""

    def __init__(self) -> None:
        self.offset = timedelta(0)
        self.version = 1
        self._bell = Bell()
        self._following: Counter[int] = Counter()
        self._stopped = False

    def now(self) -> datetime:
        """The moved time, UTC."""
        return datetime.now(UTC) + self.offset

    def seen(self) -> dict[str, float]:
        """What ``GET /clock`` answers."""
        return {"offset_seconds": self.offset.total_seconds(), "version": self.version}

    def forward(self, by: timedelta) -> None:
        """Move forward.

        Raises:
            ValueError: ``by`` is negative.
        """
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        self.jump(by)

    def jump(self, by: timedelta) -> None:
        """Move either way, as a machine's clock does that is set right."""
        self.offset += by
        self.version += 1
        self._bell.stir()

    async def follow(self, after: int, *, within: float) -> dict[str, float]:
        """Answer when the version is past ``after`` or ``within`` seconds have passed."""
        self._following[after] += 1
        self._bell.stir()
        try:
            await self._bell.until(lambda: self._stopped or self.version > after, within=within)
        finally:
            self._following[after] -= 1
        return self.seen()

    async def caught_up(self, *, within: float) -> bool:
        """Wait until somebody follows the present version; True if one does."""
        return await self._bell.until(lambda: self._following[self.version] > 0, within=within)

    def stop(self) -> None:
        """Answer everybody who waits."""
        self._stopped = True
        self._bell.stir()

    @property
    def followed(self) -> bool:
        """Whether somebody waits for the next move."""
        return self._following[self.version] > 0


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def week_days(text: str) -> frozenset[int]:
    """Monday is 0. Reads ``mon``, ``mon-fri``, ``sat,sun``, ``daily``; anything else means every day."""
    found: set[int] = set()
    for part in re.split(r"[,\s]+", text.strip().lower()):
        first, _, last = part.partition("-")
        if first in _DAYS and (last or first) in _DAYS:
            start, end = _DAYS.index(first), _DAYS.index(last or first)
            found |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    return frozenset(found or range(7))


ONE_EVENING = timedelta(hours=3)
"""Nights of several teams this close to each other are one evening to whoever moves the clock."""


def next_night(now: datetime, nights: tuple[Night, ...]) -> datetime:
    """The next moment when the nights of an evening have just begun, UTC: those close to the first one with it."""
    coming = sorted(_next_of(now, night).astimezone(UTC) for night in nights)
    return max(at for at in coming if at - coming[0] <= ONE_EVENING) + JUST_AFTER


def _next_of(now: datetime, night: Night) -> datetime:
    zone = ZoneInfo(night.time_zone)
    hour, minute = (int(part) for part in night.time.split(":")[:2])
    days = week_days(night.days)
    today = now.astimezone(zone).date()
    for ahead in range(9):
        date = today + timedelta(days=ahead)
        at = datetime.combine(date, time(hour, minute), tzinfo=zone)
        if date.weekday() in days and at > now:
            return at
    return now
