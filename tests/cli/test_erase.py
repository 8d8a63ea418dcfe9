"""`erase`, up to the wiring."""

from tests.cli.running import Terminal


def test_it_asks_before_it_erases(terminal: Terminal) -> None:
    """Without an answer nothing is done; --yes is the answer."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    assert terminal.run("erase", "U02BOB").exit_code == 1
    assert terminal.wiring.erased == []
    result = terminal.run("erase", "U02BOB", "--yes")
    assert (result.exit_code, result.stdout) == (0, "U02BOB is being erased\n")
    assert terminal.wiring.erased == ["U02BOB"]


def test_without_a_token_it_says_for_what_it_needs_one(terminal: Terminal) -> None:
    """By its own name."""
    terminal.environ = {}
    result = terminal.run("erase", "U02BOB", "--yes")
    assert result.exit_code == 2
    assert "python -m bot erase" in result.stderr
