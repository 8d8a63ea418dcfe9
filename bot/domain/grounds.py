"""Why an entry came up: the words of the message, as typed, that speak for it."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from bot.domain.lexical import Found, Lexicon, key_of
from bot.domain.reading import Reading, telling

LeftOut = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Tells, of the message without a word, how much less each entry then scores by meaning."""

_MOST = 3
_LOOKED_AT = 12
_LEFT_OUT = 6
"""So many words are left out in turn; the longest tell most."""
_DRIVES = 0.4
"""A word drives a match from this share of what the strongest one does."""


class Grounds:
    """The words behind the entries of one answer; worked out only when somebody asks."""

    def __init__(
        self, reading: Reading, found: Found, lexicon: Lexicon, left_out: LeftOut | None = None
    ) -> None:
        self._reading = reading
        self._found = found
        self._lexicon = lexicon
        self._left_out = left_out

    def of(self, place: int) -> tuple[str, ...]:
        """At most three words, never none.

        Those of the entry's keywords; else those without which the message would mean it less; else those that
        its phrases share most.
        """
        folded = [keyword.folded for keyword in self._found.keywords if keyword.owner == place]
        said = telling(self._reading.words)
        named = (
            [word for word, part in self._parts if word in said and _belongs(part, folded)] if folded else []
        )
        return (
            tuple(named[:_MOST])
            or self._meant(place)
            or self._shared(place)
            or telling(self._reading.words)[:1]
        )

    @cached_property
    def _parts(self) -> list[tuple[str, str]]:
        return [(word, part) for word in self._reading.words if (part := key_of(word))]

    @cached_property
    def _shares(self) -> dict[str, Sequence[float]]:
        return {word: self._lexicon.shares(word) for word in telling(self._reading.words)[:_LOOKED_AT]}

    @cached_property
    def _losses(self) -> dict[str, Sequence[float]]:
        words = telling(self._reading.words)[:_LEFT_OUT]
        if self._left_out is None or len(words) < 2:
            return {}
        without = [_without(self._reading.text, word) for word in words]
        return dict(zip(words, self._left_out(without), strict=True))

    def _meant(self, place: int) -> tuple[str, ...]:
        lost = {word: round(figures[place], 6) for word, figures in self._losses.items()}
        most = max(lost.values(), default=0.0)
        if most <= 0.0:
            return ()
        strong = sorted((word for word in lost if lost[word] >= most * _DRIVES), key=lambda word: -lost[word])
        return tuple(word for word in self._reading.words if word in strong[:_MOST])

    def _shared(self, place: int) -> tuple[str, ...]:
        shares = {word: round(figures[place], 9) for word, figures in self._shares.items()}
        most = max(shares.values(), default=0.0)
        strong = sorted((word for word in shares if shares[word] > most / 3), key=lambda word: -shares[word])
        return tuple(word for word in self._reading.words if word in strong[:_MOST])


def _without(text: str, word: str) -> str:
    """A text without a word, wherever it stands by itself."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text)


def _belongs(part: str, keywords: Sequence[str]) -> bool:
    """Whether a folded word holds a keyword or is a whole piece of one."""
    return any(
        part in keyword.split(" ")
        or keyword.replace(" ", "") in part
        or (len(part) > 3 and keyword.startswith(part))
        for keyword in keywords
    )
