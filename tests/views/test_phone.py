"""How many lines a phone shows, and what fits into them."""

from hypothesis import given
from hypothesis import strategies as st

from bot.views.phone import WIDTH, Piece, columns, fitted, lines

WORDS = st.text(alphabet=st.sampled_from("가나다abc .,!“”"), min_size=0, max_size=120)


def test_a_korean_character_takes_two_columns() -> None:
    """Twenty-two of them fill a line, the twenty-third begins another."""
    assert columns("가") == 2
    assert lines("가" * 22) == 1
    assert lines("가" * 23) == 2


def test_words_go_to_the_next_line_whole() -> None:
    """A line breaks between words, and inside one that is longer than a line."""
    assert lines(f"{'x' * 30} {'y' * 30}") == 2
    assert lines("x" * (2 * WIDTH + 1)) == 3


def test_marks_are_not_read() -> None:
    """Stars, an emoji's name and a link's address take no room; its label does."""
    assert lines(f"*{'가' * 22}*") == 1
    assert lines(":no_entry_sign: " + "x" * 42) == 1
    assert lines(f"<https://example.com/{'a' * 80}|here>") == 1
    assert lines("&amp;" * 45) == 1


def test_what_matters_less_yields_first() -> None:
    """The largest rank has no room left."""
    pieces = [Piece(2, "third"), Piece(0, "first"), Piece(1, "second")]
    assert fitted(pieces, room=2) == [None, "first", "second"]


def test_a_shorter_form_makes_room_for_others() -> None:
    """Everybody comes in short before anybody is given two lines."""
    pieces = [Piece(0, "a\nb", ("ab",)), Piece(1, "c")]
    assert fitted(pieces, room=2) == ["ab", "c"]
    assert fitted(pieces, room=3) == ["a\nb", "c"]


def test_what_has_no_words_is_not_said() -> None:
    """An empty piece takes no line and stands nowhere."""
    assert fitted([Piece(0, ""), Piece(1, "x")], room=1) == [None, "x"]


@given(
    st.lists(st.builds(Piece, st.integers(0, 9), WORDS, st.lists(WORDS, max_size=2).map(tuple)), max_size=8)
)
def test_never_more_lines_than_there_is_room_for(pieces: list[Piece]) -> None:
    """But for the first by rank, which is always said, even where it alone is too long."""
    said = [line for line in fitted(pieces) if line]
    assert sum(lines(line) for line in said) <= max(8, max((lines(line) for line in said), default=0) + 7)
    assert (
        len(said) <= 1
        or sum(lines(line) for line in said) <= 8
        or lines(said[0]) > 8
        or any(lines(line) > 8 for line in said)
    )
