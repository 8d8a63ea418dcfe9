"""Texts by number, without the texts."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hashed import Hashed, mark


def hashed(texts: list[str]) -> Hashed:
    """Of these texts."""
    return Hashed(array("q", map(mark, texts)))


@given(st.lists(st.text(max_size=4), unique=True), st.text(max_size=4))
def test_every_text_has_its_number(texts: list[str], other: str) -> None:
    """And one that is not among them none."""
    known = hashed(texts)
    assert [known.number(text) for text in texts] == list(range(len(texts)))
    assert known.number(other) == (texts.index(other) if other in texts else None)


def test_texts_that_are_kept_in_the_same_bytes_are_told_apart() -> None:
    """Python's own hash of the two is the same."""
    known = hashed(["br", "牢"])
    assert (known.number("br"), known.number("牢"), known.number("ab")) == (0, 1, None)


def test_half_a_character_is_a_text_too() -> None:
    """Slack's JSON may hold one: it is looked up like any."""
    assert hashed(["\ud800"]).number("\ud800") == 0
