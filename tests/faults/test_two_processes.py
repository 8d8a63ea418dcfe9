"""Two bots as processes of their own on one store: they share an escalation's life, and its truth is that of one."""

from pathlib import Path

import pytest

from tests.faults.ladder_acts import THE_WHOLE_LADDER
from tests.faults.ladder_life import difference, live
from tests.faults.nursery import nursery

IN_THE_MIDDLE = 70
"""A step on the upper levels of the ladder, whichever of the two takes it."""


@pytest.mark.timeout(300)  # three lives of fifteen acts each
async def test_two_processes_share_one_life(tmp_path: Path) -> None:
    """Every level is asked once, every message stands once; also where one of the two dies on the way."""
    async with nursery() as bots:
        alone = await live(tmp_path / "alone", bots, THE_WHOLE_LADDER)
        both = await live(tmp_path / "both", bots, THE_WHOLE_LADDER, beside=1)
        assert both == alone, difference(alone, both)
        one_dies = await live(tmp_path / "dies", bots, THE_WHOLE_LADDER, IN_THE_MIDDLE, beside=1)
        assert one_dies == alone, difference(alone, one_dies)
