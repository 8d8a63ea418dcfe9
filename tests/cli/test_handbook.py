"""`export handbook`: what we stand for as a page of Markdown."""

from tests.cli.running import Terminal
from tests.config.files import TEAM


def test_it_prints_a_page_in_the_workspaces_language(terminal: Terminal) -> None:
    """Or in the one asked for, or in both."""
    assert terminal.run("export", "handbook").stdout.startswith("# 우리가 지키는 것\n")
    assert terminal.run("export", "handbook", "--lang", "en").stdout.startswith("# What we stand for\n")
    terminal.write(TEAM.replace("language: ko", "language: both"))
    assert terminal.run("export", "handbook").stdout.startswith("[한국어](#ko) · [English](#en)\n")


def test_it_writes_a_file_whole(terminal: Terminal) -> None:
    """Replacing the page of before; the name is said, and nothing is printed."""
    page = terminal.folder / "handbook.md"
    for _ in range(2):
        result = terminal.run("export", "handbook", "--lang", "en", "--out", str(page))
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"Written: {page}\n")
    assert "I listen." in page.read_text(encoding="utf-8")
    assert terminal.run("export", "handbook", "--out", str(page / "x")).exit_code == 2


def test_files_with_problems_are_told(terminal: Terminal) -> None:
    """With their lines."""
    terminal.write(TEAM, "version: 1\n")
    result = terminal.run("export", "handbook")
    assert result.exit_code == 1
    assert 'values.yaml:1:1: missing key "purpose"' in result.stderr
