"""What can be asked of /values."""

from dataclasses import dataclass

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


ValuesRequest = Glance | Help | LookUp


def parse_values(text: str) -> ValuesRequest:
    """What somebody typed behind /values."""
    if not text.strip():
        return Glance()
    if fold(text) in {"help", "도움말", "도움", "사용법"}:
        return Help()
    return LookUp(cut_question(text))
