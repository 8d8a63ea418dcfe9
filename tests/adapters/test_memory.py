"""What a process does about its memory as it begins, and once it has."""

import gc
from collections.abc import Iterator

import pytest

from bot.adapters import memory


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_a_start_is_hardly_searched_for_garbage_and_what_follows_as_usual() -> None:
    """What a start makes stays; what answers make does not."""
    usual = gc.get_threshold()

    memory.begin()
    assert gc.get_threshold()[0] > 100 * usual[0]

    memory.settle()
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() > 0


def test_a_c_library_that_cannot_be_asked_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Mac, on musl or on Windows a start goes on."""

    def none(_name: None) -> object:
        raise OSError("no such library")

    monkeypatch.setattr("ctypes.CDLL", none)

    memory.begin()
    memory.settle()
