"""Times as people say them, in Korean and English: "내일 9시부터 6시까지", "by 5", "3/14-3/16", "for 2 hours".

The rules, wherever words leave room:

- An hour without its half of the day ("3시", "at 5", "3:30") is the one between 08:00 and 20:00; as the end of a span
  it is the first one after its beginning. Two digits before the colon ("09:30") are the 24-hour clock.
- A time without its day is the next time the clock shows it. A date without its year is the next one, or one of the
  last 14 days. "Next Monday" and "다음 주 월요일" are the Monday of next week, which begins on Monday.
- A day is a whole local day. As a deadline it ends with the working day, 18:00, or, where that has passed, at midnight.
- Spans are half-open. A span without a beginning ("until Friday", "금요일까지") begins now, and its last day counts in
  full. "Afternoon" is 12:00-18:00, "morning" 06:00-12:00, the evening ends at midnight, the night at six.
- Wall-clock times become instants as everywhere in Baton: see `bot.domain.hours.instant`.

What is not understood is None: nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from bot.requests.time_meanings import Days, Floating, Length, Piece, Sign
from bot.requests.time_reading import Item, Point, Span, WallReader
from bot.requests.time_words import pieces

__all__ = ["Found", "Span", "find_moment", "find_span"]

LONGEST_READ = 3000
"""Characters that are looked through."""

_T = TypeVar("_T")
_GLUE = re.compile(
    r"(?:\s|,|\([월화수목금토일]\)|at\b|on\b|of\b|the\b|around\b|about\b|T|에|은|는|의|하루|종일|all\s+day|"
    r"쯤|경|정도|중|안|@|and\b)*",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:\b(?:on|at|around|about|the)\s*)+\Z", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:쯤|경|정도)?(?:까지|에는|에|은|는|로|중으로|중에|중|안에|동안|하루 종일|하루)(?=$|[\s.,;!?)])"
)


@dataclass(frozen=True)
class Found(Generic[_T]):
    """What was understood of a text, and the text without the words that said it."""

    what: _T
    rest: str


def find_moment(text: str, *, now: datetime, zone: ZoneInfo) -> Found[datetime] | None:
    """The moment a text names (UTC), as somebody whose clock is in `zone` means it at `now`; it may have passed."""
    reader = WallReader(now, zone)
    for run in _runs(text[:LONGEST_READ], reader.today):
        points = [item for item in _items(run) if isinstance(item, Point)]
        try:
            found = reader.moment(points[-1]) if points else None
        except OverflowError:
            found = None
        if found is not None:
            return Found(found, _without(text, run))
    return None


def find_span(text: str, *, now: datetime, zone: ZoneInfo) -> Found[Span] | None:
    """The stretch of time a text names, as somebody whose clock is in `zone` means it at `now`."""
    reader = WallReader(now, zone)
    for run in _runs(text[:LONGEST_READ], reader.today):
        try:
            found = reader.span(_items(run))
        except OverflowError:
            found = None
        if found is not None and found.start < found.end:
            return Found(found, _without(text, run))
    return None


def _runs(text: str, today: date) -> Iterator[list[Piece]]:
    """Words about time that stand together: nothing but glue lies between them.

    Where a day is named that no calendar has, nothing else of the text says when.
    """
    run: list[Piece] = []
    found = list(pieces(text, today))
    if any(piece.means is Sign.NEVER for piece in found):
        return
    for piece in found:
        if run and not _GLUE.fullmatch(text, run[-1].end, piece.start):
            yield from _sound(run)
            run = []
        run.append(piece)
    yield from _sound(run)


def _sound(run: list[Piece]) -> Iterator[list[Piece]]:
    """The run, unless it is empty or bare numbers without a day."""
    if run and (
        any(isinstance(piece.means, Days | Floating) for piece in run) or not any(p.weak for p in run)
    ):
        yield run


def _items(run: Sequence[Piece]) -> list[Item]:
    """A run with the words of each point of time put together; lengths and signs stand for themselves."""
    items: list[Item] = []
    for piece in run:
        means = piece.means
        if means is Sign.START and items and isinstance(items[-1], Point) and items[-1].clock is None:
            continue
        if isinstance(means, Sign) or (isinstance(means, Length) and not means.later):
            items.append(means)
            continue
        last = items[-1] if items else None
        together = last.joined(means) if isinstance(last, Point) else None
        if together is not None:
            items[-1] = together
        elif (alone := Point().joined(means)) is not None:
            items.append(alone)
    return items


def _without(text: str, run: Sequence[Piece]) -> str:
    """The text without a run and the particles that hung on it."""
    before = _BEFORE.sub("", text[: run[0].start])
    after = text[run[-1].end :]
    if hung := _AFTER.match(after):
        after = after[hung.end() :]
    return re.sub(r"\s+", " ", f"{before.rstrip(' ,(')} {after.lstrip(' ,)')}").strip()
