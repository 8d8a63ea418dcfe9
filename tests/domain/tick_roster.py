"""A simple-minded second opinion on who is on call: decided anew for each half hour, by walking to it.

It reads the file's notation itself and knows nothing of intervals, of turn arithmetic or of windows.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.domain.hours import WeeklyHours
from bot.domain.oncall import Cover
from tests.domain.small_files import Raw
from tests.domain.tick_clock import TickClock

Answer = tuple[str, str] | None
"""A person and the reason, or nobody."""


class TickRoster:
    """Who is on call in one schedule at each tick of a clock."""

    def __init__(
        self,
        clock: TickClock,
        schedule: Raw,
        people: Mapping[str, Raw],
        covers: Sequence[Cover],
        holidays: frozenset[date],
    ) -> None:
        self._clock = clock
        self._overrides = [(self._between(entry), entry) for entry in schedule["overrides"]]
        self._people = people
        self._covers = covers
        self._duty = [self._walk(layer, holidays) for layer in schedule["layers"]]
        self._away = {name: self._off(details) for name, details in people.items()}

    def answers(self) -> dict[datetime, Answer]:
        """The answer at every tick."""
        return {tick: self._at(tick) for tick in self._clock.ticks}

    def _walk(self, layer: Raw, holidays: frozenset[date]) -> dict[datetime, str | None]:
        """Walk from the first handoff on: at each next one the next member's turn begins."""
        worked = layer["turns"] == "worked"
        written = {"daily": ["00:00-24:00"]} if layer["active"] is None else layer["active"]
        active = WeeklyHours.parse(written)
        open_ticks = self._clock.open_ticks(active, holidays if worked else frozenset())
        members, every = layer["members"], timedelta(days=int(layer["every"][:-1]))
        wall = datetime.fromisoformat(layer["starts"])
        handoff, number, busy = self._clock.instant(wall), None, False
        duty: dict[datetime, str | None] = {}
        for tick in self._clock.ticks:
            if tick == handoff:
                number = 0 if number is None else number + (busy or not worked)
                wall += every
                handoff, busy = self._clock.instant(wall), False
            if tick in open_ticks and number is not None and members:
                busy = True
                duty[tick] = members[number % len(members)]
        return duty

    def _off(self, details: Raw) -> list[tuple[datetime, datetime]]:
        return [self._between(entry, end=True) for entry in details.get("time_off", ())]

    def _between(self, entry: Raw, *, end: bool = False) -> tuple[datetime, datetime]:
        start, until = (datetime.fromisoformat(entry[key]) for key in ("from", "to"))
        return self._clock.instant(start), self._clock.instant(until, end=end)

    def _at(self, tick: datetime) -> Answer:
        overrides = [entry for (start, end), entry in self._overrides if start <= tick < end]
        replaced = False
        for duty in self._duty:
            person, why = duty.get(tick), "rotation"
            if person is None:
                continue
            for entry in overrides:  # the last that fits stays
                if entry["instead_of"] == duty[tick]:
                    person, why = entry["person"], "override"
                if entry["instead_of"] is None and not replaced:
                    person, why = entry["person"], "override anybody"
            replaced = replaced or why == "override anybody"
            answer = self._covered(person, why.split()[0], tick)
            if answer:
                return answer
        anybody = [entry["person"] for entry in overrides if entry["instead_of"] is None]
        return self._covered(anybody[-1], "override", tick) if anybody and not replaced else None

    def _covered(self, person: str, why: str, tick: datetime) -> Answer:
        seen = {person}
        steps = [""]
        while steps:
            steps = [
                cover.by
                for cover in self._covers
                if cover.absent == person and cover.start <= tick < cover.end and cover.by not in seen
            ]
            if steps:
                person, why = steps[-1], "cover"
                seen.add(person)
        return None if any(start <= tick < end for start, end in self._away[person]) else (person, why)
