"""The line-up: on which days, at which instant, and which value with which question of a minute.

A team's course goes through every value before one comes again. Its order is shuffled anew in each
round, always the same way for the same team and round, so that Monday is not always the same value.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.domain.escalation import Posted
from bot.domain.hours import OpeningHours, instant
from bot.domain.language import Frozen, Text
from bot.domain.people import LineUp
from bot.domain.philosophy import Philosophy
from bot.domain.team_clock import TeamClock

LATE = timedelta(hours=4)
"""Down at the hour: so much later it is still this morning's; after that it is left out for the day."""

LOOK_AHEAD = timedelta(days=400)
"""A team that has no line-up in so long has none."""


@dataclass(frozen=True)
class LineUpClock(TeamClock):
    """The line-ups of every team in a file: local dates and instants, as `NightClock` tells of nights."""

    def plan(self, team: str) -> LineUp | None:
        """When and where the file says; None for a team without one, or that is gone."""
        known = self.file.teams.get(team)
        return known.line_up if known else None

    def hour(self, team: str, day: date) -> datetime:
        """The instant of that date's line-up (UTC), by the zone's rules of that day."""
        return instant(datetime.combine(day, self._plan(team).time), self.zone(team))

    def latest(self, team: str, day: date) -> datetime:
        """Until when it may be late: while the team's hours last, at most `LATE`, and on the same date."""
        hour = self.hour(team, day)
        end = min(hour + LATE, instant(datetime.combine(day + timedelta(days=1), time()), self.zone(team)))
        hours = self.file.teams[team].hours
        open_now = [closes for _, closes in self._hours(team).intervals(hour, end)] if hours else []
        return max(open_now, default=end)

    def is_working(self, team: str, day: date) -> bool:
        """Whether the team has one on that date: one of its days, and no holiday."""
        return day in self._plan(team).days and self._hours(team).calendar.name_on(day) is None

    def due(self, team: str, at: datetime, *, begun: datetime, last: date | None) -> date | None:
        """The date whose line-up is to be posted at `at`: today's, if it is not too late.

        None before its hour, if one of that date or of a later one was handled (`last`), or if its
        hour was over when the team's course was `begun`.
        """
        day = self.today(team, at)
        if (last is not None and day <= last) or not self.is_working(team, day):
            return None
        hour = self.hour(team, day)
        return day if begun < hour <= at <= self.latest(team, day) else None

    def next_hour(self, team: str, after: datetime) -> datetime | None:
        """The first hour after an instant; None if no working day comes in `LOOK_AHEAD`."""
        return next((self.hour(team, day) for day in self._days(team, after)), None)

    def _days(self, team: str, after: datetime) -> Iterator[date]:
        first = self.today(team, after)
        for offset in range(-1, LOOK_AHEAD.days):
            day = first + timedelta(days=offset)
            if self.is_working(team, day) and self.hour(team, day) > after:
                yield day

    def _hours(self, team: str) -> OpeningHours:
        known = self.file.teams[team]
        holidays = self.calendars(known.holidays or self.file.workspace.holidays)
        return OpeningHours(hours=known.hours, zone=self.zone(team), calendar=holidays)

    def _plan(self, team: str) -> LineUp:
        plan = self.plan(team)
        if plan is None:
            raise LookupError(f"{team} has no line-up")
        return plan


DrillKind = Literal["own", "recall", "first_words", "instead"]
"""A question of the file; of yesterday's work; the first words in a situation; better words than these."""


class Drill(Frozen):
    """A question of a minute about a value.

    `number` is which of the file's questions, of the general ones, or of the words a situation says to avoid.
    """

    kind: DrillKind
    situation: str | None = None
    number: int = 0


RECALLS = 2
"""How many general questions about yesterday's work there are; `bot.views.line_up` has their words."""


