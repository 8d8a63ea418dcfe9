"""`backup` and `restore`, up to the wiring."""

from tests.cli.running import Terminal


def test_a_backup_is_written_and_none_replaced(terminal: Terminal) -> None:
    """It may be yesterday's; --force says that it may go."""
    out = terminal.folder / "out.jsonl"
    assert terminal.run("backup", str(out)).stdout == "backed up to out.jsonl\n"
    assert out.read_text() == "the only one"
    refused = terminal.run("backup", str(out), "--workspace", "T1")
    assert (refused.exit_code, out.read_text()) == (2, "the only one")
    assert terminal.run("backup", str(out), "--workspace", "T1", "--force").exit_code == 0
    assert out.read_text() == "T1"


def test_restore_asks_before_it_removes_anything(terminal: Terminal) -> None:
    """Without --replace nothing can go, and nobody is asked."""
    file = terminal.folder / "out.jsonl"
    file.write_text("{}")
    assert terminal.run("restore", str(file)).exit_code == 0
    assert terminal.run("restore", str(file), "--replace").exit_code == 1
    assert terminal.run("restore", str(file), "--replace", "--yes").exit_code == 0
    assert terminal.wiring.restored == [("out.jsonl", False), ("out.jsonl", True)]


def test_a_backup_that_is_not_there(terminal: Terminal) -> None:
    """Wrong usage."""
    assert terminal.run("restore", "nowhere.jsonl").exit_code == 2
