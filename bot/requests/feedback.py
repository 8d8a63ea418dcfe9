"""What people type after /kudos and /correct, read into types."""

import re
from html import unescape

from bot.domain.language import Frozen

_TOKEN = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^<>]*)?>")
_RAW_NAME = re.compile(r"(?<![\w.@<])@([\w.\-]+)")
_LEADING = re.compile(
    rf"\s*(?:(?:{_USER.pattern}|{_GROUP.pattern})(?:\s*님)?(?:[\s,·+]|&amp;|&(?!(?:lt|gt);))*(?:(?:and|그리고|와|과|랑|이랑)\s+)?(?:에게|께|한테)?\s*)+"
)
_TONIGHT = frozenset({"tonight", "today", "queue", "오늘", "오늘밤", "오늘 밤", "대기", "목록"})
_HELP = frozenset({"help", "?", "도움말", "도움", "사용법"})
_LIST = frozenset({"list", "mine", "sealed", "목록", "내 목록", "보낸 것"})


class KudosTo(Frozen):
    """Thanks in one line. `text` is plain; colleagues mentioned in it stand as `<@U…>`."""

    users: tuple[str, ...]
    groups: tuple[str, ...] = ()
    text: str


class KudosForm(Frozen):
    """`/kudos` alone: open the form."""


class KudosTonight(Frozen):
    """`/kudos tonight`: what I gave and can still change."""


class KudosHelp(Frozen):
    """`/kudos help`."""


class NobodyNamed(Frozen):
    """There is text but nobody to thank; `names` were typed with an @ that Slack did not recognise."""

    text: str
    names: tuple[str, ...] = ()


KudosCommand = KudosTo | KudosForm | KudosTonight | KudosHelp | NobodyNamed


class CorrectForm(Frozen):
    """Open the form, for a colleague if one was named. Nothing else typed is kept: no words in commands."""

    to: str | None = None
    ignored: bool = False


class CorrectList(Frozen):
    """`/correct list`: what I wrote that nobody has read yet."""


class CorrectHelp(Frozen):
    """`/correct help`."""


class OneReaderOnly(Frozen):
    """Several people were named; a correction has one reader."""


CorrectCommand = CorrectForm | CorrectList | CorrectHelp | OneReaderOnly


def parse_kudos(text: str) -> KudosCommand:
    """Read what follows /kudos. A sub-command counts only if it is the whole text.

    People named first are thanked, and whoever is mentioned later is only mentioned; with nobody
    named first, everybody mentioned is thanked.
    """
    stripped = text.strip()
    whole = stripped.casefold()
    if not stripped:
        return KudosForm()
    if whole in _TONIGHT:
        return KudosTonight()
    if whole in _HELP:
        return KudosHelp()
    leading = _LEADING.match(stripped)
    naming, rest = (leading[0], stripped[leading.end() :]) if leading else (stripped, stripped)
    users, groups = _unique(_USER.findall(naming)), _unique(_GROUP.findall(naming))
    if not users and not groups:
        return NobodyNamed(text=plain(stripped), names=tuple(_unique(_RAW_NAME.findall(unescape(stripped)))))
    return KudosTo(users=users, groups=groups, text=plain(rest))


def parse_correct(text: str) -> CorrectCommand:
    """Read what follows /correct."""
    stripped = text.strip()
    whole = stripped.casefold()
    if whole in _HELP:
        return CorrectHelp()
    if whole in _LIST:
        return CorrectList()
    users = _unique(_USER.findall(stripped))
    if len(users) > 1 or _GROUP.search(stripped):
        return OneReaderOnly()
    left = _USER.sub("", stripped).strip()
    return CorrectForm(to=users[0] if users else None, ignored=bool(left))


def plain(text: str) -> str:
    """Slack's markup as plain text; only a mentioned user stays, as `<@U…>`. Nothing left in it can ping."""
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        parts += [unescape(text[end : token.start()]), _token(token)]
        end = token.end()
    parts.append(unescape(text[end:]))
    return "".join(parts).strip()


def mentions(text: str) -> tuple[str, ...]:
    """The users mentioned in a plain text, each once."""
    return _unique(_USER.findall(text))


def _token(token: re.Match[str]) -> str:
    sign, what, label = token["sign"], token["what"], token["label"]
    if sign == "@":
        return f"<@{what}>"
    if sign == "#":
        return f"#{label or what}"
    if sign == "!":
        return unescape(label) if label else f"@{what.split('^')[0]}"
    shown = what if not label else label if what.endswith(label) else f"{label} ({what})"
    return unescape(shown)


def _unique(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
