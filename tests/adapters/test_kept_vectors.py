"""Vectors of phrases, kept for the next start."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.kept_vectors import KeptVectors

np = pytest.importorskip("numpy")


class Counting:
    """Encodes a text as its length, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Any:  # noqa: ANN401 - a numpy array
        """A row of two numbers a text."""
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def test_a_second_start_works_nothing_out(tmp_path: Path) -> None:
    """What was encoded once is read back, in the order asked for."""
    KeptVectors(tmp_path / "kept", "1").of(["refund", "환불"], Counting())
    again = Counting()
    rows = KeptVectors(tmp_path / "kept", "1").of(["환불", "refund"], again)
    assert again.asked == []
    assert rows.tolist() == [[2, 1], [6, 1]]


def test_a_changed_file_costs_its_new_phrases_alone(tmp_path: Path) -> None:
    """Phrases that stay are not encoded again."""
    KeptVectors(tmp_path, "1").of(["refund", "parcel"], Counting())
    again = Counting()
    KeptVectors(tmp_path, "1").of(["refund", "invoice"], again)
    assert again.asked == ["invoice"]


def test_another_version_of_the_encoder_begins_anew(tmp_path: Path) -> None:
    """Vectors of different encoders are never mixed."""
    KeptVectors(tmp_path, "1").of(["refund"], Counting())
    again = Counting()
    KeptVectors(tmp_path, "2").of(["refund"], again)
    assert again.asked == ["refund"]


@pytest.mark.parametrize("spoilt", [b"", b"short", b"x" * 500])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    """It is worked out again, and written anew."""
    KeptVectors(tmp_path, "1").of(["refund"], Counting())
    (path,) = tmp_path.iterdir()
    path.write_bytes(spoilt)
    second, third = Counting(), Counting()
    assert KeptVectors(tmp_path, "1").of(["refund"], second).tolist() == [[6, 1]]
    KeptVectors(tmp_path, "1").of(["refund"], third)
    assert (second.asked, third.asked) == (["refund"], [])


def test_one_changed_bit_is_noticed(tmp_path: Path) -> None:
    """A vector that rotted on the disk never decides anything."""
    KeptVectors(tmp_path, "1").of(["refund"], Counting())
    (path,) = tmp_path.iterdir()
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(bytes(data))
    again = Counting()
    KeptVectors(tmp_path, "1").of(["refund"], again)
    assert again.asked == ["refund"]


def test_a_disk_that_refuses_costs_only_time(tmp_path: Path) -> None:
    """Where nothing can be kept, the vectors are still there."""
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert KeptVectors(tmp_path / "kept", "1").of(["refund"], Counting()).tolist() == [[6, 1]]


def test_no_phrase_can_be_read_in_what_is_kept(tmp_path: Path) -> None:
    """Only hashes and numbers are written."""
    KeptVectors(tmp_path, "1").of(["a secret sentence"], Counting())
    (path,) = tmp_path.iterdir()
    assert b"secret" not in path.read_bytes()
