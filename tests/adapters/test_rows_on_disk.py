"""A table of rows, read from a file."""

import os
from pathlib import Path

import pytest

from bot.adapters.rows_on_disk import on_disk

np = pytest.importorskip("numpy")
pytestmark = pytest.mark.skipif(not hasattr(os, "pread"), reason="the table stays in memory here")

TABLE = np.arange(12, dtype=np.uint8).reshape(4, 3)
ASKED = np.array([2, 0, 2])


def test_rows_are_those_of_the_table(tmp_path: Path) -> None:
    """In the order asked for, one twice."""
    rows = on_disk(TABLE, tmp_path / "new" / "table")
    assert rows is not None
    assert (rows[ASKED] == TABLE[ASKED]).all()


@pytest.mark.parametrize("there", [b"", b"\0" * 12, TABLE.tobytes() + b"more"])
def test_a_spoilt_file_is_written_anew(tmp_path: Path, there: bytes) -> None:
    """Cut short, of other bytes or too long."""
    (tmp_path / "table").write_bytes(there)
    rows = on_disk(TABLE, tmp_path / "table")
    assert rows is not None
    assert (rows[ASKED] == TABLE[ASKED]).all()
    assert (tmp_path / "table").read_bytes() == TABLE.tobytes()


def test_a_good_file_is_left_alone(tmp_path: Path) -> None:
    """A second start, and every worker, writes nothing."""
    on_disk(TABLE, tmp_path / "table")
    before = (tmp_path / "table").stat().st_ino
    on_disk(TABLE, tmp_path / "table")
    assert (tmp_path / "table").stat().st_ino == before


def test_a_disk_that_refuses_leaves_the_table_in_memory(tmp_path: Path) -> None:
    """No file, no rows."""
    (tmp_path / "file").write_bytes(b"")
    assert on_disk(TABLE, tmp_path / "file" / "table") is None


def test_a_file_that_ends_too_soon_is_told(tmp_path: Path) -> None:
    """Instead of rows that are not the table's."""
    rows = on_disk(TABLE, tmp_path / "table")
    assert rows is not None
    os.truncate(tmp_path / "table", 4)
    with pytest.raises(OSError, match="too soon"):
        rows[ASKED]
