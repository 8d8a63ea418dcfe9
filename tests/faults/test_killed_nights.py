"""Three bots do night after night and are killed at random, while Slack answers badly: everything is said once.

`make proof` does two hundred nights; here a few, drawn by a seed, are tried each time.
"""

import os
from pathlib import Path

import pytest

from tests.faults.night_life import lived, working_days
from tests.faults.nursery import nursery

SEED = int(os.environ.get("BATON_PROOF_SEED", "20261122"))
SAMPLE = 6


@pytest.mark.timeout(300)  # six nights of three bots each, and what it takes to start them anew
async def test_three_killed_bots_post_every_night_once(tmp_path: Path) -> None:
    """Thanks in public once, those for one person alone to them once, one knock a note, nothing left due."""
    async with nursery() as bots:
        told, wrong = await lived(tmp_path, bots, working_days(SAMPLE), SEED)
    assert wrong == []
    assert told.deaths.total() > SAMPLE
