"""What `eval` prints for people: figures, the threshold, what is taken for what, and the worst cases."""

from collections.abc import Sequence

import click

from bot.domain.calibration import Calibration, Step
from bot.domain.evaluation import Evaluation, OutOfScope, Share, Shares
from bot.domain.mistakes import Confusion, Worst

_PAIRS = 8
"""Confused pairs that are printed; `--json` has all of them."""
_LONGEST = 76


def print_figures(found: Evaluation) -> None:
    """The shares of both matchers, and what happens to messages that are about nothing here."""
    click.echo(f"{'':16}{'n':>5}{'top 1':>8}{'top 3':>8}{'direct':>8}{'right':>8}{'choice':>8}")
    for name, shares in (("topics", found.topics), ("situations", found.situations)):
        _print_shares(name, shares)
    click.echo(f"\n{'out of scope':16}{'n':>5}{'direct':>8}{'choose':>8}{'none':>8}")
    for name, scope in (("topics", found.out_of_scope.topics), ("situations", found.out_of_scope.situations)):
        _print_scope(name, scope)


def print_mistakes(found: Evaluation, worst: int) -> None:
    """The threshold, the pairs and the `worst` cases of both matchers, where there are any."""
    _print_calibration("topics", found.calibration.topics)
    _print_calibration("situations", found.calibration.situations)
    _print_confusion("topics", found.confusion.topics)
    _print_confusion("situations", found.confusion.situations)
    _print_worst("topics", found.worst.topics[:worst])
    _print_worst("situations", found.worst.situations[:worst])


def _print_shares(name: str, shares: Shares) -> None:
    rows: tuple[tuple[str, Share], ...] = (("", shares.all), (" ko", shares.ko), (" en", shares.en))
    for suffix, share in rows:
        figures = (share.top1, share.top3, share.direct, share.direct_right, share.choice_has)
        click.echo(f"{name + suffix:16}{share.n:>5}" + "".join(f"{_percent(one):>8}" for one in figures))


def _print_scope(name: str, scope: OutOfScope) -> None:
    figures = (scope.direct, scope.choose, scope.none)
    click.echo(f"{name:16}{scope.n:>5}" + "".join(f"{_percent(one):>8}" for one in figures))


def _print_calibration(name: str, found: Calibration) -> None:
    if not found.by_score:
        return
    click.echo(f"\n{'right by score':16}{'n':>5}{'right':>8}{'direct':>8}   {name}")
    for one in found.by_score:
        span = f"{one.start:.1f} – {one.end:.1f}" if one.end is not None else f"{one.start:.1f} and more"
        bar = "▇" * round(one.right * 20)
        click.echo(f"{span:16}{one.n:>5}{one.right:>8.0%}{one.direct:>8.0%}   {bar}")
    if found.score_tells is not None and found.lead_tells is not None:
        click.echo(
            f"a right best one scores above a wrong one in {found.score_tells:.0%} of pairs, "
            f"and is further ahead in {found.lead_tells:.0%}"
        )
    if found.present is not None:
        click.echo(f"now: {_step(found.present)}")
        better = _as_right(found.trade_off, found.present)
        if better is not None:
            click.echo(f"by the score alone, from {better.at:.2f} on: {_step(better)}")


def _step(step: Step) -> str:
    return f"{step.coverage:.0%} answered directly, {step.right:.0%} of all direct answers right (out of scope included)"


def _as_right(steps: Sequence[Step], present: Step) -> Step | None:
    """The lowest threshold on the score that would be right as often as what is done now."""
    return next((step for step in steps if step.right >= present.right), None)


def _print_confusion(name: str, pairs: Sequence[Confusion]) -> None:
    if pairs:
        click.echo(f"\n{'taken for':16}{'n':>5}   {name}: right → where people were led")
    for pair in pairs[:_PAIRS]:
        click.echo(f"{'':16}{pair.n:>5}   {pair.right or 'out of scope'} → {pair.taken or 'nothing'}")
    if len(pairs) > _PAIRS:
        click.echo(f"{'':21}   and {len(pairs) - _PAIRS} more pairs (--json)")


def _print_worst(name: str, cases: Sequence[Worst]) -> None:
    if cases:
        click.echo(f"\n{'worst cases':16}{'score':>5}   {name}: right → answered, or offered first")
    for case in cases:
        led = f"{case.right or 'out of scope'} → {case.got or 'nothing'}"
        said = " ".join(case.text.split())
        said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
        click.echo(f"{case.decision:16}{case.score:>5.2f}   {led}: {said}")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
