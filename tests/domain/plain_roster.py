"""A second, simple-minded opinion on who is on call, written from docs/configuration.md and docs/behaviour.md alone.

It reads the file's notation itself, walks from tick to tick and decides at each. It knows nothing of intervals,
of counting turns by division, of windows, and imports nothing of what it judges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.domain.plain_clock import TICK, PlainClock
from tests.domain.small_files import Raw

Answer = tuple[str, str] | None
"""A person and the reason, or nobody."""
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agreed:
    """A cover, and an event of a calendar: somebody for a while, in UTC."""

    by: str
    start: datetime
    end: datetime
    absent: str = ""
    schedule: str | None = None


def weekdays(text: str) -> set[int]:
    """`mon-fri`, `sat,sun`, `fri-mon`, `daily` as numbers, Monday 0."""
    if text == "daily":
        return set(range(7))
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        day = WEEK.index(first)
        found.add(day)
        while day != WEEK.index(last or first):
            day = (day + 1) % 7
            found.add(day)
    return found


def minutes(text: str) -> timedelta:
    """`09:30` as a length of time."""
    hour, minute = text.split(":")
    return timedelta(hours=int(hour), minutes=int(minute))


class PlainRoster:
    """Who is on call in one schedule at each tick of its clock."""

    def __init__(
        self,
        clock: PlainClock,
        schedule: Raw,
        away: Mapping[str, Sequence[tuple[datetime, datetime]]],
        *,
        name: str = "desk",
        covers: Sequence[Agreed] = (),
        events: Sequence[Agreed] = (),
        holidays: frozenset[date] = frozenset(),
    ) -> None:
        self._clock = clock
        self._name = name
        self._away = away
        self._covers = covers
        self._holidays = holidays
        self._overrides = [
            (clock.begins(_moment(entry["from"])), clock.begins(_moment(entry["to"])), entry)
            for entry in schedule.get("overrides", ())
        ]
        self._duties = [self._follow(events)] if events else []
        self._duties += [self._walk(layer) for layer in schedule.get("layers", ())]

    def answers(self) -> dict[datetime, Answer]:
        """The answer at every tick."""
        return {tick: self._at(tick) for tick in self._clock.ticks()}

    def _follow(self, events: Sequence[Agreed]) -> dict[datetime, str | None]:
        """At each tick the event that began last; of those the shorter, and of the same the one further down."""
        duty: dict[datetime, str | None] = {}
        for tick in self._clock.ticks():
            now = [event for event in events if event.start <= tick < event.end]
            if now:
                latest = max(event.start for event in now)
                shortest = min(event.end for event in now if event.start == latest)
                duty[tick] = [event.by for event in now if (event.start, event.end) == (latest, shortest)][-1]
        return duty

    def _walk(self, layer: Raw) -> dict[datetime, str | None]:
        """Walk from the first handoff on; whenever the wall reaches the next one, the next turn begins.

        By worked turns a turn counts when some of its time was active outside holidays.
        """
        worked = layer.get("turns") == "worked"
        members, every = layer["members"], int(layer["every"][:-1]) * (7 if layer["every"][-1] == "w" else 1)
        active = self._active(layer.get("active"), worked=worked)
        duty: dict[datetime, str | None] = {}
        handoff, turn, busy, begun = _moment(layer["starts"]), 0, False, False
        for tick, wall in self._clock.walls.items():
            while wall >= handoff:
                if begun and (busy or not worked):
                    turn += 1
                begun, busy = True, False
                handoff += every * DAY
            if begun and members and (active is None or tick in active):
                busy = True
                duty[tick] = members[turn % len(members)]
        return duty

    def _active(self, hours: Raw | None, *, worked: bool) -> set[datetime] | None:
        """The ticks inside the hours: each span belongs to the day it begins on. Holidays count for worked turns."""
        if hours is None and not worked:
            return None
        found: set[datetime] = set()
        spans = {"daily": ["00:00-24:00"]} if hours is None else hours
        for midnight in self._midnights():
            if worked and midnight.date() in self._holidays:
                continue
            for days, listed in spans.items():
                for span in listed if midnight.weekday() in weekdays(days) else ():
                    opens, _, closes = span.partition("-")
                    length = minutes(closes) if minutes(closes) > minutes(opens) else minutes(closes) + DAY
                    tick = self._clock.begins(midnight + minutes(opens))
                    end = self._clock.ends(midnight + length)
                    while tick < end:
                        found.add(tick)
                        tick += TICK
        return found

    def _midnights(self) -> list[datetime]:
        """The midnights of the days the clock knows, but the outermost."""
        days = sorted({wall.date() for wall in self._clock.walls.values()})[1:-3]
        return [datetime(day.year, day.month, day.day) for day in days]  # noqa: DTZ001 - a wall time

    def _at(self, tick: datetime) -> Answer:
        overrides = [entry for start, end, entry in self._overrides if start <= tick < end]
        spent = False
        for duty in self._duties:
            person = duty.get(tick)
            if person is None:
                continue
            why = "rotation"
            for entry in reversed(overrides):
                anybody = entry.get("instead_of") is None
                if (anybody and not spent) or entry.get("instead_of") == person:
                    person, why, spent = entry["person"], "override", spent or anybody
                    break
            answer = self._covered(person, why, tick)
            if answer is not None:
                return answer
        alone = [entry["person"] for entry in overrides if entry.get("instead_of") is None]
        return self._covered(alone[-1], "override", tick) if alone and not spent else None

    def _covered(self, person: str, why: str, tick: datetime) -> Answer:
        met = [person]
        while True:
            standing = [
                cover.by
                for cover in self._covers
                if cover.absent == met[-1]
                and cover.by not in met
                and cover.start <= tick < cover.end
                and cover.schedule in (None, self._name)
            ]
            if not standing:
                break
            met.append(standing[-1])  # the latest made
            why = "cover"
        off = any(start <= tick < end for start, end in self._away.get(met[-1], ()))
        return None if off else (met[-1], why)


def time_off(clock: PlainClock, entries: Sequence[Raw]) -> list[tuple[datetime, datetime]]:
    """A person's time off by the clock of where the person is; a date is the day's beginning."""
    return [(clock.begins(_moment(entry["from"])), clock.ends(_moment(entry["to"]))) for entry in entries]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
