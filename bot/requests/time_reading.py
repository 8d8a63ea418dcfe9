"""Points and stretches of time, put together from words, as one clock on one wall shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.hours import instant, wall_clock
from bot.requests.time_meanings import DAY, END_OF_WORK, HOUR, Clock, Days, Floating, Length, Part, Sign


@dataclass(frozen=True)
class Span:
    """A stretch of time, half-open, in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Point:
    """A point of time as it was said: a day, a clock, a part of a day, so much later, or an exact instant."""

    day: Days | Floating | None = None
    clock: Clock | None = None
    part: Part | None = None
    later: Length | None = None
    at: datetime | None = None
    day_last: bool = False

    def joined(self, means: object) -> "Point | None":
        """The point with one more word to it; None if that word has no place in it."""
        alone = self.at is None and self.later is None
        match means:
            case Days() | Floating() if alone:
                if self.day is None:
                    return replace(self, day=means, day_last=self.clock is not None or self.part is not None)
                together = _in_week(self.day, means)
                return replace(self, day=together) if together else None
            case Clock() if self.at is None and self.clock is None and not (self.later and self.later.time):
                return replace(self, clock=_in_part(means, self.part), part=None)
            case Part() if alone and self.part is None:
                if self.clock is None:
                    return replace(self, part=means)
                return replace(self, clock=_in_part(self.clock, means)) if self.clock.loose else None
            case Length(later=True) if self == Point():
                return replace(self, later=means)
            case datetime() if self == Point():
                return replace(self, at=means)
            case _:
                return None


Item = Point | Sign | Length


def _in_week(first: Days | Floating, second: Days | Floating) -> Days | None:
    """A weekday and its week in either order, else None."""
    week, day = (first, second) if isinstance(first, Days) else (second, first)
    if isinstance(week, Days) and isinstance(day, Floating):
        found = day.on_or_after(week.first)
        return found if found and found.until <= week.until else None
    if (
        isinstance(week, Days)
        and isinstance(day, Days)
        and day.first >= week.first
        and day.until <= week.until
    ):
        return day
    return None


def _in_part(clock: Clock, part: Part | None) -> Clock:
    """A loose hour in the part of the day it was said with: "5 this afternoon", "tonight at 9"."""
    if part is None or not clock.loose:
        return clock
    hours = (clock.minute % (12 * HOUR) + step * 12 * HOUR for step in range(3))
    return next((Clock(minute) for minute in hours if part.start <= minute < part.end), clock)


