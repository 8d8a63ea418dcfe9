"""People at work while Slack answers and delivers badly: nothing is lost, nothing is said twice, all in time."""

from pathlib import Path

import pytest

from tests.faults.company_life import lived
from tests.faults.mischief_slack import ILLS_OF_SLACK
from tests.faults.nursery import nursery

DEEDS = 40


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [1])
async def test_nothing_is_lost_or_doubled_when_slack_fails(tmp_path: Path, seed: int) -> None:
    """A random script by a seed, and the oracle."""
    async with nursery() as bots:
        life = await lived(tmp_path, bots, seed, ILLS_OF_SLACK, deeds=DEEDS)
    assert not life.wrong, life.report()
