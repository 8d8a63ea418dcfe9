"""What is typed behind `/values quiet`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.lookup import fold
from bot.requests.moments import find_span

LONGEST_QUIET = timedelta(days=92)
"""Whoever wants peace for longer wants no reminders at all, which is a choice of its own."""
_FEW_WORDS = 4
"""So many words behind `quiet` are meant for it; more of them tell of a situation ("quiet customer on the phone …")."""


@dataclass(frozen=True)
class AskQuiet:
    """The command alone: how it stands."""


@dataclass(frozen=True)
class QuietUntil:
    """No reminders until then (UTC)."""

    until: datetime


@dataclass(frozen=True)
class QuietForGood:
    """No reminders until they are asked for again."""


@dataclass(frozen=True)
class NoQuiet:
    """Reminders again."""


@dataclass(frozen=True)
class NoSuchTime:
    """It names no time ahead, or one too far away."""

    said: str


QuietRequest = AskQuiet | QuietUntil | QuietForGood | NoQuiet | NoSuchTime

_ON = {
    *("on", "resume", "again", "back", "back on", "start"),
    *("켜기", "켜", "켜줘", "켜 줘", "다시", "다시 켜기", "시작"),
}
_OFF = {
    *("off", "stop", "never", "always", "forever", "for good"),
    *("끄기", "꺼", "꺼줘", "꺼 줘", "그만", "받지 않기", "계속", "항상"),
}


def parse_quiet(rest: str, *, now: datetime, zone: str) -> QuietRequest | None:
    """Read it as somebody means it whose clock is in `zone`; None where it speaks of something else."""
    said = fold(rest)
    if not said:
        return AskQuiet()
    if said in _ON:
        return NoQuiet()
    if said in _OFF:
        return QuietForGood()
    span = find_span(rest, now=now, zone=ZoneInfo(zone)) or find_span(
        f"for {rest}", now=now, zone=ZoneInfo(zone)
    )
    if span is not None and now < span.what.end <= now + LONGEST_QUIET and _is_short(span.rest):
        return QuietUntil(span.what.end)
    return NoSuchTime(" ".join(rest.split())) if _is_short(rest) else None


def _is_short(text: str) -> bool:
    return len(text.split()) <= _FEW_WORDS
