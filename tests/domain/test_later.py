"""What is made later."""

import re

from bot.domain.later import compiled_later, later, make_ready


def test_it_is_made_once_and_not_before_it_is_asked_for() -> None:
    """Asked twice, it is the same."""
    made: list[str] = []

    def make() -> list[str]:
        made.append("made")
        return made

    asked = later(make)
    assert made == []
    assert asked() is asked()
    assert len(made) == 1


def test_whoever_asks_after_all_was_made_ready_waits_for_nothing() -> None:
    """It is there by then."""
    made: list[str] = []
    asked = later(lambda: made.append("made"))
    make_ready()
    assert made == ["made"]
    asked()
    assert made == ["made"]


def test_a_pattern_is_as_if_it_were_compiled_at_once() -> None:
    """With its flags."""
    assert compiled_later("refund", re.IGNORECASE)().search("My REFUND") is not None
