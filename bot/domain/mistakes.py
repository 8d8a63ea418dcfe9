"""What a matcher takes for what, and the answers that would hurt most."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.domain.judged import Seen
from bot.domain.language import Frozen, Language

MOST_SHOWN = 50
"""Worst cases that are kept: more than anybody reads at once."""


class Confusion(Frozen):
    """`n` messages about `right` were led to `taken`; None is out of scope, or nowhere."""

    right: str | None
    taken: str | None
    n: int


class Worst(Frozen):
    """A wrong direct answer, or a choice without the right one. `got` is what was answered, or offered first."""

    text: str
    lang: Language
    right: str | None
    got: str | None
    decision: str
    score: float
    lead: float


def confusions(seen: Iterable[Seen]) -> tuple[Confusion, ...]:
    """Where people were led instead, most frequent first.

    A choice on a message out of scope asks, and so confuses nothing; a direct answer to one does.
    """
    pairs = Counter(
        (one.right, one.got)
        for one in seen
        if one.got != one.right and (one.right is not None or one.decision == "direct")
    )
    order = sorted(pairs.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(Confusion(right=right, taken=taken, n=n) for (right, taken), n in order)


def worst_cases(seen: Iterable[Seen], most: int = MOST_SHOWN) -> tuple[Worst, ...]:
    """Wrong direct answers, the surest first; then choices that leave the right one out; then silence."""
    seen = list(seen)
    wrong = _surest([one for one in seen if one.decision == "direct" and one.right != one.got])
    inside = [one for one in seen if one.right is not None]
    missing = _surest([one for one in inside if one.decision == "choose" and one.right not in one.shown])
    silent = _surest([one for one in inside if one.decision == "none"])
    return tuple(_worst(one) for one in [*wrong, *missing, *silent][:most])


def _surest(seen: Sequence[Seen]) -> list[Seen]:
    return sorted(seen, key=lambda one: (-one.score, -one.lead, one.text))


def _worst(one: Seen) -> Worst:
    return Worst(
        text=one.text,
        lang=one.language,
        right=one.right,
        got=one.got,
        decision=one.decision,
        score=one.score,
        lead=one.lead,
    )
