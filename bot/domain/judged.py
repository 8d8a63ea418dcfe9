"""A labelled message, and what a matcher made of it."""

from typing import Literal

from bot.domain.decision import Choose, Direct, Scored
from bot.domain.language import Frozen, Language, language_of
from bot.domain.matching import Matcher

UNLABELLED = "?"
"""The label of a field that a case leaves out: it is counted nowhere. None means out of scope."""


class Case(Frozen):
    """A message and what it is about; None is out of scope, a missing field says nothing."""

    text: str
    lang: Language | None = None
    topic: str | None = UNLABELLED
    situation: str | None = UNLABELLED


class Seen(Frozen):
    """What a matcher made of one case.

    `shown` is what the person is offered, best first, and `ranked` the best three whatever is offered.
    `score` is the best one's, and `lead` how far the second is behind.
    """

    text: str
    language: Language
    right: str | None
    decision: Literal["direct", "choose", "none"]
    ranked: tuple[str, ...]
    shown: tuple[str, ...]
    score: float = 0.0
    lead: float = 0.0

    @property
    def got(self) -> str | None:
        """Where the person is led: the entry answered, or offered first; None if nothing is."""
        return self.shown[0] if self.shown else None

    @property
    def best(self) -> str | None:
        """The best entry, also where nothing is offered."""
        return next(iter((*self.shown, *self.ranked)), None)

    @property
    def is_right(self) -> bool:
        """Whether a direct answer with the best entry would be right; out of scope none is."""
        return self.right is not None and self.best == self.right


def see(case: Case, right: str | None, matcher: Matcher) -> Seen:
    """Ask a matcher a labelled case."""
    decision = matcher.match(case.text)
    ranked = matcher.ranked(case.text)[:3]
    shown: tuple[Scored, ...] = ()
    match decision:
        case Direct(best, alternatives):
            shown = (best, *alternatives)
        case Choose(options):
            shown = options
    first, second = _scores(shown or ranked, ranked)
    return Seen(
        text=case.text,
        language=case.lang or language_of(case.text) or Language.EN,
        right=right,
        decision=decision.name,
        ranked=tuple(scored.id for scored in ranked),
        shown=tuple(scored.id for scored in shown),
        score=first,
        lead=round(max(0.0, first - second), 4),
    )


def _scores(shown: tuple[Scored, ...], ranked: tuple[Scored, ...]) -> tuple[float, float]:
    """The best one's score, and that of the best other one."""
    if not shown:
        return 0.0, 0.0
    best = shown[0]
    return best.score, max((other.score for other in ranked if other.id != best.id), default=0.0)
