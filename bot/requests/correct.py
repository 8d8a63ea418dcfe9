"""What people type after /correct, read into types."""

from bot.domain.language import Frozen
from bot.requests.mentions import GROUP, USER, plain, users_in

_HELP = frozenset({"help", "?", "도움말", "도움", "사용법"})
_PROCESS = frozenset({"process", "improve", "개선", "과정", "프로세스"})
_LIST = frozenset({"list", "mine", "sealed", "목록", "내 목록", "보낸 것"})


class CorrectForm(Frozen):
    """Open the form, for a colleague if one was named. Nothing else typed is kept: no words in commands."""

    to: str | None = None
    ignored: bool = False


class CorrectList(Frozen):
    """`/correct list`: what I wrote that nobody has read yet."""


class AboutProcess(Frozen):
    """`/correct process …`: about how we work, not about a person. Alone it shows the team's improvement list."""

    text: str = ""


class CorrectHelp(Frozen):
    """`/correct help`."""


class OneReaderOnly(Frozen):
    """Several people were named; a correction has one reader."""


CorrectCommand = CorrectForm | CorrectList | AboutProcess | CorrectHelp | OneReaderOnly


def parse_correct(text: str) -> CorrectCommand:
    """Read what follows /correct."""
    stripped = text.strip()
    whole = stripped.casefold()
    if whole in _HELP:
        return CorrectHelp()
    if whole in _LIST:
        return CorrectList()
    first, _, rest = stripped.partition(" ")
    if first.casefold() in _PROCESS:
        return AboutProcess(text=plain(rest))
    users = users_in(stripped)
    if len(users) > 1 or GROUP.search(stripped):
        return OneReaderOnly()
    left = USER.sub("", stripped).strip()
    return CorrectForm(to=users[0] if users else None, ignored=bool(left))
