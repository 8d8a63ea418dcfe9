"""Hearing of statuses, and looking at those who are about to be asked."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.policy import Level, Policy
from bot.ports import Status
from bot.services.live_book import LiveBook
from bot.services.statuses import YOUNG, Statuses
from tests.domain.carried import LADDER
from tests.fakes.statuses import FakeSource, FakeStatuses
from tests.services.escalation_scene import escalation_scene

VACATION = Status(emoji=":palm_tree:", text="휴가")
LEVELS: tuple[Level, ...] = Policy.model_validate(LADDER).levels


class Scene:
    """Monday noon: Bob is at the desk, Dan is next."""

    def __init__(self) -> None:
        self.base = escalation_scene()
        self.live = LiveBook(self.base.book)
        self.source = FakeSource()
        self.seconds = 0.0
        self.book = FakeStatuses(lambda: self.base.real)
        self.statuses = self.replica()

    def replica(self) -> Statuses:
        """A bot with a handbook of its own."""
        return Statuses(
            LiveBook(self.base.book) if hasattr(self, "statuses") else self.live,
            self.base.directory,
            self.source,
            self.book,
            lambda: self.base.now,
            lambda: self.seconds,
        )

    @property
    def away(self) -> set[str]:
        """Who is passed over."""
        return set(self.live().roster.statuses)


@pytest.fixture
def scene() -> Scene:
    """Nobody is away."""
    return Scene()


async def test_heard_and_back_again(scene: Scene) -> None:
    """A status that says something else clears it."""
    await scene.statuses.heard("UBOB", VACATION)
    assert scene.away == {"bob"}
    await scene.statuses.heard("UBOB", Status(text="In a meeting"))
    assert scene.away == set()
    assert scene.book.kept == {}


async def test_of_others_nothing_is_kept(scene: Scene) -> None:
    """Slack tells of everybody in the workspace; only the file's people matter."""
    await scene.statuses.heard("UNOAH", VACATION)
    assert scene.book.kept == {}


async def test_another_replica_knows(scene: Scene) -> None:
    """What one heard is shared."""
    other = scene.replica()
    await other.heard("UBOB", VACATION)
    assert scene.away == set()
    await scene.statuses.know()
    assert scene.away == {"bob"}


async def test_whoever_would_be_asked_is_looked_at_once_a_minute(scene: Scene) -> None:
    """And nobody else."""
    scene.source.says["UBOB"] = VACATION
    await scene.statuses.look(LEVELS)
    assert scene.away == {"bob"}
    assert sorted(scene.source.asked) == ["UBOB", "UDAN"]
    await scene.statuses.look(LEVELS)
    assert len(scene.source.asked) == 2
    scene.seconds = YOUNG
    await scene.statuses.look(LEVELS)
    assert len(scene.source.asked) == 4


async def test_while_slack_is_silent_what_was_known_stays(scene: Scene) -> None:
    """Nobody waits for it."""
    await scene.statuses.heard("UBOB", VACATION)
    scene.source.silent, scene.seconds = True, YOUNG
    async with asyncio.timeout(30):
        await scene.statuses.look(LEVELS)
    assert scene.away == {"bob"}


async def test_a_status_runs_out(scene: Scene) -> None:
    """Though nobody tells us that it was cleared."""
    back: datetime = scene.base.now + timedelta(hours=1)
    await scene.statuses.heard("UBOB", VACATION.model_copy(update={"until": back}))
    assert scene.away == {"bob"}
    scene.base.later(hours=1)
    await scene.statuses.know()
    assert scene.away == set()
