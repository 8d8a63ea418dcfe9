"""Who is away, and who does their part meanwhile: time off of the file, covers made in Slack."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.hours import Interval, instant
from bot.domain.shifts import Away, Cover, StandIn, Why

if TYPE_CHECKING:  # the file's shape is made of that of schedules, which need this
    from bot.domain.people import TimeOff
    from bot.domain.team_file import TeamFile


class Absences:
    """Time off and covers of everybody."""

    def __init__(self, file: "TeamFile", covers: Sequence[Cover]) -> None:
        self.covers = tuple(covers)
        self._file = file
        self._away: dict[str, tuple[Away, ...]] = {}

    def edges(self, people: Iterable[str], schedule: str | None) -> set[datetime]:
        """Every instant at which one of these people, or who covers for them, may change."""
        covers = [cover for cover in self.covers if cover.schedule in (None, schedule)]
        edges = {edge for cover in covers for edge in (cover.start, cover.end)}
        for person in {*people, *(cover.by for cover in covers)}:
            edges |= {edge for away in self.time_off(person) for edge in (away.start, away.end)}
        return edges

    def away(self, person: str, at: datetime) -> Away | None:
        """The person's time off an instant is in."""
        for away in self.time_off(person):
            if away.start <= at < away.end:
                return away
        return None

    def time_off(self, person: str) -> tuple[Away, ...]:
        """All of a person's time off, in order; dates are whole days where the person is."""
        if person not in self._away:
            known = self._file.people.get(person)
            zone = ZoneInfo(self._file.zone_of_person(person))
            stretches = [_off(entry, zone) for entry in known.time_off] if known else []
            self._away[person] = tuple(Away(person, start, end) for start, end in _joined(stretches))
        return self._away[person]

    def covering(self, person: str, at: datetime, schedule: str | None = None) -> str:
        """Who does a person's part in the end: covers chain, the latest made first; without one, the person.

        An edge that would close a circle is ignored.
        """
        chain = [person]
        while True:
            following = next(
                (
                    cover.by
                    for cover in reversed(self.covers)
                    if cover.absent == chain[-1] and cover.by not in chain and cover.holds(at, schedule)
                ),
                None,
            )
            if following is None:
                return chain[-1]
            chain.append(following)

    def stand_in(self, person: str, at: datetime) -> StandIn | None:
        """Who answers when a person is asked by name: whoever covers them; None if that one has time off."""
        answer = self.answer_for(person, at)
        return answer if isinstance(answer, StandIn) else None

    def answer_for(self, person: str, at: datetime) -> StandIn | Away:
        """Like `stand_in`, with the time off that leaves nobody to answer."""
        answering = self.covering(person, at)
        away = self.away(answering, at)
        if away is not None:
            return away
        if answering == person:
            return StandIn(person)
        edges = {edge for cover in self.covers for edge in (cover.start, cover.end)}
        edges |= {away.start for away in self.time_off(answering)}
        until = next(
            (
                edge.astimezone(UTC)
                for edge in sorted(edges)
                if edge > at and (self.covering(person, edge) != answering or self.away(answering, edge))
            ),
            None,
        )
        return StandIn(answering, Why.COVER, person, until)


def circle(covers: Iterable[Cover], new: Cover) -> tuple[str, ...]:
    """The people of the circle a new cover would close, beginning with who is absent; empty if none.

    Only covers whose times and schedules overlap can close one.
    """

    def walk(path: tuple[str, ...], start: datetime, end: datetime, schedule: str | None) -> tuple[str, ...]:
        if path[-1] == new.absent:
            return path[:-1]
        for cover in known:
            since, until = max(start, cover.start), min(end, cover.end)
            fits = cover.schedule is None or schedule is None or cover.schedule == schedule
            if cover.absent == path[-1] and since < until and fits and cover.by not in path[1:]:
                found = walk((*path, cover.by), since, until, schedule or cover.schedule)
                if found:
                    return found
        return ()

    known = tuple(covers)
    return walk((new.absent, new.by), new.start, new.end, new.schedule)


def _off(entry: "TimeOff", zone: ZoneInfo) -> Interval:
    start, end = (
        bound if isinstance(bound, datetime) else datetime.combine(bound, time())
        for bound in (entry.from_, entry.to)
    )
    return instant(start, zone), instant(end, zone, end=True)


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
