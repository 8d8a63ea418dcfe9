"""What a message can be about, and what was decided: one is meant, a few may be, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Entry:
    """Something a message can be about; its texts hold both languages together."""

    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    see_also: tuple[str, ...] = ()
    critical: bool = False


class Scored:
    """An entry, its score (comparable within one answer), and the words, as typed, that brought it up.

    The words may be given as a function: they are worked out when somebody reads them, and only once.
    """

    __match_args__ = ("id", "score", "because")

    def __init__(
        self,
        id: str,  # noqa: A002 - what everything configured is known by
        score: float,
        because: tuple[str, ...] | Callable[[], tuple[str, ...]],
    ) -> None:
        self.id = id
        self.score = score
        self._because = because

    @property
    def because(self) -> tuple[str, ...]:
        """The words of the message that speak for the entry."""
        if callable(self._because):
            self._because = self._because()
        return self._because

    def __eq__(self, other: object) -> bool:
        """Equal in all three."""
        if not isinstance(other, Scored):
            return NotImplemented
        return (self.id, self.score, self.because) == (other.id, other.score, other.because)

    def __hash__(self) -> int:
        """Of what costs nothing."""
        return hash((self.id, self.score))

    def __repr__(self) -> str:
        """As it is made."""
        return f"Scored({self.id!r}, {self.score!r}, {self.because!r})"


@dataclass(frozen=True)
class Direct:
    """One entry is clearly meant; up to two others are offered beside it."""

    best: Scored
    alternatives: tuple[Scored, ...]

    @property
    def name(self) -> Literal["direct"]:
        """The decision's name."""
        return "direct"


@dataclass(frozen=True)
class Choose:
    """Up to three entries may be meant; the person chooses."""

    options: tuple[Scored, ...]

    @property
    def name(self) -> Literal["choose"]:
        """The decision's name."""
        return "choose"


@dataclass(frozen=True)
class NoMatch:
    """Nothing fits; `nearest` tells what came closest."""

    nearest: tuple[Scored, ...]

    @property
    def name(self) -> Literal["none"]:
        """The decision's name."""
        return "none"


Decision = Direct | Choose | NoMatch
