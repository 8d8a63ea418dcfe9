"""What stands behind /values pin, and what its form holds."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from bot.domain.facts import LONGEST_LINE, LONGEST_WHAT, Draft, Kind
from bot.domain.lookup import fold
from bot.requests.form_fields import moment_in, text_in
from bot.requests.whole_ticket import WholeTicket


@dataclass(frozen=True)
class ListPins:
    """What stands now."""


@dataclass(frozen=True)
class NewPin:
    """The form; `sure` where the words name nothing but a topic or a kind."""

    topic: str | None = None
    kind: Kind | None = None
    sure: bool = True


PinRequest = ListPins | NewPin

_LIST = {"list", "all", "목록", "전체", "보기"}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("outage", "down", "incident", "장애", "먹통"), "outage"),
    **dict.fromkeys(("closure", "closed", "holiday", "휴무", "휴일", "휴업"), "closure"),
}
_MOST_WORDS = 4
"""More than these is a sentence about a customer rather than a topic's name."""


def parse_pin(
    rest: str, *, named: Mapping[str, str], guess: Callable[[str], str | None]
) -> PinRequest | None:
    """What somebody wants to pin; None where the words tell of something else ("pin code forgotten").

    `named` tells the topic of a folded name, `guess` that of other words; None where it cannot say.
    """
    words = fold(rest)
    if words in _LIST:
        return ListPins()
    if not words or words in named or words in _KINDS:
        return NewPin(named.get(words), _KINDS.get(words))
    kept = [word for word in words.split() if word not in _KINDS]
    kind = next((_KINDS[word] for word in words.split() if word in _KINDS), None)
    left = " ".join(kept)
    if left in named:
        return NewPin(named[left], kind)
    if len(kept) > _MOST_WORDS or re.search(r"[?？]", rest):
        return None
    topic = guess(left)
    return NewPin(topic, kind, sure=False) if topic else None


class PinTicket(WholeTicket):
    """Which facts a form is about, whether they are new, and what sending it again takes down."""

    id: str = Field(min_length=1)
    new: bool = True
    replaces: tuple[str, ...] = ()


def parse_pin_form(inputs: Mapping[str, Any], topics: Collection[str]) -> Draft:
    """What was filled in; topics that the file does not have (any more) are left out."""
    chosen = inputs.get("pin_topics")
    return Draft(
        kind="closure" if text_in(inputs, "pin_kind") == "closure" else "outage",
        topics=tuple(key for key in chosen if key in topics) if isinstance(chosen, list) else (),
        what=_line(inputs, "pin_what", LONGEST_WHAT),
        charged=_line(inputs, "pin_charged", LONGEST_LINE),
        pause=_line(inputs, "pin_pause", LONGEST_LINE),
        cancel=_line(inputs, "pin_cancel", LONGEST_LINE),
        back=_line(inputs, "pin_back", LONGEST_LINE),
        ends=moment_in(inputs, "pin_ends"),
    )


def _line(inputs: Mapping[str, Any], name: str, longest: int) -> str:
    return " ".join((text_in(inputs, name) or "").split())[:longest]


def parse_extension(value: str | None) -> tuple[str, int] | None:
    """Which facts a button extends, and until when (seconds since 1970); None where it cannot be read."""
    found = re.fullmatch(r"(\S+) (\d{1,11})", value or "")
    return (found[1], int(found[2])) if found else None
