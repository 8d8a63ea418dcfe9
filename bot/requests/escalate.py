"""What can be asked of /escalate. A sub-command counts only if the whole text is one; all else is a question."""

from dataclasses import dataclass

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
    """A question in somebody's own words."""

    text: str


EscalateRequest = Overview | Help | ListOpen | ListMine | Ask

LONGEST_QUESTION = 3000
"""Characters of a question that are read; nobody needs more to say what the trouble is about."""

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


def parse_escalate(text: str) -> EscalateRequest:
    """What somebody typed behind /escalate."""
    if not text.strip():
        return Overview()
    return _WORDS.get(fold(text)) or Ask(text.strip()[:LONGEST_QUESTION])
