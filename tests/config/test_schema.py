"""JSON Schema for editors: it takes what `check` takes, and refuses mistakes of shape."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.config.reading import read_yaml
from bot.config.schema import FileKind, json_schema
from bot.config.tree import to_data
from tests.config.files import TEAM, VALUES, loaded, loaded_values, spoiled

ROOT = Path(__file__).parents[2]


def mistakes(kind: FileKind, text: str) -> list[str]:
    """Where an editor with the schema would draw red lines."""
    root, problems = read_yaml(kind, text.encode())
    assert root is not None
    assert not problems
    return [error.json_path for error in Draft202012Validator(json_schema(kind)).iter_errors(to_data(root))]


@pytest.mark.parametrize("kind", ["escalation", "values"])
def test_it_is_a_schema(kind: FileKind) -> None:
    """It obeys the schema of schemas."""
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("kind", ["escalation", "values"])
def test_the_example_files_fit(kind: FileKind) -> None:
    """What a new team edits shows no red line."""
    assert mistakes(kind, (ROOT / f"{kind}.yaml").read_text(encoding="utf-8")) == []


SPOILED_TEAM = [
    ("version: 1\nw", "version: 2\nw"),
    ("language: ko\n", "language: kr\n"),
    ("  lead: jimin", "  leed: jimin"),
    ("    team: support\n", ""),
    ('"#support"\n    hours', "#support\n    hours"),
    ("{en: Bob Brown}", "Bob"),
    ("{en: Bob Brown}", "{en: 404}"),
    ("{en: Bob Brown}", "{}"),
    ("U02BOB", "bob"),
    ("roles: [lead]", "roles: lead"),
    ("  bob: {", "  bob brown: {"),
    ("mon-fri:", "mon-fry:"),
    ('["09:00-18:00"]', '["9-18"]'),
    ("2026-01-05T09:00", "2026-01-05"),
    ("within: 15m", "within: 15"),
    ("within: 15m", "within: 15 min"),
    ('"schedule:billing"', '"shedule:billing"'),
    ('["lead:support", "channel:#support"]', "[]"),
    ("situations: [empathy]", "critical: yes"),
    ("situations: [empathy]", "promise: {after: 2h, count: sometimes}"),
]


@pytest.mark.parametrize("change", SPOILED_TEAM)
def test_it_refuses_what_check_refuses(change: tuple[str, str]) -> None:
    """A mistake of shape is one for the schema and for `check` alike."""
    assert mistakes("escalation", spoiled(TEAM, change))
    assert loaded(change).errors


@pytest.mark.parametrize(
    "change",
    [
        ("action:", "acton:"),
        ("{en: We help.}", "{en: We help., fr: Nous}"),
        ("keywords: {en: [angry]}", "keywords: angry"),
        ("acronym: H\n", "kudos: {per_day: 0}\n"),
        ("acronym: H\n", "kudos: {text: [20]}\n"),
        ("acronym: H\n", "corrections: {deliver: never}\n"),
    ],
)
def test_it_refuses_what_check_refuses_of_the_values(change: tuple[str, str]) -> None:
    """The same for values.yaml."""
    assert mistakes("values", spoiled(VALUES, change))
    assert loaded_values(change).errors
