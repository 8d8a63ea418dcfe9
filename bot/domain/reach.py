"""Where every target of the file leads over a whole period: whom it reaches, and why it reaches nobody.

What holds at one instant is asked of the same code that answers and pages (`ladder.ask_level`,
`Roster.shifts`), once for every stretch in which nothing can change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NamedTuple

from bot.domain.absence import Absences
from bot.domain.hours import Interval
from bot.domain.ladder import Ask, AskReason, SkipReason, Unreached, ask_level
from bot.domain.oncall import Roster, Shift
from bot.domain.policy import Level, Target, TargetKind
from bot.domain.shifts import Why
from bot.domain.team_file import TeamFile
from bot.domain.timeline import Intervals, Line, complement, line, meet, together, union, without

PLACES = (TargetKind.GROUP, TargetKind.CHANNEL)
"""What is asked as a whole: somebody may look, nobody is named."""

_ANY = timedelta(minutes=1)

_LADDERS_KEPT = 32
"""A year of one takes about a megabyte; topics are looked at one after the other."""

Found = Ask | Unreached
_Met = Sequence[tuple[datetime, "Standing"]]


@dataclass(frozen=True, eq=False)
class Standing:
    """What a ladder's levels reach while nothing changes; equal ones of a ladder are one object."""

    found: tuple[tuple[Found, ...], ...]
    """Of each level, what each of its targets leads to; without the ends of shifts and time off."""

    people: tuple[frozenset[str], ...]
    """Of each level, everybody it would ask by name."""

    everybody: frozenset[str]
    """Everybody any level would ask by name."""

    places: tuple[Target, ...]
    """The groups and channels any level asks."""

    asked: tuple[int, ...]
    """The levels (from 0) that have somebody or something to ask."""

    @cached_property
    def missed(self) -> tuple[Unreached, ...]:
        """Every target that leads to nobody, once, in the ladder's order."""
        missed = (one for level in range(len(self.found)) for one in self.missed_by(level))
        return tuple(dict.fromkeys(missed))

    def missed_by(self, level: int) -> tuple[Unreached, ...]:
        """The targets of a level that lead to nobody."""
        return tuple(one for one in self.found[level] if isinstance(one, Unreached))

    def asks(self, level: int) -> tuple[Ask, ...]:
        """Whom a level asks; nobody if it is skipped."""
        return tuple(one for one in self.found[level] if isinstance(one, Ask))


class _Level(NamedTuple):
    """What a level's targets lead to, and whom it would ask by name."""

    found: tuple[Found, ...]
    people: frozenset[str]
    asks: bool


class _Standings:
    """The standings of one ladder, each built once; told apart by whether what is found are the same objects."""

    def __init__(self, levels: Sequence[Sequence[Target]], targets: Sequence[Target]) -> None:
        self._places = tuple(target for target in targets if target.kind in PLACES)
        self._positions = [[targets.index(target) for target in level] for level in levels]
        self._picks = [itemgetter(*positions) for positions in self._positions]
        self._levels: dict[object, _Level] = {}
        self._known: dict[tuple[int, ...], Standing] = {}

    def of(self, found: tuple[Found, ...]) -> Standing:
        """The standing in which the targets, in their order, lead to these."""
        ids = tuple(map(id, found))
        return self._known.get(ids) or self._known.setdefault(ids, self._built(ids, found))

    def _built(self, ids: tuple[int, ...], found: tuple[Found, ...]) -> Standing:
        levels: list[_Level] = []
        for positions, pick in zip(self._positions, self._picks, strict=True):
            key = pick(ids)
            if key not in self._levels:
                self._levels[key] = _level([found[position] for position in positions])
            levels.append(self._levels[key])
        people = tuple([level.people for level in levels])
        return Standing(
            found=tuple([level.found for level in levels]),
            people=people,
            everybody=frozenset().union(*people),
            places=self._places,
            asked=tuple([index for index, level in enumerate(levels) if level.asks]),
        )


