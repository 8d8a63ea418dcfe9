"""The base of every value: what reads it is made late, and must be there all the same."""

from collections.abc import Iterator
from importlib import import_module

from bot.domain.language import Frozen, complete


def kinds(base: type[Frozen] = Frozen) -> Iterator[type[Frozen]]:
    """Every kind of value that is imported."""
    for kind in base.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_value_can_be_made_ready_at_once() -> None:
    """A bot that has begun does so beside its answers; a kind that cannot be read would show here, not in use."""
    import_module("bot.wiring")

    complete()

    assert [kind.__name__ for kind in kinds() if not kind.__pydantic_complete__] == []


def test_making_ready_twice_changes_nothing() -> None:
    """What reads a value stays the same object."""
    complete()
    readers = {kind: kind.__pydantic_validator__ for kind in kinds()}

    complete()

    assert {kind: kind.__pydantic_validator__ for kind in kinds()} == readers
