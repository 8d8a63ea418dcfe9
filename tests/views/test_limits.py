"""Texts are cut, split and escaped so that Slack takes them and people can read them."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.limits import (
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
    MORE,
    NOTHING,
    cut,
    escape,
    length,
    mrkdwn,
    pages,
    plain,
    section,
    sections,
    split,
    unescape,
    weight,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
KOREAN_FLAG = "\U0001f1f0\U0001f1f7"


def test_escaping_takes_the_force_from_a_mention() -> None:
    """`<!channel>` typed by a person reaches nobody."""
    assert escape("<!channel> Q&A") == "&lt;!channel&gt; Q&amp;A"


@given(st.text())
def test_escaping_can_be_undone(text: str) -> None:
    """Exactly `&`, `<` and `>` are touched."""
    assert unescape(escape(text)) == text


@given(st.text(), st.integers(min_value=2, max_value=40))
def test_a_cut_text_fits(text: str, limit: int) -> None:
    """Whatever people type, the result fits, in characters and in UTF-16 units."""
    cut_text = cut(text, limit)
    assert length(cut_text) <= limit
    assert len(cut_text) <= limit


def test_a_text_that_fits_is_left_alone() -> None:
    """No ellipsis where none is needed."""
    assert cut("환불 승인", 5) == "환불 승인"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("abcdef", 4, "abc" + MORE),
        ("a" + FAMILY + "b", 5, "a" + MORE),
        ("a" + KOREAN_FLAG + KOREAN_FLAG, 8, "a" + KOREAN_FLAG + MORE),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301" + MORE),
        ("\U0001f44d\U0001f3fd\U0001f44d\U0001f3fd", 7, "\U0001f44d\U0001f3fd" + MORE),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", 5, "\u1112\u1161\u11ab" + MORE),
        ("a &amp; b", 6, "a" + MORE),
        ("see <https://example.com|here> now", 14, "see" + MORE),
    ],
)
def test_what_is_read_as_one_sign_is_not_torn(text: str, limit: int, expected: str) -> None:
    """A family, a flag, an accent, a skin tone, a syllable, an escaped sign and a link stay whole or go."""
    assert cut(text, limit) == expected


@given(st.text(alphabet=st.sampled_from("ab \n&가")), st.integers(min_value=8, max_value=50))
def test_splitting_loses_no_word(text: str, limit: int) -> None:
    """The pieces hold every sign but white space, in order, and each fits."""
    escaped = escape(text)
    pieces = split(escaped, limit)
    assert all(length(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(escaped.split())


def test_splitting_a_very_long_text_takes_no_longer_for_each_piece() -> None:
    """A million characters are cut in a second of computing; taking the rest along each time took minutes."""
    text, begun = "word & 단어\n" * 100_000, process_time()
    pieces = split(text)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert process_time() - begun < 10


def test_splitting_prefers_the_end_of_a_line() -> None:
    """A list is not broken in the middle of an item when a line ends nearby."""
    assert split("first line\nsecond line", 14) == ("first line", "second line")


def test_a_long_text_becomes_several_sections() -> None:
    """10,000 characters are shown whole, in sections of at most 3,000."""
    made = sections("word " * 2000)
    assert len(made) == 4
    assert all(len(block["text"]["text"]) <= 3000 for block in made)


def test_no_text_is_shown_as_a_dash() -> None:
    """Slack refuses an empty text; a blank one becomes a dash."""
    assert plain(" ")["text"] == mrkdwn("")["text"] == NOTHING


def test_pages_respect_both_limits_and_keep_the_order() -> None:
    """120 short blocks and a few heavy ones are spread over messages Slack takes."""
    blocks = [section(f"line {number}") for number in range(120)] + [section("가" * 3000)] * 5
    made = pages(blocks)
    assert [block for page in made for block in page] == blocks
    assert all(len(page) <= MESSAGE_BLOCKS for page in made)
    assert all(sum(weight(block) for block in page) <= MESSAGE_CHARACTERS for page in made)
