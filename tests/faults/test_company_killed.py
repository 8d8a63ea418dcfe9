"""People at work while bots are killed: nothing acknowledged is lost, nothing is said twice, everything is in time."""

from pathlib import Path

import pytest

from tests.faults.company_life import lived
from tests.faults.mischief import KILLS
from tests.faults.nursery import nursery

DEEDS = 40


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1])
async def test_nothing_is_lost_or_doubled_when_bots_die(tmp_path: Path, seed: int) -> None:
    """A random script by a seed, and the oracle."""
    async with nursery() as bots:
        life = await lived(tmp_path, bots, seed, KILLS, deeds=DEEDS)
    assert not life.wrong, life.report()
