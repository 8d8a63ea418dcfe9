"""A team with nights, hand-overs and promises, its lead, and everything a review is gathered from, in memory."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.meanings import Meaning
from bot.domain.periods import Period
from bot.domain.policy import Severity
from bot.domain.review import Review
from bot.ports import Figures
from bot.services.review_figures import ReviewSources, review_of
from bot.services.tell_review import ReviewTools, ensure_team_reviews, tick_team_review
from tests.domain.small_files import Raw, team, utc
from tests.fakes.faults import Killed
from tests.fakes.improvements import FakeImprovements
from tests.fakes.learning import FakeLearning
from tests.fakes.promises import FakePromises
from tests.fakes.reviews import FakeReviews, FakeReviewVoice
from tests.fakes.store import FakeEscalations
from tests.fakes.surveys import FakeSurveys
from tests.services.escalation_scene import Life, Mortal
from tests.services.feedback_scene import Scene, scene

MONDAY = utc("2026-08-03T00:00")
"""Nine in the morning in Seoul, long before November."""

TEAMS: Mapping[str, Raw] = {
    "support": team(
        lead="ann",
        members=["bob", "cho", "dan"],
        night={"time": "19:00", "days": "mon-fri", "channel": "#kudos"},
        hours={"mon-fri": ["09:00-18:00"]},
    ),
    "finance": team(lead="eve"),
}


class KnownFigures(FakeEscalations):
    """Escalations whose figures are written down."""

    def closed(self, *figures: Figures) -> None:
        """These ended."""
        self._figures |= {one.id: one for one in figures}


class FakeAnswers:
    """The port `Answers`."""

    def __init__(self) -> None:
        self.kept: dict[str, Meaning] = {}

    async def waiting(self) -> Mapping[str, Meaning]:
        """Those nobody has read."""
        return self.kept


@dataclass
class ReviewScene:
    """`feedback` has the thanks, the notes and the clocks."""

    feedback: Scene
    escalations: KnownFigures
    promises: FakePromises
    learning: FakeLearning
    improvements: FakeImprovements
    answers: FakeAnswers
    surveys: FakeSurveys
    book: FakeReviews
    voice: FakeReviewVoice
    life: Life = field(default_factory=Life)

    @property
    def sources(self) -> ReviewSources:
        """What a review is gathered from."""
        place = self.feedback
        return ReviewSources(
            handbook=lambda: place.book,
            escalations=self.escalations,
            promises=self.promises,
            nights=place.nights,
            kudos=place.kudos_book,
            learning=self.learning,
            improvements=self.improvements,
            meanings=self.answers,
            loops=self.surveys,
            directory=place.directory,
            clock=lambda: place.now,
        )

    @property
    def tools(self) -> ReviewTools:
        """A process that may end at any call to the outside."""
        place = self.feedback
        return ReviewTools(
            handbook=lambda: place.book,
            sources=self.sources,
            book=Mortal(self.book, self.life),
            voice=Mortal(self.voice, self.life),
            deadlines=Mortal(place.deadlines, self.life),
            directory=place.directory,
            clock=lambda: place.now,
            wall_clock=lambda: place.real,
        )

    async def tick_due(self) -> int:
        """Every review due now, as the loop does it; how many items that was."""
        leases = await self.feedback.deadlines.claim(self.feedback.now, 50)
        mine = [one for one in leases if one.item.startswith("team_review:")]
        for lease in leases:
            if lease not in mine:
                await self.feedback.deadlines.release(lease)
        for lease in mine:
            await tick_team_review(self.tools, lease.item.partition(":")[2], lease)
        return len(mine)

    async def dies_after(self, steps: int) -> bool:
        """A process that ends after so many calls; whether it got to its end before."""
        self.life.left = steps
        with suppress(Killed):
            await self.tick_due()
            self.life.left = None
            return True
        self.life.left = None
        self.feedback.restart()
        return False

    async def at(self, text: str) -> Sequence[tuple[str, str]]:
        """Time goes on to an instant (UTC), and what is due is done; what was said by then."""
        self.feedback.until(text)
        await self.tick_due()
        return self.voice.periods()

    async def review(self, name: str = "2026-11", team_: str = "support") -> Review:
        """A team's month or week."""
        period = Period.named("week" if "W" in name else "month", name)
        return await review_of(self.sources, team_, period, await self.book.get(team_))

    async def thank(
        self, person: str, *, text: str = "for staying late with that customer", by: str = "UANN"
    ) -> None:
        """Thanks that the night then brings, in public or quietly as they like it."""
        await self.feedback.give(person, by=by, text=text)

    async def night(self) -> None:
        """Tonight's run."""
        place = self.feedback
        local = place.now + timedelta(hours=9)
        place.until(f"{local.date()}T10:00:05")
        await place.tick()

    async def likes_quiet(self, user: str) -> None:
        """They chose to be thanked quietly."""
        await self.feedback.preferences.change(user, thanks="private")


def figures(number: int, opened: str, waited: float | None = 10, **more: Any) -> Figures:  # noqa: ANN401 - of Figures
    """A closed escalation of the team's, first owned after so many minutes."""
    begun = utc(opened)
    owned = None if waited is None else begun + timedelta(minutes=waited)
    made: dict[str, object] = {
        "id": f"E{number}", "topic": "refund", "team": "support", "severity": Severity.NORMAL, "opened": begun,
        "first_owned": owned, "closed": begun + timedelta(hours=9), "outcome": "resolved", **more,
    }  # fmt: skip
    return Figures.model_validate(made)


async def review_scene(
    *,
    begun: datetime = MONDAY,
    teams: Mapping[str, Raw] = TEAMS,
    people: Mapping[str, Raw] | None = None,
    learning: Raw | None = None,
) -> ReviewScene:
    """Baton has just come to this team."""
    place = scene(begun, teams=teams, people=people, learning=learning or {})

    def real() -> datetime:
        return place.real

    made = ReviewScene(
        feedback=place,
        escalations=KnownFigures(place.deadlines, real),
        promises=FakePromises(place.deadlines, real),
        learning=FakeLearning(real),
        improvements=FakeImprovements(place.deadlines),
        answers=FakeAnswers(),
        surveys=FakeSurveys(place.deadlines),
        book=FakeReviews(place.deadlines),
        voice=FakeReviewVoice(real),
    )
    await ensure_team_reviews(made.tools)
    return made
