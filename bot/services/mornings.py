"""What mornings bring: the line-up, what values mean to people, newcomers' first cards, leads' reviews."""

from dataclasses import dataclass

from bot.services.line_up import LineUpTools, ensure_line_ups
from bot.services.meanings import MeaningTools
from bot.services.tell_review import ReviewTools, ensure_team_reviews
from bot.services.welcome import WelcomeTools, ensure_welcomes


@dataclass(frozen=True)
class Mornings:
    """The tools of all of them."""

    line_ups: LineUpTools
    meanings: MeaningTools
    welcomes: WelcomeTools
    reviews: ReviewTools


async def ensure_mornings(tools: Mornings) -> None:
    """At start, and whenever the files changed: everything has its next deadline."""
    await ensure_line_ups(tools.line_ups)
    await tools.meanings.book.rebuild()
    await ensure_welcomes(tools.welcomes)
    await ensure_team_reviews(tools.reviews)
