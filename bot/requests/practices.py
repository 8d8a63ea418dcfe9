"""What is filled into the forms of the library, with what has to be mended before it can be shared."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.language import Language
from bot.domain.personal_data import DataKind, personal_data
from bot.domain.practice import LONGEST, SHORTEST, Kind
from bot.domain.practice_acts import Words
from bot.requests.form_fields import text_in

LONGEST_REASON = 500

TEXT, SITUATION, KIND, LANGUAGE, REASON = (
    "library_text",
    "library_situation",
    "library_kind",
    "library_language",
    "library_reason",
)
"""The fields; each stands in the block of the same name."""


class Slip(StrEnum):
    """What is wrong with a field."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    PERSONAL = "personal"
    NO_SITUATION = "no_situation"


@dataclass(frozen=True)
class Mistake:
    """A field to mend: why, and which customer's data it holds."""

    slip: Slip
    data: tuple[DataKind, ...] = ()


def parse_words(inputs: Mapping[str, Any], situations: Collection[str]) -> Words | dict[str, Mistake]:
    """The words a form gives, or what to mend, by field. The customer's data stays out (`personal_data`)."""
    text = text_in(inputs, TEXT) or ""
    situation = text_in(inputs, SITUATION) or ""
    given = text_in(inputs, KIND)
    kind: Kind = "case" if given == "case" else "phrase"
    mistakes: dict[str, Mistake] = {}
    if data := tuple(dict.fromkeys(found.kind for found in personal_data(text))):
        mistakes[TEXT] = Mistake(Slip.PERSONAL, data)
    elif len(text) < SHORTEST:
        mistakes[TEXT] = Mistake(Slip.TOO_SHORT)
    elif len(text) > LONGEST[kind]:
        mistakes[TEXT] = Mistake(Slip.TOO_LONG)
    if situation not in situations:
        mistakes[SITUATION] = Mistake(Slip.NO_SITUATION)
    if mistakes:
        return mistakes
    chosen = text_in(inputs, LANGUAGE)
    language = Language(chosen) if chosen in set(Language) else Language.EN
    return Words(_without_quotes(text) if kind == "phrase" else text, situation, kind, language)


def fingerprint(text: str) -> str:
    """What words are known by whatever stands between them: spaces, quotation marks, capitals."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:16]


def parse_reason(inputs: Mapping[str, Any]) -> str:
    """Why it was declined; empty where nothing was said."""
    return (text_in(inputs, REASON) or "")[:LONGEST_REASON]


_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "「": "」"}


def _without_quotes(text: str) -> str:
    """A phrase is shown in quotation marks of ours; one more pair around it would double them."""
    inner = text[1:-1]
    around = len(text) > SHORTEST and _QUOTES.get(text[0]) == text[-1]
    return inner.strip() if around and not set(inner) & {text[0], text[-1]} else text
