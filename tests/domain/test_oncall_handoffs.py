"""Every kind of rotation across every kind of change of the clocks: only the listed handoffs happen.

Each kind lists its duties as a colleague would write them on a wall calendar, day by day. A clock that was
watched tick by tick says when that is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.oncall import Gap, Roster, Shift, Why
from tests.domain.plain_clock import TICK, ZONES, PlainClock, changes
from tests.domain.small_files import Raw, layer, roster_of
from tests.proof import PROOF

DAY, WEEK, SECOND = timedelta(days=1), timedelta(weeks=1), timedelta(seconds=1)
DAYS = 30
LEAP_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)
NEVER = date(2011, 12, 30)
"""Samoa went from Thursday to Saturday: nobody works that Friday, and no worked turn passes.

A night that would begin on it does so with the first instant after, as any time that never is.
"""
NO_CHANGE = datetime(2026, 3, 29, tzinfo=UTC)
PLACES = [
    *((zone, change) for zone in ZONES for change in changes(zone) or (NO_CHANGE,)),
    ("Asia/Seoul", LEAP_DAY),
    ("America/New_York", LEAP_DAY),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # Friday the 30th never was
]
NAMES = [f"{zone} {change:%Y-%m-%d}" for zone, change in PLACES]


@dataclass(frozen=True)
class Duty:
    """A person from one time of the wall to another; `closes` if it ends with hours, not with a handoff."""

    person: str
    start: datetime
    end: datetime
    closes: bool = False


@dataclass(frozen=True)
class Kind:
    """Layers that begin on a Monday, and the duties they come to, in order, written down day by day."""

    layers: Callable[[date], list[Raw]]
    duties: Callable[[date, date], Iterator[Duty]]


def at(day: date, clock: str) -> datetime:
    """A time of the wall; 24:00 is the next day's midnight."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)  # noqa: DTZ001 - a wall time


def days_from(monday: date) -> Iterator[tuple[int, date]]:
    """The days, counted from the first Monday."""
    for number in range(DAYS + 16):
        yield number, monday + number * DAY


