"""Looking up what the team stands for: by name, letter or emoji, or by what is going on."""

from dataclasses import dataclass

from bot.domain.lookup import fold
from bot.domain.matching import Choose, Decision, Direct
from bot.domain.philosophy import Value
from bot.services.handbook import Handbook


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


LookedUp = ValueFound | SituationsFound


def look_up_values(book: Handbook, text: str) -> LookedUp:
    """A value by its id, name, letter or emoji in either language; else the situation the words tell of."""
    wanted = fold(text)
    for value in book.philosophy.values:
        names = [value.id, *value.name.both, value.letter or "", value.emoji or ""]
        if wanted and wanted in {fold(name) for name in names if name}:
            return ValueFound(value)
    return SituationsFound(text, book.situations.match(text))
