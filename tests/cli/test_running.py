"""`serve` and `nightly`, up to the wiring; and the command line as a whole."""

import subprocess
import sys

import pytest

from bot.cli.group import baton
from tests.cli.running import Terminal
from tests.config.files import TEAM

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_serve_runs_in_socket_mode(terminal: Terminal) -> None:
    """The default."""
    terminal.environ = SOCKET
    assert terminal.run("serve").exit_code == 0
    assert terminal.wiring.served == [False]


def test_serve_over_http(terminal: Terminal) -> None:
    """--http needs the signing secret instead of the app token."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "shhh"}
    assert terminal.run("serve", "--http").exit_code == 0
    assert terminal.wiring.served == [True]


def test_serve_names_every_missing_variable(terminal: Terminal) -> None:
    """Exit code 2, and where to get each."""
    result = terminal.run("serve")
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is missing" in result.stderr
    assert "SLACK_APP_TOKEN is missing" in result.stderr
    assert terminal.wiring.served == []


def test_serve_does_not_start_with_broken_files(terminal: Terminal) -> None:
    """Bad YAML is told before start-up succeeds."""
    terminal.environ = SOCKET
    terminal.write(TEAM.replace("within: 15m", "within: 15"))
    assert terminal.run("serve").exit_code == 1
    assert terminal.wiring.served == []


def test_a_refusal_of_the_wiring_is_a_sentence(terminal: Terminal) -> None:
    """Whoever runs Baton reads what is wrong, without a traceback."""
    terminal.environ = SOCKET
    terminal.wiring.refuses = "Slack refuses the token"
    result = terminal.run("serve")
    assert result.exit_code == 1
    assert result.stderr == "Slack refuses the token\n"


def test_a_night_by_hand(terminal: Terminal) -> None:
    """It prints what it did; a second run says so and exits 0; a dry run changes nothing."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    night = ("nightly", "--team", "support", "--date", "2026-02-09")
    assert terminal.run(*night, "--dry-run").stdout == "would post support 2026-02-09\n"
    assert terminal.run(*night).stdout == "posted support 2026-02-09\n"
    again = terminal.run(*night)
    assert (again.stdout, again.exit_code) == ("already posted\n", 0)


def test_the_night_of_today_is_left_to_the_bots_clock(terminal: Terminal) -> None:
    """Without --date the wiring is given none."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    assert terminal.run("nightly", "--team", "support").stdout == "posted support None\n"


def test_the_night_of_a_team_there_is(terminal: Terminal) -> None:
    """With the nearest team."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    result = terminal.run("nightly", "--team", "suport")
    assert result.exit_code == 2
    assert 'no team "suport"; did you mean "support"?' in " ".join(result.stderr.split())


@pytest.mark.parametrize("command", sorted(baton.commands))
def test_every_command_helps(terminal: Terminal, command: str) -> None:
    """A sentence and an example each."""
    result = terminal.run(command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"python -m bot {command}" in result.stdout


@pytest.mark.parametrize("words", [("frobnicate",), ("check", "more")])
def test_an_unknown_command_is_wrong_usage(terminal: Terminal, words: tuple[str, ...]) -> None:
    """Exit code 2."""
    assert terminal.run(*words).exit_code == 2


def test_python_m_bot_runs_in_a_process_of_its_own(terminal: Terminal) -> None:
    """The real thing, without Slack and without a store."""
    files = ("--escalation", terminal.folder / "escalation.yaml", "--values", terminal.folder / "values.yaml")
    result = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "bot", "check", *files],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.startswith("Both files are in order")
