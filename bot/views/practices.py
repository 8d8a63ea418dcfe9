"""Phrases and cases that colleagues shared, as people read them."""

from collections.abc import Sequence

from bot.domain.library import Practice
from bot.domain.reader import Reader
from bot.views.limits import escape
from bot.views.words import called, say


def credited(practices: Sequence[Practice], reader: Reader, *, most: int = 1) -> list[str]:
    """Lines for a card, in the reader's language first, each with whom it is owed to."""
    first = sorted(practices, key=lambda one: one.language is not reader.language)
    return [_line(one, reader) for one in first[:most]]


def _line(practice: Practice, reader: Reader) -> str:
    name = called(practice.author.name, reader)
    thanks = say(reader, ko=f"{name}이 나눠 주셨어요", en=f"shared by {name}")
    return f":books: “{escape(practice.text)}” _{thanks}_"
