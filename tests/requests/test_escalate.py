"""What somebody typed behind /escalate and /values, as a typed request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.requests.escalate import Ask, Help, ListMine, ListOpen, Overview, parse_escalate
from bot.requests.tickets import Asked, Held
from bot.requests.values import Glance, LookUp, parse_values
from bot.requests.values import Help as ValuesHelp


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", Overview()),
        ("   ", Overview()),
        ("help", Help()),
        ("HELP?", Help()),
        ("도움말", Help()),
        ("open", ListOpen()),
        ("진행 중", ListOpen()),
        ("mine", ListMine()),
        ("내 건", ListMine()),
        ("help with a refund", Ask("help with a refund")),
        ("opne", Ask("opne", meant="open")),
        ("mien", Ask("mien", meant="mine")),
        ("hlep", Ask("hlep", meant="help")),
        ("refund", Ask("refund")),
        ("환불", Ask("환불")),
    ],
)
def test_a_command_word_counts_only_alone(typed: str, request_: object) -> None:
    """A sub-command is the whole text; a slip of one is asked about; all else is a question."""
    assert parse_escalate(typed) == request_


@pytest.mark.parametrize(
    ("typed", "request_"),
    [(" ", Glance()), ("help", ValuesHelp()), ("도움말", ValuesHelp()), ("H", LookUp("H"))],
)
def test_values_are_asked_for_by_name_or_story(typed: str, request_: object) -> None:
    """Alone it is a glance; all but help is looked up."""
    assert parse_values(typed) == request_


@given(st.text(max_size=5000))
def test_any_text_is_read(typed: str) -> None:
    """No text breaks the parsers, and a question is never longer than what is read."""
    asked = parse_escalate(typed)
    assert not isinstance(asked, Ask) or len(asked.text) <= 3000
    parse_values(typed)


def test_a_long_question_is_cut_between_mentions() -> None:
    """Ten thousand characters of `<!channel>` leave no torn piece that looks like a word."""
    asked = parse_escalate("<!channel> " * 900)
    assert isinstance(asked, Ask)
    assert asked.text.rstrip().endswith("<!channel>")


@given(st.text())
def test_a_forged_ticket_says_nothing(value: str) -> None:
    """What cannot be read is an empty ticket, never an error."""
    assert isinstance(Asked.read(value), Asked)
    assert isinstance(Held.read(value), Held)


def test_a_ticket_fits_on_a_button() -> None:
    """A long question is cut to what a button's value can hold (2,000 characters)."""
    assert len(Asked.about("환" * 10_000, topic="billing_refund").write()) <= 2000
