"""Shifts that stand in a calendar elsewhere: whose an event is, and who is on duty by it.

Where two events overlap, the one that begins later counts: a day put over a week is the exception to it. Of
two that begin together the shorter counts, of two alike the one further down. Events of nobody in `people`
are passed over, so that they take nothing away from an event underneath.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, WithJsonSchema

from bot.domain.rotation import Stretch

if TYPE_CHECKING:  # the file's shape is made of that of schedules, which need this
    from bot.domain.people import Person
    from bot.domain.team_file import TeamFile

_SCHEMES = ("http", "https", "webcal")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_BLOCK = timedelta(days=128)
"""So much of a calendar is worked out at a time, and kept: a shift is looked for in two or three of them."""


def is_web(address: str) -> bool:
    """Whether a feed is fetched from the web rather than read from a file."""
    return "://" in address


def shown(address: str) -> str:
    """The address fit to be read by others: calendars on the web are secret by their path."""
    return f"{urlsplit(address).scheme}://{urlsplit(address).hostname}/…" if is_web(address) else address


def _address(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("is empty; write a path such as duty.ics, or an https:// address")
    if not is_web(text):
        return text
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ValueError(
            "is not the address of a calendar; write a path, or https://…, http://… or webcal://…"
        )
    return text


FeedAddress = Annotated[
    str,
    AfterValidator(_address),
    WithJsonSchema(
        {"type": "string", "minLength": 1, "examples": ["duty.ics", "https://example.com/duty.ics"]}
    ),
]
"""Where a calendar is: a path beside escalation.yaml, or an address on the web."""


@dataclass(frozen=True)
class Claim:
    """What an event tells about whose it is: a key of ours, addresses of those who did not decline, its title."""

    summary: str = ""
    attendees: tuple[str, ...] = ()
    organizer: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Booking:
    """One occurrence of an event, in UTC; `line` is where the event begins in its file."""

    start: datetime
    end: datetime
    claim: Claim
    line: int = 1


class Feed(Protocol):
    """A calendar, as it was last read."""

    def between(self, start: datetime, end: datetime, zone: ZoneInfo) -> Sequence[Booking]:
        """Every occurrence that touches the window; days and times without a zone are in `zone`."""


class Names:
    """Finds the person an event is for."""

    def __init__(self, people: Mapping[str, "Person"]) -> None:
        self._keys = frozenset(people)
        self._emails = {person.email.casefold(): key for key, person in people.items() if person.email}
        self._called: dict[str, set[str]] = {}
        for key, person in people.items():
            for name in (key, *person.name.both, *([person.email] if person.email else [])):
                self._called.setdefault(_plain(name), set()).add(key)
        named = "|".join(re.escape(name) for name in sorted(self._called, key=len, reverse=True))
        self._within = re.compile(rf"(?<!\w)(?:{named})(?=님|\W|_|$)") if named else None
        self._known: dict[Claim, str | None] = {}

    def whose(self, claim: Claim) -> str | None:
        """The key of the person, or None for nobody in the file.

        The only guest known, the organizer aside; else whom the title names; else the first guest known;
        else the organizer.
        """
        if claim not in self._known:
            self._known[claim] = self._find(claim)
        return self._known[claim]

    def _find(self, claim: Claim) -> str | None:
        if claim.key in self._keys:
            return claim.key
        organizer = (claim.organizer or "").casefold()
        known = [
            self._emails[address.casefold()]
            for address in claim.attendees
            if address.casefold() in self._emails and address.casefold() != organizer
        ]
        if len(known) == 1:
            return known[0]
        named = self._named(claim.summary)
        return named or next(iter(known), None) or self._emails.get(organizer)

    def _named(self, summary: str) -> str | None:
        title = _plain(summary)
        exactly = self._called.get(title)
        found = exactly or {
            key
            for match in (self._within.finditer(title) if self._within else ())
            for key in self._called[match.group()]
        }
        return next(iter(found)) if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class FeedLayer:
    """A calendar as the first layer of a schedule."""

    def __init__(self, feed: Feed, zone: ZoneInfo, names: Names) -> None:
        self._feed = feed
        self._zone = zone
        self._names = names
        self._blocks: dict[int, list[Stretch]] = {}

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """Who is on duty between two instants, clipped to them, in order; without the gaps."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        for number in range((start - _EPOCH) // _BLOCK, (end - _EPOCH) // _BLOCK + 1):
            for stretch in self._block(number):
                begins, ends = max(start, stretch.start), min(end, stretch.end)
                if begins < ends:
                    yield Stretch(begins, ends, stretch.person)

    def person_at(self, at: datetime) -> str | None:
        """Who is on duty at an instant."""
        stretches = self._block((at.astimezone(UTC) - _EPOCH) // _BLOCK)
        position = bisect_right(stretches, at, key=lambda stretch: stretch.start) - 1
        return stretches[position].person if position >= 0 and at < stretches[position].end else None

    def _block(self, number: int) -> list[Stretch]:
        if number not in self._blocks:
            start, end = _EPOCH + number * _BLOCK, _EPOCH + (number + 1) * _BLOCK
            owned = (
                (booking, self._names.whose(booking.claim))
                for booking in self._feed.between(start, end, self._zone)
            )
            known = [(booking, person) for booking, person in owned if person]
            self._blocks[number] = list(_laid_over(known, start, end))
        return self._blocks[number]


def _laid_over(bookings: Iterable[tuple[Booking, str]], start: datetime, end: datetime) -> Iterator[Stretch]:
    """The window as one person at a time."""
    ordered = sorted(bookings, key=lambda one: (one[0].start, one[0].start - one[0].end, one[0].line, one[1]))
    edges = {edge for booking, _ in ordered for edge in (booking.start, booking.end)}
    inside = sorted({start, end, *(edge for edge in edges if start < edge < end)})
    waiting, running = iter(ordered), list[tuple[Booking, str]]()
    following = next(waiting, None)
    for here, there in pairwise(inside):
        while following is not None and following[0].start <= here:
            running.append(following)
            following = next(waiting, None)
        running = [one for one in running if one[0].end > here]
        if running:
            yield Stretch(here, there, running[-1][1])


def nobodys(
    file: "TeamFile", feeds: Mapping[str, Feed], start: datetime, end: datetime
) -> Iterator[tuple[str, Booking]]:
    """Events of a window that are nobody's in the file: the schedule, and the first of each."""
    names = Names(file.people)
    for key, schedule in file.schedules.items():
        feed = feeds.get(schedule.ical or "")
        found = feed.between(start, end, ZoneInfo(file.zone_of_schedule(key))) if feed else ()
        told: set[Claim] = set()
        for booking in sorted(found, key=lambda one: (one.start, one.line)):
            if booking.claim not in told and names.whose(booking.claim) is None:
                told.add(booking.claim)
                yield key, booking
