"""People at work with bots that are served over signed HTTP, requests that Slack repeats, and a clock that is set back."""

from pathlib import Path

import pytest

from tests.faults.mixes import lives_of_ci


@pytest.mark.timeout(400)  # some minutes of real bots, started anew again and again
async def test_repeated_requests_and_a_clock_set_back(tmp_path: Path) -> None:
    """A random script for every seed that is kept, and the oracle."""
    wrong = await lives_of_ci("http", tmp_path)
    assert not wrong, wrong
