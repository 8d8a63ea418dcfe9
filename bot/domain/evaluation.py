"""How well messages are understood: labelled cases against the two matchers, as figures."""

from collections.abc import Callable, Iterable, Sequence

from bot.domain.language import Frozen, Language, language_of
from bot.domain.matching import Choose, Direct, Matcher

UNLABELLED = "?"
"""The label of a field that a case leaves out: it is counted nowhere. None means out of scope."""


class Case(Frozen):
    """A message and what it is about; None is out of scope, a missing field says nothing."""

    text: str
    lang: Language | None = None
    topic: str | None = UNLABELLED
    situation: str | None = UNLABELLED


class Share(Frozen):
    """Figures of `n` messages in scope: fractions of 1, None where there is nothing to divide by."""

    n: int
    top1: float | None
    top3: float | None
    direct: float | None
    """Share of messages answered directly."""
    direct_right: float | None
    """Share of direct answers that are right."""
    choice_has: float | None
    """Share of choices that contain the right one."""


class Shares(Frozen):
    """Figures of all messages and of each language's."""

    all: Share
    ko: Share
    en: Share


class OutOfScope(Frozen):
    """Shares of the decisions on messages that are about nothing here."""

    n: int
    direct: float | None
    choose: float | None
    none: float | None


class OutOfScopes(Frozen):
    """Decisions on out-of-scope messages of both matchers."""

    topics: OutOfScope
    situations: OutOfScope


class Evaluation(Frozen):
    """The answer of `python -m bot eval`."""

    topics: Shares
    situations: Shares
    out_of_scope: OutOfScopes


class _Seen(Frozen):
    language: Language
    right: str | None
    decision: str
    ranked: tuple[str, ...]
    shown: tuple[str, ...]


def evaluate(cases: Sequence[Case], *, topics: Matcher, situations: Matcher) -> Evaluation:
    """Ask both matchers every labelled case."""
    by_topic = [_see(case, case.topic, topics) for case in cases if case.topic != UNLABELLED]
    by_situation = [_see(case, case.situation, situations) for case in cases if case.situation != UNLABELLED]
    return Evaluation(
        topics=_shares(by_topic),
        situations=_shares(by_situation),
        out_of_scope=OutOfScopes(topics=_out_of_scope(by_topic), situations=_out_of_scope(by_situation)),
    )


def _see(case: Case, right: str | None, matcher: Matcher) -> _Seen:
    decision = matcher.match(case.text)
    match decision:
        case Direct():
            shown = (decision.best.id, *(other.id for other in decision.alternatives))
        case Choose():
            shown = tuple(option.id for option in decision.options)
        case _:
            shown = ()
    return _Seen(
        language=case.lang or language_of(case.text) or Language.EN,
        right=right,
        decision=decision.name,
        ranked=tuple(scored.id for scored in matcher.ranked(case.text)[:3]),
        shown=shown,
    )


def _shares(seen: Iterable[_Seen]) -> Shares:
    within = [one for one in seen if one.right is not None]
    return Shares(
        all=_share(within),
        ko=_share([one for one in within if one.language is Language.KO]),
        en=_share([one for one in within if one.language is Language.EN]),
    )


def _share(seen: Sequence[_Seen]) -> Share:
    direct = [one for one in seen if one.decision == "direct"]
    choices = [one for one in seen if one.decision == "choose"]
    return Share(
        n=len(seen),
        top1=_part(seen, lambda one: one.right in one.ranked[:1]),
        top3=_part(seen, lambda one: one.right in one.ranked),
        direct=_part(seen, lambda one: one.decision == "direct"),
        direct_right=_part(direct, lambda one: one.right in one.shown[:1]),
        choice_has=_part(choices, lambda one: one.right in one.shown),
    )


def _out_of_scope(seen: Iterable[_Seen]) -> OutOfScope:
    outside = [one for one in seen if one.right is None]
    return OutOfScope(
        n=len(outside),
        direct=_part(outside, lambda one: one.decision == "direct"),
        choose=_part(outside, lambda one: one.decision == "choose"),
        none=_part(outside, lambda one: one.decision == "none"),
    )


def _part(seen: Sequence[_Seen], holds: Callable[[_Seen], bool]) -> float | None:
    return round(sum(map(holds, seen)) / len(seen), 4) if seen else None
