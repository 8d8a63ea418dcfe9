"""Texts in pictures: which letters can be drawn, how wide they are, and how a text is made to fit."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from bot.views.pictures.widths import BOLD, HANGUL, REGULAR

MORE = "..."
"""Three full stops: the fonts, like all Korean ones, draw "…" at half height."""

_NO_PICTURE = "□"
"""Stands for a letter of a script the fonts do not write."""

_WITHOUT_STROKES = str.maketrans("ŁłıĦħŦŧƏəẞ", "LliHhTtEeß")
"""Letters of European names that Unicode does not take apart and the fonts do not write, as passports have them."""

_CLOCK = re.compile(r"(\d\d:\d\d) ([A-Z]{2,5}|[+-]\d\d)")
"""A time and its zone, which belong on one line."""

_LEFT_OUT = frozenset({"Cc", "Cf", "Mn", "Me", "So", "Sk", "Cs", "Co", "Cn"})
"""Categories of what is left out where it cannot be drawn: emoji, their joiners, control characters."""


@cache
def _advances(bold: bool) -> Mapping[str, int]:  # noqa: FBT001 - one of two fonts
    return {letter: width for width, letters in (BOLD if bold else REGULAR).items() for letter in letters}


def _is_syllable(letter: str) -> bool:
    return "\uac00" <= letter <= "\ud7a3"


def drawable(text: str) -> str:
    """The text as it can be drawn, on one line.

    Hangul is composed, emoji are left out, a letter the fonts have without its accent alone loses the accent
    (`Łukasz Dvořák` → `Lukasz Dvorák`), and `□` stands for unknown scripts.
    """
    known = _advances(bold=False)
    made: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace():
            made.append(" ")
        elif _is_syllable(letter) or letter in known:
            made.append(letter)
        elif (bare := _bare(letter)) in known:
            made.append(bare)
        elif unicodedata.category(letter) not in _LEFT_OUT:
            made.append(_NO_PICTURE)
    return " ".join("".join(made).split())


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].translate(_WITHOUT_STROKES)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a drawable text is at a size: the fonts have no kerning, so it is the sum of its letters."""
    known = _advances(bold)
    return sum(HANGUL if _is_syllable(letter) else known.get(letter, 1000) for letter in text) * size / 1000


def fitted(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text as it can be drawn if it fits into the room, else its beginning and "...", else nothing."""
    text = drawable(text)
    if width(text, size, bold=bold) <= room:
        return text
    kept = _count_that_fits(text, size, room - width(MORE, size, bold=bold), bold=bold)
    return text[:kept].rstrip() + MORE if width(MORE, size, bold=bold) <= room else ""


def wrapped(text: str, size: float, room: float, *, bold: bool = False, most: int = 2) -> tuple[str, ...]:
    """The text as it can be drawn in so many lines at most, broken between words, the last cut with "..."."""
    lines: list[str] = []
    rest = _CLOCK.sub("\\1\u00a0\\2", drawable(text))
    while rest and len(lines) < most - 1 and width(rest, size, bold=bold) > room:
        end = _line_end(rest, size, room, bold=bold)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    if rest:
        lines.append(fitted(rest, size, room, bold=bold))
    return tuple(line.replace("\u00a0", " ") for line in lines)


def joined(
    parts: Sequence[str],
    size: float,
    room: float,
    *,
    bold: bool = False,
    between: str = " · ",
    most: int = 3,
) -> tuple[str, ...]:
    """Parts behind one another, in lines that break between them where they can; what is too much is cut."""
    lines: list[str] = []
    for part in filter(None, map(drawable, parts)):
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines += wrapped(part, size, room, bold=bold, most=most)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], fitted(f"{lines[most - 1]} {MORE}", size, room, bold=bold))


def _line_end(text: str, size: float, room: float, *, bold: bool) -> int:
    end = max(1, _count_that_fits(text, size, room, bold=bold))
    if text[end : end + 1] == " ":
        return end
    space = text.rfind(" ", 0, end)
    return space if space > 0 else end


def _count_that_fits(text: str, size: float, room: float, *, bold: bool) -> int:
    """How many letters from the start fit; none is torn from a mark above or below it."""
    used, fits = 0.0, 0
    for place, letter in enumerate(text, start=1):
        used += width(letter, size, bold=bold)
        if used > room:
            break
        fits = place
    while fits and fits < len(text) and unicodedata.combining(text[fits]):
        fits -= 1
    return fits
