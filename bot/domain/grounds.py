"""Why an entry came up: the words of the message, as typed, that speak for it."""

from collections.abc import Sequence
from functools import cached_property

from bot.domain.lexical import Found, Lexicon, key_of
from bot.domain.reading import Reading, telling

_MOST = 3
_LOOKED_AT = 12


class Grounds:
    """The words behind the entries of one answer; worked out only when somebody asks."""

    def __init__(self, reading: Reading, found: Found, lexicon: Lexicon) -> None:
        self._reading = reading
        self._found = found
        self._lexicon = lexicon

    def of(self, place: int) -> tuple[str, ...]:
        """The words of an entry's keywords, else those its phrases share most; at most three, never none."""
        folded = [keyword.folded for keyword in self._found.keywords if keyword.owner == place]
        named = [word for word, part in self._parts if _belongs(part, folded)] if folded else []
        return tuple(named[:_MOST]) or self._shared(place) or telling(self._reading.words)[:1]

    @cached_property
    def _parts(self) -> list[tuple[str, str]]:
        return [(word, part) for word in self._reading.words if (part := key_of(word))]

    @cached_property
    def _shares(self) -> dict[str, Sequence[float]]:
        return {word: self._lexicon.shares(word) for word in telling(self._reading.words)[:_LOOKED_AT]}

    def _shared(self, place: int) -> tuple[str, ...]:
        shares = {word: round(figures[place], 9) for word, figures in self._shares.items()}
        most = max(shares.values(), default=0.0)
        strong = sorted((word for word in shares if shares[word] > most / 3), key=lambda word: -shares[word])
        return tuple(word for word in self._reading.words if word in strong[:_MOST])


def _belongs(part: str, keywords: Sequence[str]) -> bool:
    """Whether a folded word holds a keyword or is a whole piece of one."""
    return any(
        part in keyword.split(" ")
        or keyword.replace(" ", "") in part
        or (len(part) > 3 and keyword.startswith(part))
        for keyword in keywords
    )
