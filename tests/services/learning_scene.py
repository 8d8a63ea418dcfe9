"""Two topics, two situations, and everything counting works with, in memory."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.learning import Mark
from bot.domain.philosophy import Philosophy
from bot.domain.team_file import TeamFile
from bot.services.answer import Question, answer
from bot.services.handbook import Handbook
from bot.services.learn import Learning
from bot.services.look_up_values import look_up_values
from tests.domain.small_files import Raw, team_file
from tests.fakes.calendars import FakeCalendars
from tests.fakes.learning import FakeLearning

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)

POLICY = {"policies": [{"levels": [{"ask": "team:support", "within": "30m"}]}], "team": "support"}


def small_team() -> TeamFile:
    """Refunds and deliveries."""
    return team_file(
        topics={
            "refund": {**POLICY, "title": {"en": "Refunds"}, "keywords": {"ko": ["환불"], "en": ["refund"]}},
            "delivery": {**POLICY, "title": {"en": "Delivery"}, "keywords": {"ko": ["배송"], "en": ["delivery"]}},
        }
    )  # fmt: skip


def small_philosophy(learning: Raw | None = None) -> Philosophy:
    """Upset customers, and those who wait."""
    return Philosophy.model_validate(
        {
            "version": 1,
            "purpose": {"en": "p"},
            "vision": {"en": "v"},
            "values": [{"id": "hear", "name": {"en": "Hear"}, "action": {"en": "I"}}],
            "situations": {
                "empathy": {"value": "hear", "title": {"en": "Upset"}, "keywords": {"en": ["angry"], "ko": ["화나"]}},
                "wait": {"value": "hear", "title": {"en": "Waiting"}, "keywords": {"en": ["waiting"]}},
            },
            "learning": learning or {},
        }
    )  # fmt: skip


@dataclass
class LearningScene:
    """`settle` lets what was begun behind the answers end."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = MORNING
    begun: list[Coroutine[Any, Any, None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Handbook.of(small_team(), small_philosophy(self.rules), FakeCalendars())
        self.store = FakeLearning(lambda: self.now)
        self.learning = Learning(lambda: self.book, self.store, lambda: self.now, self.begun.append)

    def allow(self, **rules: Any) -> None:  # noqa: ANN401 - whatever YAML may hold
        """The file says something else from now on."""
        self.book = Handbook.of(small_team(), small_philosophy(rules), FakeCalendars())

    def later(self, **length: int) -> None:
        """Time passes."""
        self.now += timedelta(**length)

    async def settle(self) -> None:
        """In the order begun."""
        while self.begun:
            await self.begun.pop(0)

    async def settle_at_once(self) -> None:
        """All in the same moment."""
        begun, self.begun[:] = list(self.begun), []
        await asyncio.gather(*begun)

    async def asks(self, user: str, text: str) -> None:
        """Types a question to /escalate."""
        self.learning.answered(user, answer(self.book, Question(text), self.now))
        await self.settle()

    async def looks_up(self, user: str, text: str, *, typed: bool = True) -> None:
        """Types what goes on to /values, or asks about a message."""
        self.learning.looked_up(user, look_up_values(self.book, text), typed=typed)
        await self.settle()

    async def picks(self, user: str, topic: str, text: str) -> None:
        """Presses a topic."""
        self.learning.picked_topic(user, topic, text)
        await self.settle()

    async def counted(self) -> dict[str, int]:
        """Everything, by the names of marks."""
        found: dict[Mark, int] = {}
        for month in await self.store.months():
            for mark, count in month.counts.items():
                found[mark] = found.get(mark, 0) + count
        return {mark.name: count for mark, count in found.items()}
