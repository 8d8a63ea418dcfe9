"""How well messages are understood: labelled cases against the two matchers, as figures."""

from collections.abc import Callable, Iterable, Sequence

from bot.domain.calibration import Calibration, calibrate
from bot.domain.judged import UNLABELLED, Case, Seen, see
from bot.domain.language import Frozen, Language
from bot.domain.matching import Matcher
from bot.domain.mistakes import Confusion, Worst, confusions, worst_cases

__all__ = ["Case", "Evaluation", "OutOfScope", "OutOfScopes", "Share", "Shares", "evaluate"]


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


class Confusions(Frozen):
    """What was taken for what, most frequent first."""

    topics: tuple[Confusion, ...] = ()
    situations: tuple[Confusion, ...] = ()


class Calibrations(Frozen):
    """Where the threshold of direct answers stands."""

    topics: Calibration = Calibration()
    situations: Calibration = Calibration()


class WorstCases(Frozen):
    """Wrong direct answers, the surest first; then choices without the right one."""

    topics: tuple[Worst, ...] = ()
    situations: tuple[Worst, ...] = ()


class Evaluation(Frozen):
    """The answer of `python -m bot eval`."""

    topics: Shares
    situations: Shares
    out_of_scope: OutOfScopes
    confusion: Confusions = Confusions()
    calibration: Calibrations = Calibrations()
    worst: WorstCases = WorstCases()


def evaluate(cases: Sequence[Case], *, topics: Matcher, situations: Matcher) -> Evaluation:
    """Ask both matchers every labelled case."""
    by_topic = [see(case, case.topic, topics) for case in cases if case.topic != UNLABELLED]
    by_situation = [see(case, case.situation, situations) for case in cases if case.situation != UNLABELLED]
    return Evaluation(
        topics=_shares(by_topic),
        situations=_shares(by_situation),
        out_of_scope=OutOfScopes(topics=_out_of_scope(by_topic), situations=_out_of_scope(by_situation)),
        confusion=Confusions(topics=confusions(by_topic), situations=confusions(by_situation)),
        calibration=Calibrations(topics=calibrate(by_topic), situations=calibrate(by_situation)),
        worst=WorstCases(topics=worst_cases(by_topic), situations=worst_cases(by_situation)),
    )


def _shares(seen: Iterable[Seen]) -> Shares:
    within = [one for one in seen if one.right is not None]
    return Shares(
        all=_share(within),
        ko=_share([one for one in within if one.language is Language.KO]),
        en=_share([one for one in within if one.language is Language.EN]),
    )


def _share(seen: Sequence[Seen]) -> Share:
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


def _out_of_scope(seen: Iterable[Seen]) -> OutOfScope:
    outside = [one for one in seen if one.right is None]
    return OutOfScope(
        n=len(outside),
        direct=_part(outside, lambda one: one.decision == "direct"),
        choose=_part(outside, lambda one: one.decision == "choose"),
        none=_part(outside, lambda one: one.decision == "none"),
    )


def _part(seen: Sequence[Seen], holds: Callable[[Seen], bool]) -> float | None:
    return round(sum(map(holds, seen)) / len(seen), 4) if seen else None
