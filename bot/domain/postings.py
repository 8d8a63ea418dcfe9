"""In which documents each gram stands, in some twenty bytes a gram: texts and tuples of their own took six times that."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from bot.domain.hashed import Hashed, mark

Document = Sequence[int]
"""The numbers of a document's grams."""


def numbered(documents: Iterable[Collection[str]]) -> tuple[Sequence[int], Sequence[Document]]:
    """All grams by number, and the documents in numbers. Of a gram its mark is kept, not its text."""
    numbers: dict[int, int] = {}
    written = [
        array("I", [numbers.setdefault(gram, len(numbers)) for gram in map(mark, document)])
        for document in documents
    ]
    return array("q", numbers), written


class Postings:
    """Documents by gram, ascending, in arrays alone."""

    def __init__(self, grams: Sequence[int], documents: Sequence[Document], most: int) -> None:
        """What `numbered` answers; grams that stand in more than `most` documents are only counted."""
        self.times = array("I", [0]) * len(grams)
        """In how many documents each gram stands, by its number."""
        for document in documents:
            for number in document:
                self.times[number] += 1
        self._most = most
        self._known = Hashed(grams)
        self._begins = array("I", accumulate((many * (many <= most) for many in self.times), initial=0))
        self._documents = self._laid_out(documents)

    def _laid_out(self, documents: Sequence[Document]) -> Sequence[int]:
        laid_out = array("I", [0]) * self._begins[-1]
        free = self._begins[:]
        for index, document in enumerate(documents):
            for number in document:
                if self.times[number] <= self._most:
                    laid_out[free[number]] = index
                    free[number] += 1
        return laid_out

    def of(self, grams: Iterable[str]) -> Iterator[tuple[int, Sequence[int]]]:
        """Of each gram that is known, in their order: in how many documents it stands, and, unless too many, in which."""
        begins, documents = self._begins, self._documents
        for number in map(self._known.number, grams):
            if number is not None:
                yield self.times[number], documents[begins[number] : begins[number + 1]]
