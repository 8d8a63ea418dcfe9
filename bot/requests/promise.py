"""What is typed behind `/escalate promise`, and what is filled into the forms of a promise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.requests.form_fields import moment_in, text_in
from bot.requests.moments import find_moment

LONGEST_TEXT = 500
"""Characters of what was promised; a card shows them, and a reminder."""


AROUND_MIDNIGHT = timedelta(hours=3)
"""Half past twelve, said a quarter to midnight, is soon, not long ago."""


_BARE_LENGTH = re.compile(r"\s*\d{1,3}\s?(?:h|hrs?|hours?|m|mins?|minutes?)\b(?!\s+ago)", re.IGNORECASE)
"""The files write lengths like this, and so do people: behind the command's word nothing else can be meant."""


FARTHEST = timedelta(days=400)
"""Nobody promises a customer anything farther ahead: such a number was not meant as a time."""


@dataclass(frozen=True)
class ListPromises:
    """The command alone: mine."""


@dataclass(frozen=True)
class Track:
    """Something was promised by a time (UTC)."""

    text: str | None
    by: datetime


@dataclass(frozen=True)
class HasPassed:
    """The time it names has passed, and no other day was said."""

    at: datetime
    text: str | None


@dataclass(frozen=True)
class NoTime:
    """It names no time: it is a question, or a wish that needs one."""

    text: str


PromiseRequest = ListPromises | Track | HasPassed | NoTime


def parse_promise(rest: str, *, now: datetime, zone: str) -> PromiseRequest:
    """Read it as somebody means it whose clock is in `zone`.

    A time that has passed today is tomorrow's only where tomorrow was said, or where it comes soon.
    """
    if not rest.strip():
        return ListPromises()
    found = _read(rest, now=now, zone=zone)
    if isinstance(found, NoTime) and _BARE_LENGTH.match(rest):
        ahead = _read(f"in {rest.strip()}", now=now, zone=zone)
        return found if isinstance(ahead, NoTime) else ahead
    return found


def _read(rest: str, *, now: datetime, zone: str) -> Track | HasPassed | NoTime:
    found = find_moment(rest, now=now, zone=ZoneInfo(zone))
    if found is None or found.what - now > FARTHEST:
        return NoTime(rest.strip())
    text = found.rest[:LONGEST_TEXT].strip(" ,.:;-–") or None
    passed = found.what if found.what <= now else _meant_today(rest, found.what, now, ZoneInfo(zone))
    return HasPassed(passed, text) if passed else Track(text, found.what)


def hinted(text: str, *, said: datetime, now: datetime, zone: str) -> datetime | None:
    """A time ahead that a message speaks of, as it was meant when it was `said`; to be prefilled (UTC)."""
    match _read(text, now=said, zone=zone):
        case Track(by=by) if by > now:
            return by
        case _:
            return None


def _meant_today(text: str, found: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The same words read at the day's beginning name a time of today: then another day was not said.

    "15:30" at four in the afternoon; not "tomorrow 15:30", which is tomorrow at midnight too, nor
    "in 20 hours", which is another time of day then.
    """
    local = now.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    early = find_moment(text, now=midnight, zone=zone)
    if found - now <= AROUND_MIDNIGHT or early is None or early.what.astimezone(zone).date() != local.date():
        return None
    same_clock = early.what.astimezone(zone).time() == found.astimezone(zone).time()
    return early.what if same_clock and early.what < found else None


@dataclass(frozen=True)
class PromiseForm:
    """A form of a promise, filled in; what is missing is None. Times are UTC."""

    text: str | None
    by: datetime | None
    reason: str | None


def parse_promise_form(inputs: Mapping[str, Any]) -> PromiseForm:
    """Read any of them."""
    text = text_in(inputs, "promise_text")
    return PromiseForm(
        text=text[:LONGEST_TEXT] if text else None,
        by=moment_in(inputs, "promise_by"),
        reason=text_in(inputs, "promise_reason"),
    )
