"""What the tests of the Slack adapters share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.stage import Stage, staged


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A local Slack, and our calls to it."""
    async with staged(tmp_path) as stage:
        yield stage
