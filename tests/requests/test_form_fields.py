"""Fields of forms that are old, cut or forged."""

from datetime import UTC, datetime

import pytest

from bot.requests.form_fields import moment_in, text_in


@pytest.mark.parametrize("held", [None, "", "  ", 7, ["a"]])
def test_what_is_no_text_is_none(held: object) -> None:
    """Nothing but space is nothing, too."""
    assert text_in({"need": held}, "need") is None
    assert text_in({}, "need") is None


def test_text_is_read_without_space_around_it() -> None:
    """As people leave it."""
    assert text_in({"need": " a refund \n"}, "need") == "a refund"


@pytest.mark.parametrize("held", [None, 0, "", "soon", 10**20, -(10**20), [1]])
def test_what_is_no_moment_is_none(held: object) -> None:
    """Not an error for whoever sent the form."""
    assert moment_in({"by": held}, "by") is None


@pytest.mark.parametrize("held", [1770976800, "1770976800"])
def test_a_picked_moment_is_utc(held: object) -> None:
    """Slack's picker gives seconds."""
    assert moment_in({"by": held}, "by") == datetime(2026, 2, 13, 10, 0, tzinfo=UTC)
