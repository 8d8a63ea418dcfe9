"""A store that goes away while a start asks Slack who is who, which may take minutes."""

import pytest

from bot.errors import OperatorError, StoreUnavailable
from bot.services.fresh_covers import FreshCovers
from bot.services.live_book import LiveBook
from bot.wiring.core import know_covers
from tests.fakes.covers import FakeCovers
from tests.services.escalation_scene import escalation_scene


class Away(FakeCovers):
    """Covers whose store went away."""

    async def version(self) -> str:
        """Asked first of all."""
        raise StoreUnavailable("it went away")


def covers() -> FreshCovers:
    """Of a bot that begins just then."""
    scene = escalation_scene()
    return FreshCovers(Away(scene.deadlines), LiveBook(scene.book), lambda: scene.now)


async def test_a_bot_that_serves_begins_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    """It greeted its store; questions are answered, and covers are known once it is back."""
    await know_covers(covers(), waits=True)
    assert "covers are known once it does" in caplog.text


async def test_a_command_ends_with_a_sentence() -> None:
    """It could answer something that does not hold."""
    with pytest.raises(OperatorError, match="The store does not answer"):
        await know_covers(covers(), waits=False)
