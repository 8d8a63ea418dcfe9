"""Calendars of the command line: read beside the files, fetched with --live, and written."""

from pathlib import Path

import pytest
from icalendar import Calendar

from bot.adapters.ical_fetching import Copy, Shelf
from bot.domain.oncall import Cover
from tests.cli.running import MONDAY, Terminal
from tests.config.files import TEAM, spoiled

EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
AWAY = "https://127.0.0.1:1/private-4711/duty.ics"
LAYERS = "    layers:\n      - {members: [bob, jimin], starts: 2026-01-05T09:00, every: 1w}\n"


def follow(terminal: Terminal, address: str, *, layers: str = "") -> None:
    """Let the schedule follow a calendar."""
    terminal.write(spoiled(TEAM, (LAYERS, f"    ical: {address}\n{layers}")))


def put(terminal: Terminal, **days: str) -> None:
    """A calendar beside the files: whole days of February with a title."""
    events = "".join(
        EVENT.format(uid=name, day=f"202602{name[1:]}", title=title) for name, title in days.items()
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
    (terminal.folder / "duty.ics").write_text(text, encoding="utf-8", newline="")


def people_on_call(terminal: Terminal, *options: str) -> list[tuple[str, str]]:
    """Who is on call from which day on."""
    found = terminal.ask("oncall", "billing", *options)
    return [(shift["person"], shift["start"][:10]) for shift in found["shifts"]]


def test_a_schedule_without_layers_follows_its_calendar(terminal: Terminal) -> None:
    """Whole days in the workspace's zone; the path is beside escalation.yaml, wherever the command is run."""
    put(terminal, d10="Bob Brown", d11="당직: 김지민님")
    follow(terminal, "duty.ics")

    assert terminal.run("check").exit_code == 0
    assert people_on_call(terminal) == [("bob", "2026-02-10"), ("jimin", "2026-02-11")]


def test_who_is_asked_comes_from_the_calendar(terminal: Terminal) -> None:
    """Like from any rotation."""
    put(terminal, d10="Bob Brown")
    follow(terminal, "duty.ics")

    found = terminal.ask("who", "refund", "--at", "2026-02-10T12:00")

    assert found["levels"][0]["asks"][0]["person"] == "bob"


def test_events_of_nobody_are_warnings_with_their_line(terminal: Terminal) -> None:
    """In the calendar's own file; the exit code stays 0."""
    put(terminal, d10="Bob Brown", d11="Zoe")
    follow(terminal, "duty.ics")
    result = terminal.run("check")

    assert result.exit_code == 0
    assert (
        f'{terminal.folder / "duty.ics"}:8:1: warning: schedule "billing", ical: "Zoe" (2026-02-11) is for nobody '
        "in people; its time counts as a gap"
    ) in result.stdout


def test_a_file_that_is_not_there_is_an_error_where_it_is_named(terminal: Terminal) -> None:
    """With line and column of the path; `oncall` answers without it and says so."""
    follow(terminal, "dury.ics", layers=LAYERS)
    result = terminal.run("check")

    assert result.exit_code == 1
    assert (
        f'escalation.yaml:19:11: schedule "billing", ical: the calendar is not there: {terminal.folder}'
        in (result.stdout)
    )
    listed = terminal.run("oncall")
    assert listed.exit_code == 0
    assert "the calendar is not there" in listed.stderr
    assert "Jimin" in listed.stdout or "김지민" in listed.stdout


def test_a_calendar_on_the_web_is_not_fetched_without_live(terminal: Terminal) -> None:
    """It says so, without its secret address, and stays a warning."""
    follow(terminal, AWAY)
    result = terminal.run("check")

    assert result.exit_code == 0
    assert (
        "the calendar was never fetched here; until it can be read, its time counts as a gap; --live fetches it"
        in (result.stdout)
    )
    assert "private-4711" not in result.output + terminal.run("oncall").output


def test_with_live_it_is_and_what_hinders_is_told(terminal: Terminal) -> None:
    """Nobody listens there."""
    follow(terminal, AWAY)
    result = terminal.run("check", "--live")

    assert result.exit_code == 0
    assert "the calendar could not be fetched (ClientConnectorError)" in result.stdout
    assert "private-4711" not in result.output


def test_a_copy_on_the_web_is_said_to_be_one_with_its_time(terminal: Terminal) -> None:
    """In the language asked for and the workspace's time, beside the answer: programs read the answer alone."""
    put(terminal, d10="Bob Brown")
    data = (terminal.folder / "duty.ics").read_bytes()
    terminal.environ = {"BATON_DATA_DIR": str(terminal.folder / "data")}
    Shelf(terminal.folder / "data" / "calendars").put(AWAY, Copy(data, MONDAY))
    follow(terminal, AWAY)

    english, korean = (terminal.run("oncall", "--lang", language) for language in ("en", "ko"))

    assert people_on_call(terminal) == [("bob", "2026-02-10")]
    assert english.stderr == (
        "(schedule billing: the calendar https://127.0.0.1/… is as of 2026-02-09 10:00 KST; --live fetches it)\n"
    )
    assert "2026-02-09 10:00 KST에 받아 둔 것입니다" in korean.stderr


def test_in_korean_a_calendar_that_is_away_is_told_in_korean(terminal: Terminal) -> None:
    """With what is wrong, as check tells it."""
    follow(terminal, "missing.ics", layers=LAYERS)
    result = terminal.run("who", "환불")

    assert "billing 일정: 캘린더를 읽을 수 없어 그 시간은 비어 있습니다" in result.stderr


def test_a_drafts_calendar_that_is_away_is_told_beside_its_answer(terminal: Terminal) -> None:
    """Whoever tries a draft learns why it has nobody; `diff` says it in the language it was asked in."""
    plain = (terminal.folder / "escalation.yaml").read_text(encoding="utf-8")
    follow(terminal, "missing.ics", layers=LAYERS)
    draft = (terminal.folder / "escalation.yaml").replace(terminal.folder / "draft.yaml")
    terminal.write(plain)

    asked = terminal.run("who", "refund", "--against", str(draft))
    assert "schedule billing: the calendar is not there" in asked.stderr
    compared = terminal.run("diff", str(terminal.folder / "escalation.yaml"), str(draft), "--lang", "ko")
    assert "billing 일정: 캘린더를 읽을 수 없어" in compared.stderr


@pytest.mark.parametrize("address", ["ftp://x.example/duty.ics", '""'])
def test_what_is_no_address_is_an_error(terminal: Terminal, address: str) -> None:
    """Where it stands, with what would be right."""
    follow(terminal, address)
    result = terminal.run("check")

    assert result.exit_code == 1
    assert 'escalation.yaml:19:11: schedule "billing", ical' in result.stdout
    assert "https://" in result.stdout


# written


def calendars(folder: Path) -> dict[str, list[str]]:
    """The titles in each calendar of a folder."""
    return {
        path.name: [str(event["SUMMARY"]) for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
        for path in sorted(folder.iterdir())
    }


def test_a_calendar_for_each_schedule_and_each_person(terminal: Terminal) -> None:
    """Ninety days from now on, in the language asked for; the names of the files are printed."""
    folder = terminal.folder / "out" / "ics"
    result = terminal.run("oncall", "--ics", str(folder), "--lang", "en")

    assert result.exit_code == 0
    assert result.stdout.split() == [
        str(folder / f"{name}.ics") for name in ("schedule-billing", "person-jimin", "person-bob")
    ]
    found = calendars(folder)
    assert found["schedule-billing.ics"][:2] == ["billing on call: Jimin Kim", "billing on call: Bob Brown"]
    assert len(found["schedule-billing.ics"]) == 13
    assert found["person-bob.ics"] == ["billing on call"] * 6


def test_in_korean(terminal: Terminal) -> None:
    """As the team reads it; covers say whose place it is."""
    terminal.wiring.covers = (Cover("1", "jimin", "bob", MONDAY, MONDAY.replace(day=10)),)
    terminal.run("oncall", "--ics", str(terminal.folder), "--live", "--lang", "ko")
    text = (terminal.folder / "schedule-billing.ics").read_text(encoding="utf-8")

    assert "SUMMARY:billing 당번: Bob Brown님\r\n" in text.replace("\n", "\r\n").replace("\r\r", "\r")
    assert "김지민님 대신" in text
    assert "SUMMARY:billing 당번\n" in (terminal.folder / "person-bob.ics").read_text(encoding="utf-8")


def test_one_schedule_alone_writes_its_own_only(terminal: Terminal) -> None:
    """A person's calendar with a part of their shifts would hide the others."""
    found = terminal.ask("oncall", "billing", "--ics", str(terminal.folder / "ics"))

    assert found == {"files": [str(terminal.folder / "ics" / "schedule-billing.ics")]}


def test_a_folder_that_cannot_be_written_to_is_told(terminal: Terminal) -> None:
    """Wrong usage, in a sentence."""
    result = terminal.run("oncall", "--ics", str(terminal.folder / "escalation.yaml"))

    assert result.exit_code == 2
    assert "is a file" in result.stderr


def test_what_is_written_can_be_followed(terminal: Terminal) -> None:
    """The calendar of a schedule, followed instead of its layers, gives the same shifts."""
    span = ("--from", "2026-02-20", "--to", "2026-04-20")
    before = terminal.ask("oncall", "billing", *span)
    terminal.run("oncall", "billing", "--ics", str(terminal.folder), "--to", "2026-05-01")

    follow(terminal, "schedule-billing.ics")

    assert terminal.run("check").exit_code == 0
    assert terminal.ask("oncall", "billing", *span) == before
