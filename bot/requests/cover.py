"""What stands behind /escalate cover: who is covered, by whom, when, for what.

The one who is absent is named before the one who covers. With one name that person covers whoever asks; without
one somebody is looked for. "me", "나", "제가" stand for whoever asks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from bot.domain.covering import Wish
from bot.domain.later import compiled_later
from bot.domain.people import Person
from bot.requests.form_fields import moment_in, text_in
from bot.requests.moments import find_span
from bot.requests.whole_ticket import WholeTicket


class CoverTicket(WholeTicket):
    """A wish on its way through buttons and forms; which cover it becomes is decided before it is made."""

    id: str = Field(min_length=1)
    absent: str
    by: str | None = None
    start: AwareDatetime
    end: AwareDatetime
    schedule: str | None = None

    @classmethod
    def of(cls, wish: Wish, cover_id: str) -> Self:
        """A wish, and the id of the cover it may become."""
        return cls(
            id=cover_id,
            absent=wish.absent,
            by=wish.by,
            start=wish.start,
            end=wish.end,
            schedule=wish.schedule,
        )

    @property
    def wish(self) -> Wish:
        """What is wished."""
        return Wish(self.absent, self.by, self.start, self.end, self.schedule)


@dataclass(frozen=True)
class Started:
    """People and a schedule without a time: it is asked for."""

    absent: str
    by: str | None = None
    schedule: str | None = None


@dataclass(frozen=True)
class UnknownName:
    """A name that is nobody's; `meant` is the key of who may be meant."""

    said: str
    meant: str | None = None


@dataclass(frozen=True)
class ListCovers:
    """The covers that hold now or later."""


CoverRequest = ListCovers | Wish | Started | UnknownName

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_ME = compiled_later(
    r"(?<![\w가-힣])(?:me|myself|i|나|저|내|제|제가|내가|나를|저를)(?![\w가-힣])", re.IGNORECASE
)
_FOR_ME = compiled_later(
    r"(?<![\w가-힣])(?:(?:for|instead\s+of)\s+(?:me|myself)|(?:나|저|제|내)\s*대신)(?![\w가-힣])",
    re.IGNORECASE,
)
_SCHEDULE = (
    r"(?:(?:for|only)\s+(?:the\s+)?{name}(?:\s+(?:schedule|rota|on-?call|only|shift))?"
    r"|{name}\s*(?:당번|일정)?\s*(?:만|only\b))"
)
_FILLER = compiled_later(
    r"(?<![\w가-힣])(?:who|can|could|anyone|anybody|somebody|someone|please|covers?|covering|cover|for|by|with|is|the|a|my|"
    r"shift|to|on|instead|of|take|over|from|will|and|"
    r"혹시|누가|누구|대신|대신해|대신하실|맡아|봐|서|해|줄|주실|하실|가능하신|수|있는|있으신|있을까요|있나요|계신가요|계실까요|분|사람|주세요|주시겠어요|"
    r"부탁|부탁해요|부탁드려요|부탁드립니다|해주세요|해주실|맡아주세요|맡아주실|이|가|은|는|을|를|의|께서|님|님이|님을|님은|님의|님께서|씨|에게|께)"
    r"(?![\w가-힣])",
    re.IGNORECASE,
)
_AT = re.compile(r"(?<!\S)@\w")
"""A mention that Slack found nobody for stays as it was typed."""
_PARTICLE = r"(?:님|씨)?(?:이|가|은|는|을|를|의|께서|께|에게|한테)?"
_LEFT = re.compile(r"[^\s@<>.,;:!?()\[\]\"'’~-]+")


def parse_cover(
    rest: str,
    *,
    me: str | None,
    people: Mapping[str, Person],
    schedules: Mapping[str, str],
    key_of: Mapping[str, str],
    now: datetime,
    zone: ZoneInfo,
) -> CoverRequest | None:
    """What somebody wishes; None where it speaks of something else.

    `key_of` tells the keys of the Slack users mentioned, `schedules` the keys of what schedules are called;
    `zone` is that of whoever asks.
    """
    if not rest.strip():
        return ListCovers()
    found = find_span(rest, now=now, zone=zone)
    left = found.rest if found else rest
    schedule, left = _schedule(left, schedules)
    left = _FOR_ME().sub(" ", left) if me else left
    named, left = _people(left, people, key_of, me)
    unknown = [word for word in _LEFT.findall(_FILLER().sub(" ", left)) if not word.isdigit()]
    if unknown:
        known = named or _AT.search(left) or _looks_like_names(unknown, people)
        return _unknown(unknown, people) if known else None
    if not named and found is None:
        return None
    if me is None and len(named) < 2:
        return UnknownName("me")
    absent, by = _roles(named, me or "")
    if found is None:
        return Started(absent, by, schedule)
    return Wish(absent, by, found.what.start, found.what.end, schedule)


