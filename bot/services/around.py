"""What belongs on a card beside the file's own words, gathered when somebody reads it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.around import NOTHING_AROUND, Around
from bot.domain.facts import Facts

Source = Callable[[str | None, str | None, datetime], Awaitable[Around]]
"""Tells what it knows of a situation and a topic at an instant (UTC)."""


@dataclass(frozen=True)
class Surroundings:
    """All sources as one; what is missing of situation or topic is None.

    They are asked one after the other: they answer from memory, where tasks of their own would cost more than they do.
    """

    sources: tuple[Source, ...] = ()

    async def __call__(self, situation: str | None, topic: str | None, now: datetime) -> Around:
        """What the sources know, together, each source's order kept."""
        found = [await source(situation, topic, now) for source in self.sources]
        if all(one is NOTHING_AROUND for one in found):
            return NOTHING_AROUND
        return Around(
            facts=tuple(fact for one in found for fact in one.facts),
            practices=tuple(practice for one in found for practice in one.practices),
        )

    async def beside(self, topics: Iterable[str], now: datetime, *, shown: Around) -> tuple[Facts, ...]:
        """What is pinned for topics that may be meant as well, each once, without what is shown already."""
        found = [await self(None, topic, now) for topic in topics]
        known = {fact.id for fact in shown.facts}
        return tuple({fact.id: fact for one in found for fact in one.facts if fact.id not in known}.values())
