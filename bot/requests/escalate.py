"""What can be asked of /escalate. A sub-command counts only if the whole text is one; all else is a question."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from bot.domain.lookup import fold


@dataclass(frozen=True)
class Overview:
    """The command alone: topics, and who is on call for each."""


@dataclass(frozen=True)
class Help:
    """How to use it."""


@dataclass(frozen=True)
class ListOpen:
    """My team's open escalations."""


@dataclass(frozen=True)
class ListMine:
    """Those I asked for or own."""


@dataclass(frozen=True)
class Ask:
    """A question in somebody's own words; `meant` is the command word it looks like a slip of."""

    text: str
    meant: str | None = None


@dataclass(frozen=True)
class _Begun:
    """A command word with something behind it. Where `rest` makes no sense to the command, `text` is a question."""

    rest: str
    text: str


class Cover(_Begun):
    """Somebody does another's part for a while, or is looked for."""


class Promised(_Begun):
    """What a customer was told, and by when; alone it lists mine."""


class Draw(_Begun):
    """A picture of a ladder; alone of all of them."""


EscalateRequest = Overview | Help | ListOpen | ListMine | Cover | Promised | Draw | Ask

LONGEST_QUESTION = 3000
"""Characters of a question that are read; nobody needs more to say what the trouble is about."""

_SHORTEST_SLIP = 3
_ALIKE = 0.7
"""How alike a slip and its word are (difflib's ratio): "opne" and "open" 0.75, "refund" and any of them below 0.5."""

_TORN = re.compile(r"<[^<>]*\Z")

_WORDS: dict[str, EscalateRequest] = {
    "help": Help(),
    "도움말": Help(),
    "도움": Help(),
    "사용법": Help(),
    "open": ListOpen(),
    "list": ListOpen(),
    "열린 건": ListOpen(),
    "진행 중": ListOpen(),
    "mine": ListMine(),
    "my": ListMine(),
    "내 건": ListMine(),
    "내건": ListMine(),
}

_BEGINNINGS: dict[str, type[Cover | Promised | Draw]] = {
    "cover": Cover,
    "대신": Cover,
    "대근": Cover,
    "promise": Promised,
    "약속": Promised,
    "map": Draw,
    "그림": Draw,
    "지도": Draw,
}


_LOOKED_FOR = re.compile(
    r"\b(?:who|anyone|anybody|someone|somebody)\b.*\bcover\s+(?:for\s+)?(?:me|my\b)|\b(?:cover\s+(?:for\s+)?me|cover\s+my\s+shift)\b"
    r"|대신\s*(?:해|맡아|봐|서)\s*(?:주실|줄)\s*(?:수\s*있는\s*)?(?:분|사람)",
    re.IGNORECASE,
)
"""Somebody is looked for without the command word: "who can cover me tomorrow", "내일 대신해 주실 분"."""


@lru_cache(maxsize=256)
def parse_escalate(text: str) -> EscalateRequest:
    """What somebody typed behind /escalate."""
    if not text.strip():
        return Overview()
    if alone := _WORDS.get(fold(text)):
        return alone
    first, _, rest = text.strip().partition(" ")
    if begun := _BEGINNINGS.get(fold(first)):
        return begun(cut_question(rest), cut_question(text))
    if _LOOKED_FOR.search(text):
        return Cover(cut_question(text), cut_question(text))
    return Ask(cut_question(text), _slip_of(fold(text)))


def cut_question(text: str) -> str:
    """As much of a question as is read; Slack's markup (`<!channel>`) is not torn by the cut."""
    question = text.strip()
    return question if len(question) <= LONGEST_QUESTION else _TORN.sub("", question[:LONGEST_QUESTION])


@lru_cache(maxsize=256)
def _slip_of(word: str) -> str | None:
    """The command word that one word, mistyped, may stand for; a question of several words never does."""
    if len(word) < _SHORTEST_SLIP or " " in word:
        return None
    return next(
        iter(
            get_close_matches(word, [w for w in (*_WORDS, *_BEGINNINGS) if w.isascii()], n=1, cutoff=_ALIKE)
        ),
        None,
    )