def handing_over(every: int, hour: str, members: str = "ann bob cho") -> Kind:
    """Every so many days at that time, around the clock."""

    def duties(monday: date, _holiday: date) -> Iterator[Duty]:
        people = members.split()
        for number, day in days_from(monday):
            person = people[number // every % len(people)]
            if person != "~" and number % every == 0:
                yield Duty(person, at(day, hour), at(day + every * DAY, hour))

    return Kind(lambda monday: [layer(members, starts=f"{monday}T{hour}", every=f"{every}d")], duties)


def in_hours(
    days: str, weekdays: str, spans: list[str], *, worked: bool = False, starts: str = "00:00"
) -> Kind:
    """Turns of a week (worked: of a day) in hours of some days; a holiday has none if only worked turns count."""

    def duties(monday: date, holiday: date) -> Iterator[Duty]:
        turn = 0
        for number, day in days_from(monday):
            never = day == NEVER and all(span.split("-")[0] < span.split("-")[1] for span in spans)
            if str(day.weekday()) not in weekdays or never or (worked and day == holiday):
                continue
            person = ("ann", "bob", "cho")[(turn if worked else number // 7) % 3]
            turn += 1
            for span in spans:
                opens, closes = span.split("-")
                end = at(day, closes) if closes > opens else at(day + DAY, closes)
                yield Duty(person, at(day, opens), end, closes=True)

    return Kind(
        lambda monday: [
            layer(
                "ann bob cho",
                starts=f"{monday}T{starts}",
                every="1d" if worked else "1w",
                active={days: spans},
                turns="worked" if worked else "calendar",
            )
        ],
        duties,
    )


def three_layers(monday: date, _holiday: date) -> Iterator[Duty]:
    """Ann and Bob have the office by weeks, Cho the rest of the day, Dan and Eve whatever is left, by days."""
    for number, day in days_from(monday):
        left = ("dan", "eve")[number % 2]
        yield Duty(left, at(day, "00:00"), at(day, "06:00"))
        if day.weekday() < 5:
            yield Duty("cho", at(day, "06:00"), at(day, "09:00"))
            yield Duty(("ann", "bob")[number // 7 % 2], at(day, "09:00"), at(day, "18:00"), closes=True)
            yield Duty("cho", at(day, "18:00"), at(day, "22:00"), closes=True)
        else:
            yield Duty("cho", at(day, "06:00"), at(day, "22:00"), closes=True)
        yield Duty(left, at(day, "22:00"), at(day, "24:00"))


def one_for_ever(monday: date, _holiday: date) -> Iterator[Duty]:
    """One person from the start on."""
    yield Duty("ann", at(monday, "09:00"), at(monday + 60 * DAY, "09:00"))


KINDS = {
    "daily at 09:00": handing_over(1, "09:00"),
    "daily at 00:00": handing_over(1, "00:00"),
    "daily at 02:15": handing_over(1, "02:15"),
    "every 3 days at 01:30": handing_over(3, "01:30"),
    "weekly at 02:45": handing_over(7, "02:45"),
    "fortnightly at 18:00": handing_over(14, "18:00"),
    "somebody left": handing_over(1, "02:30", "ann ~ cho"),
    "office hours": in_hours("mon-fri", "01234", ["09:00-12:00", "13:00-18:00"]),
    "nights across midnight": in_hours("daily", "0123456", ["22:00-06:00"], starts="12:00"),
    "weekends": in_hours("sat,sun", "56", ["00:00-24:00"]),
    "hours inside the change": in_hours("daily", "0123456", ["00:15-01:45", "02:00-02:30"]),
    "worked days": in_hours("mon-fri", "01234", ["09:00-18:00"], worked=True),
    "worked nights": in_hours("fri-sun", "456", ["20:00-02:30"], worked=True, starts="12:00"),
    "three layers": Kind(
        lambda monday: [
            layer("ann bob", starts=f"{monday}T00:00", active={"mon-fri": ["09:00-18:00"]}),
            layer("cho", starts=f"{monday}T00:00", active={"daily": ["06:00-22:00"]}),
            layer("dan eve", starts=f"{monday}T00:00", every="1d"),
        ],
        three_layers,
    ),
    "a rotation of one": Kind(
        lambda monday: [layer("ann", starts=f"{monday}T09:00", every="1d")], one_for_ever
    ),
    "a rotation of none": Kind(lambda _monday: [layer("")], lambda _monday, _holiday: iter(())),
}


class Scene:
    """A kind of rotation around a change of a zone's clocks."""

    def __init__(self, kind: str, zone: str, change: datetime) -> None:
        self.change = change
        self.clock = PlainClock.around(zone, change, DAYS)
        first = self.clock.start.date()
        monday = first + (7 - first.weekday()) % 7 * DAY
        holiday = (
            change.date() + next(number for number in (1, 2, 3) if (change.weekday() + number) % 7 < 5) * DAY
        )
        self.roster = roster_of(
            *KINDS[kind].layers(monday),
            schedule={"time_zone": zone},
            holidays={"also": [{"date": str(holiday), "name": {"en": "x"}}]},
        )
        self.expected = list(self._resolved(KINDS[kind].duties(monday, holiday)))

    def _resolved(self, duties: Iterator[Duty]) -> Iterator[Shift]:
        """The duties in UTC, in the scene's days; neighbours of one person are one."""
        pending: Shift | None = None
        for duty in duties:
            start = max(self.clock.start, self._instant(duty.start))
            end = min(self.clock.end, self._instant(duty.end, closes=duty.closes))
            if start >= end:
                continue
            if pending and pending.person == duty.person and start <= pending.end:
                start, end = pending.start, max(pending.end, end)
            elif pending:
                yield pending
            pending = Shift("desk", duty.person, start, end, Why.ROTATION)
        if pending:
            yield pending

    def _instant(self, wall: datetime, *, closes: bool = False) -> datetime:
        if wall - self.clock.end.replace(tzinfo=None) > 2 * DAY:
            return self.clock.end
        return self.clock.ends(wall) if closes else self.clock.begins(wall)

    def person_at(self, tick: datetime) -> str | None:
        """Who should be on call."""
        return next((shift.person for shift in self.expected if shift.start <= tick < shift.end), None)


def found_at(roster: Roster, start: datetime, end: datetime) -> list[str | None]:
    """Who is on call in a window, one after the other."""
    shifts, gaps = roster.shifts("desk", start, end)
    found: list[Shift | Gap] = sorted([*shifts, *gaps], key=lambda one: one.start)
    return [one.person if isinstance(one, Shift) else None for one in found]


@pytest.mark.parametrize(("zone", "change"), PLACES, ids=NAMES)
@pytest.mark.parametrize("kind", KINDS)
def test_only_the_listed_handoffs_happen(kind: str, zone: str, change: datetime) -> None:
    """A month is exactly the listed duties; walked tick by tick around the change nothing else is seen.

    And thirty seconds, a microsecond before and at each handoff there, the right one answers, with the whole shift.
    """
    scene = Scene(kind, zone, change)
    shifts, _ = scene.roster.shifts("desk", scene.clock.start, scene.clock.end)
    assert list(shifts) == scene.expected

    around = DAY if PROOF else timedelta(hours=6)
    tick = change - around
    while tick < change + around:
        assert found_at(scene.roster, tick, tick + TICK) == [scene.person_at(tick)], tick
        tick += TICK

    for shift in scene.expected:
        for edge in (shift.start, shift.end):
            if abs(edge - change) < DAY:
                for moment in (edge - 30 * SECOND, edge - datetime.resolution, edge, edge + 30 * SECOND):
                    answer = scene.roster.on_call("desk", moment)
                    assert (answer.person if answer else None) == scene.person_at(moment), moment
                    if answer and scene.clock.start < answer.start and answer.end < scene.clock.end:
                        assert answer in scene.expected


def test_the_places_are_those_that_matter() -> None:
    """Changes of half an hour, an hour, two and a whole day; at midnight, too; zones off by a quarter; none at all."""

    def set_by(zone: str, change: datetime) -> timedelta:
        clock = PlainClock.around(zone, change, 2)
        return clock.walls[change] - clock.walls[change - TICK] - TICK

    steps = {set_by(zone, change) for zone, change in PLACES}
    hours = {timedelta(hours=number) for number in (-2, -1, 0, 1, 2, 24)}

    assert steps == hours | {timedelta(minutes=30), timedelta(minutes=-30)}
    assert len(changes("Asia/Kathmandu")) == len(changes("Asia/Seoul")) == 0
    assert len(changes("Pacific/Chatham")) == len(changes("Africa/Cairo")) == 2
