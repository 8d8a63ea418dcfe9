"""Texts by number, without the texts: eight bytes for a mark of each, and about ten for where it is found."""

from array import array
from collections.abc import Sequence


def mark(text: str) -> int:
    """64 bits that stand for a text, others in each process.

    Of a hundred thousand texts, two have the same mark in one process of four thousand million. Python's own hash is of
    the bytes that a text is kept in, so that those of "br" and "牢" are the same; but then their lengths are not.
    """
    return hash(text) ^ len(text)


class Hashed:
    """Answers which of a fixed list of texts one is, from its mark alone."""

    def __init__(self, marks: Sequence[int]) -> None:
        """Those of all texts, each once. A text's number stands where its mark says, or in the next place that is free."""
        self._marks = marks
        self._last = (2 << len(marks).bit_length()) - 1
        self._places = array("I", [0]) * (self._last + 1)
        for number, one in enumerate(marks, 1):
            place = one & self._last
            while self._places[place]:
                place = (place + 1) & self._last
            self._places[place] = number

    def number(self, text: str) -> int | None:
        """Its place in the list, from 0; None of a text that is not in it."""
        wanted = mark(text)
        place = wanted & self._last
        while number := self._places[place]:
            if self._marks[number - 1] == wanted:
                return number - 1
            place = (place + 1) & self._last
        return None
