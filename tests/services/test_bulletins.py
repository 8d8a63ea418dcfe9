"""Telling what is open at a shift change: once, whatever happens in between."""

from datetime import timedelta

import pytest

from bot.domain.bulletin import Bulletin
from bot.ports import Lease
from bot.ports.bulletins import Leaf
from bot.services.bulletins import BulletinTools, tick_bulletin
from tests.fakes.bulletins import FakeBulletinBoard, FakeBulletins
from tests.fakes.promises import FakePromises
from tests.services.escalation_scene import EscalationScene, escalation_scene


class Telling:
    """A lead to be told of one open escalation."""

    def __init__(self, on: EscalationScene) -> None:
        self.on = on
        self.book = FakeBulletins(on.deadlines)
        self.board = FakeBulletinBoard(lambda: on.real)
        self.tools = BulletinTools(
            handbook=lambda: on.book,
            book=self.book,
            board=self.board,
            escalations=on.escalations,
            promises=FakePromises(on.deadlines, lambda: on.real),
            deadlines=on.deadlines,
            directory=on.directory,
            clock=lambda: on.now,
            wall_clock=lambda: on.real,
        )
        told = Bulletin(at=on.now, person="ann", leads=tuple(on.book.file.teams))
        self.leaf = Leaf(id="1-U1", user="U1", bulletin=told)

    async def begin(self) -> None:
        """Open the bulletin."""
        await self.book.begin(self.on.now)
        await self.book.open(
            self.on.now,
            [self.leaf],
            lease=self.on.deadlines.hold("round:all"),
            due=self.on.now + timedelta(minutes=15),
        )

    async def due(self) -> None:
        """Do what is due, as a replica does."""
        lease: Lease | None = await self.on.deadlines.lease("bulletin:1-U1")
        assert lease
        await tick_bulletin(self.tools, "1-U1", lease)


@pytest.fixture
async def telling() -> Telling:
    """One escalation is open."""
    on = escalation_scene()
    await on.hands_over()
    made = Telling(on)
    await made.begin()
    return made


async def test_it_is_told_once(telling: Telling) -> None:
    """A second look finds it told."""
    await telling.due()
    await telling.due()
    assert len(telling.board.told) == 1


async def test_a_lost_answer_is_looked_for(telling: Telling) -> None:
    """Slack had it: it is not said again."""
    telling.board.faults.append("lost reply")
    await telling.due()
    assert "bulletin:1-U1" in telling.on.deadlines.due
    await telling.due()
    assert len(telling.board.told) == 1
    assert "bulletin:1-U1" not in telling.on.deadlines.due


async def test_a_lost_request_is_said_again(telling: Telling) -> None:
    """Slack had it not: it is said."""
    telling.board.faults.append("lost")
    await telling.due()
    await telling.due()
    assert len(telling.board.told) == 1


async def test_a_refusal_ends_it(telling: Telling) -> None:
    """Who cannot be written to is not tried for ever."""
    telling.board.faults.append("refuse:user_not_found")
    await telling.due()
    assert not telling.board.told
    assert "bulletin:1-U1" not in telling.on.deadlines.due
