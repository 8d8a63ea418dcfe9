"""Whether the threshold of direct answers stands in the right place: how often the best entry is right, by its score.

A message out of scope has no right entry, so that its best one counts as wrong: answering it directly would be.
"""

from collections.abc import Callable, Sequence

from bot.domain.judged import Seen
from bot.domain.language import Frozen

BIN = 0.1
"""Width of a bin. Scores mostly lie between 0 and 1.5."""
LAST_BIN = 1.5
"""Where the last bin begins; it holds everything above."""


class Bin(Frozen):
    """`n` messages whose best score, or lead, is at least `start` and below `end`; the last one has no `end`."""

    start: float
    end: float | None
    n: int
    right: float
    """Share whose best entry is right."""
    direct: float
    """Share answered directly."""


class Step(Frozen):
    """What answering directly from a score of `at` on would give."""

    at: float
    coverage: float
    """Share of messages in scope answered."""
    right: float
    """Share right of what is answered, out-of-scope messages counted as wrong."""


class Calibration(Frozen):
    """`present` is what the matcher does, with `at` the lowest score it answered; the rest what scores tell."""

    by_score: tuple[Bin, ...] = ()
    by_lead: tuple[Bin, ...] = ()
    trade_off: tuple[Step, ...] = ()
    present: Step | None = None
    score_tells: float | None = None
    """How often a right best entry scores higher than a wrong one: 1 always, 0.5 is chance (the area under ROC)."""
    lead_tells: float | None = None


def calibrate(seen: Sequence[Seen]) -> Calibration:
    """Bins, what each threshold would give, and how well score and lead tell right from wrong."""
    return Calibration(
        by_score=_bins(seen, lambda one: one.score),
        by_lead=_bins(seen, lambda one: one.lead),
        trade_off=_trade_off(seen),
        present=_present(seen),
        score_tells=_tells(seen, lambda one: one.score),
        lead_tells=_tells(seen, lambda one: one.lead),
    )


def _bins(seen: Sequence[Seen], of: Callable[[Seen], float]) -> tuple[Bin, ...]:
    held: dict[int, list[Seen]] = {}
    last = round(LAST_BIN / BIN)
    for one in seen:
        held.setdefault(min(last, max(0, int(of(one) / BIN + 1e-9))), []).append(one)
    return tuple(
        Bin(
            start=round(place * BIN, 4),
            end=None if place == last else round((place + 1) * BIN, 4),
            n=len(inside),
            right=_part(sum(one.is_right for one in inside), len(inside)),
            direct=_part(sum(one.decision == "direct" for one in inside), len(inside)),
        )
        for place, inside in sorted(held.items())
    )


def _trade_off(seen: Sequence[Seen]) -> tuple[Step, ...]:
    """A step a threshold of 0.05, from the lowest that leaves something out to the highest that answers something."""
    found = [_step(at / 20, seen, [one for one in seen if one.score >= at / 20]) for at in range(1, 41)]
    return tuple(step for step in found if step is not None)


def _present(seen: Sequence[Seen]) -> Step | None:
    direct = [one for one in seen if one.decision == "direct"]
    return _step(min(one.score for one in direct), seen, direct) if direct else None


def _step(at: float, seen: Sequence[Seen], answered: Sequence[Seen]) -> Step | None:
    inside = sum(one.right is not None for one in seen)
    if not answered or not inside:
        return None
    return Step(
        at=at,
        coverage=_part(sum(one.right is not None for one in answered), inside),
        right=_part(sum(one.is_right for one in answered), len(answered)),
    )


def _tells(seen: Sequence[Seen], of: Callable[[Seen], float]) -> float | None:
    """The area under the ROC curve, by the ranks of the right ones (Mann-Whitney); ties count half."""
    right = sum(one.is_right for one in seen)
    wrong = len(seen) - right
    if not right or not wrong:
        return None
    order = sorted(seen, key=of)
    ranks, at = 0.0, 0
    while at < len(order):
        until = at
        while until < len(order) and of(order[until]) == of(order[at]):
            until += 1
        ranks += sum(one.is_right for one in order[at:until]) * (at + 1 + until) / 2
        at = until
    return round((ranks - right * (right + 1) / 2) / (right * wrong), 4)


def _part(count: int, of: int) -> float:
    return round(count / of, 4)
