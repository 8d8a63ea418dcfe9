"""Erasing somebody: what a record is without them, their part of it, and how far an erasure got. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.language import Frozen, Text

Json = Any
"""What `json.loads` gives."""

SOMEBODY = Text(ko="삭제를 요청한 분", en="somebody who asked to be erased")
"""Stands where their name stood, in what must stay."""
ERASED_KEY = "erased"
"""Stands where their key of the file stood."""

_PEOPLE = frozenset({"people", "person", "instead_of", "absent", "by", "key", "private", "mention", "keys"})
"""Fields that hold keys of people: elsewhere the same word may be a team's or a topic's."""
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SHORTEST_HANGUL = 3
"""A shorter name may be part of an ordinary word, which particles follow without a space."""


class Whoever(Frozen):
    """Whom it is about: their Slack id, their key in the file, and what they are called."""

    user: str
    key: str | None = None
    names: tuple[str, ...] = ()


class Erasure(Frozen):
    """How far erasing somebody got. `done` are the steps that are over, `waits` the due items that end first.

    `posting_since` is real time, UTC; `said` that they were told. It is forgotten once nothing waits.
    """

    version: int = 1
    who: Whoever
    asked: datetime
    done: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    posting_since: datetime | None = None
    said: bool = False


def is_about(value: Json, who: Whoever) -> bool:
    """Whether a part of a record is that person."""
    if not isinstance(value, Mapping) or "user" not in value or "name" not in value:
        return False
    return bool(value["user"] == who.user or (who.key and value.get("key") == who.key))


def takes_part(record: Json, who: Whoever) -> bool:
    """Whether somebody stands in a record as one of its people; a name in somebody's words does not count."""
    unnamed = who.model_copy(update={"names": ()})
    return bool(without(record, unnamed) != record)


def without(value: Json, who: Whoever, field: str = "") -> Json:
    """A record without somebody: their names, ids, keys and mentions; what was to be told to them is told."""
    match value:
        case Mapping() if is_about(value, who):
            return {**value, "user": "", "key": None, "name": SOMEBODY.model_dump()}
        case Mapping():
            return {
                name: _told(part, who)
                if name == "tellings" and isinstance(part, list)
                else _kept(name, part, value, who)
                for name, part in value.items()
                if name != who.user
            }
        case list():
            return [
                without(part, who, field) for part in value if part != who.user and not _is_knock(part, who)
            ]
        case str():
            return _text(value, who, field)
        case _:
            return value


def share_of(record: Mapping[str, Json], who: Whoever) -> dict[str, Json]:
    """Somebody's part of a record: what it is about, what they are in it, and their own words; nobody else's."""
    roles = sorted(name for name, part in record.items() if _is_role(part, who))
    theirs = {
        name: [part for part in parts if _is_of(part, who)]
        for name, parts in record.items()
        if isinstance(parts, list) and name not in {"tellings", "posts", "notices", "knocks"}
    }
    facts = {
        name: part
        for name, part in record.items()
        if isinstance(part, str | int | bool) and name not in {"version", "revision", *_WORDS}
    }
    words = {name: record[name] for name, owners in _WORDS.items() if name in record and owners & set(roles)}
    made = {**facts, **words, "title": record.get("title"), "you_are": roles, **theirs}
    return {name: part for name, part in made.items() if part not in (None, [], "")}


_WORDS: Mapping[str, frozenset[str]] = {
    "packet": frozenset({"requester"}),
    "summary": frozenset({"closed_by"}),
    "promise": frozenset({"keeper", "owner", "requester"}),
    "text": frozenset({"author", "saver", "keeper", "pinned_by", "giver"}),
    "reason": frozenset({"author", "saver", "decided_by"}),
}
"""Whose words a field holds, by what they are in the record."""


def _is_role(part: Json, who: Whoever) -> bool:
    if isinstance(part, list):
        return any(is_about(one, who) for one in part)
    return is_about(part, who) or (who.key is not None and part == who.key) or part == who.user


def _is_of(part: Json, who: Whoever) -> bool:
    """Whether an entry of a list is by them."""
    return isinstance(part, Mapping) and any(_is_role(one, who) for one in part.values())


def _kept(name: str, part: Json, beside: Mapping[str, Json], who: Whoever) -> Json:
    """Somebody else's name stays theirs, even where two are called the same."""
    if name == "name" and "user" in beside:
        return part
    return without(part, who, name)


def _told(tellings: list[Json], who: Whoever) -> Json:
    """What was to be said to them is over; its numbers stay, since messages are known by them."""
    return [
        {**without(one, who), **{name: True for name in ("told", "settled") if name in one}}
        if isinstance(one, Mapping) and one.get("user") == who.user
        else without(one, who)
        for one in tellings
    ]


def _is_knock(part: Json, who: Whoever) -> bool:
    return isinstance(part, Mapping) and part.get("to") == who.user and "number" in part


def _text(text: str, who: Whoever, field: str) -> str:
    if text == who.user:
        return ""
    if who.key is not None and text == who.key and field in _PEOPLE:
        return ERASED_KEY
    if who.key is not None:
        text = re.sub(rf"\bperson:{re.escape(who.key)}(?![\w-])", f"person:{ERASED_KEY}", text)
    text = re.sub(rf"<@{re.escape(who.user)}(\|[^<>]*)?>", f"({SOMEBODY.en})", text)
    text = text.replace(who.user, "")
    for name in who.names:
        text = _without_name(text, name)
    return text


def _without_name(text: str, name: str) -> str:
    """Whole names alone: half of one, or "Will", may be an ordinary word of somebody else's sentence."""
    if _HANGUL.search(name):
        return text.replace(name, f"({SOMEBODY.ko})") if len(name) >= _SHORTEST_HANGUL else text
    if " " not in name:
        return text
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"({SOMEBODY.en})", text)
