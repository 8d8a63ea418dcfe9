"""In which documents each gram stands, in some twenty bytes a gram: texts and tuples of their own took six times that."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate

Document = Sequence[int]
"""The numbers of a document's grams."""


def numbered(documents: Iterable[Collection[str]]) -> tuple[Sequence[int], Sequence[Document]]:
    """All grams by number, and the documents in numbers. A gram is its hash: its text is not kept.

    A hash has 64 bits and is salted anew in each process: of a hundred thousand grams, two have the same in one process
    of four thousand million, and would count as one.
    """
    numbers: dict[int, int] = {}
    written = [
        array("I", [numbers.setdefault(gram, len(numbers)) for gram in map(hash, document)])
        for document in documents
    ]
    return array("q", numbers), written


class Postings:
    """Documents by gram, ascending, in arrays alone.

    A gram is found by its hash: its number stands where that says, or in the next place that is free.
    """

    def __init__(self, grams: Sequence[int], documents: Sequence[Document], most: int) -> None:
        """What `numbered` answers; grams that stand in more than `most` documents are only counted."""
        self.times = array("I", [0]) * len(grams)
        """In how many documents each gram stands, by its number."""
        for document in documents:
            for number in document:
                self.times[number] += 1
        self._most = most
        self._grams = grams
        self._begins = array("I", accumulate((many * (many <= most) for many in self.times), initial=0))
        self._documents = self._laid_out(documents)
        self._last = (2 << len(grams).bit_length()) - 1
        self._places = self._placed()

    def _laid_out(self, documents: Sequence[Document]) -> Sequence[int]:
        laid_out = array("I", [0]) * self._begins[-1]
        free = self._begins[:]
        for index, document in enumerate(documents):
            for number in document:
                if self.times[number] <= self._most:
                    laid_out[free[number]] = index
                    free[number] += 1
        return laid_out

    def _placed(self) -> Sequence[int]:
        """Each gram's number, counted from one; at least every second place is free."""
        places = array("I", [0]) * (self._last + 1)
        for number, gram in enumerate(self._grams, 1):
            place = gram & self._last
            while places[place]:
                place = (place + 1) & self._last
            places[place] = number
        return places

    def of(self, grams: Iterable[str]) -> Iterator[tuple[int, Sequence[int]]]:
        """Of each gram that is known, in their order: in how many documents it stands, and, unless too many, in which."""
        places, known, last = self._places, self._grams, self._last
        begins, documents, times = self._begins, self._documents, self.times
        for gram in map(hash, grams):
            place = gram & last
            while (number := places[place]) and known[number - 1] != gram:
                place = (place + 1) & last
            if number:
                yield times[number - 1], documents[begins[number - 1] : begins[number]]
