"""A bot killed after any step of an escalation's life: the truth afterwards is the one of an undisturbed life.

`make proof` does it for every step there is; here a few, drawn by a seed, are tried each time.
"""

import os
from pathlib import Path
from random import Random

from tests.faults.ladder_acts import THE_WHOLE_LADDER
from tests.faults.ladder_life import live

SEED = int(os.environ.get("BATON_PROOF_SEED", "20261122"))
SAMPLE = 5


async def test_killed_after_any_step_there_is_one_truth(tmp_path: Path) -> None:
    """The same history, every message once, nothing left due, whichever step was the last."""
    undisturbed = await live(tmp_path / "undisturbed", THE_WHOLE_LADDER)
    assert set(undisturbed.said.values()) == {1}
    for step in sorted(Random(SEED).sample(range(1, len(undisturbed.steps) + 1), SAMPLE)):  # noqa: S311 - no secret
        after = await live(tmp_path / str(step), THE_WHOLE_LADDER, die_after=step)
        assert after == undisturbed, f"killed after step {step}, {after.killed}"
