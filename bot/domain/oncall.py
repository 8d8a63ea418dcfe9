"""Who is on call: rotations, their layers, overrides, covers and time off.

For every instant a schedule's calendar is asked first, then its layers in order. Whoever one of them has on
duty may be replaced by an override, then by those who cover for them; if whoever results has time off, the
next layer is asked.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.domain.absence import Absences, circle
from bot.domain.away_status import AwayStatus
from bot.domain.feeds import Feed, FeedAddress, FeedLayer, Names
from bot.domain.hours import Calendars, HolidayRule, Interval, OpeningHours, instant
from bot.domain.language import Frozen, Text
from bot.domain.rotation import Layer, Rotation
from bot.domain.scalars import LocalMoment, ZoneName
from bot.domain.shifts import Away, Cover, Gap, Shift, StandIn, Why

if TYPE_CHECKING:  # the file's shape is made of the shapes below
    from bot.domain.team_file import TeamFile

__all__ = [
    "Away",
    "Cover",
    "Gap",
    "Layer",
    "Override",
    "Roster",
    "Schedule",
    "Shift",
    "StandIn",
    "Why",
    "circle",
]

_REACHES = (timedelta(days=2), timedelta(days=14), timedelta(days=60))
"""How far a shift's ends are looked for, nearest first; one that reaches further has no end in sight."""

_NEXT_REACHES = (timedelta(days=8), timedelta(days=60), timedelta(days=370))


class Override(Frozen):
    """Somebody takes the place of whoever the rotation says, or of one person only."""

    person: str
    from_: LocalMoment = Field(alias="from")
    to: LocalMoment
    instead_of: str | None = None


class Schedule(Frozen):
    """Who is on call when: the calendar first, then layer by layer; each fills the gaps of those before."""

    title: Text | None = Field(default=None, description="what people call it; default: its key")
    time_zone: ZoneName | None = Field(default=None, description="default: the workspace's")
    holidays: HolidayRule | None = Field(default=None, description="default: the workspace's")
    ical: FeedAddress | None = None
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class _Post:
    person: str
    why: Why
    instead_of: str | None = None


@dataclass(frozen=True)
class _Piece:
    start: datetime
    end: datetime
    post: _Post | None

    def continues(self, post: _Post | None) -> bool:
        if self.post is None or post is None:
            return self.post is post
        return (self.post.person, self.post.why) == (post.person, post.why)


@dataclass(frozen=True)
class _Plan:
    layers: tuple[FeedLayer | Rotation, ...]
    overrides: tuple[tuple[Interval, Override], ...]


