"""Slack's limits, and how a text is made to fit them.

The numbers are those of @slack/types 3.2.0 and docs.slack.dev. Slack does not say
how it counts what lies beyond the Basic Multilingual Plane: lengths here are UTF-16 units, the
larger of the two ways, so that a text that fits here fits there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from bot.views.message import Block

TEXT = 4000
"""A message's top-level text; `chat.update` refuses longer ones."""
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 12_000
"""All the text of a message's blocks: Slack answers `msg_blocks_too_long` near 13,200 (bolt-js 2509)."""
SECTION = 3000
FIELD = 2000
FIELDS = 10
HEADER = 150
BUTTON = 75
OPTION = 75
OPTIONS = 100
OVERFLOW = 5
LABEL = 2000
VIEW_TITLE = 24
IDENTIFIER = 255
"""`action_id`, `block_id` and `callback_id`."""
CONTEXT_ELEMENTS = 10
ACTIONS = 25
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30

MORE = "…"
NOTHING = "–"
"""Stands where there is no text: Slack refuses an empty one."""

_JOINER = "\u200d"
_TOKEN = re.compile(r"<[^<>\n]{1,3000}>|&(?:amp|lt|gt);")


def escape(text: str) -> str:
    """A text as mrkdwn shows it literally: exactly `&`, `<` and `>` are replaced.

    That alone takes the force from `<!channel>`, `<@U1>` and `<url|label>`.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The other way round, for texts Slack hands us."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def length(text: str) -> int:
    """How long a text is to Slack: UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int) -> str:
    """The text if it fits into `limit`, else its beginning and "…".

    What a reader sees as one sign (a letter with its accents, a family of emoji, a flag) is not
    torn, and neither is an escaped character or a `<…>` of mrkdwn.
    """
    if length(text) <= limit:
        return text
    return text[: _last_boundary(text, _units(text, limit - len(MORE)))].rstrip() + MORE


def split(text: str, limit: int = SECTION) -> tuple[str, ...]:
    """A long text in pieces that fit, broken at paragraphs, lines or words where there are any."""
    pieces = []
    text, start, seen = text.strip(), 0, limit + SECTION
    while length(rest := text[start : start + seen]) > limit:
        end = _nice_end(rest, _last_boundary(rest, _units(rest, limit)))
        pieces.append(rest[:end].rstrip())
        start += end
        while text[start : start + 1].isspace():
            start += 1
    return tuple(piece for piece in (*pieces, rest) if piece)


def plain(text: str, limit: int = SECTION) -> dict[str, Any]:
    """A plain_text object; nothing in it is mrkdwn, so nothing is escaped."""
    return {"type": "plain_text", "text": cut(text, limit) if text.strip() else NOTHING, "emoji": True}


def mrkdwn(text: str, limit: int = SECTION, *, verbatim: bool = False) -> dict[str, Any]:
    """A mrkdwn object; people's words in it were escaped. Verbatim: no bare address becomes a link."""
    made: dict[str, Any] = {"type": "mrkdwn", "text": cut(text, limit) if text.strip() else NOTHING}
    return {**made, "verbatim": True} if verbatim else made


def section(text: str) -> Block:
    """One section of mrkdwn, cut to its limit."""
    return {"type": "section", "text": mrkdwn(text)}


def sections(text: str) -> tuple[Block, ...]:
    """As many sections of mrkdwn as a long text needs; nothing is lost."""
    return tuple(section(piece) for piece in split(text))


def weight(block: Block) -> int:
    """How much a block counts towards `MESSAGE_CHARACTERS`: all the text in it."""
    return sum(length(text) for text in _texts(block))


def pages(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """The blocks in as few messages as Slack's limits allow, in order."""
    made: list[list[Block]] = []
    room = 0
    for block in blocks:
        needed = weight(block)
        if not made or len(made[-1]) == MESSAGE_BLOCKS or needed > room:
            made.append([])
            room = MESSAGE_CHARACTERS
        made[-1].append(block)
        room -= needed
    return tuple(tuple(page) for page in made)


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str):
                if key in {"text", "alt_text", "value", "url"}:
                    yield value
            else:
                yield from _texts(value)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from _texts(item)


def _units(text: str, limit: int) -> int:
    """How many characters from the start fit into `limit` UTF-16 units."""
    used = 0
    for index, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return index
    return len(text)


def _last_boundary(text: str, end: int) -> int:
    """The last place at or before `end` where a text may be torn; `end` itself if there is none."""
    for token in _TOKEN.finditer(text, max(0, end - SECTION), min(len(text), end + SECTION)):
        if token.start() < end < token.end():
            end = token.start() or end
            break
    place = end
    while 0 < place < len(text) and not _may_tear(text, place):
        place -= 1
    return place or end


def _may_tear(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if _JOINER in {before, after} or unicodedata.category(after).startswith("M") or _is_skin(after):
        return False
    if "\u1100" <= before <= "\u11ff" and "\u1160" <= after <= "\u11ff":
        return False  # a Korean syllable written as separate letters (macOS file names)
    return not (_is_flag(after) and _flags_before(text, place) % 2)


def _is_skin(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag(text[place - 1 - count]):
        count += 1
    return count


def _nice_end(text: str, end: int) -> int:
    """A paragraph's, line's or word's end in the last quarter before `end`, else `end`."""
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, end * 3 // 4, end)
        if found > 0 and not _inside_token(text, found):
            return found
    return end


def _inside_token(text: str, place: int) -> bool:
    around = _TOKEN.finditer(text, max(0, place - SECTION), min(len(text), place + SECTION))
    return any(token.start() < place < token.end() for token in around)
