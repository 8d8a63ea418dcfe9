"""Who is on call: rotations, their layers, overrides, covers and time off.

For every instant a schedule's calendar is asked first, then its layers in order. Whoever one of them has on
duty may be replaced by an override, then by those who cover for them; if whoever results has time off, the
next layer is asked.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.domain.absence import Absences, circle
from bot.domain.away_status import AwayStatus
from bot.domain.duties import Duties, Override, Piece, Plan, Post
from bot.domain.feeds import Feed, FeedAddress, FeedLayer, Names
from bot.domain.hours import Calendars, HolidayRule, OpeningHours, instant
from bot.domain.language import Frozen, Text
from bot.domain.rotation import Layer, Rotation
from bot.domain.scalars import ZoneName
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


class Schedule(Frozen):
    """Who is on call when: the calendar first, then layer by layer; each fills the gaps of those before."""

    title: Text | None = Field(default=None, description="what people call it; default: its key")
    time_zone: ZoneName | None = Field(default=None, description="default: the workspace's")
    holidays: HolidayRule | None = Field(default=None, description="default: the workspace's")
    ical: FeedAddress | None = None
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()


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
        self._plans: dict[str, Plan] = {}
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

    def tireless(self) -> "Roster":
        """The same as if nobody ever had time off; what was worked out about its rotations is kept."""
        people = {key: person.model_copy(update={"time_off": ()}) for key, person in self.file.people.items()}
        other = Roster(
            self.file.model_copy(update={"people": people}), self._calendars, self.covers, self.feeds
        )
        other._plans, other.statuses = self._plans, self.statuses
        return other

    def passed_over(self, person: str, at: datetime, *, present: bool) -> AwayStatus | None:
        """The Slack status for which somebody is passed over at an instant."""
        status = self.statuses.get(person)
        return status if status is not None and status.holds(at, present=present) else None

    def next_in_line(self, schedule: str, at: datetime, but: Collection[str]) -> tuple[str, Why] | None:
        """Who would have the duty if these people were off: the first of the layers below."""
        return next(
            (
                (post.person, post.why)
                for post in self._duties(schedule).candidates(at)
                if post.person not in but and not self.away(post.person, at)
            ),
            None,
        )

    def on_call(self, schedule: str, at: datetime) -> Shift | None:
        """The whole shift an instant is in, as far as 60 days to either side; None in a gap."""
        duties = self._duties(schedule)
        post = duties.post_at(at)
        if post is None:
            return None
        for reach in _REACHES:
            start, end = at.astimezone(UTC) - reach, at.astimezone(UTC) + reach
            piece = duties.piece_at(at, start, end)
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
            for piece in self._duties(schedule).pieces(start, start + reach):
                if piece.post is not None:
                    return self.on_call(schedule, piece.start)
        return None

    def shifts(
        self, schedule: str, start: datetime, end: datetime
    ) -> tuple[tuple[Shift, ...], tuple[Gap, ...]]:
        """Every shift and every gap between two instants, clipped to them, in order."""
        pieces = self._duties(schedule).pieces(start.astimezone(UTC), end.astimezone(UTC))
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
        candidate = next(self._duties(schedule).candidates(at), None)
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

    def _duties(self, schedule: str) -> Duties:
        return Duties(schedule, self._plan(schedule), self._absences)

    def _plan(self, key: str) -> Plan:
        if key not in self._plans:
            schedule = self.file.schedules.get(key, Schedule())
            zone = ZoneInfo(self.file.zone_of_schedule(key))
            holidays = self._calendars(schedule.holidays or self.file.workspace.holidays)
            feed = self.feeds.get(schedule.ical or "")
            first = (FeedLayer(feed, zone, Names(self.file.people)),) if feed else ()
            self._plans[key] = Plan(
                layers=(*first, *(Rotation(layer, zone, holidays) for layer in schedule.layers)),
                overrides=tuple(
                    ((instant(entry.from_, zone), instant(entry.to, zone)), entry)
                    for entry in schedule.overrides
                ),
            )
        return self._plans[key]


def _shift(schedule: str, piece: Piece, post: Post) -> Shift:
    return Shift(schedule, post.person, piece.start, piece.end, post.why, post.instead_of)
