"""Phrases and cases that colleagues shared, as people read them."""

from collections.abc import Sequence

from bot.domain.practice import Practice
from bot.domain.reader import Reader
from bot.views.limits import cut, escape
from bot.views.practice_words import credit
from bot.views.words import say

_LONGEST = 300
"""Characters of a case on a card; all of it stands in `/values library`."""


def credited(practices: Sequence[Practice], reader: Reader, *, most: int = 1) -> list[str]:
    """Lines for a card, in the reader's language first, each with whom it is owed to."""
    first = sorted(practices, key=lambda one: one.language is not reader.language)
    return [_line(one, reader) for one in first[:most]]


def _line(practice: Practice, reader: Reader) -> str:
    words = escape(cut(" ".join(practice.text.split()), _LONGEST))
    if practice.kind == "case":
        what = say(reader, ko="이런 일이 있었어요", en="This happened")
        return f":books: {what}: {words} _{credit(practice, reader)}_"
    return f":books: “{words}” _{credit(practice, reader)}_"
