"""Which situation's value belongs beside a promise, and beside a note to a colleague: found in the file, never assumed."""

from bot.services.handbook import Handbook
from bot.services.look_up_values import SituationsFound

_OF_PROMISES = ("약속", "promise")
"""What a file that says anything of promises to customers calls them."""
_OF_HARD_WORDS = (
    "부정적인 말을 부드럽게 하고 싶어요",
    "I have to say something negative and want to say it kindly",
)
"""What somebody who writes a note is about to do."""
_OF_THE_UPSET = ("고객님이 많이 화나셨어요", "the customer is really upset")
"""What somebody who reads hard words of a customer met."""


def beside_promise(book: Handbook, situation: str | None, text: str | None) -> str | None:
    """The escalation's own situation, else the one the promise's words clearly tell of, else that of promises."""
    if situation in book.philosophy.situations:
        return situation
    told = _meant(book, text) if text else None
    return told or _first_meant(book, _OF_PROMISES)


def value_beside_note(book: Handbook, chosen: str | None) -> str | None:
    """The value somebody chose for their note, else that of saying hard things well; None where the file has none."""
    if chosen and book.philosophy.value(chosen):
        return chosen
    situation = _first_meant(book, _OF_HARD_WORDS)
    return book.philosophy.situations[situation].value if situation else None


def beside_hard_words(book: Handbook, words: str) -> str | None:
    """The situation a customer's own words clearly tell of, else that of somebody who is upset."""
    return (_meant(book, words) if words else None) or _first_meant(book, _OF_THE_UPSET)


def _first_meant(book: Handbook, texts: tuple[str, ...]) -> str | None:
    return next((found for text in texts if (found := _meant(book, text))), None)


def _meant(book: Handbook, text: str) -> str | None:
    found = SituationsFound(text, book.situations.match(text))
    return found.best if found.leads else None
