"""Words a note can offer its reader: what the team says in the situations of a value, and what people shared."""

import hashlib
from collections.abc import Iterable

from bot.domain.language import Frozen, Language, Text
from bot.domain.philosophy import Philosophy, Situation
from bot.domain.practice import Practice

MOST = 90
"""A menu of Slack holds a hundred choices."""
KEPT = "kept"
"""The key of the phrase a sealed note has already, whatever became of it in the library."""


class Phrase(Frozen):
    """Words one can say, and the situation they are for. `key` names them in a menu."""

    key: str
    text: str
    situation: Text


def situations_of(philosophy: Philosophy, value: str | None) -> tuple[str, ...]:
    """The situations a value helps in, by key."""
    return tuple(key for key, one in philosophy.situations.items() if value and one.value == value)


def phrases_of(
    philosophy: Philosophy, value: str | None, shared: Iterable[Practice], language: Language
) -> tuple[Phrase, ...]:
    """The phrases of a value's situations: the file's, then those people shared; one's own language first."""
    practices = [one for one in shared if one.kind == "phrase"]
    found: dict[str, Phrase] = {}
    for spoken in (language, *(other for other in Language if other is not language)):
        for key in situations_of(philosophy, value):
            situation = philosophy.situations[key]
            own = [one.text for one in practices if one.situation == key and one.language is spoken]
            for text in (*_said(situation, spoken), *own):
                found.setdefault(_key(text), Phrase(key=_key(text), text=text, situation=situation.title))
    return tuple(found.values())[:MOST]


def phrase_named(philosophy: Philosophy, key: str | None) -> Phrase | None:
    """A phrase of the file by its key, whichever situation it is for."""
    every = ((one.title, text) for one in philosophy.situations.values() for text in one.say.both)
    return next(
        (Phrase(key=key, text=text, situation=title) for title, text in every if _key(text) == key), None
    )


def _said(situation: Situation, spoken: Language) -> tuple[str, ...]:
    return situation.say.ko if spoken is Language.KO else situation.say.en


def _key(text: str) -> str:
    """Stays the same however the file around it changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
