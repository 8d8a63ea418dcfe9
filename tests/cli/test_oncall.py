"""`oncall`: shifts and gaps."""

import pytest

from tests.cli.running import Terminal
from tests.config.files import TEAM, spoiled


def test_a_week_from_now(terminal: Terminal) -> None:
    """Seven days from now on, in the workspace's zone; the rotation hands over on Monday."""
    assert terminal.ask("oncall") == {
        "shifts": [
            {
                "schedule": "billing",
                "person": "jimin",
                "start": "2026-02-09T10:00:00+09:00",
                "end": "2026-02-16T09:00:00+09:00",
                "why": "rotation",
            },
            {
                "schedule": "billing",
                "person": "bob",
                "start": "2026-02-16T09:00:00+09:00",
                "end": "2026-02-16T10:00:00+09:00",
                "why": "rotation",
            },
        ],
        "gaps": [],
    }


def test_gaps_and_overrides(terminal: Terminal) -> None:
    """Outside the active hours nobody is on call; an override says so in `why`."""
    override = "    overrides: [{person: bob, from: 2026-02-09T12:00, to: 2026-02-09T13:00}]\ntopics:"
    active = 'every: 1w, active: {mon-fri: ["09:00-18:00"]}'
    terminal.write(spoiled(TEAM, ("every: 1w", active), ("topics:", override)))
    found = terminal.ask("oncall", "billing", "--from", "2026-02-09", "--to", "2026-02-10")
    assert [(one["person"], one["why"], one["start"][11:16]) for one in found["shifts"]] == [
        ("jimin", "rotation", "09:00"),
        ("bob", "override", "12:00"),
        ("jimin", "rotation", "13:00"),
    ]
    assert found["gaps"] == [
        {"schedule": "billing", "start": "2026-02-09T00:00:00+09:00", "end": "2026-02-09T09:00:00+09:00"},
        {"schedule": "billing", "start": "2026-02-09T18:00:00+09:00", "end": "2026-02-10T00:00:00+09:00"},
    ]


def test_people_read_a_list(terminal: Terminal) -> None:
    """A line a shift, with the day."""
    assert (
        "2026-02-09 Mon 10:00 – 2026-02-16 Mon 09:00  Jimin Kim (rotation)"
        in terminal.run("oncall", "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("biling",), 'no schedule "biling"; did you mean "billing"?'),
        (("billing", "--from", "2026-02-10", "--to", "2026-02-09"), "must be after --from"),
        (("billing", "--to", "9999-01-01"), "by ten years at most"),
        (("billing", "--from", "soon"), '"soon" is not a moment'),
    ],
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    """With the nearest schedule there is."""
    result = terminal.run("oncall", *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
