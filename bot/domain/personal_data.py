"""What of a text obviously belongs to a customer and not into a library: numbers, addresses, cards.

Names are not found: whoever shares a text is asked to leave them out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class DataKind(StrEnum):
    """What was found."""

    CARD = "card"
    RESIDENT = "resident"
    """A Korean resident registration number."""
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True)
class Found:
    """A part of a text, from `start` up to `end`."""

    kind: DataKind
    start: int
    end: int


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
"""Looked for where a word begins alone: else ten thousand letters would take a second."""
_RESIDENT = re.compile(r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]\s?[1-8]\d{6}(?!\d)")
_DIGITS = re.compile(r"(?<![\d.,])\d(?:[ \-–]?\d){12,18}(?!\d)")
_PHONE = re.compile(
    r"(?<![\d+])(?:"
    r"\+\d{1,3}(?:[ .\-–]?\(?\d{1,4}\)?){2,5}"
    r"|0\d{1,2}[ .\-–]?\d{3,4}[ .\-–]?\d{4}"
    r"|0\d{2,5}[ /\-–]\d{5,9}"
    r"|\(?\d{3}\)?[ .\-–]\d{3}[ .\-–]\d{4}"
    r")(?!\d)"
)
"""Korean, international, German, American. 1588-1234 and the like are a company's own lines, and stay."""


def personal_data(text: str) -> list[Found]:
    """Everything that obviously is a customer's, from the start of the text; nothing is found twice."""
    taken: list[Found] = []
    for found in _all(text):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda one: one.start)


def masked(text: str, names: dict[DataKind, str]) -> str:
    """The text with what was found replaced by `[what it is]`."""
    for found in reversed(personal_data(text)):
        text = f"{text[: found.start]}[{names[found.kind]}]{text[found.end :]}"
    return text


def _all(text: str) -> Iterator[Found]:
    for found in _EMAIL.finditer(text):
        yield Found(DataKind.EMAIL, *found.span())
    for found in _RESIDENT.finditer(text):
        yield Found(DataKind.RESIDENT, *found.span())
    for found in _DIGITS.finditer(text):
        if _passes_luhn(found[0]):
            yield Found(DataKind.CARD, *found.span())
    for found in _PHONE.finditer(text):
        if len(re.sub(r"\D", "", found[0])) >= _SHORTEST_PHONE:
            yield Found(DataKind.PHONE, *found.span())


_SHORTEST_PHONE = 9


def _passes_luhn(text: str) -> bool:
    """Whether the digits are those of a payment card (ISO/IEC 7812)."""
    digits = [int(character) for character in text if character.isdigit()]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
