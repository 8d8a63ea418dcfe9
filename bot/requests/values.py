"""What can be asked of /values. A command word counts only where it makes sense; all else is looked up."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.domain.lookup import fold
from bot.requests.escalate import cut_question


@dataclass(frozen=True)
class Glance:
    """The command alone: the philosophy at a glance."""


@dataclass(frozen=True)
class Help:
    """How to use it."""


@dataclass(frozen=True)
class LookUp:
    """A value's name, letter or emoji, or a situation in somebody's own words."""

    text: str


class Word(StrEnum):
    """A word that begins a command."""

    CHECK = "check"
    """A decision, asked the team's filter question."""
    REWRITE = "rewrite"
    """A sentence, to say it better."""
    FOR = "for"
    """What the values mean in a department."""
    SHARE = "share"
    """A phrase or a case for everybody's library."""
    LIBRARY = "library"
    """What was shared, what waits for an approver."""
    PIN = "pin"
    """Facts that hold while something is down or closed."""
    QUIET = "quiet"
    """No reminders for a while."""
    TODAY = "today"
    """The value of the day."""


@dataclass(frozen=True)
class Begun:
    """A command word with what stands behind it. Where `rest` makes no sense to it, `text` is looked up."""

    word: Word
    rest: str
    text: str


ValuesRequest = Glance | Help | LookUp | Begun

_BEGINNINGS = {
    "check": Word.CHECK,
    "결정": Word.CHECK,
    "결정점검": Word.CHECK,
    "따져보기": Word.CHECK,
    "rewrite": Word.REWRITE,
    "rephrase": Word.REWRITE,
    "고쳐": Word.REWRITE,
    "고쳐줘": Word.REWRITE,
    "다듬어": Word.REWRITE,
    "다듬어줘": Word.REWRITE,
    "다듬기": Word.REWRITE,
    "for": Word.FOR,
    "부서": Word.FOR,
    "share": Word.SHARE,
    "공유": Word.SHARE,
    "나누기": Word.SHARE,
    "library": Word.LIBRARY,
    "문구집": Word.LIBRARY,
    "사례집": Word.LIBRARY,
    "라이브러리": Word.LIBRARY,
    "pin": Word.PIN,
    "공지": Word.PIN,
    "quiet": Word.QUIET,
    "조용히": Word.QUIET,
    "today": Word.TODAY,
    "오늘": Word.TODAY,
}


@lru_cache(maxsize=256)
def parse_values(text: str) -> ValuesRequest:
    """What somebody typed behind /values."""
    if not text.strip():
        return Glance()
    if fold(text) in {"help", "도움말", "도움", "사용법"}:
        return Help()
    first, *rest = text.strip().split(maxsplit=1)
    if word := _BEGINNINGS.get(fold(first.rstrip(":"))):
        return Begun(word, cut_question("".join(rest)), cut_question(text))
    return LookUp(cut_question(text))
