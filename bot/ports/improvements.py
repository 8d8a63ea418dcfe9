"""What the improvement list of a team needs from the outside: a place to stand in, and a voice to its lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.correction import ProcessItem
from bot.domain.improving import Weekly
from bot.ports import Lease
from bot.ports.voice import Voice


class Improvements(Protocol):
    """The lists, their words encrypted and without a name; items `improvements:<team>`."""

    async def add(self, item: ProcessItem, *, once: str = "") -> None:
        """Put it on its team's list; again changes nothing. `once` names the form it came in, for a day.

        What stands for the form is kept apart from the item, so that nothing on the list leads back to who sent it.
        """

    async def listed(self, team: str) -> Sequence[ProcessItem]:
        """A team's list, newest first. What no key opens any more is left out."""

    async def get(self, team: str, item_id: str) -> ProcessItem | None:
        """One of them."""

    async def change(self, item: ProcessItem) -> bool:
        """Replace the one that stands at `item.revision - 1`; False if it moved on or is gone."""

    async def remove(self, item: ProcessItem) -> bool:
        """Take it off the list as it stands; False if it moved on. Gone already is removed, too."""

    async def plan(self, weekly: Weekly, due: datetime | None) -> None:
        """Begin telling a team's lead where that was not begun, and schedule it; None takes it out."""

    async def weekly(self, team: str) -> Weekly | None:
        """What a team's lead has been told."""

    async def save(self, weekly: Weekly, *, lease: Lease, due: datetime | None) -> bool:
        """Replace it with its next deadline; False once the lease is lost."""


@dataclass(frozen=True)
class ImprovementNews:
    """To a team's lead: what is new on the list, and what changed, this week."""

    team: str
    week: date
    items: Sequence[ProcessItem]


ImprovementVoice = Voice[ImprovementNews]
"""Tells one lead."""
