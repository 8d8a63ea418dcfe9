"""`export values`: what people shared, written into the file beside everything that stands there."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.config import load_text
from bot.domain.practice import Practice
from bot.domain.practice_acts import accept, decline
from tests.cli.running import Terminal
from tests.config.files import TEAM, VALUES
from tests.domain.carried import party

NOW = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
BOB, ANN = party("bob"), party("ann")
SITUATION = next(iter(load_text(TEAM, VALUES).both()[1].situations))


def practice(name: str, text: str, **more: object) -> Practice:
    """Bob shares something; Ann accepts it."""
    made = Practice.model_validate(
        {"id": name, "situation": SITUATION, "text": text, "language": "en", "author": BOB, "proposed": NOW}
        | more
    )
    return accept(made, ANN, now=NOW, review_by=date(2027, 3, 11))


@pytest.fixture
def shared(terminal: Terminal) -> Terminal:
    """A store with a phrase, a case, a declined one, and one of a situation that is gone."""
    declined = decline(practice("P3", "zzmark-declined"), ANN, now=NOW, reason="zzmark-reason")
    terminal.environ = {"SLACK_BOT_TOKEN": "xoxb-1"}
    terminal.wiring.practices = (
        practice("P1", "I call back today."),
        practice("P2", "They were\nupset: “why”?", kind="case"),
        declined,
        practice("P4", "Nowhere", situation="gone"),
    )
    return terminal


def test_the_file_with_what_was_shared(shared: Terminal) -> None:
    """It is in order, every line of before stands, and the names are in it."""
    result = shared.run("export", "values")
    assert result.exit_code == 0, result.output
    _, philosophy = load_text(TEAM, result.stdout).both()
    found = philosophy.situations[SITUATION].shared
    assert [(one.text.en, one.by.en, one.kind) for one in found] == [
        ("I call back today.", "Bob", "phrase"),
        ("They were\nupset: “why”?", "Bob", "case"),
    ]
    assert [line for line in VALUES.splitlines() if "#" in line and line not in result.stdout] == []
    assert "zzmark-" not in result.output
    assert 'Left out: the file has no situation "gone" any more' in result.stderr


def test_exporting_twice_adds_nothing(shared: Terminal) -> None:
    """What the file holds already is known by its words."""
    target = shared.folder / "values.yaml"
    assert shared.run("export", "values", "--out", str(target)).exit_code == 0
    once = target.read_bytes()
    assert shared.run("export", "values", "--out", str(target)).exit_code == 0
    assert target.read_bytes() == once
    assert shared.run("check").exit_code == 0


def test_for_programs(shared: Terminal) -> None:
    """What would be added, as the file would hold it."""
    told = json.loads(shared.run("export", "values", "--json").stdout)
    assert told["shared"][SITUATION][0] == {
        "text": {"en": "I call back today."},
        "by": {"en": "Bob"},
        "kind": "phrase",
    }
    assert told["left_out"] == [{"situation": "gone", "text": "Nowhere"}]


def test_without_a_workspace_it_says_what_is_missing(terminal: Terminal) -> None:
    """The library belongs to one."""
    result = terminal.run("export", "values")
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN" in result.stderr
