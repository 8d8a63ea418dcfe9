"""What is wrong in a file of the team's, as data: where, how bad, and one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

_LONGEST = 400
"""A pasted page in the wrong place must not become a page of complaint."""


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    col: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file; `str()` is the line a compiler would print."""

    path: str
    line: int
    col: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.col}: {self.message}"


def problem(path: str, place: Place, message: str, severity: Severity = "error") -> Problem:
    """A problem whose sentence is one printable line, whatever text the file held."""
    return Problem(path, place.line, place.col, severity, _one_line(message))


def quoted(text: str) -> str:
    """A text of the file, short enough to stand in a sentence."""
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"'


def in_yaml(texts: Mapping[str, str]) -> str:
    """A text of both languages as it stands in the files, short enough to stand in a sentence."""
    return "{" + ", ".join(f'{language}: "{text}"' for language, text in texts.items()) + "}"


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to a mistyped one, if any is near."""
    names = list(known)
    folded = {name.casefold(): name for name in reversed(names)}
    near = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def _one_line(message: str) -> str:
    line = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode()
        for char in message
    )
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
