"""What people type after /kudos, read into types."""

import re

from bot.domain.language import Frozen
from bot.requests.mentions import GROUP, USER, groups_in, plain, unknown_names, users_in

_LEADING = re.compile(
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
    leading = _LEADING.match(stripped)
    naming, rest = (leading[0], stripped[leading.end() :]) if leading else (stripped, stripped)
    users, groups = users_in(naming), groups_in(naming)
    if not users and not groups:
        return NobodyNamed(text=plain(stripped), names=unknown_names(stripped))
    return KudosTo(users=users, groups=groups, text=plain(rest))