def drills(philosophy: Philosophy, value: str) -> tuple[Drill, ...]:
    """The questions a value has, in the order in which its days come: the file's own, else those of its situations.

    What is asked about a situation alternates with general questions, so that days differ.
    """
    known = philosophy.value(value)
    if known is not None and known.questions:
        return tuple(Drill(kind="own", number=number) for number in range(len(known.questions)))
    about: list[Drill] = []
    for key, situation in philosophy.situations.items():
        if situation.value == value and situation.say.both:
            about.append(Drill(kind="first_words", situation=key))
    for key, situation in philosophy.situations.items():
        if situation.value == value:
            about += [
                Drill(kind="instead", situation=key, number=number) for number in range(len(situation.avoid))
            ]
    general = [Drill(kind="recall", number=number) for number in range(RECALLS)]
    if not about:
        return tuple(general)
    middle = max(1, len(about) // 2)
    return (general[0], *about[:middle], *general[1:], *about[middle:])


def own_question(philosophy: Philosophy, value: str, drill: Drill) -> Text | None:
    """The file's own question a drill means; None if the file has fewer by now."""
    known = philosophy.value(value)
    if known is None or drill.kind != "own" or drill.number >= len(known.questions):
        return None
    return known.questions[drill.number]


class Pick(Frozen):
    """A value with its question."""

    value: str
    drill: Drill


class Morning(Frozen):
    """One date's line-up: being posted since (real time, UTC), posted, or left out for `problem`.

    `told` says that word of the problem went out, or was not needed; `posting_since` then means that word.
    """

    date: date
    pick: Pick
    posting_since: datetime | None = None
    posted: Posted | None = None
    problem: str | None = None
    told: bool = False

    @property
    def may_stand(self) -> bool:
        """Whether it stands in the channel, or may: the intent to post it does, and nobody has noted more."""
        return self.posted is not None or (self.posting_since is not None and self.problem is None)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do for that date."""
        return self.posted is not None or (self.problem is not None and self.told)


class Course(Frozen):
    """How far a team has come through the values. `shown` are those of this round, `recent` the last ones shown.

    `begun` is when Baton first knew of the line-up (UTC). `held` is the problem somebody was told of last.
    """

    team: str
    begun: datetime
    round: int = 0
    shown: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    morning: Morning | None = None
    held: str | None = None

    @property
    def last(self) -> date | None:
        """The latest date that was handled or is under way."""
        return self.morning.date if self.morning else None

    def showing(self, value: str, values: Sequence[str]) -> "Course":
        """As it is once a value was shown; what the file does not know any more is forgotten."""
        goes_on = bool(_left(self, values))
        recent = [one for one in (*self.recent, value) if one in values][-len(values) :]
        return self.model_copy(
            update={
                "round": self.round if goes_on else self.round + 1,
                "shown": (*self.shown, value) if goes_on else (value,),
                "recent": tuple(recent),
            }
        )


def next_pick(course: Course, philosophy: Philosophy) -> Pick:
    """What comes next for a team: a value that this round has not shown, and its next question."""
    values = [value.id for value in philosophy.values]
    left = _left(course, values)
    number = course.round if left else course.round + 1
    resting = set(course.recent[len(course.recent) - len(values) // 2 :])
    fresh = [value for value in left or values if value not in resting]
    chosen = min(fresh or left or values, key=lambda value: _shuffled(course.team, number, value))
    questions = drills(philosophy, chosen)
    return Pick(value=chosen, drill=questions[number % len(questions)])


def pick_on(team: str, day: date, philosophy: Philosophy) -> Pick:
    """The value of a date for a team without a line-up: the same for everybody who asks, another each weekday."""
    values = [value.id for value in philosophy.values]
    weeks, weekday = divmod(day.toordinal() - 1, 7)
    number, place = divmod(weeks * 5 + min(weekday, 4), len(values))
    value = sorted(values, key=lambda one: _shuffled(team, number, one))[place]
    questions = drills(philosophy, value)
    return Pick(value=value, drill=questions[number % len(questions)])


def _left(course: Course, values: Sequence[str]) -> list[str]:
    return [value for value in values if value not in course.shown]


def _shuffled(team: str, number: int, value: str) -> bytes:
    return hashlib.sha256(f"{team}\n{number}\n{value}".encode()).digest()
