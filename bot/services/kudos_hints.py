"""What the words of thanks suggest: the value they show, and what else they tell."""

from collections.abc import Iterable

from bot.domain.decision import Direct
from bot.domain.escalation import Party
from bot.domain.kudos import Tag
from bot.domain.lookup import fold
from bot.services.handbook import Handbook
from bot.services.look_up_values import SituationsFound, ValueFound, look_up_values

_SIGNS: dict[Tag, tuple[str, ...]] = {
    "turnaround": (
        "전화위복", "위기", "화난", "화가 난", "화가 나", "화나", "항의", "컴플레인", "클레임", "불만", "되돌", "돌려세", "진정",
        "complain", "angry", "furious", "upset", "turned around", "turned it around", "turnaround", "won back",
        "win back", "calmed", "about to leave",
    ),
    "small_surprise": (
        "깜짝", "손편지", "작은 선물", "기대 이상", "뜻밖", "덤으로", "생각지도 못한",
        "surprise", "extra mile", "little extra", "handwritten", "more than asked", "more than they asked", "went beyond",
        "above and beyond",
    ),
}  # fmt: skip
"""Words that speak of a bad situation turned good, and of a little more than was asked (practices 0.21, 3.8)."""


def suggested_value(book: Handbook, text: str) -> str | None:
    """The value somebody names in their thanks, else that of the one situation it clearly tells of."""
    if not text:
        return None
    folded = f" {fold(text)} "
    for value in book.philosophy.values:
        names = [*value.name.both, value.emoji or ""]
        if any(name and fold(name) in folded for name in names) or f" {value.id} " in folded:
            return value.id
    match look_up_values(book, text):
        case ValueFound(value):
            return value.id
        case SituationsFound(_, Direct(best)):
            return book.philosophy.situations[best.id].value
        case _:
            return None


def suggested_tags(book: Handbook, text: str, giver: Party, people: Iterable[Party]) -> tuple[Tag, ...]:
    """What thanks seem to tell beside their words; the teams decide about `other_team` (practice 3.27)."""
    folded = text.casefold()
    told = [tag for tag, signs in _SIGNS.items() if any(sign in folded for sign in signs)]
    across: list[Tag] = ["other_team"] if is_across(book, giver, people) else []
    return (*told, *across)


def is_across(book: Handbook, giver: Party, people: Iterable[Party]) -> bool:
    """Whether somebody thanked is of another team than the giver, as far as the file tells both."""
    own = book.file.primary_team(giver.key) if giver.key else None
    others = [book.file.primary_team(party.key) for party in people if party.key]
    return own is not None and any(other is not None and other != own for other in others)
