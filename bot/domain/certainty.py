"""How sure a match must be, and is, before it is answered directly."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Certainty:
    """How probable it is that the best entry is meant: a logistic curve over five things that can be seen.

    Fitted on messages that the phrases were written without, against the example files and against halves and
    quarters of them, so that it holds for leaner files, too: tests/understanding/README.md. A keyword counts
    against: it raises the score, the lead and the distance already, and "my gym refund" has it as well.
    """

    lead: float
    """The weight of the (square root of the) lead over the second best."""
    daily: float
    """Of the distance from the phrases of daily life."""
    words: float
    """Of the likeness in words."""
    keyword: float
    private: float
    """Of a word of people's own lives."""
    base: float

    def of(self, *, lead: float, daily: float, words: float, keyword: bool, private: bool) -> float:
        """Between 0 and 1."""
        odds = (
            self.base
            + self.lead * math.sqrt(max(0.0, min(lead, 1.0)))
            + self.daily * min(daily, 1.2)
            + self.words * min(words, 1.0)
            + self.keyword * keyword
            + self.private * private
        )
        return 1.0 / (1.0 + math.exp(-odds))


BY_WORDS = Certainty(lead=3.2, daily=3.9, words=1.8, keyword=-2.4, private=-2.5, base=-2.1)
BY_MEANING = Certainty(lead=3.6, daily=3.0, words=0.3, keyword=-1.75, private=-2.5, base=-1.7)
SURE = 0.72
"""Answered directly from here on."""