EVERYTHING = "-"
"""The choice of the form that stands for all schedules, and for whoever is asked by name."""

Slip = Literal["who", "when"]
"""What a field of the form lacks: a colleague of the file, or a time."""


def parse_cover_form(
    inputs: Mapping[str, Any], key_of: Callable[[str], str | None]
) -> Wish | dict[str, Slip]:
    """What was filled in, or what is missing, by field. `key_of` tells the file's key of a Slack user."""
    absent_user, by_user = text_in(inputs, "cover_absent"), text_in(inputs, "cover_by")
    absent, by = (key_of(user) if user else None for user in (absent_user, by_user))
    start, end = moment_in(inputs, "cover_from"), moment_in(inputs, "cover_to")
    if absent is None or start is None or end is None or (by_user and by is None):
        present = {"cover_absent": absent, "cover_by": by or not by_user}
        slips: dict[str, Slip] = {field: "who" for field, found in present.items() if not found}
        return slips | {
            field: "when" for field, at in (("cover_from", start), ("cover_to", end)) if at is None
        }
    schedule = text_in(inputs, "cover_schedule")
    return Wish(absent, by, start, end, None if schedule == EVERYTHING else schedule)


def _roles(named: list[str], me: str) -> tuple[str, str | None]:
    match named:
        case []:
            return me, None
        case [one] if one == me:
            return me, None
        case [one]:
            return me, one
        case [absent, by, *_]:
            return absent, by
    raise AssertionError(named)


def _schedule(text: str, schedules: Mapping[str, str]) -> tuple[str | None, str]:
    for name in sorted(schedules, key=len, reverse=True):
        pattern = re.compile(_SCHEDULE.format(name=re.escape(name)), re.IGNORECASE)
        if found := pattern.search(text):
            return schedules[name], f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _people(
    text: str, people: Mapping[str, Person], key_of: Mapping[str, str], me: str | None
) -> tuple[list[str], str]:
    """Who is named, in the order of the text, and the text without them; strangers stay as they were written."""
    found: list[tuple[int, str]] = []

    def take(pattern: re.Pattern[str], key: str, within: str) -> str:
        found.extend((hit.start(), key) for hit in pattern.finditer(within))
        return pattern.sub(lambda hit: " " * len(hit[0]), within)

    for mention in dict.fromkeys(_MENTION.findall(text)):
        key = key_of.get(mention, f"<@{mention}>")
        text = take(re.compile(rf"<@{mention}(?:\|[^>]*)?>{_PARTICLE}"), key, text)
    for name, key in sorted(_names(people).items(), key=lambda entry: -len(entry[0])):
        pattern = rf"(?<![\w가-힣])@?{re.escape(name)}(?:{_PARTICLE})(?![\w가-힣])"
        text = take(re.compile(pattern, re.IGNORECASE), key, text)
    if me is not None:
        text = take(_ME(), me, text)
    return list(dict.fromkeys(key for _, key in sorted(found))), text


def _names(people: Mapping[str, Person]) -> dict[str, str]:
    """What people are called: keys, names of both languages, and given names nobody else has."""
    names: dict[str, str] = {}
    given: dict[str, list[str]] = {}
    for key, person in people.items():
        for full in (key, *person.name.both):
            names.setdefault(full.casefold(), key)
        first = (person.name.en or "").split(" ")[0].casefold()
        korean = person.name.ko or ""
        for short in (first, korean[1:] if len(korean) == 3 else ""):
            if short:
                given.setdefault(short, []).append(key)
    return {short: keys[0] for short, keys in given.items() if len(set(keys)) == 1} | names


def _unknown(words: list[str], people: Mapping[str, Person]) -> UnknownName:
    word = next((word for word in words if _near(word, people)), words[0])
    return UnknownName(word, _near(word, people))


def _near(word: str, people: Mapping[str, Person]) -> str | None:
    names = _names(people)
    bare = re.sub(r"(?:님|씨)(?:이|가|은|는|을|를)?\Z", "", word.casefold())
    near = get_close_matches(bare, names, n=1, cutoff=0.72 if bare.isascii() else 0.6)
    return names[near[0]] if near else None


def _looks_like_names(words: list[str], people: Mapping[str, Person]) -> bool:
    """Nothing but slips of names: "cover letter" is not, "cover jimni" is."""
    return len(words) <= 2 and all(_near(word, people) for word in words)
