"""Everything the fuzzer ever found, and what it began with, replayed: none of it breaks anything any more."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.fuzz import handlers
from tests.fuzz.__main__ import PARSERS
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
CHANGES = 12
"""Changed copies of each seed that are tried beside it."""


def seeds(name: str) -> list[bytes]:
    """What is kept for a target."""
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def changed(data: bytes, dice: Random) -> bytes:
    """A few bytes left out, doubled, or others."""
    made = bytearray(data)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(made) + 1)
        cut = dice.randrange(4)
        made[at : at + cut] = bytes(
            dice.choices(b'<>@|{}[]:",-&0159 \n\xed\xa0\x80\xff', k=dice.randrange(4))
        )
    return bytes(made)


def test_every_parser_is_fuzzed() -> None:
    """The runner, which imports none of them, knows them all."""
    assert set(PARSERS) == set(TARGETS)


@pytest.mark.parametrize("name", TARGETS)
def test_parsers_take_anything(name: str) -> None:
    """The seeds, and changed copies of them."""
    dice, tries = Random(name), TARGETS[name]  # noqa: S311 - the same in every run
    for data in seeds(name):
        for each in (data, *(changed(data, dice) for _ in range(CHANGES))):
            tries(each)


@pytest.fixture(scope="module")
def tries() -> Iterator[Callable[[bytes], None]]:
    """A bot behind Bolt."""
    with handlers.bot() as each:
        yield each


def test_handlers_take_any_request(tries: Callable[[bytes], None]) -> None:
    """The seeds, each a request: answered or refused, never a bug of ours."""
    for data in seeds(handlers.NAME):
        tries(data)
