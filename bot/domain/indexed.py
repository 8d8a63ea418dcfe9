"""What only questions in one's own words need of the files: the dear part of matching, made once when it is first needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.domain.decision import Entry
from bot.domain.lexical import Lexicon, fold
from bot.domain.private_life import private_words


@dataclass(frozen=True)
class Indexed:
    """Every phrase by its letters, and the words of private life that none of the phrases use."""

    lexicon: Lexicon
    private: re.Pattern[str]

    @classmethod
    def of(cls, entries: Sequence[Entry], not_for_us: Sequence[str]) -> "Indexed":
        """Index the entries and, last, what is for none of them; takes some tenths of a second for large files."""
        folded = cache(fold)
        named = [named_by(entry) for entry in entries]
        phrases = [(*names, *entry.examples) for names, entry in zip(named, entries, strict=True)]
        return cls(
            Lexicon([*phrases, not_for_us], [*named, ()], folded),
            private_words(folded(phrase) for texts in phrases for phrase in texts),
        )


def named_by(entry: Entry) -> tuple[str, ...]:
    """What an entry is called: whoever types just that means it."""
    return (*entry.titles, *entry.keywords)
