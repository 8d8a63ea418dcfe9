"""What the documents say of commands, files and links is what the code has."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml

from bot.cli.group import baton
from bot.domain.escalation import State
from bot.requests.correct import CorrectCommand, OneReaderOnly, parse_correct
from bot.requests.escalate import EscalateRequest, parse_escalate
from bot.requests.kudos import KudosCommand, NobodyNamed, parse_kudos
from bot.requests.values import Begun, ValuesRequest, Word, parse_values

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

PARSERS: dict[str, tuple[Callable[[str], object], set[type | Word]]] = {
    "/escalate": (parse_escalate, set(get_args(EscalateRequest))),
    "/values": (parse_values, {*get_args(ValuesRequest), *Word} - {Begun}),
    "/kudos": (parse_kudos, set(get_args(KudosCommand)) - {NobodyNamed}),
    "/correct": (parse_correct, set(get_args(CorrectCommand)) - {OneReaderOnly}),
}
"""How each command is read, and every request that is no mistake; what a word begins goes by the word."""

FILE_OPTIONS = {"--escalation", "--values"}
FOLDERS = r"bot|handlers|playground|tests|docs|benchmarks|\.github|\.ci"
PATH = re.compile(rf"`((?:{FOLDERS})/[\w./*-]*|[\w-]+\.(?:ya?ml|md|toml))`")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def table(first: str) -> list[list[str]]:
    """The rows of the README's table whose first column is headed like that."""
    _, found, rest = README.partition(f"\n| {first} |")
    assert found, f"no table with a column {first!r}"
    lines = rest.splitlines()[2:]
    rows = lines[: next((at for at, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def typed(command: str) -> list[str]:
    """What the table lets somebody type after a command, as Slack hands it over."""
    shown = [re.findall("`([^`]+)`", row[0])[0] for row in table("type this")]
    texts = [text.removeprefix(command).strip() for text in shown if text.split()[0] == command]
    return [re.sub(r"@(\w)\b", lambda name: f"<@U0{name[1].upper()}>", text) for text in texts]


def test_every_command_is_in_the_table_and_no_other() -> None:
    """Those of the manifest."""
    shown = {re.findall(r"`(/\w+)", row[0])[0] for row in table("type this")}
    assert shown == {entry["command"] for entry in MANIFEST["features"]["slash_commands"]} == set(PARSERS)


@pytest.mark.parametrize("command", PARSERS)
def test_the_table_shows_everything_a_command_can_do(command: str) -> None:
    """Each row is read as one request; together they are all there are, none twice."""
    parse, known = PARSERS[command]
    requests = [parse(text) for text in typed(command)]
    read = [one.word if isinstance(one, Begun) else type(one) for one in requests]
    assert set(read) == known
    assert len(read) == len(known)


def test_the_shortcuts_are_named_as_in_slack() -> None:
    """By the names people see in a message's menu."""
    shown = [row[0].strip("*") for row in table("in a message's menu (⋮)")]
    assert shown == [entry["name"] for entry in MANIFEST["features"]["shortcuts"]]


def test_the_command_line_is_complete() -> None:
    """Every command with every option of its own; those for the two files are told below the table."""
    shown = {row[0].strip("`"): set(re.findall("--[a-z-]+", row[2])) for row in table("command")}
    assert shown == {name: options(command) - FILE_OPTIONS for name, command in baton.commands.items()}
    without_files = {name for name, command in baton.commands.items() if not options(command) >= FILE_OPTIONS}
    assert without_files == {"schema", "diff", "init", "audit", "reseal", "backup", "restore"}


def options(command: click.Command) -> set[str]:
    """The long options of a command, `--help` aside; those of a group are what its commands take."""
    if isinstance(command, click.Group):
        return set().union(*(options(one) for one in command.commands.values()))
    found = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    return found - {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_are_there(page: Path) -> None:
    """Paths in the text, and links with their headings, lead somewhere."""
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    missing = [path for path in PATH.findall(prose) if not list(ROOT.glob(path.rstrip("/")))]
    for target, heading in LINK.findall(prose):
        found = (page.parent / target) if target else page
        if not found.exists() or (heading and heading not in anchors(found)):
            missing.append(f"{target}#{heading}")
    assert missing == []


def test_what_baton_is_quoted_with_it_says() -> None:
    """docs/when-things-go-wrong.md: the longest fixed part of each quoted sentence stands in the code."""
    page = (ROOT / "docs" / "when-things-go-wrong.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    code = re.sub(r'"\s*\n\s*f?"', "", "\n".join(sources))
    rows = re.findall(r"^\| (`.+?`)[^|`]*\|", page, flags=re.MULTILINE)
    quoted = [text for row in rows for text in re.findall("`([^`]+)`", row) if len(text.split()) > 2]
    missing = [text for text in quoted if fixed_part(text) not in code]
    assert len(quoted) > 20
    assert missing == []


def fixed_part(text: str) -> str:
    """The longest part of a sentence without what is filled in."""
    filled_in = r"…|^[#\w]+ \([^)]*\)|\([^)]*\)|[a-z]+\.yaml[:\d]*|[A-Z]+_[A-Z_]+|\S*\d\S*|\"[^\"]*\""
    parts = re.split(filled_in, text)
    return max(parts, key=len).strip(" .,:)")


def test_every_state_is_explained() -> None:
    """docs/behaviour.md has each state an escalation can be in."""
    page = (ROOT / "docs" / "behaviour.md").read_text(encoding="utf-8")
    first = {
        cell for row in re.findall(r"^\| ([a-z, ]+) \|", page, flags=re.MULTILINE) for cell in row.split(", ")
    }
    assert {state.value for state in State} <= first


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_picture_is_one() -> None:
    """BATON_SCREENSHOTS=1 with tests/browser/test_drive_the_page.py makes it anew."""
    assert (ROOT / "docs" / "playground.png").read_bytes().startswith(b"\x89PNG\r\n")