class Roster:
    """Answers who is on call, from one file, the covers made in Slack, and calendars by their address.

    Cheap to build: each schedule is prepared when first asked about. Instants may come in any zone and
    leave in UTC. What the file does not know (any more) has nobody on call and is never off; a calendar that
    is not there has nobody either.
    """

    def __init__(
        self,
        file: "TeamFile",
        calendars: Calendars,
        covers: Sequence[Cover] = (),
        feeds: Mapping[str, Feed] | None = None,
    ) -> None:
        self.file = file
        self.feeds: Mapping[str, Feed] = dict(feeds or {})
        self._calendars = calendars
        self._absences = Absences(file, covers)
        self._plans: dict[str, _Plan] = {}
        self.statuses: Mapping[str, AwayStatus] = {}

    @property
    def covers(self) -> tuple[Cover, ...]:
        """The covers it was built with."""
        return self._absences.covers

    def with_covers(self, covers: Sequence[Cover]) -> "Roster":
        """The same file with other covers; what was worked out about its rotations is kept."""
        other = Roster(self.file, self._calendars, covers, self.feeds)
        other._plans, other.statuses = self._plans, self.statuses
        return other

    def with_feeds(self, feeds: Mapping[str, Feed]) -> "Roster":
        """The same file and covers with calendars as they were last read."""
        other = Roster(self.file, self._calendars, self.covers, feeds)
        other.statuses = self.statuses
        return other

    def with_statuses(self, statuses: Mapping[str, AwayStatus]) -> "Roster":
        """The same with whoever's Slack status says away; shifts stay theirs, levels pass them over."""
        other = Roster(self.file, self._calendars, self.covers, self.feeds)
        other._plans, other.statuses = self._plans, dict(statuses)
        return other

    def passed_over(self, person: str, at: datetime, *, present: bool) -> AwayStatus | None:
        """The Slack status for which somebody is passed over at an instant."""
        status = self.statuses.get(person)
        return status if status is not None and status.holds(at, present=present) else None

    def next_in_line(self, schedule: str, at: datetime, but: Collection[str]) -> tuple[str, Why] | None:
        """Who would have the duty if these people were off: the first of the layers below."""
        plan = self._plan(schedule)
        duty = [layer.person_at(at) for layer in plan.layers]
        posts = self._candidates(schedule, plan, duty, at)
        return next(
            (
                (post.person, post.why)
                for post in posts
                if post.person not in but and not self.away(post.person, at)
            ),
            None,
        )

    def on_call(self, schedule: str, at: datetime) -> Shift | None:
        """The whole shift an instant is in, as far as 60 days to either side; None in a gap."""
        post = self._post_at(schedule, at)
        if post is None:
            return None
        for reach in _REACHES:
            start, end = at.astimezone(UTC) - reach, at.astimezone(UTC) + reach
            piece = self._piece_at(schedule, at, start, end)
            if start < piece.start and piece.end < end:
                break
        return replace(_shift(schedule, piece, post), endless=piece.end == end)

    def next_on_call(self, schedule: str, at: datetime) -> Shift | None:
        """The first shift that starts after the present one, or after the present gap."""
        present = self.on_call(schedule, at)
        if present is not None and present.endless:
            return None
        start = present.end if present else at.astimezone(UTC)
        for reach in _NEXT_REACHES:
            for piece in self._pieces(schedule, start, start + reach):
                if piece.post is not None:
                    return self.on_call(schedule, piece.start)
        return None

    def shifts(
        self, schedule: str, start: datetime, end: datetime
    ) -> tuple[tuple[Shift, ...], tuple[Gap, ...]]:
        """Every shift and every gap between two instants, clipped to them, in order."""
        pieces = self._pieces(schedule, start.astimezone(UTC), end.astimezone(UTC))
        return (
            tuple(_shift(schedule, piece, piece.post) for piece in pieces if piece.post),
            tuple(Gap(schedule, piece.start, piece.end) for piece in pieces if piece.post is None),
        )

    def away(self, person: str, at: datetime) -> Away | None:
        """The person's time off an instant is in."""
        return self._absences.away(person, at)

    def time_off(self, person: str) -> tuple[Away, ...]:
        """All of a person's time off, in order."""
        return self._absences.time_off(person)

    def unavailable(self, schedule: str, at: datetime) -> Away | None:
        """The time off that empties the first slot: why nobody, or only a later layer, is on call."""
        plan = self._plan(schedule)
        duty = [layer.person_at(at) for layer in plan.layers]
        candidate = next(self._candidates(schedule, plan, duty, at), None)
        return self.away(candidate.person, at) if candidate else None

    def stand_in(self, person: str, at: datetime) -> StandIn | None:
        """Who answers when a person is asked by name; None if that one has time off."""
        return self._absences.stand_in(person, at)

    def answer_for(self, person: str, at: datetime) -> StandIn | Away:
        """Like `stand_in`, with the time off that leaves nobody to answer."""
        return self._absences.answer_for(person, at)

    def team_hours(self, team: str) -> OpeningHours:
        """A team's hours in its zone and with its holidays; a team the file does not know is always open."""
        known = self.file.teams.get(team)
        rule = (known and known.holidays) or self.file.workspace.holidays
        return OpeningHours(
            hours=known.hours if known else None,
            zone=ZoneInfo(self.file.zone_of_team(team)),
            calendar=self._calendars(rule),
        )

    def _plan(self, key: str) -> _Plan:
        if key not in self._plans:
            schedule = self.file.schedules.get(key, Schedule())
            zone = ZoneInfo(self.file.zone_of_schedule(key))
            holidays = self._calendars(schedule.holidays or self.file.workspace.holidays)
            feed = self.feeds.get(schedule.ical or "")
            first = (FeedLayer(feed, zone, Names(self.file.people)),) if feed else ()
            self._plans[key] = _Plan(
                layers=(*first, *(Rotation(layer, zone, holidays) for layer in schedule.layers)),
                overrides=tuple(
                    ((instant(entry.from_, zone), instant(entry.to, zone)), entry)
                    for entry in schedule.overrides
                ),
            )
        return self._plans[key]

    def _candidates(
        self, schedule: str, plan: _Plan, duty: Iterable[str | None], at: datetime
    ) -> Iterator[_Post]:
        """Those who would be on call, first choice first, before anybody's time off.

        An override of whoever it is replaces the first layer that has somebody, and fills the slot when
        none has; one `instead_of` a person replaces that person in any layer. The file's last one wins.
        """
        holding = [entry for (start, end), entry in plan.overrides if start <= at < end]
        holding.reverse()
        spent = False
        for rotated in (*filter(None, duty), None):
            override = next(
                (
                    entry
                    for entry in holding
                    if (not spent if entry.instead_of is None else entry.instead_of == rotated)
                ),
                None,
            )
            if override is not None:
                spent = spent or override.instead_of is None
                post = _Post(override.person, Why.OVERRIDE, rotated if rotated != override.person else None)
            elif rotated is not None:
                post = _Post(rotated, Why.ROTATION)
            else:
                return
            answering = self._absences.covering(post.person, at, schedule)
            yield post if answering == post.person else _Post(answering, Why.COVER, post.person)

    def _on_duty(self, schedule: str, plan: _Plan, duty: Iterable[str | None], at: datetime) -> _Post | None:
        candidates = self._candidates(schedule, plan, duty, at)
        return next((post for post in candidates if not self.away(post.person, at)), None)

    def _post_at(self, schedule: str, at: datetime) -> _Post | None:
        plan = self._plan(schedule)
        return self._on_duty(schedule, plan, [layer.person_at(at) for layer in plan.layers], at)

    def _piece_at(self, schedule: str, at: datetime, start: datetime, end: datetime) -> _Piece:
        pieces = self._pieces(schedule, start, end)
        return pieces[bisect_right(pieces, at, key=lambda piece: piece.start) - 1]

    def _pieces(self, schedule: str, start: datetime, end: datetime) -> list[_Piece]:
        """The window cut into shifts and gaps, without a hole; nothing for an empty window."""
        if start >= end:
            return []
        plan = self._plan(schedule)
        layers = [list(layer.stretches(start, end)) for layer in plan.layers]
        duties = [stretch for layer in layers for stretch in layer]
        people = {duty.person for duty in duties} | {entry.person for _, entry in plan.overrides}
        edges = {edge for duty in duties for edge in (duty.start, duty.end)}
        edges |= {edge for interval, _ in plan.overrides for edge in interval}
        edges |= self._absences.edges(people, schedule)
        inside = sorted({start, *(edge.astimezone(UTC) for edge in edges if start < edge < end)})
        pieces: list[_Piece] = []
        for here, there in pairwise((*inside, end)):
            duty = []
            for layer in layers:
                position = bisect_right(layer, here, key=lambda stretch: stretch.start) - 1
                on = position >= 0 and here < layer[position].end
                duty.append(layer[position].person if on else None)
            post = self._on_duty(schedule, plan, duty, here)
            if pieces and pieces[-1].continues(post):
                pieces[-1] = replace(pieces[-1], end=there)
            else:
                pieces.append(_Piece(here, there, post))
        return pieces


def _shift(schedule: str, piece: _Piece, post: _Post) -> Shift:
    return Shift(schedule, post.person, piece.start, piece.end, post.why, post.instead_of)
