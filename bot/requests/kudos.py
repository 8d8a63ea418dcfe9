"""What people type after /kudos, read into types."""

import re

from bot.domain.language import Frozen
from bot.domain.later import compiled_later
from bot.requests.mentions import GROUP, USER, groups_in, plain, unknown_names, users_in

_LEADING = compiled_later(
    rf"\s*(?:(?:{USER.pattern}|{GROUP.pattern})(?:\s*님)?(?:[\s,·+]|&amp;|&(?!(?:lt|gt);))*(?:(?:and|그리고|와|과|랑|이랑)\s+)?(?:에게|께|한테)?\s*)+"
)


_TONIGHT = frozenset({"tonight", "today", "queue", "오늘", "오늘밤", "오늘 밤", "대기", "목록"})


_MINE = frozenset({"mine", "my", "내 감사", "내감사", "받은 감사", "내 것"})
_POST_NOW = frozenset({"post now", "post", "preview", "지금 올리기", "지금 게시", "미리보기"})
_HELP = frozenset({"help", "?", "도움말", "도움", "사용법"})


class KudosTo(Frozen):
    """Thanks in one line. `text` is plain; colleagues mentioned in it stand as `<@U…>`."""

    users: tuple[str, ...]
    groups: tuple[str, ...] = ()
    text: str


class KudosForm(Frozen):
    """`/kudos` alone: open the form."""


class KudosTonight(Frozen):
    """`/kudos tonight`: what I gave and can still change."""


class KudosMine(Frozen):
    """`/kudos mine`: thanks I received and gave, for me alone."""


class KudosPostNow(Frozen):
    """`/kudos post now`: a lead sees tonight's post of their team, and may post it now."""


class KudosHelp(Frozen):
    """`/kudos help`."""


class NobodyNamed(Frozen):
    """There is text but nobody to thank; `names` were typed with an @ that Slack did not recognise."""

    text: str
    names: tuple[str, ...] = ()


KudosCommand = KudosTo | KudosForm | KudosTonight | KudosMine | KudosPostNow | KudosHelp | NobodyNamed


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
    if whole in _MINE:
        return KudosMine()
    if whole in _POST_NOW:
        return KudosPostNow()
    if whole in _HELP:
        return KudosHelp()
    leading = _LEADING().match(stripped)
    naming, rest = (leading[0], stripped[leading.end() :]) if leading else (stripped, stripped)
    users, groups = users_in(naming), groups_in(naming)
    if not users and not groups:
        return NobodyNamed(text=plain(stripped), names=unknown_names(stripped))
    return KudosTo(users=users, groups=groups, text=plain(rest))


_KUDOS_WORD = compiled_later(
    r"\s*(?:/?kudos(?=[\s<:,]|$)|(?:감사\s?인사|칭찬)(?=\s*<[@!]))[\s:,]*(?:(?:to|for)\s+(?=<[@!]))?",
    re.IGNORECASE,
)
_THANKING = compiled_later(
    r"\s*(?:thanks|thank\s+you|thx|ty|kudos|shout-?out|props|고마[가-힣]*|고맙[가-힣]*|감사[가-힣]*|땡큐)"
    r"(?:\s+(?:so|very)\s+much|\s+a\s+lot)?[\s,!:~.]*(?:to|for)?\s*(?=<[@!])",
    re.IGNORECASE,
)
_THANKS = (
    r"\bthank(?:s|ed|\s+you)?\b|\bthx\b|\bkudos\b"
    r"|고마[가-힣]|고맙|감사(?:합|드|해|했|인사)|땡큐|덕분"
)
_GRATEFUL = compiled_later(_THANKS, re.IGNORECASE)
_ASKING = compiled_later(
    r"[?？]|나요|까요|가요|니까|는지|을지|ㄹ지|을까|주세요|주실|부탁|어떻게|누구|언제|어디"
    r"|\b(?:who|whom|how|what|when|where|why|which|can|could|would|should|please|is|are|does|do)\b"
    r"|\bin\s+advance\b|미리",
    re.IGNORECASE,
)
_THANKS_FIRST = compiled_later(rf"\s*[,!~.]*\s*(?:{_THANKS})", re.IGNORECASE)


def parse_spoken(text: str) -> KudosCommand | None:
    """Read what somebody said to Baton in a conversation, its own mention taken off; None unless it gives thanks.

    Only what is unmistakable: a text that begins with *kudos*, one that begins with thanks and then names
    somebody, or one that names somebody first and then thanks without asking for anything. All else is a
    question: polite people end those with thanks too.
    """
    word = _KUDOS_WORD().match(text)
    if word and (_LEADING().match(text[word.end() :]) or not _ASKING().search(text[word.end() :])):
        found = parse_kudos(text[word.end() :])
        return None if isinstance(found, NobodyNamed) and not found.names else found
    thanking = _THANKING().match(text)
    if thanking and not _asks(text[thanking.end() :]):
        return parse_kudos(text[thanking.end() :])
    leading = _LEADING().match(text)
    if leading and leading[0].strip():
        rest = text[leading.end() :]
        first = _THANKS_FIRST().match(rest) is not None
        if (first and not _asks(rest)) or (_GRATEFUL().search(rest) and not _ASKING().search(rest)):
            return parse_kudos(text)
    return None


def _asks(rest: str) -> bool:
    """Whether what follows thanks ends in a question."""
    return bool(re.search(r"[?？]\s*$|(?:나요|까요|가요|습니까)\s*$", rest))
