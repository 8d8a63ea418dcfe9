"""A bot killed after any step of an escalation's life: the truth afterwards is the one of an undisturbed life.

`make proof` does it for every step there is; here a few, drawn by a seed, are tried each time.
"""

import os
from pathlib import Path
from random import Random

import pytest

from tests.faults.ladder_acts import THE_WHOLE_LADDER
from tests.faults.ladder_life import difference, live
from tests.faults.nursery import nursery

SEED = int(os.environ.get("BATON_PROOF_SEED", "20261122"))
SAMPLE = 5


@pytest.mark.timeout(400)  # six lives, each of fifteen acts and a start or two
async def test_killed_after_any_step_there_is_one_truth(tmp_path: Path) -> None:
    """The same history, every message once, nothing left due, whichever step was the last."""
    async with nursery() as bots:
        undisturbed = await live(tmp_path / "undisturbed", bots, THE_WHOLE_LADDER)
        assert set(undisturbed.said.values()) == {1}
        for step in sorted(Random(SEED).sample(range(1, len(undisturbed.steps) + 1), SAMPLE)):  # noqa: S311 - no secret
            after = await live(tmp_path / str(step), bots, THE_WHOLE_LADDER, die_after=step)
            assert after == undisturbed, f"after step {step}: {difference(undisturbed, after)}"
