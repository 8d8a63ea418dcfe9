"""How much of a message a phone shows: lines as they wrap on a narrow screen, and what fits into so many."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.views.limits import unescape
from bot.views.message import Block

WIDTH = 45
"""Columns of a line of Slack on a phone held upright; a Korean character takes two."""
LINES = 8
"""What is read without scrolling and without asking for more (practices 1.7 and 4.6)."""

_REMEMBERED = 4096
"""Texts and characters measured: cards are made of the same pieces again and again."""

_EMOJI = re.compile(r":[a-z0-9_+\-]+:")
_MENTION = re.compile(r"<[@#!][^<>|]*>")
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<![\w_])_([^_\n]+)_(?!\w)")
_SOME_NAME = "@someone123"
_SIGN = "👂"


@dataclass(frozen=True)
class Piece:
    """Something a card may show. `rank` says who yields first where there is no room: the larger number.

    `shorter` are what it may say instead, what is liked best first; one without text is never said.
    """

    rank: int
    text: str
    shorter: tuple[str, ...] = ()


def as_read(text: str) -> str:
    """Mrkdwn as a person sees it: without its marks, names for mentions, one sign for an emoji's name."""
    seen = _LABELLED.sub(r"\1", text)
    seen = _MENTION.sub(_SOME_NAME, seen)
    seen = _EMOJI.sub(_SIGN, seen)
    seen = _BOLD.sub(lambda found: found[1] or found[2], seen)
    return unescape(seen)


def columns(text: str) -> int:
    """How wide a text is: two for Korean and emoji, nothing for what combines with the sign before it."""
    return len(text) if text.isascii() else sum(map(_width, text))


@lru_cache(maxsize=_REMEMBERED)
def lines(text: str, width: int = WIDTH) -> int:
    """How many lines a mrkdwn text takes; words that do not fit go to the next line."""
    return sum(_wrapped(line, width) for line in as_read(text).split("\n"))


def fitted(pieces: Sequence[Piece], room: int = LINES) -> list[str | None]:
    """What each piece says, in the order given, within so many lines; None for one that found no room.

    First as many pieces as possible come in, by rank and each in its shortest form; what room is left then goes
    to longer forms, by rank again. The first by rank is always said, so that nothing is ever empty.
    """
    said: list[str | None] = [None] * len(pieces)
    by_rank = sorted((at for at in range(len(pieces)) if pieces[at].text), key=lambda at: pieces[at].rank)
    for count, at in enumerate(by_rank):
        shortest = min((pieces[at].text, *pieces[at].shorter), key=lines)
        if lines(shortest) <= room or count == 0:
            said[at] = shortest
            room -= lines(shortest)
    for at in by_rank:
        now = said[at]
        if now is not None:
            forms = (pieces[at].text, *pieces[at].shorter)
            said[at] = next(form for form in forms if lines(form) <= max(room + lines(now), lines(now)))
            room -= lines(said[at] or "") - lines(now)
    return said


def lines_before_buttons(blocks: Iterable[Block]) -> int:
    """The lines above the first row of buttons."""
    count = 0
    for block in blocks:
        if block["type"] == "actions":
            break
        count += sum(lines(text) for text in _texts(block))
    return count


def _texts(block: Block) -> Iterator[str]:
    match block["type"]:
        case "section" | "header":
            yield block["text"]["text"]
        case "context":
            yield from (element["text"] for element in block["elements"])


@lru_cache(maxsize=_REMEMBERED)
def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _wrapped(line: str, width: int) -> int:
    count, used = 1, 0
    for word in line.split():
        long = columns(word)
        if used and used + 1 + long > width:
            count, used = count + 1, 0
        used += long + (1 if used else 0)
        count, used = count + (used - 1) // width if used else count, (used - 1) % width + 1 if used else 0
    return count
