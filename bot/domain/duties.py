"""Whose duty a schedule is, instant by instant: its layers, what replaces them, and whoever is away."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from pydantic import Field

from bot.domain.absence import Absences
from bot.domain.feeds import FeedLayer
from bot.domain.hours import Interval
from bot.domain.language import Frozen
from bot.domain.rotation import Rotation, Stretch
from bot.domain.scalars import LocalMoment
from bot.domain.shifts import Why


class Override(Frozen):
    """Somebody takes the place of whoever the rotation says, or of one person only."""

    person: str
    from_: LocalMoment = Field(alias="from")
    to: LocalMoment
    instead_of: str | None = None


class Post(NamedTuple):
    """Somebody on duty, and why they are."""

    person: str
    why: Why
    instead_of: str | None = None

    def same_shift(self, other: "Post | None") -> bool:
        """Whether a shift goes on from one to the other."""
        return other is not None and (self.person, self.why) == (other.person, other.why)


class Piece(NamedTuple):
    """A shift, or a gap without a post, in UTC."""

    start: datetime
    end: datetime
    post: Post | None


@dataclass(frozen=True)
class Plan:
    """A schedule of the file in its time zone and with its holidays, whoever is away."""

    layers: tuple[FeedLayer | Rotation, ...]
    overrides: tuple[tuple[Interval, Override], ...]

    def duty_at(self, at: datetime) -> list[str | None]:
        """Whom each layer has on duty at an instant."""
        return [layer.person_at(at) for layer in self.layers]

    def holding(self, at: datetime) -> list[Override]:
        """The overrides of an instant, the file's last one first, since that one wins."""
        return [entry for (start, end), entry in reversed(self.overrides) if start <= at < end]


@dataclass(frozen=True)
class Duties:
    """A schedule's plan together with everybody's time off and covers."""

    schedule: str
    plan: Plan
    absences: Absences

    def candidates(self, at: datetime) -> Iterator[Post]:
        """Those who would be on call at an instant, first choice first, before anybody's time off."""
        return self._candidates(self.plan.duty_at(at), at)

    def post_at(self, at: datetime) -> Post | None:
        """Who is on call at an instant."""
        return self._present(self.plan.duty_at(at), at)

    def piece_at(self, at: datetime, start: datetime, end: datetime) -> Piece:
        """The piece of a window that an instant of it is in."""
        pieces = self.pieces(start, end)
        return pieces[bisect_right(pieces, at, key=lambda piece: piece.start) - 1]

    def pieces(self, start: datetime, end: datetime) -> list[Piece]:
        """The window cut into shifts and gaps, without a hole; nothing for an empty window."""
        if start >= end:
            return []
        layers = [list(layer.stretches(start, end)) for layer in self.plan.layers]
        instants = self._edges(layers, start, end)
        duties = [list(_along(layer, instants)) for layer in layers]
        begun: list[tuple[datetime, Post | None]] = []
        for position, at in enumerate(instants):
            post = self._present([duty[position] for duty in duties], at)
            if not begun or not _continues(begun[-1][1], post):
                begun.append((at, post))
        ends = (*(at for at, _ in begun[1:]), end)
        return [Piece(at, until, post) for (at, post), until in zip(begun, ends, strict=True)]

    def _edges(self, layers: Sequence[Sequence[Stretch]], start: datetime, end: datetime) -> list[datetime]:
        """The window's start and every instant inside it at which anything may change."""
        stretches = [stretch for layer in layers for stretch in layer]
        people = {stretch.person for stretch in stretches} | {
            entry.person for _, entry in self.plan.overrides
        }
        edges = {edge for stretch in stretches for edge in (stretch.start, stretch.end)}
        edges |= {edge for interval, _ in self.plan.overrides for edge in interval}
        edges |= self.absences.edges(people, self.schedule)
        return sorted({start, *(edge.astimezone(UTC) for edge in edges if start < edge < end)})

    def _candidates(self, duty: Iterable[str | None], at: datetime) -> Iterator[Post]:
        """Those who would be on call, given whom each layer has on duty.

        An override of whoever it is replaces the first layer that has somebody, and fills the slot when
        none has; one `instead_of` a person replaces that person in any layer.
        """
        holding = self.plan.holding(at)
        spent = False
        for rotated in (*filter(None, duty), None):
            override = _override_of(rotated, holding, spent=spent)
            if override is not None:
                spent = spent or override.instead_of is None
                post = Post(override.person, Why.OVERRIDE, rotated if rotated != override.person else None)
            elif rotated is not None:
                post = Post(rotated, Why.ROTATION)
            else:
                return
            answering = self.absences.covering(post.person, at, self.schedule)
            yield post if answering == post.person else Post(answering, Why.COVER, post.person)

    def _present(self, duty: Iterable[str | None], at: datetime) -> Post | None:
        for post in self._candidates(duty, at):
            if not self.absences.away(post.person, at):
                return post
        return None


def _override_of(rotated: str | None, holding: Sequence[Override], *, spent: bool) -> Override | None:
    """What replaces somebody; an override of whoever it is can be `spent` by a layer above."""
    for entry in holding:
        if not spent if entry.instead_of is None else entry.instead_of == rotated:
            return entry
    return None


def _along(stretches: Iterable[Stretch], instants: Iterable[datetime]) -> Iterator[str | None]:
    """Who of one layer is on duty at each of some instants; both are in order."""
    following = iter(stretches)
    present = next(following, None)
    for at in instants:
        while present is not None and present.end <= at:
            present = next(following, None)
        yield present.person if present is not None and present.start <= at else None


def _continues(before: Post | None, post: Post | None) -> bool:
    return post is None if before is None else before.same_shift(post)
