"""`check --coverage`: what is told of the coming days, at its line and to be read at once."""

import json
from pathlib import Path

from bot.cli.coverage import LONGEST
from bot.config import Problem
from tests.cli.running import Terminal
from tests.config.files import TEAM, spoiled

OFFICE = spoiled(
    TEAM,
    (
        "starts: 2026-01-05T09:00, every: 1w}",
        'starts: 2026-01-05T09:00, every: 1w, active: {mon-fri: ["09:00-18:00"]}}',
    ),
    ('          - {ask: ["lead:support", "channel:#support"], within: 30m}\n', ""),
)
"""A topic whose only level is on call in office hours."""

NOBODY = spoiled(
    OFFICE,
    ("bob: {slack: U02BOB,", "bob: {time_off: [{from: 2026-01-01, to: 2027-01-01}], slack: U02BOB,"),
    ("roles: [lead]}", "roles: [lead], time_off: [{from: 2026-01-01, to: 2027-01-01}]}"),
)
"""The same team on a year's holiday."""


def test_a_gap_is_told_with_its_times_and_its_reason(terminal: Terminal) -> None:
    """By the workspace's clock, week by week, with the topic and why; warnings leave the exit code at 0."""
    terminal.write(OFFICE)
    result = terminal.run("check", "--coverage", "28", "--lang", "en")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == (
        "The 28 days 2026-02-09 Mon 10:00 – 2026-03-09 Mon 10:00 (Asia/Seoul), 1 topic. "
        "At all times but those below, a level reaches somebody."
    )
    assert lines[2:6] == [
        "Only the last resort is left",
        "  every week Mon–Thu 18:00–09:00, Fri 18:00 – Mon 09:00",
        "    refund",
        "    billing on-call: nobody",
    ]


def test_korean_is_written_for_korean_readers(terminal: Terminal) -> None:
    """The file's language is the default."""
    terminal.write(OFFICE)
    told = terminal.run("check", "--coverage", "28").stdout
    assert "최종 담당자만 남습니다" in told
    assert "매주 월–목 18:00–09:00, 금 18:00 – 월 09:00" in told


def test_a_file_without_gaps_says_so(terminal: Terminal) -> None:
    """One sentence, and what was not looked at."""
    level = '          - {ask: ["lead:support", "channel:#support"], within: 30m}\n'
    terminal.write(spoiled(TEAM, (level, level + '          - {ask: "person:bob", within: 30m}\n')))
    result = terminal.run("check", "--coverage", "365", "--lang", "en")
    assert result.stdout == (
        "The 365 days 2026-02-09 Mon 10:00 – 2027-02-09 Tue 10:00 (Asia/Seoul), 1 topic. "
        "Every hand-over reaches a person, at every moment.\n"
        "\n(Covers made in Slack are not counted.)\n"
    )


def test_json_stays_a_list_of_located_problems(terminal: Terminal) -> None:
    """A finding stands at its policy's line, among the names every problem has."""
    terminal.write(OFFICE)
    (found, *_) = terminal.ask("check", "--coverage", "28", "--lang", "en")
    assert set(found) == {"path", "line", "col", "severity", "message"}
    text = (terminal.folder / "escalation.yaml").read_text(encoding="utf-8").splitlines()
    assert text[found["line"] - 1].strip() == "- levels:"
    assert Path(found["path"]).name == "escalation.yaml"
    assert found["severity"] == "warning"
    assert found["message"].startswith('topic "refund": Only the last resort is left: every week Mon–Thu')


def test_nobody_at_any_time_is_an_error(terminal: Terminal) -> None:
    """A topic nothing and nobody answers cannot be what anybody wants: exit code 1."""
    terminal.write(NOBODY)
    result = terminal.run("check", "--coverage", "28", "--lang", "en")
    assert result.exit_code == 1
    assert 'topic "refund": reaches nobody at any time, and the last resort does not either' in result.stdout
    listed = json.loads(terminal.run("check", "--coverage", "28", "--json").stdout)
    assert {one["severity"] for one in listed if "refund" in one["message"]} == {"error", "warning"}


def test_strict_makes_warnings_count(terminal: Terminal) -> None:
    """For CI: a gap stops the line."""
    terminal.write(OFFICE)
    assert terminal.run("check", "--strict").exit_code == 0
    assert terminal.run("check", "--coverage", "28", "--strict").exit_code == 1


def test_a_broken_file_is_not_looked_ahead_of(terminal: Terminal) -> None:
    """Its problems come first; what it would do is not guessed."""
    terminal.write(spoiled(TEAM, ("within: 15m", "within: 15")))
    result = terminal.run("check", "--coverage", "28")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1


def test_days_have_an_end(terminal: Terminal) -> None:
    """Ten years at most, and one day at least: wrong usage is exit code 2."""
    assert terminal.run("check", "--coverage", str(LONGEST + 1)).exit_code == 2
    assert terminal.run("check", "--coverage", "0").exit_code == 2


def test_what_slack_does_not_know_is_not_passed_over_in_silence(terminal: Terminal) -> None:
    """Looking ahead knows people by the file; that somebody of them is not in Slack is said again under it."""
    terminal.wiring.slack_problems = (Problem("escalation.yaml", 8, 18, "warning", "nobody in Slack"),)
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    command = ("check", "--coverage", "28", "--slack", "--lang", "en")
    assert "what Slack does not know, see above, counts" in terminal.run(*command).stdout
    terminal.wiring.slack_problems = ()
    assert "see above" not in terminal.run(*command).stdout
