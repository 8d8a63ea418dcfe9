"""A terminal for every test."""

from pathlib import Path

import pytest

from tests.cli.running import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A folder with two small good files, on a Monday at ten in Seoul."""
    return Terminal(tmp_path)
