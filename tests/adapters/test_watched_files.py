"""Noticing that a file changed, however it was changed."""

import os
from pathlib import Path

import pytest

from bot.adapters.watched_files import WatchedFiles


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in a folder of its own."""
    path = tmp_path / "escalation.yaml"
    path.write_text("version: 1\n", encoding="utf-8")
    return path


def write(path: Path, text: str) -> None:
    """Without a change of its date, so that only the bytes tell."""
    dates = path.stat()
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))


def remove(path: Path) -> None:
    """It is gone."""
    path.unlink()


async def test_the_same_bytes_are_the_same(file: Path) -> None:
    """A new date alone is no change."""
    watched = WatchedFiles([file])
    before = await watched.look()
    os.utime(file, (1, 1))
    assert await watched.look() == before


async def test_a_change_of_the_same_length_in_the_same_instant_is_seen(file: Path) -> None:
    """What dates and sizes do not tell."""
    watched = WatchedFiles([file])
    before = await watched.look()
    write(file, "version: 2\n")
    assert await watched.look() != before


async def test_an_editor_that_renames_is_seen(file: Path) -> None:
    """The name counts, not the inode."""
    watched = WatchedFiles([file])
    before = await watched.look()
    beside = file.with_suffix(".swp")
    beside.write_text("version: 2\n", encoding="utf-8")
    beside.replace(file)
    assert await watched.look() != before


async def test_a_config_map_that_swaps_its_link_is_seen(tmp_path: Path) -> None:
    """As Kubernetes does: the file is a link through a folder that is itself a link."""
    for version in ("one", "two"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "escalation.yaml").write_text(version, encoding="utf-8")
    data, file = tmp_path / "..data", tmp_path / "escalation.yaml"
    data.symlink_to("one")
    file.symlink_to("..data/escalation.yaml")
    watched = WatchedFiles([file])
    before = await watched.look()
    (tmp_path / "..tmp").symlink_to("two")
    (tmp_path / "..tmp").replace(data)
    assert await watched.look() != before


async def test_a_file_that_is_gone_is_another_than_an_empty_one(file: Path) -> None:
    """And either of two files counts."""
    watched = WatchedFiles([file.with_name("values.yaml"), file])
    seen = [await watched.look()]
    write(file, "")
    seen.append(await watched.look())
    remove(file)
    seen.append(await watched.look())
    assert len(set(seen)) == 3
