"""`audit` and `reseal`, up to the wiring."""

from datetime import timedelta

import pytest

from bot.adapters.resealing import Resealed
from bot.domain.audit import Entry
from tests.cli.running import MONDAY, Terminal

TAKEN = Entry(at=MONDAY, about="escalation:K7PQ2M4X", what="taken", who="U02BOB")
FILES = Entry(at=MONDAY - timedelta(days=3), about="files", what="live", detail="escalation.yaml 1f0e")
LONG_AGO = Entry(at=MONDAY - timedelta(days=30), about="operator", what="erase")


@pytest.fixture(autouse=True)
def _trail(terminal: Terminal) -> None:
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    terminal.wiring.trail = (LONG_AGO, FILES, TAKEN)


def test_the_last_week_is_printed_line_by_line(terminal: Terminal) -> None:
    """When, about what, what, by whom; what is older is asked for."""
    lines = terminal.run("audit").stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["2026-02-06", "01:00:00Z", "files", "live", "-", "escalation.yaml", "1f0e"],
        ["2026-02-09", "01:00:00Z", "escalation:K7PQ2M4X", "taken", "U02BOB"],
    ]


def test_one_escalation_or_one_person_can_be_asked_for(terminal: Terminal) -> None:
    """As programs read it."""
    for asked in (("--about", "escalation:K7PQ2M4X"), ("--by", "U02BOB")):
        assert [one["what"] for one in terminal.ask("audit", *asked)] == ["taken"]


def test_days_of_before_can_be_asked_for(terminal: Terminal) -> None:
    """By their dates."""
    found = terminal.ask("audit", "--since", "2026-01-01", "--until", "2026-01-31")
    assert [one["about"] for one in found] == ["operator"]


def test_days_the_wrong_way_round_are_told(terminal: Terminal) -> None:
    """With the option's name."""
    result = terminal.run("audit", "--since", "2026-02-28", "--until", "2026-02-01")
    assert result.exit_code == 2
    assert "--since" in result.stderr


def test_nothing_found_is_said(terminal: Terminal) -> None:
    """An empty answer would look like a failure."""
    assert "Nothing of that kind" in terminal.run("audit", "--by", "U0NOBODY").stdout


def test_a_change_of_keys_says_how_far_it_got(terminal: Terminal) -> None:
    """How many were encrypted anew."""
    terminal.wiring.resealed = Resealed(renewed=12)
    assert terminal.run("reseal").stdout == "12 encrypted anew with the first key.\n"


def test_what_no_key_opens_is_an_error_with_its_remedy(terminal: Terminal) -> None:
    """Nobody should take the old key away then."""
    terminal.wiring.resealed = Resealed(renewed=12, closed=2)
    result = terminal.run("reseal")
    assert result.exit_code == 1
    assert "put the key they were written with back" in result.stderr
