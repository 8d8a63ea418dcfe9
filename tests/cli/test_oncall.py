"""`oncall`: shifts and gaps."""

import pytest

from tests.cli.running import Terminal
from tests.config.files import TEAM, spoiled
from tests.views.pictures.reading import read


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
        (("billing", "--to", "2090-01-01"), "by ten years at most"),
        (("billing", "--from", "9999-12-29"), '"9999-12-29" is too far away; give a year from 1970 to 2199'),
        (("billing", "--from", "soon"), '"soon" is not a moment'),
        (("--chart", "no/such/week.svg"), "no/such/week.svg: No such file or directory"),
        (("--ics", "/proc/version/calendars"), "/proc/version/calendars: Not a directory"),
        (("--ics", "calendars", "--chart", "week.svg"), "ask for one at a time"),
    ],
)
def test_wrong_usage_is_exit_code_2(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    """With the nearest schedule there is."""
    result = terminal.run("oncall", *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_a_list_says_what_it_does_not_count(terminal: Terminal) -> None:
    """Covers stand in the store: with --live nothing is missing."""
    assert "--live asks the store" in terminal.run("oncall", "--lang", "en").stdout
    assert "--live" not in terminal.run("oncall", "--live").stdout


def test_a_file_without_schedules_says_so(terminal: Terminal) -> None:
    """In words; programs read two empty lists."""
    start, end = TEAM.index("schedules:"), TEAM.index("topics:")
    terminal.write((TEAM[:start] + TEAM[end:]).replace('"schedule:billing"', '"person:bob"'))
    assert terminal.run("oncall", "--lang", "en").stdout == "The file has no schedules.\n"
    assert terminal.ask("oncall") == {"shifts": [], "gaps": []}
    assert "there are: none" in terminal.run("oncall", "billing").stderr


def test_a_chart_is_drawn_instead_of_the_list(terminal: Terminal) -> None:
    """As its name says; the path is what is printed."""
    svg, png = terminal.folder / "week.svg", terminal.folder / "week.png"
    assert terminal.run("oncall", "--chart", str(svg)).stdout == f"{svg}\n"
    assert "김지민님" in read(svg.read_text(encoding="utf-8")).words
    assert terminal.ask("oncall", "billing", "--chart", str(png)) == {"files": [str(png)]}
    assert png.read_bytes().startswith(b"\x89PNG")


def test_one_schedule_alone_is_charted_by_its_own_clock(terminal: Terminal) -> None:
    """Several by the workspace's."""
    other = "  night: {layers: [{members: [bob], starts: 2026-01-05T09:00, every: 1w}]}\n"
    terminal.write(spoiled(TEAM, ("  billing:\n", f"{other}  billing:\n    time_zone: Europe/Berlin\n")))
    path = terminal.folder / "week.svg"
    terminal.run("oncall", "billing", "--chart", str(path))
    assert "Europe/Berlin" in read(path.read_text(encoding="utf-8")).words
    terminal.run("oncall", "--chart", str(path))
    assert "Asia/Seoul" in read(path.read_text(encoding="utf-8")).words


def test_a_chart_of_another_format_is_refused(terminal: Terminal) -> None:
    """Before anything else is looked at."""
    assert terminal.run("oncall", "--chart", "week.pdf").exit_code == 2