class Horizon:
    """A file looked at over a period, from `start` up to `end` (UTC); each question is worked out once."""

    def __init__(self, roster: Roster, start: datetime, end: datetime) -> None:
        self.roster = roster
        self.file: TeamFile = roster.file
        self.start, self.end = start, end
        self.whole: Intervals = ((start, end),) if start < end else ()
        self._absences = Absences(roster.file, roster.covers)
        self._tireless = roster.tireless()
        self._targets: dict[Target, Line[Found]] = {}
        self._ladders: dict[tuple[tuple[Target, ...], ...], Line[Standing]] = {}
        self._met: dict[tuple[int, int], tuple[Line[Standing], Intervals, _Met]] = {}
        self._open: dict[str, Intervals] = {}
        self._closed: dict[str, Intervals] = {}
        self._telling: dict[tuple[str, int], tuple[Intervals, tuple[datetime, ...]]] = {}
        self._primary: dict[str, str | None] = {}

    def open(self, team: str) -> Intervals:
        """When a team works."""
        if team not in self._open:
            self._open[team] = tuple(self.roster.team_hours(team).intervals(self.start, self.end))
        return self._open[team]

    def closed(self, team: str) -> Intervals:
        """When it does not."""
        if team not in self._closed:
            self._closed[team] = complement(self.open(team), self.start, self.end)
        return self._closed[team]

    def telling(self, team: str, during: Intervals) -> tuple[datetime, ...]:
        """When a team first opens in some intervals, and when its longest closing in them begins.

        `during` is one of this horizon's own values, by which the answer is remembered.
        """
        key = team, id(during)
        if key not in self._telling:
            opens, closes = meet(self.open(team), during), meet(self.closed(team), during)
            longest = max(closes, key=_lasts, default=None)
            told = (*(start for start, _ in opens[:1]), *((longest[0],) if longest else ()))
            self._telling[key] = during, told
        return self._telling[key][1]

    def ladder(self, levels: Sequence[Level]) -> Line[Standing]:
        """What the levels reach, instant by instant, as if each were asked at that instant."""
        key = tuple(level.ask for level in levels)
        if key not in self._ladders:
            _make_room(self._ladders)
            self._ladders[key] = self._climbed(key)
        return self._ladders[key]

    def standings(self, levels: Sequence[Level], during: Intervals) -> _Met:
        """Each standing the levels have in some intervals, with its first instant there.

        `during` is one of this horizon's own values, by which the answer is remembered.
        """
        ladder = self.ladder(levels)
        key = id(ladder), id(during)
        if key not in self._met:
            _make_room(self._met)
            self._met[key] = ladder, during, ladder.met(during)
        return self._met[key][2]

    def asks(self, levels: Sequence[Level]) -> tuple[Ask, ...]:
        """Every ask that any of the levels' targets leads to at some instant, each once."""
        lines = (self.target(target) for level in levels for target in level.ask)
        return tuple(dict.fromkeys(one for line in lines for one in line.kinds if isinstance(one, Ask)))

    def primary_team(self, person: str) -> str | None:
        """See `TeamFile.primary_team`."""
        if person not in self._primary:
            self._primary[person] = self.file.primary_team(person)
        return self._primary[person]

    def _climbed(self, levels: tuple[tuple[Target, ...], ...]) -> Line[Standing]:
        targets = list(dict.fromkeys(target for level in levels for target in level))
        standings = _Standings(levels, targets)
        pieces = list(together([self.target(target) for target in targets], self.start))
        values = tuple([standings.of(found) for _, found in pieces])
        return Line(tuple([since for since, _ in pieces]), values, self.end)

    def target(self, target: Target) -> Line[Found]:
        """Where a target leads."""
        if target not in self._targets:
            known = target.kind is TargetKind.SCHEDULE and target.ref in self.file.schedules
            self._targets[target] = self._schedule(target) if known else self._named(target)
        return self._targets[target]

    def _named(self, target: Target) -> Line[Found]:
        """What is not a schedule changes only with time off and covers."""
        edges = self._absences.edges(self._people_of(target), None)
        inside = sorted(edge for edge in edges if self.start < edge < self.end)
        level = Level(ask=(target,), within=_ANY)

        def found(at: datetime) -> Found:
            asks, unreached = ask_level(level, self.roster, at)
            return _lasting(asks[0] if asks else unreached[0])

        return line(((at, found(at)) for at in (self.start, *inside)), self.end)

    def _people_of(self, target: Target) -> tuple[str, ...]:
        team = self.file.teams.get(target.ref)
        match target.kind:
            case TargetKind.PERSON:
                return (target.ref,)
            case TargetKind.LEAD | TargetKind.TEAM if team:
                return team.everyone
            case _:
                return ()

    def _schedule(self, target: Target) -> Line[Found]:
        shifts, gaps = self.roster.shifts(target.ref, self.start, self.end)

        @cache
        def asked(person: str, why: Why, instead_of: str | None) -> Found:
            return Ask(target, (person,), AskReason(why), None, instead_of)

        pieces = [(shift.start, asked(shift.person, shift.why, shift.instead_of)) for shift in shifts]
        pieces += self._gaps(target, tuple((gap.start, gap.end) for gap in gaps))
        return line(sorted(pieces, key=itemgetter(0)), self.end)

    def _gaps(self, target: Target, gaps: Intervals) -> list[tuple[datetime, Found]]:
        """Each gap cut by its reasons: whoever would be on call if nobody had time off is the reason."""
        would: list[Shift] = []
        for start, end in meet(gaps, self._time_off(target.ref)):
            would += self._tireless.shifts(target.ref, start, end)[0]
        unmanned = without(gaps, union((shift.start, shift.end) for shift in would))
        off = {
            person: Unreached(target, SkipReason.TIME_OFF, person) for person in {one.person for one in would}
        }
        nobody = Unreached(target, SkipReason.NOBODY_ON_CALL)
        return [
            *((shift.start, off[shift.person]) for shift in would),
            *((start, nobody) for start, _ in unmanned),
        ]

    def _time_off(self, schedule: str) -> Intervals:
        """When anybody who might be on call has time off; a calendar by its address may name anybody."""
        known = self.file.schedules[schedule]
        people = {name for layer in known.layers for name in layer.members if name}
        people |= {entry.person for entry in known.overrides} | {cover.by for cover in self.roster.covers}
        named = self.file.people if known.ical else people
        return union((away.start, away.end) for name in named for away in self._absences.time_off(name))


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _LADDERS_KEPT:
        del kept[next(iter(kept))]


def _lasts(interval: Interval) -> timedelta:
    return interval[1] - interval[0]


def _lasting(found: Found) -> Found:
    """Without the ends of shifts and time off, so that what is the same tomorrow compares equal."""
    return replace(found, until=None)


def _level(found: Sequence[Found]) -> _Level:
    asks = [one for one in found if isinstance(one, Ask)]
    return _Level(tuple(found), frozenset(name for one in asks for name in one.people), asks=bool(asks))
