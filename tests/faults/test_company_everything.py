"""People at work while everything goes wrong in turn: nothing acknowledged is lost, nothing is said twice, all is in time."""

from pathlib import Path

import pytest

from tests.faults.mixes import lives_of_ci


@pytest.mark.timeout(400)  # some minutes of real bots, started anew again and again
async def test_everything_in_turn(tmp_path: Path) -> None:
    """A random script for every seed that is kept, and the oracle."""
    wrong = await lives_of_ci("everything", tmp_path)
    assert not wrong, wrong
