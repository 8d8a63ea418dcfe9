"""In which documents each gram stands."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.postings import Postings, numbered

DOCUMENTS = ({"ref", "efu", "fun"}, {"ref", "fun", "환불"}, {"ref"}, set[str]())


def asked(grams: list[str], *, most: int = 10) -> list[tuple[int, list[int]]]:
    """What is known of them."""
    postings = Postings(*numbered(DOCUMENTS), most)
    return [(times, list(where)) for times, where in postings.of(grams)]


def test_a_gram_is_found_in_its_documents() -> None:
    """In the order they are asked for, its documents ascending."""
    assert asked(["fun", "ref", "환불", "efu"]) == [(2, [0, 1]), (3, [0, 1, 2]), (1, [1]), (1, [0])]


def test_what_no_document_has_is_left_out() -> None:
    """Nothing is told of it."""
    assert asked(["und", "efu"]) == [(1, [0])]


def test_a_common_gram_is_only_counted() -> None:
    """It tells least, and would cost most to look up."""
    assert asked(["ref", "fun"], most=2) == [(3, []), (2, [0, 1])]


def test_without_documents_nothing_is_known() -> None:
    """An empty file asks of an empty index."""
    assert list(Postings(*numbered([]), 10).of(["ref"])) == []


@given(st.lists(st.sets(st.text(min_size=1, max_size=3), max_size=8), max_size=12), st.integers(0, 5))
def test_it_knows_just_what_the_documents_have(documents: list[set[str]], most: int) -> None:
    """Against looking through them all."""
    postings = Postings(*numbered(documents), most)
    known = sorted(set[str]().union(*documents))
    there = [[index for index, document in enumerate(documents) if gram in document] for gram in known]
    assert [(times, list(where)) for times, where in postings.of(known)] == [
        (len(where), where if len(where) <= most else []) for where in there
    ]