@dataclass(frozen=True)
class WallReader:
    """Turns what was said into instants, for one clock and one place."""

    now: datetime
    zone: ZoneInfo

    @property
    def wall(self) -> datetime:
        """What the clock on the wall shows."""
        return wall_clock(self.now, self.zone)

    @property
    def today(self) -> date:
        """The local date."""
        return self.wall.date()

    def at(self, day: date, minute: int, *, end: bool = False) -> datetime:
        """The instant of a minute of a local day, which may lie past its midnight."""
        return instant(datetime.combine(day, time()) + timedelta(minutes=minute), self.zone, end=end)

    def moment(self, point: Point) -> datetime | None:
        """When a point is; a day or a part of one alone is a deadline, at its end."""
        if point.at is not None:
            return point.at
        if point.later is not None:
            return self._later(point.later, point.clock)
        if point.clock is not None:
            return self._clock_on(point.day, point.clock)
        if point.part is not None:
            return self._part_ends(point.day, point.part)
        days = self._days(point.day)
        if days is None:
            return None
        last = days.until - timedelta(days=1)
        if days.until - days.first == timedelta(days=7):
            last -= timedelta(days=2)
        at_work = self.at(last, END_OF_WORK)
        return at_work if at_work > self.now else self.at(last, DAY)

    def span(self, items: Sequence[Item]) -> Span | None:
        """The stretch that points, lengths and the signs between them make."""
        shape = tuple(item for item in items if not isinstance(item, Sign))
        signs = {item for item in items if isinstance(item, Sign)}
        match shape:
            case (Point() as point,) if Sign.UNTIL in signs:
                return self._until(point)
            case (Point() as point,) if not signs:
                return self._alone(point)
            case (Point() as start, Point() as end) if signs & {Sign.TO, Sign.UNTIL, Sign.FROM}:
                return self._between(start, end)
            case (Length() as length,) if not signs:
                return self._lasting(self.now, self.today, length)
            case (Point() as start, Length() as length) | (Length() as length, Point() as start):
                begins = self._start(start)
                return self._lasting(begins, wall_clock(begins, self.zone).date(), length) if begins else None
            case _:
                return None

    def _days(self, day: Days | Floating | None, anchor: date | None = None) -> Days | None:
        return day.on_or_after(anchor or self.today) if isinstance(day, Floating) else day

    def _later(self, length: Length, clock: Clock | None) -> datetime:
        local = self.wall + timedelta(days=length.days)
        if clock is not None:
            return self.at(local.date(), clock.minute)
        if not length.days:
            return self.now.astimezone(UTC) + length.time
        return instant(local, self.zone) + length.time

    def _clock_on(self, day: Days | Floating | None, clock: Clock) -> datetime | None:
        if day is None:
            return next(at for ahead in range(3) if (at := self._ahead(ahead, clock.minute)) > self.now)
        found = self._days(day)
        if found is None or found.until - found.first > timedelta(days=1):
            return None
        at = self.at(found.first, clock.minute)
        if at <= self.now and isinstance(day, Floating):
            again = day.on_or_after(found.until)
            return self.at(again.first, clock.minute) if again else None
        if at <= self.now and clock.loose and found.first == self.today:
            evening = self.at(found.first, clock.minute + 12 * HOUR)
            return evening if evening > self.now and clock.minute < 12 * HOUR else at
        return at

    def _ahead(self, days: int, minute: int) -> datetime:
        return self.at(self.today + timedelta(days=days), minute)

    def _part_ends(self, day: Days | Floating | None, part: Part) -> datetime | None:
        end = min(part.end, DAY)
        days = self._days(day) or Days(self.today, self.today)
        if part.end == END_OF_WORK and part.start == 0 and days.first == self.today:
            return at if (at := self._ahead(0, end)) > self.now else self._ahead(0, DAY)
        if day is None:
            return next(at for ahead in range(3) if (at := self._ahead(ahead, end)) > self.now or part.today)
        return self.at(days.until - timedelta(days=1), end)

    def _alone(self, point: Point) -> Span | None:
        """A day, some days, or a part of a day."""
        if point.clock is not None or point.at is not None or (point.later and point.later.time):
            return None
        if point.later is not None:
            day = self.today + timedelta(days=point.later.days)
            return self._whole(Days(day, day + timedelta(days=1)))
        if point.part is None:
            days = self._days(point.day)
            return self._whole(days) if days else None
        part = point.part
        if point.day is None:
            ahead = 0 if part.today or self._ahead(0, part.end) > self.now else 1
            return Span(self._ahead(ahead, part.start), self._ahead(ahead, part.end))
        days = self._days(point.day)
        if days is None or days.until - days.first > timedelta(days=1):
            return None
        return Span(self.at(days.first, part.start), self.at(days.first, part.end, end=True))

    def _whole(self, days: Days) -> Span:
        return Span(self.at(days.first, 0), self.at(days.until, 0, end=True))

    def _until(self, point: Point) -> Span | None:
        """From now to the end of a day, or to a moment."""
        if point.clock is None and point.at is None and point.part is None and point.later is None:
            days = self._days(point.day)
            return Span(self.now.astimezone(UTC), self.at(days.until, 0, end=True)) if days else None
        end = self.moment(point)
        return Span(self.now.astimezone(UTC), end) if end else None

    def _lasting(self, start: datetime, day: date, length: Length) -> Span:
        """So many days count the first one; hours and minutes are added as they are."""
        if not length.days:
            return Span(start.astimezone(UTC), start.astimezone(UTC) + length.time)
        return Span(
            start.astimezone(UTC), self.at(day + timedelta(days=length.days), 0, end=True) + length.time
        )

    def _start(self, point: Point) -> datetime | None:
        if point.part is not None:
            return None
        if point.clock is not None or point.at is not None or (point.later and point.later.time):
            return self.moment(point)
        alone = self._alone(point)
        return alone.start if alone else None

    def _between(self, start: Point, end: Point) -> Span | None:
        if start.day is None and end.day_last and start.clock is not None and end.clock is not None:
            begins, ends = _spread(start.clock, end.clock)
            return self._over(end.day, begins, ends, same_day=True)
        if start.clock is not None and end.clock is not None and start.later is None and end.later is None:
            if end.day is None:
                return self._over(start.day, *_spread(start.clock, end.clock), same_day=False)
            begins_at = self._clock_on(start.day, start.clock)
            days = self._days(end.day, wall_clock(begins_at, self.zone).date()) if begins_at else None
            return (
                Span(begins_at, self.at(days.first, end.clock.minute, end=True))
                if begins_at and days
                else None
            )
        begins_at = self._start(start)
        return self._from(begins_at, end) if begins_at else None

    def _from(self, start: datetime, end: Point) -> Span | None:
        """From an instant to a point after it: to the end of a day, or to a moment."""
        day = wall_clock(start, self.zone).date()
        if end.at is not None:
            return Span(start, end.at)
        if end.part is not None or end.later is not None:
            return None
        if end.clock is not None and end.day is None:
            return next(
                Span(start, at)
                for ahead in range(3)
                if (at := self.at(day + timedelta(days=ahead), end.clock.minute, end=True)) > start
            )
        days = self._days(end.day, day)
        if days is None:
            return None
        days = days if days.until > day else _a_year_on(days)
        ends = (
            self.at(days.first, end.clock.minute, end=True) if end.clock else self.at(days.until, 0, end=True)
        )
        return Span(start, ends)

    def _over(self, day: Days | Floating | None, begins: int, ends: int, *, same_day: bool) -> Span | None:
        """From one minute of a day to another; without a day the one that is running or comes next."""
        if same_day and ends > DAY and day is not None and not isinstance(day, Floating):
            begins, ends = begins - DAY, ends - DAY
        if day is None:
            first = next(ahead for ahead in range(-1, 3) if self._ahead(ahead, ends) > self.now)
            first = first if first >= 0 or self._ahead(first, begins) <= self.now else 0
            return Span(self._ahead(first, begins), self._ahead(first, ends))
        days = self._days(day)
        if days is None or days.until - days.first > timedelta(days=1):
            return None
        if isinstance(day, Floating) and self.at(days.first, ends, end=True) <= self.now:
            days = day.on_or_after(days.until) or days
        return Span(self.at(days.first, begins), self.at(days.first, ends, end=True))


def _a_year_on(days: Days) -> Days:
    try:
        return Days(
            days.first.replace(year=days.first.year + 1), days.until.replace(year=days.until.year + 1)
        )
    except ValueError:
        return days


def _spread(start: Clock, end: Clock) -> tuple[int, int]:
    """Minutes of a beginning and the end after it, where halves of the day may not have been said."""
    if start.loose and not end.loose:
        halves = [start.minute % (12 * HOUR) + step * 12 * HOUR for step in range(2)]
        before = [minute for minute in halves if minute < end.minute]
        begins = max(before, default=start.minute)
    else:
        begins = start.minute
    step = 12 * HOUR if end.loose else DAY
    ends = end.minute % step
    while ends <= begins:
        ends += step
    return begins, ends
