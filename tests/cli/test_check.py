"""`check` and `schema`."""

import json
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator

from bot.config import Problem
from tests.cli.running import Terminal
from tests.config.files import HONEST, TEAM, spoiled

SPOILED = spoiled(TEAM, ("within: 15m", "within: 15"), ("members: [bob]\n", "members: []\n"))


def test_good_files_are_in_order(terminal: Terminal) -> None:
    """Nothing to say on stdout, a kind line beside it, and exit code 0."""
    result = terminal.run("check")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.startswith("Both files are in order (0 warnings): 2 people, 1 team")


def test_an_error_is_a_line_and_exit_code_1(terminal: Terminal) -> None:
    """`path:line:col: sentence`, one a line; warnings say so."""
    terminal.write(SPOILED)
    result = terminal.run("check")
    path = terminal.folder / "escalation.yaml"
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f'{path}:9:3: warning: person "bob": is in no team, so no night thanks them and no channel is theirs',
        f'{path}:29:47: topic "refund", level 1, within: "15" is not a duration; write for example 15m, 2h, 3d or 1w',
    ]
    assert result.stderr == "1 error, 1 warning.\n"


def test_json_has_the_agreed_names(terminal: Terminal) -> None:
    """A list of `{path, line, col, severity, message}`."""
    terminal.write(SPOILED)
    result = terminal.run("check", "--json")
    warning, error = json.loads(result.stdout)
    assert result.exit_code == 1
    assert set(error) == {"path", "line", "col", "severity", "message"}
    assert (error["line"], error["col"], error["severity"]) == (29, 47, "error")
    assert warning["severity"] == "warning"


def test_json_of_good_files_is_an_empty_list(terminal: Terminal) -> None:
    """No problems, an empty list."""
    assert terminal.ask("check") == []


def test_warnings_alone_are_exit_code_0(terminal: Terminal) -> None:
    """What is probably not meant keeps nothing from running."""
    terminal.write(spoiled(TEAM, ("members: [bob]\n", "members: []\n")))
    assert terminal.run("check").exit_code == 0


def test_other_files_can_be_named(terminal: Terminal) -> None:
    """--escalation comes before the environment; a file that is not there is a problem."""
    result = terminal.run("check", "--escalation", "nowhere.yaml")
    assert result.exit_code == 1
    assert result.stdout == "nowhere.yaml:1:1: there is no such file\n"


def test_slack_is_asked_on_request(terminal: Terminal) -> None:
    """--slack needs the bot's token, and adds what Slack says."""
    terminal.wiring.slack_problems = (Problem("escalation.yaml", 8, 18, "error", "nobody in Slack"),)
    assert terminal.run("check", "--slack").exit_code == 2
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    result = terminal.run("check", "--slack")
    assert result.exit_code == 1
    assert result.stdout == "escalation.yaml:8:18: nobody in Slack\n"


@pytest.mark.parametrize("which", ["escalation", "values"])
def test_schema_prints_json_schema(terminal: Terminal, which: str) -> None:
    """What it prints is a schema."""
    printed = json.loads(terminal.run("schema", which).stdout)
    Draft202012Validator.check_schema(printed)
    assert printed["title"] == f"Baton: {which}.yaml"


def test_words_that_help_nobody_are_told_by_line(terminal: Terminal) -> None:
    """Between the other warnings of the file; they stop nothing unless asked to; reviews by the workspace's date."""
    cliche = HONEST.replace("I listen.", "I put customers first.").replace("acronym: H", "acronym: HE")
    terminal.write(TEAM, cliche.replace("metric: CES,", "metric: CES, review_by: 2026-02-09,"))
    result = terminal.run("check")
    first, second = result.stdout.splitlines()
    assert ":4:10: warning: acronym" in first
    assert ':7:62: warning: value "hear", action: "put customers first" is a cliché' in second
    assert result.exit_code == 0
    assert terminal.run("check", "--strict").exit_code == 1
    terminal.now += timedelta(hours=14)
    assert "was to be read again on 2026-02-09" in terminal.run("check").stdout
