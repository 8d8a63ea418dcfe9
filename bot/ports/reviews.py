"""What a lead's review needs from the outside: where it got to, a voice to that lead, and what is asked of others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.meanings import Meaning
from bot.domain.review import Review
from bot.domain.review_course import Course
from bot.ports import Lease
from bot.ports.voice import Voice


class ReviewBook(Protocol):
    """How far each team's reviews are, each with its deadline; items `team_review:<team>`."""

    async def plan(self, course: Course, due: datetime) -> None:
        """Begin a team's where there is none, and put its next deadline into the index."""

    async def get(self, team: str) -> Course | None:
        """How far a team's are."""

    async def save(self, course: Course, *, lease: Lease, due: datetime) -> bool:
        """Replace it with its next deadline; False once the lease is lost or it is gone."""


class ReviewVoice(Voice[Review], Protocol):
    """Tells one lead in words, and shows them plots."""

    async def show(self, user: str, review: Review) -> None:
        """Its plots as a picture, where there is something to plot; the words stand without it, so nothing is raised."""


class Answers(Protocol):
    """What people said a value means to them, without their names; a part of `MeaningBook`."""

    async def waiting(self) -> Mapping[str, Meaning]:
        """The answers nobody has read, by random ids."""


class Loops(Protocol):
    """Customers who gave feedback and wait to hear what was changed."""

    async def open_loops(self, team: str) -> int:
        """How many of a team's are open; whose they are is not told."""
