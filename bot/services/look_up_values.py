"""Looking up what the team stands for: by name, letter or emoji, or by what is going on."""

from dataclasses import dataclass

from bot.domain.decision import Choose, Decision, Direct
from bot.domain.lookup import fold
from bot.domain.measures import Measured, measured
from bot.domain.philosophy import Value
from bot.services.answer import TOPIC_RAISES_ITS_SITUATIONS
from bot.services.handbook import Handbook

_FAR_AHEAD = 1.5
"""How many times the second's score the best of a choice needs for its card to be shown at once."""


@dataclass(frozen=True)
class ValueFound:
    """The person named a value."""

    value: Value


@dataclass(frozen=True)
class SituationsFound:
    """The person told what is going on: a decision among situations."""

    text: str
    decision: Decision

    @property
    def best(self) -> str | None:
        """The situation whose card is shown."""
        match self.decision:
            case Direct(best):
                return best.id
            case Choose(options):
                return options[0].id
            case _:
                return None

    @property
    def leads(self) -> bool:
        """Whether the best is meant, or so far ahead of the others that its card is worth showing at once."""
        match self.decision:
            case Direct():
                return True
            case Choose((first, second, *_)):
                return first.score >= _FAR_AHEAD * second.score
            case _:
                return False


@dataclass(frozen=True)
class MetricFound:
    """The person named a figure, such as CES: the values it is for."""

    measured: Measured


LookedUp = ValueFound | MetricFound | SituationsFound


def look_up_values(book: Handbook, text: str, *, topic: str | None = None) -> LookedUp:
    """A value by its id, name, letter or emoji in either language, or by its figure; else the situation told of.

    A topic that the words are about brings its situations nearer.
    """
    wanted = fold(text)
    for value in book.philosophy.values:
        names = [value.id, *value.name.both, value.letter or "", value.emoji or ""]
        if wanted and wanted in {fold(name) for name in names if name}:
            return ValueFound(value)
    if found := measured(book.philosophy.values, text):
        return MetricFound(found)
    usual = book.file.topics[topic].situations if topic in book.file.topics else ()
    boosts = dict.fromkeys(usual, TOPIC_RAISES_ITS_SITUATIONS)
    return SituationsFound(text, book.situations.match(text, boosts=boosts))


def topics_of(book: Handbook, text: str) -> tuple[str | None, tuple[str, ...]]:
    """The topic the same words are about, where one is meant or far ahead of the others, else None; then the others."""
    match book.topics.match(text):
        case Direct(best, alternatives):
            return best.id, tuple(one.id for one in alternatives)
        case Choose((first, second, *rest)) if first.score >= _FAR_AHEAD * second.score:
            return first.id, (second.id, *(one.id for one in rest))
        case Choose(options):
            return None, tuple(one.id for one in options)
        case _:
            return None, ()
