"""What words about time can mean: days, clocks, parts of a day, lengths, and the signs between them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

HOUR = 60
DAY = 24 * HOUR
END_OF_WORK = 18 * HOUR
"""Minutes after midnight at which a deadline that names a day alone ends."""


@dataclass(frozen=True)
class Days:
    """Whole local days, half-open."""

    first: date
    until: date


@dataclass(frozen=True)
class Floating:
    """A weekday (Monday 0) or a day of the month: the first on or after some day."""

    weekday: int | None = None
    of_month: int | None = None

    def on_or_after(self, day: date) -> Days | None:
        """The day meant, looked for over two months."""
        for ahead in range(62):
            candidate = day + timedelta(days=ahead)
            if self.weekday == candidate.weekday() or self.of_month == candidate.day:
                return Days(candidate, candidate + timedelta(days=1))
        return None


@dataclass(frozen=True)
class Clock:
    """Minutes after local midnight; `loose`: the half of the day was not said, and 08-20 o'clock is taken."""

    minute: int
    loose: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a day, in minutes after its midnight; `today`: the one of this day."""

    start: int
    end: int
    today: bool = False


@dataclass(frozen=True)
class Length:
    """So many local days and so much time; `later`: after now, else how long something lasts."""

    days: int
    time: timedelta
    later: bool


class Sign(Enum):
    """The words between times; `NEVER` is a day that no calendar has, such as 30 February."""

    START = auto()
    FROM = auto()
    TO = auto()
    UNTIL = auto()
    NEVER = auto()


Meaning = Days | Floating | Clock | Part | Length | Sign | datetime


@dataclass(frozen=True)
class Piece:
    """One word or group of words of a text, and what it means."""

    start: int
    end: int
    means: Meaning
    weak: bool = False
    """Means something only where a day stands beside it: "tomorrow 9-18"."""
