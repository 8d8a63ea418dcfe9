"""`doctor`: what it looks at by itself, and how it says what was found."""

import json

import pytest

from bot.domain.diagnosis import Finding
from tests.cli.running import Terminal

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
WELL = Finding("token", "ok", "is Baton's in Acme")
LACKS = Finding("scopes", "error", "the token lacks reactions:read", "update the app")
LATE = Finding("clock", "warning", "is 40 s behind Slack's", "keep time by NTP")


@pytest.fixture(autouse=True)
def _environment(terminal: Terminal) -> None:
    terminal.environ = SOCKET


def test_what_is_well_is_said_in_a_line_each(terminal: Terminal) -> None:
    """And the exit code is 0."""
    terminal.wiring.findings = (WELL,)
    result = terminal.run("doctor")
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["ok", "environment"],
        ["ok", "files"],
        ["ok", "token"],
    ]
    assert result.stderr == "Everything is in place.\n"


def test_an_error_says_how_to_mend_it_and_is_the_exit_code(terminal: Terminal) -> None:
    """Below what was found; a warning alone is no error."""
    terminal.wiring.findings = (WELL, LATE)
    assert terminal.run("doctor").exit_code == 0
    terminal.wiring.findings = (WELL, LATE, LACKS)
    result = terminal.run("doctor")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("ERROR"))
    assert lines[at].split(maxsplit=2)[1:] == ["scopes", LACKS.said]
    assert lines[at + 1].strip() == "-> update the app"
    assert result.stderr == "1 error, 1 warning.\n"


def test_programs_read_json(terminal: Terminal) -> None:
    """One object each."""
    terminal.wiring.findings = (LACKS,)
    told = json.loads(terminal.run("doctor", "--json").stdout)
    assert told[-1] == {
        "part": "scopes",
        "grade": "error",
        "said": "the token lacks reactions:read",
        "mend": "update the app",
    }


def test_a_missing_variable_keeps_nothing_else_from_being_looked_at(terminal: Terminal) -> None:
    """It is named with where to get it, and Slack is asked with the token there is."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    terminal.wiring.findings = (WELL,)
    result = terminal.run("doctor")
    assert result.exit_code == 1
    assert "SLACK_APP_TOKEN is missing" in result.stdout
    assert "is Baton's in Acme" in result.stdout
    assert terminal.wiring.examined == [(True, False)]


def test_a_wrong_variable_leaves_the_others_as_they_are(terminal: Terminal) -> None:
    """The port that is looked at is the one that was asked for."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xapp-swapped", "PORT": "3999"}
    terminal.run("doctor")
    assert [settings.port for settings in terminal.wiring.looked_at] == [3999]


def test_a_wrong_variable_still_lets_the_files_be_looked_at(terminal: Terminal) -> None:
    """Without a token that can be read Slack is not asked."""
    terminal.environ = {"SLACK_BOT_TOKEN": "xapp-swapped"}
    result = terminal.run("doctor")
    assert result.exit_code == 1
    assert "that is SLACK_APP_TOKEN" in result.stdout
    assert "escalation.yaml and values.yaml are in order" in result.stdout
    assert terminal.wiring.examined == [(False, False)]


def test_problems_of_the_files_are_told(terminal: Terminal) -> None:
    """With their lines."""
    terminal.write("version: 1\nworkspaces: {}\n")
    result = terminal.run("doctor")
    assert result.exit_code == 1
    assert "escalation.yaml:2:1" in result.stdout


def test_http_is_looked_at_when_asked_for(terminal: Terminal) -> None:
    """It needs the signing secret instead of the app-level token."""
    result = terminal.run("doctor", "--http")
    assert "SLACK_SIGNING_SECRET is missing" in result.stdout
    assert terminal.wiring.examined == [(True, True)]
